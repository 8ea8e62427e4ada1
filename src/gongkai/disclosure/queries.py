"""What is asked of the column and of the documents."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple, TypeVar

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from gongkai.disclosure.life import review_from
from gongkai.disclosure.models import (
    RULED,
    CleanupRound,
    ColumnText,
    DisclosureAttribute,
    Document,
    DocumentKind,
    Interpretation,
    LifeEvent,
    Pack,
    Part,
    Talk,
)
from gongkai.disclosure.numbers import written
from gongkai.law.counting import months_after
from gongkai.law.periods import period
from gongkai.organs.access import Act, organs_for
from gongkai.organs.models import Organ, Person

E = TypeVar("E", Interpretation, Pack, Talk)
WEEK = dt.timedelta(days=7)
REVIEWED_WITHIN = 12
"""Months: a review that is older says nothing of whether a document should go on after its validity."""


def public_texts(organ: Organ, part: Part) -> QuerySet[ColumnText]:
    """The texts on the body's column."""
    return ColumnText.objects.filter(organ=organ, part=part, live=True).order_by("pk")


def texts_for(person: Person | None, on: dt.date) -> QuerySet[ColumnText]:
    """The texts that the person may see on the day."""
    return ColumnText.objects.filter(organ__in=organs_for(person, Act.SEE_COLUMN, on)).select_related(
        "organ", "latest_revision"
    )


def documents_for(person: Person | None, on: dt.date) -> QuerySet[Document]:
    """The documents that the person may see on the day."""
    return Document.objects.filter(organ__in=organs_for(person, Act.SEE_DOCUMENTS, on)).select_related(
        "organ", "latest_revision"
    )


def events_of(document: Document) -> QuerySet[LifeEvent]:
    """What is recorded of the document's life, in the order of days."""
    return (
        LifeEvent.objects.filter(document=document, struck_because="").select_related("by__organ").order_by("on", "pk")
    )


def own_or_public(organ: Organ, words: str) -> Document | None:
    """The document that a line names (document number, index number, ``#`` and key): the body's own, or a public one."""
    key = words.removeprefix("#")
    if words.startswith("#"):
        found = Document.objects.filter(pk=int(key)) if key.isascii() and key.isdecimal() and len(key) < 19 else None
        return found.filter(Q(organ=organ) | Q(live=True)).first() if found is not None else None
    number = written(words)
    mine = Document.objects.filter(Q(doc_no=number) | Q(index_no=number), organ=organ).first() if number else None
    return mine or document_called(words)


def life_and_effects(document: Document) -> tuple[list[LifeEvent], list[LifeEvent]]:
    """What happened to the document, and what it did to others that are public (amended, abolished), in one query."""
    both = LifeEvent.objects.filter(Q(document=document) | Q(by=document, document__live=True), struck_because="")
    events = list(both.select_related("by__organ", "document__organ").order_by("on", "pk"))
    own = [event for event in events if event.document_id == document.pk]
    return own, [event for event in events if event.document_id != document.pk]


def document_called(words: str) -> Document | None:
    """The public document of that number, whichever of its two; ``None`` where there is none, or more than one."""
    number = written(words)
    if not number:
        return None
    found = Document.objects.filter(Q(doc_no=number) | Q(index_no=number), live=True).select_related("organ")[:2]
    return found[0] if len(found) == 1 else None


def to_be_published(organs: QuerySet[Organ], on: dt.date, *, late: bool) -> QuerySet[Document]:
    """What is formed and not public yet: over the period of twenty working days, or within a week of its end."""
    when = Q(publish_by__lt=on) if late else Q(publish_by__gte=on, publish_by__lte=on + WEEK)
    waiting = Document.objects.filter(when, index_no=None, disclosure_attr=DisclosureAttribute.PROACTIVE)
    return waiting.filter(organ__in=organs).select_related("organ")


def to_be_filed(organs: QuerySet[Organ], on: dt.date, *, late: bool) -> QuerySet[Document]:
    """Government rules that were published and are not filed: for longer than the period, or still within it."""
    length = period("rule_filing", on).length
    first = on - dt.timedelta(days=length)
    when = Q(published_on__lt=first) if late else Q(published_on__gte=first)
    filed = LifeEvent.objects.filter(document=OuterRef("pk"), stage="filed", struck_because="")
    rules = Document.objects.filter(when, kind=DocumentKind.GOV_RULE, live=True, organ__in=organs)
    return rules.exclude(Exists(filed)).exclude(ended_on__lte=on).select_related("organ")


def expiring(organs: QuerySet[Organ], on: dt.date) -> QuerySet[Document]:
    """Normative documents whose validity ends within the months before which they must be reviewed, and are not."""
    until = review_from(on)
    reviewed = LifeEvent.objects.filter(document=OuterRef("pk"), stage="evaluated", struck_because="")
    since = months_after(on, -REVIEWED_WITHIN)
    near = Document.objects.filter(live=True, valid_until__gte=on, valid_until__lte=until, ended_on__gt=on)
    return near.filter(organ__in=organs).exclude(Exists(reviewed.filter(on__gte=since))).select_related("organ")


