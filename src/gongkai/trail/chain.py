"""How entries hang together."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from gongkai.trail.models import Entry

START = "0" * 64
"""What stands in the place of a previous digest before the first entry."""


class Break(NamedTuple):
    """A place where the chain does not hold: number of the entry, and what is wrong there."""

    number: int
    problem: str


class Said(NamedTuple):
    """What an entry says, and the digest of the one before it: what its own digest is made of, in this order."""

    number: int
    at: dt.datetime
    actor_id: int | None
    actor_label: str
    act: str
    record_type: str
    record_id: str
    organ_id: int | None
    summary: str
    reason: str
    data: Mapping[str, Any]
    previous: str

    @property
    def digest(self) -> str:
        """The SHA-256 of all of it, in hexadecimal."""
        number, at, *rest = self
        text = _written([number, at.isoformat(timespec="microseconds"), *rest])
        return hashlib.sha256(text.encode()).hexdigest()


def digest_of(entry: Entry) -> str:
    """The digest that belongs to what the entry says."""
    return Said(*(getattr(entry, name) for name in Said._fields)).digest


_written = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def breaks(entries: Iterable[Entry], last_number: int) -> Iterator[Break]:
    """Every place where entries, in rising order from the first, do not follow one another unchanged.

    ``last_number`` is where the chain should end: entries cut off at its end show too.
    """
    expected, previous = 1, START
    for entry in entries:
        if entry.number != expected:
            yield Break(expected, f"缺第 {expected} 至 {entry.number - 1} 条")
        elif entry.previous != previous:
            yield Break(entry.number, "与前一条不相连")
        if digest_of(entry) != entry.digest:
            yield Break(entry.number, "内容被改动")
        expected, previous = entry.number + 1, entry.digest
    if expected <= last_number:
        yield Break(expected, f"缺第 {expected} 至 {last_number} 条")
