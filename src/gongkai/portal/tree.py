"""What nearly every page shows of the tree of bodies: whose site it is, and what stands above and beneath a body.

Held in memory, by the version of what is public and the day, for as long as no act may have changed it.
"""

from collections.abc import Callable, Hashable
from typing import Any, NamedTuple, TypeVar

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from gongkai.organs.models import Organ
from gongkai.organs.queries import ancestors, existing
from gongkai.portal.cache import version_of


class _Shown(NamedTuple):
    """What was asked since the version began."""

    version: str
    answers: dict[Hashable, Any]


_shown = _Shown("", {})
T = TypeVar("T")


def site_organ(request: HttpRequest) -> Organ | None:
    """The body whose site this is: the first root of the tree."""
    return _once(request, "site", lambda: Organ.objects.filter(depth=1).order_by("path").first())


def above(request: HttpRequest, organ: Organ) -> list[Organ]:
    """The bodies above it, from the root of the tree down."""
    return _once(request, ("above", organ.path), lambda: list(ancestors(organ)))


def below(request: HttpRequest, organ: Organ) -> list[Organ]:
    """The bodies directly below it that exist today."""
    return _once(request, ("below", organ.path), lambda: list(_children(organ)))


def _children(organ: Organ) -> QuerySet[Organ]:
    return existing(timezone.localdate()).filter(path__startswith=organ.path, depth=organ.depth + 1)


def _once(request: HttpRequest, question: Hashable, ask: Callable[[], T]) -> T:
    """The answer of this version. The version is read first, so that no answer is older than it says."""
    global _shown  # noqa: PLW0603  (replaced as a whole: another thread sees the one or the other)
    version = version_of(request.META)
    if _shown.version != version:
        _shown = _Shown(version, {})
    answers = _shown.answers
    if question not in answers:
        answers[question] = ask()
    answer: T = answers[question]
    return answer
