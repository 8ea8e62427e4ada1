"""Version 1 of the interface. What it promises is in ``tests/api/openapi.json``."""

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.renderers import JSONRenderer

from gongkai.api.bulk import router as bulk
from gongkai.api.figures import router as figures
from gongkai.api.organs import router as organs
from gongkai.api.problems import MEDIA_TYPE, answer_problems
from gongkai.api.rate import AddressRate
from gongkai.api.reports import router as reports
from gongkai.api.search import router as search
from gongkai.api.staff_annual import router as staff_annual
from gongkai.api.staff_files import router as staff_files
from gongkai.api.staff_findings import router as staff_findings
from gongkai.api.staff_organs import router as staff_organs
from gongkai.api.staff_people import router as staff_people
from gongkai.api.staff_reports import router as staff_reports
from gongkai.api.staff_trail import router as staff_trail
from gongkai.api.tokens import router as tokens

_ABOUT = """机关和已发布年度报告的公开数据，只读，无须登录，可自由使用；`/staff/` 之下供工作人员的程序使用。

- `/staff/` 之下须提供令牌（`Authorization: Bearer 令牌`）。令牌由本人在工作台的“令牌”中建立，只显示一次；
  能做的以令牌的权限和本人当日的岗位为限，所做的在操作留痕中记为本人及令牌的名称。
- 出错时返回 `application/problem+json`（RFC 9457）：`title`、`status`、`detail`（一句话说明）和 `faults`（有问题的参数）。
- 同一地址可以连续请求 120 次，之后平均每秒 4 次；超过时返回 429 和 `Retry-After`。
- 只增加、不改变已有的字段；不兼容的改变会用新的版本号。
"""


class Renderer(JSONRenderer):
    """JSON with Chinese that people can read."""

    json_dumps_params = {"ensure_ascii": False}  # noqa: RUF012  (as the base class has it)


class Interface(NinjaAPI):
    """Says in its description that problems are problem details."""

    def get_openapi_schema(self, **kwargs: Any) -> OpenAPISchema:
        """The description."""
        schema = super().get_openapi_schema(**kwargs)
        for operation in (operation for path in schema["paths"].values() for operation in path.values()):
            for status, answer in operation["responses"].items():
                if int(status) >= 400:
                    answer["content"] = {MEDIA_TYPE: answer["content"].pop(self.renderer.media_type)}
        return schema


api = Interface(
    title="公开：数据接口",
    version="1",
    description=_ABOUT,
    docs_url=None,
    renderer=Renderer(),
    throttle=AddressRate(),
    urls_namespace="api-1",
)
answer_problems(api)
for router in (organs, reports, figures, search, bulk):
    api.add_router("", router)
for router in (
    tokens,
    staff_files,
    staff_reports,
    staff_findings,
    staff_annual,
    staff_organs,
    staff_people,
    staff_trail,
):
    api.add_router("staff", router)
