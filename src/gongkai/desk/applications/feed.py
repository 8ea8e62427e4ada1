"""The due days as a calendar that a phone or an office program subscribes to: an address a person, which can be revoked.

The address holds a token that is good for this and nothing else; the calendar has numbers and days, no particulars.
"""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from gongkai.applications.models import Application
from gongkai.applications.queries import by_urgency
from gongkai.desk.applications.steps import ABOVE
from gongkai.desk.frame import person_of, require_somewhere, screen
from gongkai.organs.access import Act, organs_for
from gongkai.organs.actions import issue_token, revoke_token
from gongkai.organs.actions.tokens import LONGEST, use_token
from gongkai.organs.models import Person, Token

AT_MOST = 500
"""Entries of a calendar: those that are due first."""
_ALONE = [str(Act.FOLLOW_DEADLINES)]


def addresses_of(person: Person) -> QuerySet[Token]:
    """The person's addresses that are good today."""
    good = person.tokens.filter(revoked_at=None, expires_on__gte=timezone.localdate())
    return good.filter(acts=_ALONE)


@never_cache
def subscribe(request: HttpRequest) -> HttpResponse:
    """The person's addresses, and a new one, shown this one time."""
    require_somewhere(request, Act.FOLLOW_DEADLINES)
    person, context = person_of(request), {}
    if request.method == "POST":
        today = timezone.localdate()
        name = f"期限日历 {timezone.localtime():%m-%d %H:%M:%S}"
        _, secret = issue_token(person, name, [Act.FOLLOW_DEADLINES], today + LONGEST)
        context["address"] = request.build_absolute_uri(f"{reverse('calendar')}?token={secret}")
    rows = addresses_of(person)
    return screen(request, "desk/applications/subscribe.html", "期限日历", {**context, "rows": rows}, above=ABOVE)


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """The address is good for nothing from now on."""
    person = person_of(request)
    revoke_token(person, get_object_or_404(addresses_of(person), pk=pk))
    messages.success(request, "订阅地址已作废，用它的日历不再更新。")
    return redirect("desk_applications_calendar")


@never_cache
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """The calendar; for a wrong or revoked token, nothing."""
    person = use_token(request.GET.get("token", ""))
    if person is None or person.limits is None or sorted(map(str, person.limits.acts)) != _ALONE:
        return HttpResponse("订阅地址不对或者已经作废。", status=403, content_type="text/plain; charset=utf-8")
    today = timezone.localdate()
    organs = organs_for(person, Act.FOLLOW_DEADLINES, today)
    found = by_urgency(Application.objects.filter(organ__in=organs, open=True).select_related("organ"))
    content = written(list(found[:AT_MOST]), request.build_absolute_uri("/"))
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")


def written(applications: list[Application], site: str) -> bytes:
    """The calendar file: a whole day for each."""
    from icalendar import Calendar

    book = Calendar()
    for name, value in {
        "prodid": "-//gongkai//deadlines//ZH",
        "version": "2.0",
        "x-wr-calname": "公开申请期限",
    }.items():
        book.add(name, value)
    for application in applications:
        book.add_component(_entry(application, site))
    return bytes(book.to_ical())


def _entry(application: Application, site: str) -> Any:
    from icalendar import Event

    entry, day = Event(), application.next_on
    entry.add("uid", f"application-{application.pk}@{site.split('/')[2]}")
    entry.add("dtstamp", timezone.now())
    entry.add("dtstart", day)
    entry.add("dtend", day + dt.timedelta(days=1))
    entry.add("summary", f"{_what(application)}：{application.number}")
    entry.add("description", f"{application.organ.name}，{application.status_name}")
    entry.add("url", site.rstrip("/") + reverse("desk_application", args=[application.pk]))
    entry.add("transp", "TRANSPARENT")
    return entry


def _what(application: Application) -> str:
    """What the day is."""
    if application.due_on:
        return "答复届满（暂定）" if application.provisional else "答复届满"
    return "申请人期限届满" if application.waits_until else "等待与申请人确认"
