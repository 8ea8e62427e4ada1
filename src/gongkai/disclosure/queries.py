"""What is asked of the column and of the documents."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from gongkai.disclosure.models import ColumnText, Document, Part
from gongkai.organs.access import Act, organs_for
from gongkai.organs.models import Organ, Person


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
