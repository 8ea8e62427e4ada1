"""Days off entered before the system's own tables have them; for administrators of every organ that they concern."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from gongkai.law.calendar.days import ONE, around
from gongkai.organs.access import Act, Refused, organs_for, require_anywhere
from gongkai.organs.calendars import organs_in
from gongkai.organs.holidays import DayOverride, SettledYear
from gongkai.organs.models import Person
from gongkai.trail.actions import record

LONGEST = 31
"""Days that are entered at once."""


@transaction.atomic
def enter_days(
    actor: Person, region: str, first: dt.date, last: dt.date, why: str, source: str, *, working: bool
) -> list[DayOverride]:
    """Enter days off, or rest days worked, from the first to the last, by a notice."""
    _permit(actor, region)
    if not why.strip() or not source.strip():
        raise ValidationError("请写明节日的名称和依据的通知（文号）。")
    if last < first or (last - first).days >= LONGEST:
        raise ValidationError(f"最后一天不能早于第一天，一次最多 {LONGEST} 天。")
    days = [first + ONE * number for number in range((last - first).days + 1)]
    made = DayOverride.objects.bulk_create(
        DayOverride(region=region, on=on, working=working, why=why.strip(), source=source.strip(), by=actor)
        for on in days
    )
    said = f"{first}至{last}" if len(days) > 1 else str(first)
    summary = f"登记{said}{'上班' if working else '放假'}（{why.strip()}）"
    record(actor, "enter_days", made[0], summary, reason=source.strip(), data={"region": region}, public=False)
    return made


@transaction.atomic
def withdraw_day(actor: Person, day: DayOverride) -> DayOverride:
    """Take back a day that was entered by mistake; what stood there before counts again."""
    locked = DayOverride.objects.select_for_update().get(pk=day.pk)
    _permit(actor, locked.region)
    if locked.withdrawn_at:
        raise ValidationError("这一天已经撤销。")
    locked.withdrawn_at = timezone.now()
    locked.save(update_fields=["withdrawn_at"])
    record(actor, "withdraw_day", locked, f"撤销{locked}", data={"region": locked.region}, public=False)
    return locked


@transaction.atomic
def settle_year(actor: Person, region: str, year: int, source: str) -> SettledYear:
    """Say that all days off of a year are entered as the notices have them: its due days are provisional no more."""
    _permit(actor, region)
    if not source.strip():
        raise ValidationError("请写明与哪一份通知核对过（文号）。")
    made, new = SettledYear.objects.get_or_create(
        region=region, year=year, defaults={"source": source.strip(), "by": actor}
    )
    if not new:
        raise ValidationError(f"{year}年的放假安排已经确认过。")
    record(actor, "settle_year", made, f"确认{made}", reason=source.strip(), data={"region": region}, public=False)
    return made


def _permit(actor: Person, region: str) -> None:
    """A day concerns every organ of the region, so whoever enters it manages them all."""
    today = timezone.localdate()
    require_anywhere(actor, Act.MANAGE_ORGANS, today)
    try:
        around(region)
    except ValueError as error:
        raise ValidationError(f"{error}。") from error
    foreign = organs_in(region).exclude(pk__in=organs_for(actor, Act.MANAGE_ORGANS, today).values("pk")).first()
    if foreign is not None:
        raise Refused(f"这一地区还有不归您管理的机关（{foreign}），请由上级的系统管理员登记。")
