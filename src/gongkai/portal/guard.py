"""What tells a person from a program on any form of the portal, without a service of others: a field that people leave
empty, a minimal time, and a question in words that people answer, whether they see the page or hear it.
"""

import datetime as dt
import hmac

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.crypto import salted_hmac

from gongkai.ui.rate import Rate

SHORTEST = dt.timedelta(seconds=5)
"""Nobody fills in a form in less."""
_DIGITS = "零一二三四五六七八九十"


class TooMuch(Exception):
    """Somebody does something too often; the message says what to do."""


def take(rate: Rate, whose: object, sentence: str) -> None:
    """Take a token. Raises :class:`TooMuch` with the sentence where there is none."""
    if not rate.take(whose):
        raise TooMuch(sentence)


class PersonForm(forms.Form):
    """The field, the time and the question; the question is the form's own (``seed``) and says itself in words.

    ``began`` is when the form was first shown.
    """

    homepage = forms.CharField(required=False)
    sum = forms.CharField(
        max_length=10,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "size": 6}),
        error_messages={"required": "请回答这个小问题，确认是您本人在提交。"},
    )

    def __init__(self, seed: str, began: dt.datetime, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._began = began
        self._terms = _terms(seed)
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
        if timezone.now() - self._began < SHORTEST:
            raise ValidationError("提交得太快了。请核对一下内容，几秒钟后再提交一次。")
        return super().clean()


def _terms(seed: str) -> tuple[int, int]:
    """Two numbers from 1 to 9 that are the form's."""
    digest = salted_hmac("gongkai.portal.guard", seed).digest()
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
