"""Applications that went the way of those of the small demonstration, on other days of the past years."""

import datetime as dt
import functools
import re
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any, NamedTuple

from django.utils import timezone

from gongkai.applications.actions.numbering import query_code
from gongkai.applications.actions.step import calendar_of, columns
from gongkai.applications.facts import Fact, name_of
from gongkai.applications.fold import fold
from gongkai.applications.models import Application, Event, Party, Register
from gongkai.applications.people import Particulars
from gongkai.demo.large.batches import SIZE, Progress, keys_kept, next_key
from gongkai.organs.models import Organ
from gongkai.trail.actions import Trace, record_all

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


def make_applications(target: int, chance: Random, progress: Progress) -> None:
    """As many applications as it takes to have ``target``."""
    lives, organs = _lives(), list(Organ.objects.filter(abolished_on=None).order_by("path"))
    registers = {(register.organ_id, register.year): register for register in Register.objects.select_related("organ")}
    for there in range(Application.objects.count(), target, SIZE):
        with keys_kept(Application, Event, Party):
            weeks = 1 + WEEKS * (target - there) // target
            _write(min(SIZE, target - there), weeks, lives, organs, registers, chance)
        progress("公开申请", min(there + SIZE, target), target)


def _lives() -> list[Life]:
    """What ended, and needs no other record than its own."""
    ended = Application.objects.filter(open=False, merged_into=None).select_related("organ").prefetch_related("events")
    lives = (Life(one, tuple(map(_without_files, one.facts))) for one in ended.order_by("pk")[:100])
    return [life for life in lives if life.facts and not {fact.kind for fact in life.facts} & _ASKED]


def _without_files(fact: Fact) -> Fact:
    kept = {name: value for name, value in fact.data.items() if name not in _FILES}
    return Fact(fact.number, fact.kind, fact.on, kept)


def _write(
    count: int,
    weeks: int,
    lives: list[Life],
    organs: list[Organ],
    registers: dict[tuple[int, int], Register],
    chance: Random,
) -> None:
    """A batch: applications of a week, with facts, people and traces. Numbers rise with the weeks."""
    applications: list[Application] = []
    events: list[Event] = []
    people: list[Party] = []
    traces: list[Trace] = []
    touched: dict[int, Register] = {}
    now = timezone.now()
    for key in range(first := next_key(Application), first + count):
        place, organ = chance.randrange(len(lives)), chance.choice(organs)
        application, facts = _moved(lives[place], weeks, organ, key)
        register = _register(registers, organ, application.year)
        touched[register.pk] = register
        register.last += 1
        application.serial, application.number = register.last, register.number(register.last)
        for name, value in _standing(_Lived(lives[place].facts), weeks, organ.region[:6]).items():
            setattr(application, name, value)
        applications.append(application)
        events += [Event(application_id=key, number=f.number, kind=f.kind, on=f.on, at=now, data=f.data) for f in facts]
        people.append(_requester(key))
        traces += _traces(application, facts)
    Application.objects.bulk_create(applications)
    Event.objects.bulk_create(events)
    Party.objects.bulk_create(people)
    Register.objects.bulk_update(touched.values(), ["last"])
    record_all(None, traces)


class _Lived(tuple[Fact, ...]):
    """Facts told apart by what they are, not by what is in them: there are few, and each is asked for often."""

    def __hash__(self) -> int:
        return hash(tuple((fact.kind, fact.on) for fact in self))


@functools.lru_cache(1_000)
def _standing(facts: _Lived, weeks: int, region: str) -> Mapping[str, Any]:
    """The columns, as an action would have derived them from the facts."""
    return columns(fold(_earlier(facts, weeks)), calendar_of(Organ(region=region)))


def _earlier(facts: tuple[Fact, ...], weeks: int) -> Iterator[Fact]:
    back = dt.timedelta(weeks=weeks)
    for fact in facts:
        data = {name: _day_earlier(value, back) for name, value in fact.data.items()}
        yield Fact(fact.number, fact.kind, fact.on - back, data)


def _day_earlier(value: Any, back: dt.timedelta) -> Any:
    if isinstance(value, str) and _DAY.fullmatch(value):
        return (dt.date.fromisoformat(value) - back).isoformat()
    return value


def _moved(life: Life, weeks: int, organ: Organ, key: int) -> tuple[Application, list[Fact]]:
    was = life.application
    facts = list(_earlier(life.facts, weeks))
    back = dt.timedelta(weeks=weeks)
    moved = Application(
        pk=key,
        organ=organ,
        year=facts[0].on.year,
        channel=was.channel,
        submitted_at=was.submitted_at - back,
        confirmed_at=was.confirmed_at - back if was.confirmed_at else None,
        requester_kind=was.requester_kind,
        requester_label=was.requester_label,
        content=was.content,
        carrier=was.carrier,
        delivery=was.delivery,
    )
    return moved, facts


def _register(registers: dict[tuple[int, int], Register], organ: Organ, year: int) -> Register:
    if (organ.pk, year) not in registers:
        registers[organ.pk, year] = Register.objects.create(organ=organ, year=year)
    return registers[organ.pk, year]


def _requester(key: int) -> Party:
    party = Party(application_id=key, role=Party.Role.REQUESTER)
    who = Particulars("申请人甲", phone="000-00000000", email="requester@example.invalid")
    party.seal({**who.data(), "code": query_code()})
    return party


def _traces(application: Application, facts: list[Fact]) -> Iterator[Trace]:
    for fact in facts:
        data = {"event": fact.number, "on": fact.on.isoformat()}
        summary = f"申请{application}：{name_of(fact.kind)}"
        yield Trace(fact.kind, application, summary, application.organ, data=data)
