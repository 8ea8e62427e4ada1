"""Applications that went the way of those of the small demonstration, on other days of the past years."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any, NamedTuple

from django.utils import timezone

from gongkai.applications.actions import index
from gongkai.applications.actions.step import columns
from gongkai.applications.facts import Fact, name_of
from gongkai.applications.fold import fold
from gongkai.applications.models import Application, Event, Party, Register
from gongkai.applications.people import Particulars
from gongkai.demo.large.batches import SIZE, Progress, keys_kept, next_key
from gongkai.law.calendar import Calendar
from gongkai.organs.calendars import calendar_in
from gongkai.organs.models import Organ
from gongkai.trail.actions import Trace, record_all
from gongkai.trail.rows import Row, insert, row_of
from gongkai.vault.codes import query_code

WEEKS = 250
"""How far back the copies reach; whole weeks, so that working days mostly stay working days; a batch is of one."""
_FILES = {"letter", "file", "files", "paper"}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ASKED = {"consult_third_party", "consult_organ", "merge", "absorb", "split"}
"""Facts that point to other records than the application's own."""


class Life(NamedTuple):
    """An application of the small demonstration and what happened to it."""

    application: Application
    facts: tuple[Fact, ...]


class Week:
    """The lives moved to an earlier week: what all copies have in common is made once."""

    def __init__(self, lives: list[Life], number: int, calendars: Mapping[str, Calendar]) -> None:
        self.number = number
        self.lives = lives
        self._calendars = calendars
        self.back = dt.timedelta(weeks=number)
        self.facts = [tuple(_earlier(life.facts, self.back)) for life in lives]
        now = timezone.now()
        self._events = [[row_of(_event(fact, now)) for fact in facts] for facts in self.facts]
        self.told = [[_told(fact) for fact in facts] for facts in self.facts]
        self._cases = [fold(facts) for facts in self.facts]
        self._applications: dict[tuple[int, str], Row] = {}

    def events(self, place: int, application: int, first: int) -> Iterator[Row]:
        """The rows of the facts of a life, for an application, with keys from ``first`` on."""
        for key, (_, _, *rest) in enumerate(self._events[place], first):
            yield (key, application, *rest)

    def copy(self, place: int, **own: Any) -> Application:
        """An application that went the way of the life, with what the index of words asks of it."""
        was = self.lives[place].application
        return Application(content=was.content, submitted_at=was.submitted_at - self.back, **own)

    def application(self, place: int, application: Application, organ: Organ) -> Row:
        """The row of an application of the body that went the way of the life."""
        region = organ.region[:6]
        if (place, region) not in self._applications:
            derived = columns(self._cases[place], self._calendars[region])
            like = _moved(self.lives[place].application, self.facts[place][0].on.year, self.back, derived)
            self._applications[place, region] = row_of(like)
        row = list(self._applications[place, region])
        for at, name in _OWN:
            row[at] = getattr(application, name)
        return tuple(row)


_OWN = [
    (place, field.attname)
    for place, field in enumerate(Application._meta.concrete_fields)
    if field.attname in {"id", "organ_id", "serial", "number"}
]
"""Where in a row stands what no two applications have in common."""


class Told(NamedTuple):
    """What the traces of a fact have in common."""

    act: str
    name: str
    data: Mapping[str, Any]


def make_applications(target: int, chance: Random, progress: Progress) -> None:
    """As many applications as it takes to have ``target``."""
    lives, organs = _lives(), list(Organ.objects.filter(abolished_on=None).order_by("path"))
    registers = {(register.organ_id, register.year): register for register in Register.objects.select_related("organ")}
    calendars = {region: calendar_in(region) for region in {organ.region[:6] for organ in organs}}
    week = Week([], 0, {})
    for there in range(Application.objects.count(), target, SIZE):
        number = 1 + WEEKS * (target - there) // target
        week = week if week.number == number else Week(lives, number, calendars)
        with keys_kept(Application, Event, Party):
            _write(min(SIZE, target - there), week, organs, registers, chance)
        progress("公开申请", min(there + SIZE, target), target)


