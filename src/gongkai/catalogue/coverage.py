"""The coverage matrix: bodies by items for a period, how each cell stands, and what the cells come to."""

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import Count, Max, QuerySet

from gongkai.catalogue.models import Item, Obligation
from gongkai.catalogue.queries import State, with_state, within
from gongkai.law.rhythm import Rhythm, spans
from gongkai.organs.models import Organ

BUDGET = "财政预决算"
"""The field whose coverage is asked for on its own."""


class Days(NamedTuple):
    """The days of a period, and its name."""

    name: str
    label: str
    first: dt.date
    last: dt.date


_NAMED = re.compile(r"(\d{4})(?:-(Q[1-4]|0[1-9]|1[0-2]))?", re.ASCII)


def days_named(name: str, today: dt.date) -> Days:
    """The period with the name ``2026``, ``2026-Q3`` or ``2026-07``; this year for what is none.

    >>> days_named("2026-Q3", dt.date(2026, 1, 1))[1:]
    ('2026年第三季度', datetime.date(2026, 7, 1), datetime.date(2026, 9, 30))
    """
    match = _NAMED.fullmatch(name)
    year = int(match[1]) if match and 2000 <= int(match[1]) <= 2100 else today.year
    part = (match[2] or "") if match else ""
    rhythm = Rhythm.QUARTERLY if part.startswith("Q") else Rhythm.MONTHLY if part else Rhythm.YEARLY
    span = spans(rhythm, year)[int(part.removeprefix("Q")) - 1 if part else 0]
    return Days(f"{year}{f'-{part}' if part else ''}", span.label, span.first, span.last)


@dataclass
class Matrix:
    """Bodies and items, each cell a count of obligations by state; a cell that is not there owes nothing."""

    organs: list[Organ]
    items: list[Item]
    cells: dict[tuple[int, str], Counter[State]]
    by_organ: dict[int, Counter[State]] = field(default_factory=dict)
    by_item: dict[str, Counter[State]] = field(default_factory=dict)
    total: Counter[State] = field(default_factory=Counter)


def owed(organs: QuerySet[Organ], days: Days, on: dt.date, of_field: str = "") -> QuerySet[Any]:
    """What the bodies owe for the period, with how it stands on the day."""
    obligations = within(Obligation.objects.filter(organ__in=organs.order_by()), days.first, days.last)
    return with_state(obligations.filter(item__field=of_field) if of_field else obligations, on)


def matrix(organs: QuerySet[Organ], days: Days, on: dt.date, of_field: str = "", state: str = "") -> Matrix:
    """The matrix in three queries, however large it is; with a state only bodies and items that have such cells."""
    grouped = owed(organs, days, on, of_field).order_by().values_list("organ", "key", "state")
    found = Matrix([], [], {})
    newest: dict[str, int] = {}
    for organ, key, stands, count, item in grouped.annotate(count=Count("pk"), item=Max("item")):
        found.cells.setdefault((organ, key), Counter())[State(stands)] += count
        newest[key] = max(newest.get(key, 0), item)
    if state in set(State):
        _narrow(found, State(state))
    for (organ, key), counts in found.cells.items():
        found.by_organ.setdefault(organ, Counter()).update(counts)
        found.by_item.setdefault(key, Counter()).update(counts)
        found.total.update(counts)
    found.organs = list(Organ.objects.filter(pk__in=found.by_organ).order_by("path"))
    wanted = Item.objects.filter(pk__in=[newest[key] for key in found.by_item])
    found.items = list(wanted.defer("content", "basis").order_by("field", "edition", "serial"))
    return found


def _narrow(found: Matrix, state: State) -> None:
    """Leave the rows and columns in which a cell has the state."""
    having = [place for place, counts in found.cells.items() if counts[state]]
    organs, keys = {organ for organ, _ in having}, {key for _, key in having}
    found.cells = {place: counts for place, counts in found.cells.items() if place[0] in organs and place[1] in keys}


def worst(counts: Counter[State]) -> State:
    """How a cell with several obligations stands: as its worst one does."""
    return next((state for state in State if counts[state]), State.DUE)


class Rate(NamedTuple):
    """What should have been public by the day, and how much of it is."""

    public: int
    owed: int

    @property
    def percent(self) -> str:
        """The share, as text; a dash where nothing was owed."""
        return f"{100 * self.public / self.owed:.1f}%" if self.owed else "—"


def rate(counts: Counter[State]) -> Rate:
    """Coverage: published, on time or late, of what has fallen due and applies."""
    public = counts[State.PUBLISHED] + counts[State.LATE]
    return Rate(public, public + counts[State.MISSING])
