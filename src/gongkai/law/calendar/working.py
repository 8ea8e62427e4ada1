"""The calendar: is this day a working day here, why, and is that settled?"""

import functools
from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from gongkai.law.calendar.days import FIRST, LAST, ONE, Day, Override, around, weekday
from gongkai.law.calendar.tables import Mark, RegionTable, national_marks, region_table, year_table


class Calendar(msgspec.Struct, frozen=True):
    """Working days in a region (行政区划代码, empty for the country), with overrides that a caller knows of.

    ``settled`` are years whose days off the caller has compared with the notices: nothing in them is in doubt.

    >>> Calendar().day(date(2026, 9, 20)).why, Calendar().day(date(2026, 9, 25)).why
    ('调休上班（国庆节）', '中秋节放假')
    >>> Calendar("640122").day(date(2021, 5, 13)).why
    '开斋节放假（宁夏）'
    """

    region: str = ""
    overrides: tuple[Override, ...] = ()
    settled: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        around(self.region)

    def day(self, on: date) -> Day:
        """What the day is. Raises ``ValueError`` for days outside 2004–2099."""
        if not FIRST <= on <= LAST:
            raise ValueError(f"日期{on}超出可以计算的范围（{FIRST.year}年至{LAST.year}年）")
        return _day(self, on)

    def is_working(self, on: date) -> bool:
        """Whether the day is a working day."""
        return self.day(on).working

    def on_or_after(self, on: date) -> date:
        """The day itself where it is a working day, else the next one."""
        while not self.is_working(on):
            on += ONE
        return on

    def on_or_before(self, on: date) -> date:
        """The day itself where it is a working day, else the last one before."""
        while not self.is_working(on):
            on -= ONE
        return on

    def working_days(self, after: date, until: date) -> int:
        """How many working days lie after the one day and up to the other.

        >>> Calendar().working_days(date(2026, 9, 18), date(2026, 9, 21))
        2
        """
        return sum(self.is_working(on) for on in span(after + ONE, until))

    @property
    def gaps(self) -> tuple[str, ...]:
        """What the calendar does not know of its region, for the explanation of a result."""
        if not self.region or any(region_table(code) for code in around(self.region)):
            return ()
        return (f"未收录行政区划{self.region}自行规定的放假日，按全国安排计算",)

    def _overridden(self, on: date) -> Day | None:
        places = ("", *around(self.region))
        found = [o for o in self.overrides if o.on == on and o.region in places]
        return Day(on, found[-1].working, found[-1].why, found[-1].source) if found else None

    def _regional(self, on: date) -> Day | None:
        for table in filter(None, map(region_table, around(self.region))):
            year = table.years.get(on.year)
            mark = year.marks().get(on) if year else None
            if mark:
                return Day(on, mark.working, f"{_reason(mark)}（{table.name}）", mark.source)
        return None

    def _national(self, on: date) -> Day:
        mark = national_marks(on.year).get(on)
        table = year_table(on.year)
        source = table.source if table else ""
        doubt = "" if self._is_settled(on) else "；".join(self._doubts(on))
        if mark:
            return Day(on, mark.working, _reason(mark), mark.source, doubt)
        rest = on.weekday() >= 5
        return Day(on, not rest, f"{weekday(on)}，休息日" if rest else "工作日", source, doubt)

    def _is_settled(self, on: date) -> bool:
        """Days at the end of a year are arranged with the next one."""
        last = on.month == 12 and on.day >= 29
        return on.year in self.settled and (not last or on.year + 1 in self.settled or not _national_doubt(on))

    def _doubts(self, on: date) -> Iterator[str]:
        yield from filter(None, (_national_doubt(on), *self._regional_doubts(on)))

    def _regional_doubts(self, on: date) -> Iterator[str]:
        for table in filter(None, map(region_table, around(self.region))):
            yield _regional_doubt(table, on)


@functools.lru_cache(maxsize=20_000)
def _day(calendar: Calendar, on: date) -> Day:
    """Asked for the same days over and over: a term walks them one by one."""
    return calendar._overridden(on) or calendar._regional(on) or calendar._national(on)


NATIONAL = Calendar()
"""The national arrangement, no regional days."""


def span(first: date, last: date) -> Iterable[date]:
    """All days from the first to the last."""
    return (date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1))


def _reason(mark: Mark) -> str:
    return f"调休上班（{mark.name}）" if mark.working else f"{mark.name}放假"


def _national_doubt(on: date) -> str:
    """What is open about a day nationally.

    The notice for a year also arranges the last days of the year before, but of these only rest days and the
    Monday before a Tuesday 1 January (2005, 2006, 2007, 2011, 2018, 2022; a test checks it against all tables).
    """
    table = year_table(on.year)
    if table is None:
        return f"{on.year}年放假安排尚未公布或未收录，暂按法定节日推算"
    if table.status == "provisional":
        return f"{on.year}年放假安排系暂时录入，尚待与通知核对"
    if on.month == 12 and on.day >= 29 and on.weekday() in (5, 6, 0) and year_table(on.year + 1) is None:
        return f"{on.year + 1}年放假安排尚未公布，元旦调休可能涉及该日"
    return ""


def _regional_doubt(table: RegionTable, on: date) -> str:
    year = table.years.get(on.year)
    if year is None:
        return f"未收录{table.name}{on.year}年自行规定的放假日"
    for name, window in year.unknown.items():
        if window.first <= on <= window.last:
            return f"未查到{table.name}{on.year}年{name}放假通知，该日可能放假"
    return ""