def _lives() -> list[Life]:
    """What ended, and needs no other record than its own."""
    ended = Application.objects.filter(open=False, merged_into=None).select_related("organ").prefetch_related("events")
    lives = (Life(one, tuple(map(_without_files, one.facts))) for one in ended.order_by("pk")[:100])
    return [life for life in lives if life.facts and not {fact.kind for fact in life.facts} & _ASKED]


def _without_files(fact: Fact) -> Fact:
    kept = {name: value for name, value in fact.data.items() if name not in _FILES}
    return Fact(fact.number, fact.kind, fact.on, kept)


def _event(fact: Fact, at: dt.datetime) -> Event:
    return Event(pk=0, application_id=0, number=fact.number, kind=fact.kind, on=fact.on, at=at, data=fact.data)


def _write(
    count: int, week: Week, organs: list[Organ], registers: dict[tuple[int, int], Register], chance: Random
) -> None:
    """A batch: applications of a week, with facts, people and traces. Numbers rise with the weeks."""
    applications: list[Row] = []
    made: list[Application] = []
    events: list[Row] = []
    people: list[Row] = []
    traces: list[Trace] = []
    touched: dict[int, Register] = {}
    event, party = next_key(Event), next_key(Party)
    for key in range(first := next_key(Application), first + count):
        place, organ = chance.randrange(len(week.lives)), chance.choice(organs)
        register = _register(registers, organ, week.facts[place][0].on.year)
        touched[register.pk] = register
        register.last += 1
        application = week.copy(place, pk=key, organ=organ, serial=register.last, number=register.number(register.last))
        applications.append(week.application(place, application, organ))
        made.append(application)
        events += week.events(place, key, event + len(events))
        people.append(row_of(_requester(key, party + len(people))))
        traces += (
            Trace(act, application, f"申请{application}：{name}", organ, data=data)
            for act, name, data in week.told[place]
        )
    insert(Application, applications)
    index.put(made)
    insert(Event, events)
    insert(Party, people)
    Register.objects.bulk_update(touched.values(), ["last"])
    record_all(None, traces)


def _earlier(facts: tuple[Fact, ...], back: dt.timedelta) -> Iterator[Fact]:
    for fact in facts:
        data = {name: _day_earlier(value, back) for name, value in fact.data.items()}
        yield Fact(fact.number, fact.kind, fact.on - back, data)


def _day_earlier(value: Any, back: dt.timedelta) -> Any:
    if isinstance(value, str) and _DAY.fullmatch(value):
        return (dt.date.fromisoformat(value) - back).isoformat()
    return value


def _moved(was: Application, year: int, back: dt.timedelta, derived: Mapping[str, Any]) -> Application:
    """An application of an earlier time, with the columns that an action would have derived."""
    return Application(
        year=year,
        channel=was.channel,
        submitted_at=was.submitted_at - back,
        confirmed_at=was.confirmed_at - back if was.confirmed_at else None,
        requester_kind=was.requester_kind,
        requester_label=was.requester_label,
        content=was.content,
        carrier=was.carrier,
        delivery=was.delivery,
        **derived,
    )


def _register(registers: dict[tuple[int, int], Register], organ: Organ, year: int) -> Register:
    if (organ.pk, year) not in registers:
        registers[organ.pk, year] = Register.objects.create(organ=organ, year=year)
    return registers[organ.pk, year]


def _requester(application: int, key: int) -> Party:
    party = Party(pk=key, application_id=application, role=Party.Role.REQUESTER)
    who = Particulars(f"申请人{application}", phone="000-00000000", email="requester@example.invalid")
    party.seal({**who.data(), "code": query_code()})
    return party


def _told(fact: Fact) -> Told:
    return Told(fact.kind, name_of(fact.kind), {"event": fact.number, "on": fact.on.isoformat()})
