"""Days off entered by an administrator: with each change the due days of open applications are counted again."""

import datetime as dt

from django.db import transaction

from gongkai.jobs.actions import start
from gongkai.organs.actions import holidays
from gongkai.organs.holidays import DayOverride, SettledYear
from gongkai.organs.models import Person

RECOUNT = "recount_due_days"


@transaction.atomic
def enter_days(
    actor: Person, region: str, first: dt.date, last: dt.date, why: str, source: str, *, working: bool
) -> list[DayOverride]:
    """Enter days off, or rest days worked."""
    made = holidays.enter_days(actor, region, first, last, why, source, working=working)
    start(RECOUNT, actor=actor, on=made[0], region=region)
    return made


@transaction.atomic
def withdraw_day(actor: Person, day: DayOverride) -> DayOverride:
    """Take back a day that was entered by mistake."""
    withdrawn = holidays.withdraw_day(actor, day)
    start(RECOUNT, actor=actor, on=withdrawn, region=withdrawn.region)
    return withdrawn


@transaction.atomic
def settle_year(actor: Person, region: str, year: int, source: str) -> SettledYear:
    """Say that the days of a year are as the notices have them: due days in it are provisional no more."""
    settled = holidays.settle_year(actor, region, year, source)
    start(RECOUNT, actor=actor, on=settled, region=region)
    return settled
