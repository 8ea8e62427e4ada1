"""Counting a period: the due day, and every day that was counted or left out, with the reason.

The rules, where the Regulation is silent, are those of civil procedure by analogy
(民诉法 Art. 85, 民法典 Art. 201–203): the starting day is not counted, and a period never ends on a day of rest.
"""

import calendar as months
from collections.abc import Sequence
from datetime import date

from gongkai.law.calendar import NATIONAL, Calendar, Day
from gongkai.law.calendar.days import ONE
from gongkai.law.periods import Period, Unit
from gongkai.law.periods import period as period_of_law
from gongkai.law.provisions import cite
from gongkai.law.terms import CountedDay, Exclusion, Restart, Term

RULES = (
    (cite("民诉法第八十五条"), "期间的起算和届满（参照）"),
    (cite("民法典第二百零一条"), "起算当日不计入（参照）"),
    (cite("民法典第二百零三条"), "最后一日是休息日的顺延（参照）"),
)
MONTHS = (cite("民法典第二百零二条"), "按月计算的，到期月的对应日为最后一日（参照）")
LONGEST = 3660
"""Days that a count may walk; beyond that a date is mistyped."""


def count(
    period: Period,
    received: date,
    calendar: Calendar = NATIONAL,
    *,
    exclusions: Sequence[Exclusion] = (),
    extension: int = 0,
    restart: Restart | None = None,
) -> Term:
    """The period counted from the day received, or from the restart.

    Raises ``ValueError`` with a Chinese message where dates or numbers cannot be right.

    >>> from gongkai.law.periods import period
    >>> str(count(period("answer", date(2026, 9, 14)), date(2026, 9, 14)).due)
    '2026-10-16'
    """
    _check(period, received, extension, exclusions, restart)
    start = restart.on if restart else received
    walk = _Walk(start, calendar, tuple(exclusions))
    if period.unit is Unit.WORKING_DAYS:
        regular = walk.working(period.length)
        due = walk.working(extension, "工作日（延长期内）") if extension else regular
    else:
        end = months_after(start, period.length) if period.unit is Unit.MONTHS else None
        regular = due = walk.natural(end or date.fromordinal(start.toordinal() + period.length))
    return Term(
        period=period,
        received=received,
        start=start,
        restart=restart,
        exclusions=tuple(exclusions),
        extension=extension,
        regular=regular,
        due=due,
        provisional=walk.provisional,
        days=tuple(walk.days),
        sources=_sources(period, exclusions, restart, extension, walk),
    )


class _Walk:
    """A walk from the starting day, day by day; it remembers every day, the notices it met and what is open."""

    def __init__(self, start: date, calendar: Calendar, exclusions: tuple[Exclusion, ...]) -> None:
        self.calendar = calendar
        self.exclusions = exclusions
        self.first = self.at = calendar.day(start).on
        self.days = [CountedDay(start, False, "起算之日，不计入期限")]
        self.notices: dict[str, None] = {}
        self.doubts: dict[str, None] = {}

    @property
    def provisional(self) -> bool:
        return bool(self.doubts)

    def working(self, length: int, why: str = "") -> date:
        """Walk until so many working days outside the exclusions are counted; the last of them."""
        while length:
            day = self._step()
            excluded = next((e.why for e in self.exclusions if e.first <= day.on <= e.last), "")
            if excluded:
                self.days.append(CountedDay(day.on, False, excluded if day.working else day.why))
                continue
            self._note(day)
            reason = why if why and day.why == "工作日" else day.why
            self.days.append(CountedDay(day.on, day.working, reason))
            length -= day.working
        return self.at

    def natural(self, last: date) -> date:
        """Walk to a day, counting every day, then on to a working day; the day reached."""
        while self.at < last:
            day = self._step()
            self.days.append(CountedDay(day.on, True, day.why))
        day = self.calendar.day(self.at)
        self._note(day)
        while not day.working:
            day = self._step()
            self._note(day)
            self.days.append(CountedDay(day.on, False, f"{day.why}，末日遇休息日，顺延至此"))
        return self.at

    def _step(self) -> Day:
        if len(self.days) > LONGEST:
            raise ValueError(f"从{self.first}起算已超过{LONGEST}天，请检查日期和天数")
        self.at += ONE
        return self.calendar.day(self.at)

    def _note(self, day: Day) -> None:
        if day.source:
            self.notices[day.source] = None
        if day.doubt:
            self.doubts[day.doubt] = None


def _check(
    period: Period, received: date, extension: int, exclusions: Sequence[Exclusion], restart: Restart | None
) -> None:
    if not 1 <= period.length <= LONGEST:
        raise ValueError(f"期限应在1至{LONGEST}{period.unit.label}之间，收到{period.length}")
    if restart and restart.on < received:
        raise ValueError(f"重新起算之日{restart.on}早于收到之日{received}")
    if period.unit is not Unit.WORKING_DAYS and (exclusions or extension):
        raise ValueError(f"“{period.name}”不按工作日计算，没有延长和扣除")
    if extension < 0:
        raise ValueError(f"延长的天数不能是负数，收到{extension}")
    if extension and extension > (cap := _extension_cap(received)).length:
        raise ValueError(f"延长最多{cap.words}（{cap.provisions[0]}），收到{extension}")


def _extension_cap(on: date) -> Period:
    try:
        return period_of_law("extension", on)
    except LookupError as error:
        raise ValueError(str(error)) from error


def months_after(start: date, number: int) -> date:
    """The corresponding day of a later month, or its last day (民法典 Art. 202).

    >>> months_after(date(2025, 8, 31), 6)
    datetime.date(2026, 2, 28)
    """
    year, month = divmod(start.year * 12 + start.month - 1 + number, 12)
    return date(year, month + 1, min(start.day, months.monthrange(year, month + 1)[1]))


def _sources(
    period: Period, exclusions: Sequence[Exclusion], restart: Restart | None, extension: int, walk: _Walk
) -> tuple[str, ...]:
    """Provisions first, then the rules of counting, the notices met on the way, and what is open."""
    own = [f"{source}：{period.name}" for source in period.sources]
    if restart:
        own.append(f"{restart.basis}：{restart.why}")
    if extension:
        own.append(f"{_extension_cap(walk.first).provisions[0]}：延长{extension}个工作日")
    own += [f"{exclusion.basis}：{exclusion.why}" for exclusion in exclusions]
    rules = [f"{rule}：{what}" for rule, what in ((*RULES, MONTHS) if period.unit is Unit.MONTHS else RULES)]
    doubts = [f"暂定：{doubt}" for doubt in walk.doubts]
    return tuple(dict.fromkeys((*own, *rules, *walk.notices, *doubts, *walk.calendar.gaps)))
