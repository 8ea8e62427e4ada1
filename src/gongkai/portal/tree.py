"""What nearly every page shows of the tree of bodies: whose site it is, the body, what stands above and beneath it.

Held in memory, by the version of what is public and the day, for as long as no act may have changed it.
"""

from collections.abc import Callable, Hashable
from typing import Any, NamedTuple, TypeVar

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString

from gongkai.organs.models import Kind, Level, Organ
from gongkai.organs.queries import ancestors, existing
from gongkai.portal import lines
from gongkai.portal.cache import version_of
from gongkai.ui.templatetags.gongkai import address

_LEVELS = (Level.PROVINCE, Level.CITY, Level.COUNTY)
_MOST_GOVERNMENTS = 60
_MOST = 5_000
"""How many answers are held at most."""


class _Shown(NamedTuple):
    """What was asked since the version began."""

    version: str
    answers: dict[Hashable, Any]


_shown = _Shown("", {})
T = TypeVar("T")


def site_organ(request: HttpRequest) -> Organ | None:
    """The body whose site this is: the first root of the tree."""
    return _once(request, "site", lambda: Organ.objects.filter(depth=1).order_by("path").first())


def body(request: HttpRequest, slug: str) -> Organ:
    """The body that has the address, with the names that it had; for reading only. Raises ``Http404``."""
    found: Organ | None = _once(
        request, ("body", slug), lambda: Organ.objects.filter(slug=slug).prefetch_related("names").first()
    )
    if found is None:
        raise Http404
    return found


def above(request: HttpRequest, organ: Organ) -> list[Organ]:
    """The bodies above it, from the root of the tree down."""
    return _once(request, ("above", organ.path), lambda: list(ancestors(organ)))


def below(request: HttpRequest, organ: Organ) -> SafeString:
    """The list of the bodies directly below it that exist today."""
    return _once(request, ("below", organ.path), lambda: _children(organ))


def governments(request: HttpRequest) -> list[tuple[str, str, str]]:
    """The governments of the region in the order of the tree: address, name, level."""
    return _once(request, "governments", _governments)


def _governments() -> list[tuple[str, str, str]]:
    found = existing(timezone.localdate()).filter(kind=Kind.GOVERNMENT, level__in=_LEVELS).order_by("path")
    rows = found.values_list("slug", "name", "level")[:_MOST_GOVERNMENTS]
    return [(address("organ", slug), name, level) for slug, name, level in rows]


def _children(organ: Organ) -> SafeString:
    children = existing(timezone.localdate()).filter(path__startswith=organ.path, depth=organ.depth + 1)
    return lines.of_bodies(children, levels=False)


def _once(request: HttpRequest, question: Hashable, ask: Callable[[], T]) -> T:
    """The answer of this version. The version is read first, so that no answer is older than it says."""
    global _shown  # noqa: PLW0603  (replaced as a whole: another thread sees the one or the other)
    version = version_of(request.META)
    if _shown.version != version or len(_shown.answers) >= _MOST:
        _shown = _Shown(version, {})
    answers = _shown.answers
    if question not in answers:
        answers[question] = ask()
    answer: T = answers[question]
    return answer
