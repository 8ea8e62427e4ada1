"""Why the due day is this one: every day from the first, whether it counts, and the articles."""

import datetime as dt
import itertools
from collections.abc import Iterator
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from gongkai.applications import clock
from gongkai.applications.fold import fold
from gongkai.applications.models import Application
from gongkai.law.terms import Term
from gongkai.organs.calendars import calendar_of
from gongkai.portal.applications.entry import with_case
from gongkai.portal.applications.page import case_page


class ShownDay(NamedTuple):
    """A day on the way: ``number`` is the working day that it is, 0 where it does not count."""

    on: dt.date
    number: int
    why: str
    last: bool


class Month(NamedTuple):
    """The days of a month."""

    first: dt.date
    days: list[ShownDay]


@with_case
def why(request: HttpRequest, application: Application) -> HttpResponse:
    """The page of the days."""
    calendar, case = calendar_of(application.organ), fold(application.facts)
    due = clock.due(case, calendar)
    if due is None:
        return redirect("case")
    context: dict[str, object] = {
        "due": due,
        "term": due.term,
        "delayed": case.delayed_until,
        "months": list(months(due.term)),
        "moves": clock.moves(case, calendar),
        "whole": due.term.period.length + due.term.extension,
    }
    return case_page(request, application, "days", context)


def months(term: Term) -> Iterator[Month]:
    """The days of a term by month, working days numbered."""
    number, shown = 0, []
    for day in term.days:
        number += day.counted
        shown.append(ShownDay(day.date, number if day.counted else 0, day.why, day.date == term.due))
    for first, days in itertools.groupby(shown, key=lambda day: day.on.replace(day=1)):
        yield Month(first, list(days))
