"""What is asked of catalogues, of what is owed by them, and of how it stands."""

import datetime as dt
import enum
from collections.abc import Iterator
from typing import Any

from django.db.models import Case, CharField, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from gongkai.catalogue.models import Catalogue, Edition, Fulfilment, Item, Obligation
from gongkai.organs.access import Act, organs_for
from gongkai.organs.models import Organ, Person


class State(enum.StrEnum):
    """How an obligation stands on a day."""

    MISSING = "missing"
    LATE = "late"
    DUE = "due"
    PUBLISHED = "published"
    WAIVED = "waived"

    @property
    def label(self) -> str:
        """The state as an officer says it."""
        return _LABELS[self][0]

    @property
    def sign(self) -> str:
        """A sign that is read without its colour."""
        return _LABELS[self][1]


_LABELS = {
    State.MISSING: ("应公开未公开", "✕"),
    State.LATE: ("逾期公开", "△"),
    State.DUE: ("未到期", "○"),
    State.PUBLISHED: ("按期公开", "✓"),
    State.WAIVED: ("不适用", "－"),
}


def catalogues_for(person: Person | None, on: dt.date) -> QuerySet[Catalogue]:
    """The catalogues that the person may look at: of the bodies they may see, and those that these go by."""
    organs = organs_for(person, Act.SEE_COLUMN, on)
    theirs = Q(organ__in=organs) | Q(adoptions__organ__in=organs, adoptions__until=None)
    return Catalogue.objects.filter(theirs).select_related("organ").distinct()


def edition_in_force(catalogue: Catalogue, on: dt.date) -> Edition | None:
    """The edition of the catalogue that is in force on the day."""
    return catalogue.editions.filter(in_force_on__lte=on).order_by("-in_force_on").first()


def editions_of(organ: Organ, on: dt.date) -> QuerySet[Edition]:
    """The editions that the body goes by on the day: of its own catalogues, and of those that it adopted."""
    adopted = Q(adoptions__organ=organ, adoptions__since__lte=on) & (
        Q(adoptions__until=None) | Q(adoptions__until__gt=on)
    )
    catalogues = Catalogue.objects.filter(Q(organ=organ) | adopted)
    newest = Edition.objects.filter(catalogue=OuterRef("catalogue"), in_force_on__lte=on).order_by("-in_force_on")
    current = Edition.objects.filter(catalogue__in=catalogues, pk=Subquery(newest.values("pk")[:1]))
    return current.select_related("catalogue__organ").order_by("catalogue__organ__depth", "pk")


def items_of(organ: Organ, on: dt.date) -> QuerySet[Item]:
    """The items of those editions."""
    editions = editions_of(organ, on).order_by().values("pk")
    return Item.objects.filter(edition__in=editions).order_by("edition", "serial")


def owners(catalogue: Catalogue) -> Iterator[tuple[Organ, dt.date]]:
    """The bodies that go by the catalogue, with the day since when: those that adopted it; else the body itself."""
    adoptions = list(catalogue.adoptions.select_related("organ").filter(until=None))
    if not catalogue.adoptions.exists():
        yield catalogue.organ, dt.date.min
    for adoption in adoptions:
        yield adoption.organ, adoption.since


def with_state(obligations: QuerySet[Obligation], on: dt.date) -> QuerySet[Any]:
    """With ``fulfilled_on``, the first day on which the public had it as far as it has it still, and ``state``."""
    public = Q(on__isnull=False) | Q(document__live=True)
    days = Fulfilment.objects.filter(public, obligation=OuterRef("pk")).annotate(
        day=Coalesce("on", "document__published_on")
    )
    first = days.filter(day__lte=on).order_by("day").values("day")[:1]
    return obligations.annotate(fulfilled_on=Subquery(first)).annotate(
        state=Case(
            When(~Q(waived_because=""), then=Value(State.WAIVED.value)),
            When(fulfilled_on__lte=F("due_on"), then=Value(State.PUBLISHED.value)),
            When(fulfilled_on__gt=F("due_on"), then=Value(State.LATE.value)),
            When(due_on__lt=on, then=Value(State.MISSING.value)),
            default=Value(State.DUE.value),
            output_field=CharField(),
        )
    )


def within(obligations: QuerySet[Obligation], first: dt.date, last: dt.date) -> QuerySet[Obligation]:
    """Those that fall due within the days, and what is owed for good and fell due before their end."""
    for_good = Q(last=dt.date.max, due_on__lte=last)
    return obligations.filter(Q(due_on__gte=first, due_on__lte=last) | for_good)


def obligations_for(person: Person | None, on: dt.date) -> QuerySet[Obligation]:
    """What the bodies owe whose column the person may see."""
    owed = Obligation.objects.filter(organ__in=organs_for(person, Act.SEE_COLUMN, on))
    return owed.select_related("organ", "item", "catalogue")


def missing(organs: QuerySet[Organ], on: dt.date) -> QuerySet[Obligation]:
    """What should be public and is not."""
    open_ = Obligation.objects.filter(organ__in=organs, due_on__lt=on, waived_because="")
    return with_state(open_, on).filter(fulfilled_on=None).select_related("organ", "item")


def soon(organs: QuerySet[Organ], on: dt.date, days: int = 7) -> QuerySet[Obligation]:
    """What falls due within so many days and is not public yet."""
    until = on + dt.timedelta(days=days)
    open_ = Obligation.objects.filter(organ__in=organs, due_on__gte=on, due_on__lte=until, waived_because="")
    return with_state(open_, on).filter(fulfilled_on=None).select_related("organ", "item")
