"""What is asked of villages: what they owe for a period by strand, what they have published, how they compare."""

import datetime as dt
from collections import Counter
from typing import Any, NamedTuple

from django.db.models import Count, Prefetch, QuerySet

from gongkai.catalogue.coverage import Days, owed
from gongkai.catalogue.models import Fulfilment
from gongkai.catalogue.queries import State
from gongkai.organs.access import Act, organs_for
from gongkai.organs.models import Level, Organ, Person
from gongkai.village import STRANDS
from gongkai.village.models import Display


def villages_for(person: Person, on: dt.date) -> QuerySet[Organ]:
    """The villages whose affairs the person may see."""
    return organs_for(person, Act.SEE_DOCUMENTS, on).filter(level=Level.VILLAGE).order_by("path")


class Strand(NamedTuple):
    """A strand of a village for a period: what is owed, each with its state and what was published for it."""

    name: str
    owed: list[tuple[Any, State]]

    @property
    def missing(self) -> int:
        """How many are overdue."""
        return sum(state is State.MISSING for _, state in self.owed)


def strands(village: Organ, days: Days, on: dt.date) -> list[Strand]:
    """What the village owes for the period by strand; for each the documents that the public has."""
    public = Fulfilment.objects.select_related("document").filter(document__live=True) | Fulfilment.objects.filter(
        document=None
    )
    found = owed(Organ.objects.filter(pk=village.pk), days, on).filter(item__field__in=STRANDS)
    public = public.prefetch_related("document__attachments")
    rows = found.select_related("item").prefetch_related(Prefetch("fulfilments", public, to_attr="public"))
    by_strand: dict[str, list[tuple[Any, State]]] = {name: [] for name in STRANDS}
    for one in rows.order_by("item__serial", "due_on", "pk"):
        by_strand[one.item.field].append((one, State(one.state)))
    return [Strand(name, rows) for name, rows in by_strand.items()]


def overview(villages: QuerySet[Organ], days: Days, on: dt.date) -> dict[int, dict[str, Counter[State]]]:
    """Counts by village, strand and state."""
    grouped = owed(villages, days, on).filter(item__field__in=STRANDS).order_by()
    found: dict[int, dict[str, Counter[State]]] = {}
    for organ, strand, state, count in grouped.values_list("organ", "item__field", "state").annotate(count=Count("pk")):
        found.setdefault(organ, {}).setdefault(strand, Counter())[State(state)] += count
    return found


def on_display(village: Organ) -> QuerySet[Display]:
    """The lists of the village that are public for a time, the first to end first."""
    return Display.objects.filter(organ=village, ended_at=None).select_related("document").order_by("until")
