"""Forms that anybody may send without an account: known again by a signed mark, taken once, asked for a small sum."""

import datetime as dt
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

from gongkai.portal.guard import PersonForm

_SALT = "gongkai form"
_A_DAY = 24 * 3600


@dataclass(frozen=True)
class Shown:
    """A form as it was first shown: what tells it from others, and when; ``stale`` says that what came was not of it."""

    seed: str
    began: dt.datetime
    stale: str = ""

    @classmethod
    def of(cls, request: HttpRequest) -> "Shown":
        """The mark that came with the form; a new one where none came, or one that is not ours or a day old."""
        if request.method != "POST":
            return cls(secrets.token_urlsafe(12), timezone.now())
        try:
            seed, began = signing.loads(request.POST.get("began", ""), salt=_SALT, max_age=_A_DAY)
        except signing.BadSignature:
            told = "这一页打开得太久，请回答下面的小问题，再提交一次。"
            return cls(secrets.token_urlsafe(12), timezone.now(), told)
        return cls(seed, dt.datetime.fromtimestamp(began, dt.UTC))

    @property
    def signed(self) -> str:
        """As the form carries it (``began``)."""
        return signing.dumps([self.seed, self.began.timestamp()], salt=_SALT)


def person_form(shown: Shown, request: HttpRequest) -> PersonForm:
    """The questions that tell a person from a program."""
    given = request.POST if request.method == "POST" and not shown.stale else None
    return PersonForm(shown.seed, shown.began, given, label_suffix="")


def once(shown: Shown, send: Callable[[], str]) -> str:
    """What sending gave; however often the same form is sent, it is sent once."""
    known: str | None = cache.get(f"sent:{shown.seed}")
    if known is None:
        known = send()
        cache.set(f"sent:{shown.seed}", known, _A_DAY)
    return known
