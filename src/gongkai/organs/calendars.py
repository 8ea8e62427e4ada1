"""Working days where an organ is: the law's tables, and before them what offices entered."""

import datetime as dt
from typing import Any

from django.db.models import DateField, Q, QuerySet, Value

from gongkai.law.calendar import Calendar
from gongkai.law.calendar.days import around
from gongkai.law.calendar.tables import regions
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
    return Organ.objects.filter(Q(region__startswith=_beginning(region)))


def by_place(first: dt.date, last: dt.date) -> list[tuple[str, Calendar]]:
    """The calendars of the places that may have days of their own between two days, in one query.

    Each with how the codes of the place begin; the narrowest first, so that the first one that fits a code is right,
    and last the whole country with the empty beginning.
    """
    entered = DayOverride.objects.filter(on__gte=first, on__lte=last, withdrawn_at=None).order_by("on", "pk")
    overrides = tuple(day.override for day in entered)
    places = {"", *regions(), *(override.region for override in overrides)}
    found = [(_beginning(place), Calendar(place, overrides)) for place in places]
    return sorted(found, key=lambda each: (-len(each[0]), each[0]))


def _beginning(region: str) -> str:
    return region.removesuffix("0000") if region.endswith("0000") else region.removesuffix("00")
