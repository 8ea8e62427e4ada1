"""The clock: why a case is due on its day; what falls due, is late, will be carried over."""

import datetime as dt
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from gongkai.applications import clock, queries
from gongkai.applications.fold import fold
from gongkai.applications.models import Application
from gongkai.desk.applications.steps import ABOVE, above, application_of
from gongkai.desk.frame import paged, person_of, require_somewhere, screen
from gongkai.law.calendar import NATIONAL, Calendar
from gongkai.law.terms import CountedDay
from gongkai.organs.access import Act, organs_for
from gongkai.organs.calendars import calendar_of
from gongkai.organs.models import Organ, Person

_SHOWN = 50
_RUNNING = Q(due_on__isnull=False)


class Numbered(NamedTuple):
    """A day on the way, with its number where it was counted."""

    day: CountedDay
    number: int | None


def why(request: HttpRequest, pk: int) -> HttpResponse:
    """Why the case is due on its day: the article, then every day from the first to the last."""
    application = application_of(request, pk)
    case = fold(application.facts)
    found = clock.due(case, calendar_of(application.organ))
    days: list[Numbered] = []
    number = 0
    for day in found.term.days if found else ():
        number += day.counted
        days.append(Numbered(day, number if day.counted else None))
    context = {
        "application": application,
        "due": found,
        "days": days,
        "moves": clock.moves(case, calendar_of(application.organ)) if case.received_on else [],
        "fixed": case.delayed_until,
    }
    return screen(request, "desk/applications/why.html", "为什么是这一天", context, above=above(application))


def overview(request: HttpRequest) -> HttpResponse:
    """What is late and what falls due within seven days, by person and by body."""
    require_somewhere(request, Act.SEE_APPLICATIONS)
    person, today = person_of(request), timezone.localdate()
    visible = queries.applications_for(person, today).filter(open=True)
    week = today + dt.timedelta(days=6)
    late = queries.by_urgency(visible.filter(_RUNNING, next_on__lt=today))
    soon = queries.by_urgency(visible.filter(_RUNNING, next_on__gte=today, next_on__lte=week))
    context = {
        "today": today,
        "week": week,
        "late": queries.with_light(late, today)[:_SHOWN],
        "late_count": late.count(),
        "soon": queries.with_light(soon, today)[:_SHOWN],
        "soon_count": soon.count(),
        "handlers": _named(_by(visible, "handler", today, week), Person),
        "organs": _named(_by(visible, "organ", today, week), Organ),
        "year": today.year,
    }
    return screen(request, "desk/applications/due.html", "到期一览", context, above=ABOVE)


def _by(visible: QuerySet[Application], field: str, today: dt.date, week: dt.date) -> list[dict[str, Any]]:
    """The open cases by handler or body: all, late, due within seven days; the worst first."""
    counted = (
        visible.order_by()
        .values(field)
        .annotate(
            open=Count("pk"),
            late=Count("pk", filter=Q(due_on__lt=today)),
            soon=Count("pk", filter=Q(due_on__gte=today, due_on__lte=week)),
        )
    )
    return [{**row, "key": row[field]} for row in counted.order_by("-late", "-soon", "-open")[:_SHOWN]]


def _named(rows: list[dict[str, Any]], model: Any) -> list[dict[str, Any]]:
    found = model.objects.in_bulk([row["key"] for row in rows if row["key"]])
    return [{**row, "name": str(found.get(row["key"]) or "未指定")} for row in rows]


def _calendar(person: Person, on: dt.date) -> Calendar:
    """The calendar where the person works: of the uppermost body whose cases they see."""
    organ = organs_for(person, Act.SEE_APPLICATIONS, on).order_by("path").first()
    return calendar_of(organ) if organ else NATIONAL


def carried(request: HttpRequest, year: int) -> HttpResponse:
    """What the report for the year will carry out, as the record stands: to be finished before the year ends, or not."""
    require_somewhere(request, Act.SEE_APPLICATIONS)
    person, today = person_of(request), timezone.localdate()
    found = queries.carried_over(queries.applications_for(person, today), year)
    end = dt.date(year, 12, 31)
    ends = Q(due_on__lte=end)
    counts = found.aggregate(
        all=Count("pk"),
        before=Count("pk", filter=ends),
        after=Count("pk", filter=Q(due_on__gt=end)),
        none=Count("pk", filter=Q(due_on=None)),
    )
    context = {
        "year": year,
        "page": paged(request, queries.with_light(queries.by_urgency(found), today)),
        "counts": counts,
        "working": _calendar(person, today).working_days(today, end) if today <= end else 0,
        "last": end,
        "earlier": year - 1,
        "later": year + 1 if year < today.year else None,
    }
    return screen(request, "desk/applications/carried.html", f"{year}年结转", context, above=ABOVE)
