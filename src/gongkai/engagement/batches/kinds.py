"""What a table of a kind tells, and what becomes of its rows."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from gongkai.engagement.models import Batch
from gongkai.organs.access import Act
from gongkai.organs.models import Organ, Person
from gongkai.report.readers.headings import Field

Told = Mapping[str, str]
Wrong = list[tuple[str, str]]
"""Columns and sentences."""


class Sort(NamedTuple):
    """A kind of table.

    ``read`` gives a row as JSON with what is wrong in it; ``write`` makes all rows records and gives what undoing needs
    to know; ``undo`` takes them back, or raises ``ValidationError`` where somebody went on with them. ``twice`` names
    what a row may say but once.
    """

    act: Act
    fields: Mapping[str, Field]
    required: tuple[str, ...]
    read: Callable[[Person, Organ, Told, dt.date], tuple[dict[str, Any], Wrong]]
    twice: Callable[[Mapping[str, Any]], str]
    write: Callable[[Person, Batch], list[Any]]
    undo: Callable[[Person, Batch, str], None]


def day_of(told: Told, key: str, name: str, wrong: Wrong) -> str | None:
    """A day of a row, as JSON; what cannot be one is noted."""
    from gongkai.text.days import written_day

    try:
        found = written_day(told.get(key, ""))
    except ValueError as error:
        wrong.append((name, f"{error}。"))
        return None
    return found.isoformat() if found else None
