"""How often something has to be published, and by when: the periods of a year with their last days."""

import calendar
import enum
from datetime import date, timedelta
from typing import NamedTuple


class Rhythm(enum.StrEnum):
    """How often a matter of a catalogue comes up."""

    ONCE = "once"
    YEARLY = "yearly"
    HALF_YEARLY = "half_yearly"
    QUARTERLY = "quarterly"
    MONTHLY = "monthly"
    ON_FORMATION = "on_formation"

    @property
    def label(self) -> str:
        """The rhythm in Chinese."""
        return _LABELS[self]

    @property
    def months(self) -> int:
        """How many months a period has; 0 where it does not come round."""
        return {"yearly": 12, "half_yearly": 6, "quarterly": 3, "monthly": 1}.get(self.value, 0)


_LABELS = {
    Rhythm.ONCE: "长期公开",
    Rhythm.YEARLY: "每年",
    Rhythm.HALF_YEARLY: "每半年",
    Rhythm.QUARTERLY: "每季度",
    Rhythm.MONTHLY: "每月",
    Rhythm.ON_FORMATION: "信息形成后",
}


class Span(NamedTuple):
    """One period: its name, its first and last day, and the last day on which to publish."""

    label: str
    first: date
    last: date
    due: date


class By(NamedTuple):
    """By when: a date of the year (``month``, ``day``) for what is yearly, else ``within`` days after the period."""

    month: int = 12
    day: int = 31
    within: int = 15


def spans(rhythm: Rhythm, year: int, by: By = By()) -> tuple[Span, ...]:  # noqa: B008  (immutable)
    """The periods of the year; none of what does not come round. A day that a month has not is its last.

    >>> [(span.label, span.due.isoformat()) for span in spans(Rhythm.QUARTERLY, 2026, By(within=15))][2:]
    [('2026年第三季度', '2026-10-15'), ('2026年第四季度', '2027-01-15')]
    >>> spans(Rhythm.YEARLY, 2026, By(2, 30))[0].due.isoformat(), spans(Rhythm.ONCE, 2026)
    ('2026-02-28', ())
    """
    if rhythm is Rhythm.YEARLY:
        return (Span(f"{year}年", date(year, 1, 1), date(year, 12, 31), _day(year, by.month, by.day)),)
    return tuple(_span(rhythm, year, first, by.within) for first in range(1, 13, rhythm.months or 13) if rhythm.months)


def _span(rhythm: Rhythm, year: int, first: int, within: int) -> Span:
    last = _day(year, first + rhythm.months - 1, 31)
    return Span(_named(rhythm, year, first), date(year, first, 1), last, last + timedelta(days=within))


def _named(rhythm: Rhythm, year: int, month: int) -> str:
    if rhythm is Rhythm.MONTHLY:
        return f"{year}年{month}月"
    if rhythm is Rhythm.QUARTERLY:
        return f"{year}年第{'一二三四'[month // 3]}季度"
    return f"{year}年{'上' if month == 1 else '下'}半年"


def _day(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))
