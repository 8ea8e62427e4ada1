"""What can be vetted: each room above declares its kinds of records."""

import datetime as dt
from collections.abc import Callable
from typing import IO, Any, NamedTuple

from django.db import models

from gongkai.organs.access import Act
from gongkai.organs.models import Organ, Person


class Part(NamedTuple):
    """A text of a record in HTML, and what it is called."""

    place: str
    html: str


class File(NamedTuple):
    """A file of a record: its name, and how it is opened."""

    name: str
    open: Callable[[], IO[bytes]]


class Content(NamedTuple):
    """What the public would see of a record in its newest version."""

    title: str
    parts: tuple[Part, ...]
    files: tuple[File, ...] = ()


class Cleaning(NamedTuple):
    """How outdated records of a kind are taken down together, and brought back where that was wrong.

    ``dated`` gives the published ones of a body that are older than a day; the other two are the room's own acts, which
    check the right and leave their trace.
    """

    dated: Callable[[Organ, dt.date], "models.QuerySet[Any]"]
    take_down: Callable[[Person, Any, str], object]
    bring_back: Callable[[Person, Any, str], object]


class Target(NamedTuple):
    """A kind of record. ``version`` changes whenever anything of the content does; ``address`` is its page at the desk."""

    label: str
    edit_act: Act
    publish_act: Act
    model: Callable[[], "type[models.Model]"]
    organ: Callable[[Any], Organ]
    version: Callable[[Any], str]
    content: Callable[[Any], Content]
    address: str
    cleaning: Cleaning | None = None


TARGETS: dict[str, Target] = {}
"""By the label of the record's model (``disclosure.document``)."""


def declare(record_type: str, target: Target) -> None:
    """Let records of a type be vetted."""
    TARGETS[record_type] = target


def target_of(record: models.Model) -> Target:
    """The record's kind. ``KeyError`` where it was not declared."""
    return TARGETS[record._meta.label_lower]


def record_of(record_type: str, record_id: str) -> Any:
    """The record itself. Raises the model's ``DoesNotExist``."""
    return TARGETS[record_type].model()._default_manager.get(pk=record_id)
