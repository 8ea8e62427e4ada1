"""All rows of a ledger, one after another: understood, lawful, not there already; and the first ones to be looked at."""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from gongkai.applications.actions.step import columns
from gongkai.applications.facts import Fact
from gongkai.applications.fold import NotAllowed
from gongkai.applications.imports.columns import FIELDS
from gongkai.applications.imports.lives import life
from gongkai.applications.imports.numbers import is_bare
from gongkai.applications.imports.rows import Row, is_case, read
from gongkai.applications.models import Application
from gongkai.law.calendar import Calendar
from gongkai.law.outcomes import outcomes
from gongkai.law.receipt import channels
from gongkai.law.requesters import requesters
from gongkai.organs.calendars import calendar_of
from gongkai.organs.models import Organ
from gongkai.report.readers.ledger import Ledger
from gongkai.vault.names import masked

MOST_WRONG = 500
SHOWN = 20


@dataclass(frozen=True)
class Ready:
    """A row that can become an application: its facts and columns, and the key by which it is known again."""

    row: Row
    key: str
    facts: list[Fact]
    standing: dict[str, Any]


@dataclass
class Checked:
    """What a check found. ``wrong`` has place, column and sentence; ``known`` counts rows imported before."""

    ready: list[Ready] = field(default_factory=list)
    wrong: list[tuple[int, str, str]] = field(default_factory=list)
    notes: Counter[str] = field(default_factory=Counter)
    rows: int = 0
    known: int = 0

    @property
    def summary(self) -> dict[str, Any]:
        """The counts, for the screen."""
        years = Counter(str(each.row.received_on.year) for each in self.ready)
        ends = Counter(each.row.outcome for each in self.ready)
        return {
            "rows": self.rows,
            "new": len(self.ready),
            "known": self.known,
            "years": dict(sorted(years.items())),
            "outcomes": [[outcomes()[key].name, ends[key]] for key in outcomes() if ends[key]],
            "open": ends[""],
            "kinds": [[name, count] for key, name in requesters().columns.items() if (count := self._of_kind(key))],
            "notes": list(self.notes.items()),
        }

    def _of_kind(self, kind: str) -> int:
        return sum(each.row.kind == kind for each in self.ready)

    @property
    def shown(self) -> list[list[str]]:
        """The first rows as they were understood, without particulars of people; captions are in ``SHOWN_AS``."""
        return [_shown(each) for each in self.ready[:SHOWN]]


SHOWN_AS = (
    "行",
    "原编号",
    "收到日期",
    "渠道",
    "申请人",
    "类别",
    "申请内容",
    "处理结果",
    "答复（办结）",
    "送达",
    "届满日",
)


def check(
    ledger: Ledger, mapping: dict[str, int], organ: Organ, today: dt.date, watch: Callable[[int], None]
) -> Checked:
    """Every row. ``watch`` is told how many are behind. Raises ``Unreadable`` where the file ends badly."""
    found, calendar = Checked(), calendar_of(organ)
    keys: dict[str, int] = {}
    for ordinal, cells in ledger.rows:
        told = {name: cells[column] for name, column in mapping.items() if column in cells}
        if not is_case(told):
            continue
        found.rows += 1
        result = read(ordinal + 1, told, today)
        found.wrong += [(result.place, column, sentence) for column, sentence in result.wrong]
        if result.row is not None:
            _take(found, result.row, result.notes, calendar, keys)
        watch(found.rows)
    _set_apart(found, organ)
    found.wrong.sort(key=lambda each: each[0])
    return found


def _take(found: Checked, row: Row, notes: list[str], calendar: Calendar, keys: dict[str, int]) -> None:
    key = key_of(row)
    if row.own and key in keys:
        found.wrong.append((row.place, FIELDS["own"].name, f"编号“{row.own}”与第{keys[key]}行重复。"))
        return
    try:
        facts, case = life(row, calendar)
    except NotAllowed as error:
        found.wrong.append((row.place, FIELDS["outcome"].name, str(error)))
        return
    while key in keys:  # the same words twice without a number are two applications
        key = hashlib.sha256(key.encode()).hexdigest()[:_KEY]
    keys[key] = row.place
    found.notes.update(notes)
    found.ready.append(Ready(row, f"ledger:{key}", facts, dict(columns(case, calendar))))


_KEY = 56


def key_of(row: Row) -> str:
    """By what a row is known again in later ledgers of the organ."""
    return hashlib.sha256("\x1f".join(row.identity).encode()).hexdigest()[:_KEY]


def _set_apart(found: Checked, organ: Organ) -> None:
    """Leave out what was imported before; refuse numbers that other applications have."""
    there = set(Application.objects.filter(organ=organ, key__startswith="ledger:").values_list("key", flat=True))
    new = [each for each in found.ready if each.key not in there]
    found.known, found.ready = len(found.ready) - len(new), new
    owns = {each.row.own: each.row.place for each in new if each.row.own and not is_bare(each.row.own)}
    names = list(owns)
    for first in range(0, len(names), 500):
        taken = Application.objects.filter(organ=organ, number__in=names[first : first + 500])
        for number in taken.values_list("number", flat=True):
            found.wrong.append((owns[number], FIELDS["own"].name, f"系统里已有编号“{number}”的申请。"))


def _shown(ready: Ready) -> list[str]:
    row = ready.row
    text = " ".join(row.content.split())
    return [
        str(row.place),
        row.own,
        str(row.received_on),
        channels()[row.channel].name,
        masked(row.requester.name),
        requesters().columns[row.kind],
        f"{text[:30]}……" if len(text) > 30 else text,
        outcomes()[row.outcome].name if row.outcome else "尚未办结",
        str(row.replied_on or ""),
        str(row.served_on or ""),
        str(ready.standing["due_on"] or ""),
    ]
