"""A row as dated facts, as if they had been recorded on their days: each says from which row of the ledger it is.

What the ledger does not date and the law's order needs is put on the nearest day that it does date, and says so.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from gongkai.applications import clock
from gongkai.applications.facts import Fact
from gongkai.applications.fold import Case, fold
from gongkai.applications.imports.rows import Row
from gongkai.law.calendar import Calendar
from gongkai.law.outcomes import outcomes
from gongkai.law.periods import period
from gongkai.law.receipt import Event, channels

ASSUMED = "原台账没有记载这一步的日期"
_ENDS = {"withdrawn": "withdraw", "merged": "merge"}
_BEFORE = {"correction_lapsed": ("request_correction", "lapse_correction"), "fee_lapsed": ("charge", "lapse_payment")}


class _Happened(NamedTuple):
    kind: str
    on: dt.date
    data: dict[str, Any]


def life(row: Row, calendar: Calendar) -> tuple[list[Fact], Case]:
    """The facts and their fold. Raises :class:`~gongkai.applications.fold.NotAllowed` for an unlawful order."""
    happened = [*_came(row), *_corrected(row)]
    if row.extended:
        happened.append(_extended(row, fold(_facts(row, happened)), calendar))
    happened += _ended(row)
    facts = _facts(row, happened)
    return facts, fold(facts)


def _facts(row: Row, happened: list[_Happened]) -> list[Fact]:
    facts = []
    for number, (kind, on, data) in enumerate(happened, 1):
        own = {"own": row.own} if number == 1 and row.own else {}
        facts.append(Fact(number, kind, on, {**data, **own, "imported": row.place}))
    return facts


def _came(row: Row) -> Iterator[_Happened]:
    if channels()[row.channel].decided_by is Event.CONFIRMATION:
        yield _Happened("submit", row.arrived_on or row.received_on, {})
        yield _Happened("confirm", row.received_on, {})
    else:
        yield _Happened("record_oral" if row.channel == "oral" else "receive", row.received_on, {})


def _corrected(row: Row) -> Iterator[_Happened]:
    if row.outcome == "correction_lapsed" or not (row.asked_on or row.corrected_on):
        return
    yield _asked(row, row.asked_on, row.corrected_on)
    if row.corrected_on:
        yield _Happened("receive_correction", row.corrected_on, {})


def _asked(row: Row, on: dt.date | None, until: dt.date | None) -> _Happened:
    data: dict[str, Any] = {} if on else {"assumed": ASSUMED}
    return _Happened(
        "request_correction", on or row.received_on, data | ({"until": until.isoformat()} if until else {})
    )


def _extended(row: Row, case: Case, calendar: Calendar) -> _Happened:
    days = period("extension", row.received_on).length
    if row.extended_on:
        return _Happened("extend", row.extended_on, {"days": days})
    due = clock.due_on(replace(case, status="handling"), calendar) or row.received_on
    on = max(row.corrected_on or row.received_on, min(due, row.replied_on or due))
    return _Happened("extend", on, {"days": days, "assumed": ASSUMED})


def _ended(row: Row) -> Iterator[_Happened]:
    """How it ended, and that it was put away; nothing for a case that is open."""
    on = row.replied_on
    if not row.outcome or on is None:
        return
    data: dict[str, Any] = {"own_letter": row.letter} if row.letter else {}
    if row.outcome in _BEFORE:
        first, last = _BEFORE[row.outcome]
        before = row.asked_on if first == "request_correction" else None
        until = {"until": (on - dt.timedelta(days=1)).isoformat()}
        yield _Happened(first, before or row.received_on, until | ({} if before else {"assumed": ASSUMED}))
        yield _Happened(last, on, data)
    elif row.outcome in _ENDS:
        yield _Happened(_ENDS[row.outcome], on, data)
    else:
        corrects = outcomes()[row.outcome].key == "record_corrected"
        yield _Happened("correct_record" if corrects else "reply", on, data | {"outcome": row.outcome})
        yield _Happened("serve", row.served_on or on, {} if row.served_on else {"assumed": ASSUMED})
    yield _Happened("archive", row.served_on or on, {})
