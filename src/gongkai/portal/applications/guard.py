"""Against floods, without a service of others: rates by address and organ, a field that people leave empty, a minimal
time, and a question in words that people answer, whether they see the page or hear it.
"""

import datetime as dt
import hmac

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from gongkai.applications.drafts.models import Draft
from gongkai.organs.models import Organ
from gongkai.ui.rate import Rate, address_of

BEGIN = Rate("apply-begin", burst=20, per_second=1 / 60)
UPLOAD = Rate("apply-upload", burst=40, per_second=1 / 15)
SUBMIT = Rate("apply-submit", burst=10, per_second=1 / 120)
SUBMIT_TO = Rate("apply-submit-to", burst=200, per_second=1 / 30)
"""One organ takes no more than this from all addresses together: some thousands a day."""
WRONG_CODE = Rate("wrong-code", burst=8, per_second=1 / 60)
WRONG_CODES = Rate("wrong-codes", burst=2_000, per_second=2)
SUGGEST = Rate("suggest", burst=60, per_second=1)

SHORTEST = dt.timedelta(seconds=5)
"""Nobody fills in all pages in less."""
_DIGITS = "零一二三四五六七八九十"


class TooMuch(Exception):
    """Somebody does something too often; the message says what to do."""


def take(rate: Rate, whose: object, sentence: str) -> None:
    """Take a token. Raises :class:`TooMuch` with the sentence where there is none."""
    if not rate.take(whose):
        raise TooMuch(sentence)


def may_begin(request: HttpRequest) -> None:
    """Raise :class:`TooMuch` where the address has begun too many drafts."""
    take(BEGIN, address_of(request), "从您的网络开始的申请太多，请过几分钟再试；也可以打电话、写信或者当面申请。")


def may_submit(request: HttpRequest, organ: Organ) -> None:
    """Raise :class:`TooMuch` where the address, or everybody together, has handed in too much."""
    wait = "您填写的内容都已保存，请过几分钟再按一次“提交申请”；也可以当面、邮寄提交。"
    take(SUBMIT, address_of(request), f"从您的网络提交的申请太多。{wait}")
    take(SUBMIT_TO, organ.pk, f"现在向本机关提交申请的人太多。{wait}")


class PersonForm(forms.Form):
    """What tells a person from a program; the question is the draft's own and says itself in words."""

    homepage = forms.CharField(required=False)
    sum = forms.CharField(
        max_length=10,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "size": 6}),
        error_messages={"required": "请回答这个小问题，确认是您本人在提交。"},
    )

    def __init__(self, draft: Draft, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._draft = draft
        self._terms = _terms(draft)
        first, second = (_DIGITS[term] for term in self._terms)
        self.fields["sum"].label = f"{first}加{second}等于几？"
        self.fields["sum"].help_text = "写数字或者汉字都可以。这是为了防止程序大量提交。"

    def clean_homepage(self) -> str:
        """Nobody sees the field: who fills it in is a program, or a browser that fills in everything."""
        if self.cleaned_data["homepage"]:
            raise ValidationError("请把“个人主页”一栏清空后再提交：这一栏是为了识别程序。")
        return ""

    def clean_sum(self) -> str:
        """The sum, in digits of any kind."""
        answer, right = str(self.cleaned_data["sum"]).strip(), sum(self._terms)
        words = {str(right), _chinese(right)}
        if not any(hmac.compare_digest(_narrow(answer).encode(), word.encode()) for word in words):
            raise ValidationError("这个小问题的回答不对，请再算一次。")
        return answer

    def clean(self) -> dict[str, object] | None:
        """The minimal time."""
        if timezone.now() - self._draft.started_at < SHORTEST:
            raise ValidationError("提交得太快了。请核对一下内容，几秒钟后再按一次“提交申请”。")
        return super().clean()


def _terms(draft: Draft) -> tuple[int, int]:
    """Two numbers from 1 to 9 that are the draft's."""
    digest = salted_hmac("gongkai.portal.applications.guard", str(draft.pk)).digest()
    return digest[0] % 9 + 1, digest[1] % 9 + 1


def _chinese(number: int) -> str:
    """A number up to 19 in characters.

    >>> _chinese(7), _chinese(10), _chinese(18)
    ('七', '十', '十八')
    """
    return _DIGITS[number] if number <= 10 else f"十{_DIGITS[number - 10]}"


def _narrow(text: str) -> str:
    """Digits of any width as ASCII."""
    return "".join(str(int(sign)) if sign.isdecimal() else sign for sign in text)
