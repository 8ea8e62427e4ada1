"""Duties that fall due on the same date every year, such as the annual report (条例 Art. 49)."""

import functools
from datetime import date

import msgspec

from gongkai.law.calendar import NATIONAL, Calendar
from gongkai.law.loading import Entry, parameters


class Deadline(Entry, frozen=True, kw_only=True):
    """A date of every year by which something must be done."""

    month: int
    day: int

    def in_year(self, year: int, calendar: Calendar = NATIONAL) -> "DueDate":
        """The date in a year, and the working day to plan for: no rule moves the date past a day of rest.

        >>> deadlines()["department_report"].in_year(2027).plan_for
        datetime.date(2027, 1, 29)
        """
        due = date(year, self.month, self.day)
        day = calendar.day(due)
        plan_for = calendar.on_or_before(due)
        why = "" if day.working else f"这一天是{day.why}，没有顺延的规定，应在{plan_for.month}月{plan_for.day}日前完成"
        return DueDate(due, plan_for, why, not calendar.day(plan_for).settled)


class DueDate(msgspec.Struct, frozen=True):
    """The last day that the law gives, the last working day not after it, and why they differ."""

    due: date
    plan_for: date
    why: str
    provisional: bool


@functools.cache
def deadlines() -> dict[str, Deadline]:
    """The yearly duties by key."""
    return parameters("deadlines.yaml", Deadline)
