"""What is asked of applications: by officers for their work, by requesters with their code."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, QuerySet, Subquery, Value, When

from gongkai.applications.clock import Light, soon
from gongkai.applications.models import Application, Dispute, Event, Instance, Party
from gongkai.applications.people import Particulars
from gongkai.figures.scope import Period, Scope
from gongkai.organs.access import Act, within_reach
from gongkai.organs.calendars import by_place
from gongkai.organs.models import Organ, Person
from gongkai.vault.keyring import keyring

_OPEN = Q(open__in=(True,))
"""Said so that SQLite uses an index, which it does not for a bare truth value."""
_AHEAD = dt.timedelta(days=30)
"""Within so many days there are as many working days as make a case urgent, whatever is off."""


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; what is left out narrows nothing. Days include both ends.

    ``beneath`` is an organ with all below it; ``light`` is how pressing, of open applications.
    """

    organ: Organ | None = None
    beneath: Organ | None = None
    statuses: Sequence[str] = ()
    open: bool | None = None
    light: Light | None = None
    handler: Person | None = None
    unassigned: bool = False
    outcomes: Sequence[str] = ()
    kinds: Sequence[str] = ()
    channels: Sequence[str] = ()
    received_since: dt.date | None = None
    received_until: dt.date | None = None
    due_since: dt.date | None = None
    due_until: dt.date | None = None
    closed_since: dt.date | None = None
    closed_until: dt.date | None = None


def applications_for(person: Person | None, on: dt.date) -> QuerySet[Application]:
    """The applications that the person may see on the day, newest first; without particulars of people."""
    visible = within_reach(person, Act.SEE_APPLICATIONS, on, "organ__")
    return Application.objects.filter(visible).select_related("organ", "handler")


def disputes_for(person: Person | None, on: dt.date) -> QuerySet[Dispute]:
    """The reviews and suits over applications that the person may see, each with what its last instance says.

    ``level``, ``body``, ``docket``, ``answer_due_on``, ``answered_on`` are that instance's; ``again`` says that a new
    reply was begun after the decision.
    """
    visible = within_reach(person, Act.SEE_APPLICATIONS, on, "application__organ__")
    last = Instance.objects.filter(dispute=OuterRef("pk")).order_by("-received_on", "-pk")
    of_last = ("level", "body", "docket", "answer_due_on", "answered_on")
    reopened = Event.objects.filter(
        application=OuterRef("application"), kind="reopen", on__gte=OuterRef("concluded_on")
    )
    found = Dispute.objects.filter(visible).select_related("application__organ", "application__handler")
    return found.annotate(**{name: Subquery(last.values(name)[:1]) for name in of_last}, again=Exists(reopened))


def answers_due(organs: QuerySet[Organ]) -> QuerySet[Instance]:
    """The instances in which the organ's written answer is awaited."""
    waiting = Instance.objects.filter(dispute__application__organ__in=organs, answered_on=None, decided_on=None)
    return waiting.filter(answer_due_on__isnull=False)


@dataclass(frozen=True)
class Several:
    """One request made to several organs: perhaps one case counted more than once (transferred, handled jointly)."""

    content: str
    requester: str
    applications: list[Application]


def asked_of_several(
    applications: QuerySet[Application], scope: Scope, period: Period, most: int = 50
) -> list[Several]:
    """Of those applications what requesters of the same masked name asked of more than one organ in the same words."""
    new = scope.of(applications.filter(received_on__gte=period.first, received_on__lte=period.until, counted=True))
    groups = new.order_by().values("content", "requester_label").annotate(organs=Count("organ", distinct=True))
    found = list(groups.filter(organs__gt=1).order_by("-organs", "content")[:most])
    same = new.filter(content__in=[group["content"] for group in found]).order_by("pk")
    by_words: dict[tuple[str, str], list[Application]] = {}
    for application in same:
        by_words.setdefault((application.content, application.requester_label), []).append(application)
    keys = [(group["content"], group["requester_label"]) for group in found]
    return [Several(*key, by_words[key]) for key in keys]


def narrowed(applications: QuerySet[Application], filters: Filters, on: dt.date) -> QuerySet[Application]:
    """The applications that pass the filters, each with its ``light`` on the day."""
    within = Q()
    for name, value in _conditions(filters).items():
        within &= Q(**{name: value}) if value not in (None, (), "") else Q()
    if filters.unassigned:
        within &= Q(handler=None)
    if filters.light:
        within &= _lit(filters.light, on)
    return with_light(applications.filter(within), on)


def with_light(applications: QuerySet[Application], on: dt.date) -> QuerySet[Application]:
    """Each with its ``light`` on the day, by the holidays where its body is; ended ones are green."""
    if "light" in applications.query.annotations:
        return applications
    return applications.annotate(
        light=Case(
            *(When(_lit(light, on), then=Value(light.value)) for light in (Light.RED, Light.YELLOW)),
            default=Value(Light.GREEN.value),
            output_field=CharField(),
        )
    )


def by_urgency(applications: QuerySet[Application]) -> QuerySet[Application]:
    """Those at the top whose next day comes first; for open ones."""
    return applications.order_by("next_on", "pk")


