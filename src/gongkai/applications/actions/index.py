"""The index of the cases' words, kept in step by whoever writes what is indexed; built anew after an upgrade."""

from collections.abc import Callable, Sequence

from django.db import transaction

from gongkai.applications.models import Application
from gongkai.applications.words import NAME, Words, words_of
from gongkai.fulltext import tokens
from gongkai.fulltext.engines import engine

_AT_ONCE = 1_000


def put(applications: Sequence[Application]) -> None:
    """Let new cases be found."""
    engine(NAME).put([words_of(application) for application in applications])


def take(applications: Sequence[Application]) -> None:
    """Let cases be found no more, as they are still recorded."""
    engine(NAME).take([words_of(application) for application in applications])


def replace(before: Words, application: Application) -> None:
    """Let the case be found by what it says now."""
    index = engine(NAME)
    index.take([before])
    index.put([words_of(application)])


def is_outdated() -> bool:
    """Whether there are cases that were never put in: the oldest one is the last that :func:`rebuild` puts in."""
    oldest = Application.objects.select_related("organ").order_by("pk").first()
    if oldest is None:
        return False
    place = words_of(oldest).place
    return engine(NAME).newest([[[tokens.ANYTHING]]], 1, below=place + 1) != [place]


def rebuild(progress: Callable[[int], None] = lambda _: None) -> int:
    """Forget everything and put in every case, the newest first; how many there are."""
    engine(NAME).clear()
    below, done = None, 0
    while some := _before(below):
        with transaction.atomic():
            put(some)
        below, done = some[-1].pk, done + len(some)
        progress(done)
    engine(NAME).settle()
    return done


def _before(below: int | None) -> list[Application]:
    cases = Application.objects.select_related("organ").only("content", "number", "submitted_at", "organ__path")
    return list((cases if below is None else cases.filter(pk__lt=below)).order_by("-pk")[:_AT_ONCE])
