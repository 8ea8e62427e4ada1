"""How entries hang together."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from gongkai.trail.models import Entry

START = "0" * 64
"""What stands in the place of a previous digest before the first entry."""


class Break(NamedTuple):
    """A place where the chain does not hold: number of the entry, and what is wrong there."""

    number: int
    problem: str


def digest_of(entry: Entry) -> str:
    """The SHA-256 of everything that the entry says and of the digest before it, in hexadecimal."""
    content = [
        entry.number,
        entry.at.isoformat(timespec="microseconds"),
        entry.actor_id,
        entry.actor_label,
        entry.act,
        entry.record_type,
        entry.record_id,
        entry.organ_id,
        entry.summary,
        entry.reason,
        entry.data,
        entry.previous,
    ]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


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
