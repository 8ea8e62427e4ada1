"""Version 1 of the interface. What it promises is in ``tests/api/openapi.json``."""

from ninja import NinjaAPI
from ninja.renderers import JSONRenderer

from gongkai.api.bulk import router as bulk
from gongkai.api.organs import router as organs
from gongkai.api.problems import answer_problems
from gongkai.api.rate import AddressRate
from gongkai.api.reports import router as reports

_ABOUT = """机关和已发布年度报告的公开数据，只读，无须登录，可自由使用。

- 出错时返回 `detail`（一句话说明）和 `faults`（有问题的参数）。
- 同一地址可以连续请求 120 次，之后平均每秒 4 次；超过时返回 429 和 `Retry-After`。
- 只增加、不改变已有的字段；不兼容的改变会用新的版本号。
"""


class Renderer(JSONRenderer):
    """JSON with Chinese that people can read."""

    json_dumps_params = {"ensure_ascii": False}  # noqa: RUF012  (as the base class has it)


api = NinjaAPI(
    title="公开：数据接口",
    version="1",
    description=_ABOUT,
    docs_url=None,
    renderer=Renderer(),
    throttle=AddressRate(),
    urls_namespace="api-1",
)
answer_problems(api)
for router in (organs, reports, bulk):
    api.add_router("", router)