def unlisted(organs: QuerySet[Organ], on: dt.date) -> QuerySet[Document]:
    """What a clean-up left out and nobody has decided about since."""
    left = Document.objects.filter(live=True, unlisted_on__lte=on, organ__in=organs)
    return left.exclude(ended_on__lte=on).select_related("organ")


def in_force(on: dt.date) -> QuerySet[Document]:
    """The public rules and normative documents that have not ceased to be in force by the day."""
    ruled = Document.objects.filter(live=True, kind__in=RULED)
    return ruled.filter(Q(ended_on=None) | Q(ended_on__gt=on)).select_related("organ")


def rounds_for(person: Person | None, on: dt.date) -> QuerySet[CleanupRound]:
    """The clean-up rounds that the person may see."""
    return CleanupRound.objects.filter(organ__in=organs_for(person, Act.SEE_DOCUMENTS, on)).select_related("organ")


def decided_rounds(organ: Organ) -> QuerySet[CleanupRound]:
    """The rounds of the body whose results are public, newest first."""
    return CleanupRound.objects.filter(organ=organ, state=CleanupRound.State.DECIDED).order_by("-decided_on", "-pk")


def explanations_for(kind: type[E], person: Person | None, on: dt.date) -> QuerySet[E]:
    """The interpretations, packs or talks that the person may see."""
    seen = kind._default_manager.filter(organ__in=organs_for(person, Act.SEE_DOCUMENTS, on))
    return seen.select_related("organ", "latest_revision")


def to_be_interpreted(organs: QuerySet[Organ], on: dt.date, *, late: bool) -> QuerySet[Document]:
    """Public documents that are to be interpreted and are not: over the period, or still within it."""
    when = Q(interpret_by__lt=on) if late else Q(interpret_by__gte=on)
    waiting = Document.objects.filter(when, live=True, interpret=True, interpreted_on=None)
    return waiting.filter(organ__in=organs).select_related("organ")


def public_documents(organ: Organ | None = None) -> QuerySet[Document]:
    """The documents on the portal, of the body or of all, newest first, without their texts."""
    published = Document.objects.filter(live=True).order_by("-published_on", "-pk").select_related("organ")
    return (published if organ is None else published.filter(organ=organ)).defer("body")


class Facet(NamedTuple):
    """How many public documents of a body share heading, kind and year of publication."""

    heading: str
    kind: str
    year: int
    number: int


def facets(organ: Organ) -> list[Facet]:
    """The counts of the body's public documents, from an index alone."""
    groups = Document.objects.filter(organ=organ, live=True).order_by().values_list("heading", "kind", "published_year")
    return [Facet(*group) for group in groups.annotate(number=Count("pk"))]


class Slice(NamedTuple):
    """Some rows of a list, with the places from which it goes on to older and to newer ones (``None``: no more)."""

    rows: list[Document]
    older: str | None
    newer: str | None


def sliced(documents: QuerySet[Document], size: int, older_than: str = "", newer_than: str = "") -> Slice:
    """``size`` documents from a place on; a page costs the same however far down it is.

    A place is ``2026-10-16.1234`` (day of publication and key); one that is not is taken for the list's beginning.
    """
    place, back = _place(older_than), _place(newer_than)
    if back is not None and place is None:
        rows = list(documents.filter(_beyond("gt", back)).order_by("published_on", "pk")[: size + 1])
        more, rows = len(rows) > size, rows[:size][::-1]
        return Slice(rows, _named(rows[-1]) if rows else None, _named(rows[0]) if more else None)
    rows = list((documents if place is None else documents.filter(_beyond("lt", place)))[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    return Slice(rows, _named(rows[-1]) if more else None, _named(rows[0]) if rows and place else None)


Place = tuple[dt.date, int]


def _beyond(way: str, place: Place) -> Q:
    day, key = place
    return Q(**{f"published_on__{way}e": day}) & (
        Q(**{f"published_on__{way}": day}) | Q(published_on=day, **{f"pk__{way}": key})
    )


def _place(named: str) -> Place | None:
    day, _, key = named.partition(".")
    try:
        return (dt.date.fromisoformat(day), int(key)) if key.isascii() and key.isdecimal() and len(key) < 19 else None
    except ValueError:
        return None


def _named(document: Document) -> str:
    return f"{document.published_on}.{document.pk}"


def counted(found: Iterable[Facet], heading: str = "", kind: str = "", year: int | None = None) -> int:
    """How many of the facets' documents are of heading, kind and year, as far as given."""
    return sum(
        facet.number
        for facet in found
        if heading in ("", facet.heading) and kind in ("", facet.kind) and year in (None, facet.year)
    )