def by_receipt(applications: QuerySet[Application]) -> QuerySet[Application]:
    """Those received last at the top; for any."""
    return applications.order_by("-received_on", "-pk")


def open_in(organs: QuerySet[Organ]) -> QuerySet[Application]:
    """The applications of the organs with which somebody still has something to do."""
    return Application.objects.filter(_OPEN, organ__in=organs)


def overdue(organs: QuerySet[Organ], on: dt.date) -> QuerySet[Application]:
    """The open applications whose due day is over."""
    return open_in(organs).filter(_lit(Light.RED, on))


def lapsed(organs: QuerySet[Organ], on: dt.date) -> QuerySet[Application]:
    """The applications whose requester let the time for correction or payment go by: they can be closed."""
    return open_in(organs).filter(status__in=("correcting", "paying"), next_on__lt=on)


def unconfirmed(organs: QuerySet[Organ]) -> QuerySet[Application]:
    """The applications that arrived and wait to be confirmed with the requester."""
    return open_in(organs).filter(status="submitted")


def carried_over(applications: QuerySet[Application], year: int) -> QuerySet[Application]:
    """The applications that the report for the year carries out, as the record now stands."""
    end = dt.date(year, 12, 31)
    unfinished = Q(counted_on=None) | Q(counted_on__gt=end)
    return applications.filter(unfinished, counted=True, received_on__lte=end)


def by_code(organ: Organ | None, number: str, code: str) -> Application | None:
    """The application that its requester asks for; ``None`` where number and code do not belong together."""
    marks = keyring().indexes(code, "code")
    parties = Party.objects.filter(role=Party.Role.REQUESTER, code_index__in=marks, application__number=number.strip())
    if organ is not None:
        parties = parties.filter(application__organ=organ)
    party = parties.select_related("application__organ").first()
    return party.application if party else None


def of_requester(applications: QuerySet[Application], who: Particulars) -> QuerySet[Application]:
    """The applications among these of the same requester, by proof of identity or by name; nothing is unsealed."""
    ring = keyring()
    same = Q(parties__name_index__in=ring.indexes(who.name, "name"))
    if who.identity:
        same |= Q(parties__identity_index__in=ring.indexes(who.identity, "identity"))
    return applications.filter(same, parties__role=Party.Role.REQUESTER).distinct()


def of_same_requester(application: Application) -> QuerySet[Application]:
    """The organ's applications of the same requester, the application itself among them."""
    party = application.parties.get(role=Party.Role.REQUESTER)
    same = Q(parties__name_index=party.name_index)
    if party.identity_index:
        same = Q(parties__identity_index=party.identity_index)
    beside = Application.objects.filter(organ=application.organ_id)
    return beside.filter(same, parties__role=Party.Role.REQUESTER).distinct()


def volume_in_month(application: Application) -> int:
    """How many applications of the requester the organ received in the application's calendar month: the fee's measure."""
    on = application.received_on
    if on is None:
        return 0
    return of_same_requester(application).filter(received_on__year=on.year, received_on__month=on.month).count()


def duplicates(application: Application) -> QuerySet[Application]:
    """Others of the same requester that ask for the same in the same words."""
    return of_same_requester(application).filter(content=application.content).exclude(pk=application.pk)


def _lit(light: Light, on: dt.date) -> Q:
    """What an open application of that light is like; the next day of one whose clock runs is its due day."""
    running = _OPEN & Q(due_on__isnull=False)
    if light is Light.RED:
        return running & Q(next_on__lt=on)
    if light is Light.YELLOW:
        return running & Q(next_on__gte=on) & _urgent(on)
    return _OPEN & (~_urgent(on) | Q(due_on=None))


def _urgent(on: dt.date) -> Q:
    """What is only a few working days away, by the holidays where the body is."""
    days = [(beginning, soon(on, calendar)) for beginning, calendar in by_place(on, on + _AHEAD)]
    last = max(day for _, day in days)
    if last == min(day for _, day in days):
        return Q(next_on__lte=last)
    found, narrower = Q(pk__in=()), Q()
    for beginning, day in days:
        here = Q(organ__region__startswith=beginning) if beginning else Q()
        found |= here & narrower & Q(next_on__lte=day)
        narrower &= ~here
    return Q(next_on__lte=last) & found


def _conditions(filters: Filters) -> dict[str, object]:
    return {
        "organ": filters.organ,
        "organ__path__startswith": filters.beneath and filters.beneath.path,
        "open__in": () if filters.open is None else (filters.open,),
        "status__in": tuple(filters.statuses),
        "handler": filters.handler,
        "outcome__in": tuple(filters.outcomes),
        "requester_kind__in": tuple(filters.kinds),
        "channel__in": tuple(filters.channels),
        "received_on__gte": filters.received_since,
        "received_on__lte": filters.received_until,
        "due_on__gte": filters.due_since,
        "due_on__lte": filters.due_until,
        "closed_on__gte": filters.closed_since,
        "closed_on__lte": filters.closed_until,
    }
