"""How often somebody may apply, from one address and to one organ."""

from django.http import HttpRequest

from gongkai.organs.models import Organ
from gongkai.portal.guard import take
from gongkai.ui.rate import Rate, address_of

BEGIN = Rate("apply-begin", burst=20, per_second=1 / 60)
UPLOAD = Rate("apply-upload", burst=40, per_second=1 / 15)
SUBMIT = Rate("apply-submit", burst=10, per_second=1 / 120)
SUBMIT_TO = Rate("apply-submit-to", burst=200, per_second=1 / 30)
"""One organ takes no more than this from all addresses together: some thousands a day."""
WRONG_CODE = Rate("wrong-code", burst=8, per_second=1 / 60)
WRONG_CODES = Rate("wrong-codes", burst=2_000, per_second=2)
SUGGEST = Rate("suggest", burst=60, per_second=1)


def may_begin(request: HttpRequest) -> None:
    """Raise :class:`~gongkai.portal.guard.TooMuch` where the address has begun too many drafts."""
    take(BEGIN, address_of(request), "从您的网络开始的申请太多，请过几分钟再试；也可以打电话、写信或者当面申请。")


def may_submit(request: HttpRequest, organ: Organ) -> None:
    """Raise :class:`~gongkai.portal.guard.TooMuch` where the address, or everybody together, has handed in too much."""
    wait = "您填写的内容都已保存，请过几分钟再按一次“提交申请”；也可以当面、邮寄提交。"
    take(SUBMIT, address_of(request), f"从您的网络提交的申请太多。{wait}")
    take(SUBMIT_TO, organ.pk, f"现在向本机关提交申请的人太多。{wait}")
