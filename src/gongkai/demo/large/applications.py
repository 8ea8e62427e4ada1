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
from gongkai.organs.calendars import calendar_of
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

    def __init__(self, lives: list[Life], number: int) -> None:
        self.number = number
        self.lives = lives
        self.back = dt.timedelta(weeks=number)
        self.facts = [tuple(_earlier(life.facts, self.back)) for life in lives]
        now = timezone.now()
        self._events = [[row_of(_event(fact, now)) for fact in facts] for facts in self.facts]
        self._columns: dict[tuple[int, str], Mapping[str, Any]] = {}

    def events(self, place: int, application: int, first: int) -> Iterator[Row]:
        """The rows of the facts of a life, for an application, with keys from ``first`` on."""
        for key, (_, _, *rest) in enumerate(self._events[place], first):
            yield (key, application, *rest)

    def columns(self, place: int, region: str) -> Mapping[str, Any]:
        """The columns, as an action would have derived them from the facts."""
        if (place, region) not in self._columns:
            self._columns[place, region] = columns(fold(self.facts[place]), calendar_of(Organ(region=region)))
        return self._columns[place, region]


def make_applications(target: int, chance: Random, progress: Progress) -> None:
    """As many applications as it takes to have ``target``."""
    lives, organs = _lives(), list(Organ.objects.filter(abolished_on=None).order_by("path"))
    registers = {(register.organ_id, register.year): register for register in Register.objects.select_related("organ")}
    week = Week([], 0)
    for there in range(Application.objects.count(), target, SIZE):
        number = 1 + WEEKS * (target - there) // target
        week = week if week.number == number else Week(lives, number)
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
        application = _moved(week, place, organ, key)
        register = _register(registers, organ, application.year)
        touched[register.pk] = register
        register.last += 1
        application.serial, application.number = register.last, register.number(register.last)
        applications.append(row_of(application))
        made.append(application)
        events += week.events(place, key, event + len(events))
        people.append(row_of(_requester(key, party + len(people))))
        traces += _traces(application, week.facts[place])
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


def _moved(week: Week, place: int, organ: Organ, key: int) -> Application:
    was = week.lives[place].application
    return Application(
        pk=key,
        organ=organ,
        year=week.facts[place][0].on.year,
        channel=was.channel,
        submitted_at=was.submitted_at - week.back,
        confirmed_at=was.confirmed_at - week.back if was.confirmed_at else None,
        requester_kind=was.requester_kind,
        requester_label=was.requester_label,
        content=was.content,
        carrier=was.carrier,
        delivery=was.delivery,
        **week.columns(place, organ.region[:6]),
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


def _traces(application: Application, facts: tuple[Fact, ...]) -> Iterator[Trace]:
    for fact in facts:
        data = {"event": fact.number, "on": fact.on.isoformat()}
        summary = f"申请{application}：{name_of(fact.kind)}"
        yield Trace(fact.kind, application, summary, application.organ, data=data)
