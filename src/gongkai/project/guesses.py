"""Guesses at one name from many addresses at once, which the limit for each name and address does not see.

A name is paused for browsers in which nobody has logged in under it yet; whoever has may always try, so that an outsider
who guesses on can keep nobody out who works here every day.
"""

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from gongkai.organs.queries import failed_logins

MOST = 30
"""Failures of a name from all addresses together, within the time for which a login is paused."""
COOKIE = "known"
KEPT = 180 * 24 * 3_600
"""Seconds for which a browser is known after a login."""
_SALT = "gongkai.project.guesses"
_PEOPLE = 5
"""People who share a browser."""


def paused(request: HttpRequest, username: str) -> bool:
    """Whether too many guesses were made at the name, wherever from, and the browser is not known under it."""
    return failed_logins(username, timezone.now()) >= MOST and username not in _known(request)


def remember(request: HttpRequest, response: HttpResponse, person: AbstractBaseUser) -> None:
    """Know the browser again under the person's name."""
    names = [person.get_username(), *(name for name in _known(request) if name != person.get_username())]
    response.set_cookie(
        COOKIE,
        signing.dumps(names[:_PEOPLE], salt=_SALT, compress=True),
        KEPT,
        path=reverse("login"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _known(request: HttpRequest) -> list[str]:
    try:
        names: list[str] = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=KEPT)
    except signing.BadSignature:
        return []
    return names
