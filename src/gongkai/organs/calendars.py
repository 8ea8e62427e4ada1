"""Working days where an organ is: the law's tables, and before them what offices entered."""

from typing import Any

from django.db.models import DateField, Q, QuerySet, Value

from gongkai.law.calendar import Calendar
from gongkai.law.calendar.days import around
from gongkai.organs.holidays import DayOverride, SettledYear
from gongkai.organs.models import Organ


def calendar_of(organ: Organ) -> Calendar:
    """The calendar of the organ's region; asked once for an organ object, as one request has one."""
    cached: Calendar | None = organ.__dict__.get("_calendar")
    if cached is None:
        cached = organ.__dict__["_calendar"] = calendar_in(organ.region[:6])
    return cached


def calendar_in(region: str) -> Calendar:
    """The calendar of a region (行政区划代码), in one query."""
    places = ("", *around(region))
    entered = DayOverride.objects.filter(region__in=places, withdrawn_at=None).order_by()
    years = SettledYear.objects.filter(region__in=places).order_by()
    rows = entered.annotate(year=Value(0)).values_list("year", "on", "working", "why", "source", "region", "pk")
    settled = years.annotate(
        day=Value(None, DateField()), working=Value(False), why=Value(""), place=Value("")
    ).values_list("year", "day", "working", "why", "place", "region", "pk")
    found: list[tuple[Any, ...]] = list(rows.union(settled, all=True))
    days = sorted((row[1:] for row in found if not row[0]), key=lambda row: (row[0], row[-1]))
    return Calendar(
        region,
        tuple(
            DayOverride(on=row[0], working=row[1], why=row[2], source=row[3], region=row[4]).override for row in days
        ),
        tuple(sorted({row[0] for row in found if row[0]})),
    )


def organs_in(region: str) -> QuerySet[Organ]:
    """The organs of a region and of the places inside it; all for the country."""
    prefix = region.removesuffix("0000") if region.endswith("0000") else region.removesuffix("00")
    return Organ.objects.filter(Q(region__startswith=prefix))
