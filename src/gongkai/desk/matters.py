"""What is due, late or wrong: each field of work registers where such matters are found, the home page asks them all."""

import datetime as dt
import enum
from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple

from django.db.models import CharField, Count, QuerySet, Value

from gongkai.organs.access import Act, may_anywhere, organs_for
from gongkai.organs.models import Organ, Person


class Kind(enum.StrEnum):
    """The three questions of the home page."""

    DUE = "due"
    LATE = "late"
    WRONG = "wrong"

    @property
    def label(self) -> str:
        """The answer's name."""
        return {"due": "要办的", "late": "逾期的", "wrong": "有错的"}[self.value]

    @property
    def meaning(self) -> str:
        """What is counted."""
        return {
            "due": "七日内到期，或等您办理",
            "late": "法定期限已过",
            "wrong": "有错误、不能读取或没有办成",
        }[self.value]


class Matter(NamedTuple):
    """One thing to be done: what, for whom, where to do it, and a sentence on when or why."""

    title: str
    organ: Organ
    address: str
    note: str


class Source(NamedTuple):
    """Where matters of one sort are found.

    ``act`` is what the person must be allowed to do for the body; ``seen_by`` lets a superior count it per unit.
    ``found`` gives the records of the bodies on the day, ``organ`` is the look-up from a record to its body's key.
    ``mine`` leaves of a person's records those that wait for this person, and puts the source into the daily mail.
    """

    key: str
    kind: Kind
    title: str
    act: Act
    seen_by: Act
    found: Callable[[QuerySet[Organ], dt.date], QuerySet[Any]]
    organ: str
    matter: Callable[[Any, dt.date], Matter]
    mine: Callable[[QuerySet[Any], Person], QuerySet[Any]] | None = None


SOURCES: dict[str, Source] = {}


def register(source: Source) -> None:
    """Add a source; its key names it in addresses."""
    SOURCES[source.key] = source


def records(source: Source, person: Person, on: dt.date, below: Organ | None = None) -> QuerySet[Any]:
    """The source's records for the person on the day; of one body only where a superior asks for it."""
    organs = organs_for(person, _act(source, below), on)
    return source.found(organs if below is None else organs.filter(pk=below.pk), on)


def _act(source: Source, below: Organ | None) -> Act:
    return source.act if below is None else source.seen_by


def counts(person: Person, on: dt.date, below: Organ | None = None) -> dict[str, int]:
    """How many matters each source has for the person, by its key; none is asked for that their posts do not reach.

    All are counted in one query, however many fields of work register.
    """
    counted = dict.fromkeys(SOURCES, 0)
    asked = [
        _counting(records(source, person, on, below), source.key).values_list("named", "count")
        for source in SOURCES.values()
        if may_anywhere(person, _act(source, below), on)
    ]
    return counted | dict(asked[0].union(*asked[1:], all=True)) if asked else counted


def _counting(found: QuerySet[Any], name: str, *by: str) -> QuerySet[Any, Any]:
    """The records counted by the fields, under a name."""
    if found.query.distinct or found.query.combinator:
        found = found.model._default_manager.filter(pk__in=found.order_by().values("pk"))
    named: QuerySet[Any, Any] = found.order_by().annotate(named=Value(name, CharField()))
    counted: QuerySet[Any, Any] = named.values("named", *by).annotate(count=Count("pk"))
    return counted


def numbers(counted: dict[str, int]) -> dict[Kind, int]:
    """The three numbers."""
    sums = Counter(dict.fromkeys(Kind, 0))
    for key, count in counted.items():
        sums[SOURCES[key].kind] += count
    return dict(sums)


def first(source: Source, person: Person, on: dt.date, count: int = 5) -> list[Matter]:
    """The first few matters of the source."""
    return [source.matter(record, on) for record in records(source, person, on).order_by("pk")[:count]]


def by_urgency() -> list[Source]:
    """The sources, those of what is late first, then what is wrong, then what is due."""
    return sorted(SOURCES.values(), key=lambda source: (Kind.LATE, Kind.WRONG, Kind.DUE).index(source.kind))


class Unit(NamedTuple):
    """The three numbers of one body."""

    organ: Organ
    due: int
    late: int
    wrong: int


def units(person: Person, on: dt.date) -> list[tuple[int, Counter[Kind]]]:
    """Keys of the bodies that have matters, among those that the person oversees, the worst first."""
    by_organ: dict[int, Counter[Kind]] = {}
    asked = [
        _counting(source.found(organs_for(person, source.seen_by, on), on), source.kind, source.organ).values_list(
            source.organ, "named", "count"
        )
        for source in SOURCES.values()
        if may_anywhere(person, source.seen_by, on)
    ]
    for key, kind, count in asked[0].union(*asked[1:], all=True) if asked else ():
        by_organ.setdefault(key, Counter())[Kind(kind)] += count
    return sorted(by_organ.items(), key=lambda unit: [-unit[1][k] for k in (Kind.LATE, Kind.WRONG, Kind.DUE)])


def shown(counted: list[tuple[int, Counter[Kind]]]) -> list[Unit]:
    """The units with their bodies, asked for at once."""
    organs = Organ.objects.in_bulk([key for key, _ in counted])
    return [Unit(organs[key], *(count[kind] for kind in Kind)) for key, count in counted]
