"""The lists of the portal: documents, reports and bodies as a reader sees them, newest or highest first.

A list asks the database for what its rows show and for nothing else, and is written out at once: a page of a hundred
rows is made in a quarter of the time that records and a template would take. A list without rows is an empty text.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from gongkai.annual.models import Report
from gongkai.disclosure.models import Document
from gongkai.engagement.models import Consultation
from gongkai.organs.models import Kind, Level, Organ
from gongkai.ui.templatetags.gongkai import address, day, iso

_OPEN = 5
"""So many consultations stand on the home page: those that close first."""


class Line(NamedTuple):
    """A row: where it leads, what it says, its day if it has one, what stands below it."""

    address: str
    title: str
    on: dt.date | dt.datetime | None = None
    note: str = ""


def rows_of(documents: QuerySet[Document]) -> QuerySet[Document, Any]:
    """What a list of documents shows of them."""
    return documents.defer(None).values_list(
        "pk", "title", "doc_no", "published_on", "organ__slug", "organ__name", named=True
    )


def of_documents(documents: QuerySet[Document] | Iterable[Any], *, whose: bool = False) -> SafeString:
    """Documents (or :func:`rows_of` them) with their numbers; ``whose`` they are, where the list is not of one body."""
    rows: Iterable[Any] = rows_of(documents) if isinstance(documents, QuerySet) else documents
    return _written(
        Line(
            address("document", row.organ__slug, row.pk),
            row.title,
            row.published_on,
            " · ".join(filter(None, (row.organ__name if whose else "", row.doc_no))),
        )
        for row in rows
    )


def of_policies(documents: Iterable[Document], on: dt.date) -> SafeString:
    """Rules, normative and other documents with their numbers, their bodies, and whether they are in force on the day."""
    return _written(
        Line(
            address("document", document.organ.slug, document.pk),
            document.title,
            document.published_on,
            " · ".join(filter(None, (document.validity(on), document.doc_no, document.organ.name))),
        )
        for document in documents
    )


def of_explanations(name: str, records: QuerySet[Any]) -> SafeString:
    """Interpretations, packs or talks; ``name`` is that of their address."""
    rows = records.values_list("pk", "title", "published_on", "organ__slug")
    return _written(Line(address(name, slug, key), title, on) for key, title, on, slug in rows)


def of_reports(reports: QuerySet[Report], *, whose: bool = False) -> SafeString:
    """Annual reports; ``whose`` they are, where the list is not of one body."""
    rows = reports.values_list("year", "title", "published_at", "organ__slug", "organ__name")
    return _written(
        Line(address("report", slug, year or 0), title or f"{name} {year}", published_at, name if whose else "")
        for year, title, published_at, slug, name in rows
    )


def of_consultations(consultations: QuerySet[Consultation]) -> SafeString:
    """Consultations of all bodies with their last day."""
    rows = consultations.order_by("closes_on", "pk").values_list(
        "pk", "title", "closes_on", "organ__slug", "organ__name"
    )[:_OPEN]
    return _written(
        Line(address("consultation", slug, pk), title, None, f"{name} · {day(closes_on)}截止")
        for pk, title, closes_on, slug, name in rows
    )


def of_bodies(bodies: QuerySet[Organ], *, levels: bool = True) -> SafeString:
    """Bodies with what they are in law; and on which of the ``levels`` of administration, where the list has several."""
    rows = bodies.values_list("slug", "name", "level", "kind")
    return _written(
        Line(
            address("organ", slug),
            name,
            note=f"{Level(level).label} · {Kind(kind).label}" if levels else Kind(kind).label,
        )
        for slug, name, level, kind in rows
    )


def _written(lines: Iterable[Line]) -> SafeString:
    rows = "\n".join(_row(line) for line in lines)
    return mark_safe(f'<ul class="list">\n{rows}\n</ul>' if rows else "")  # noqa: S308  (every text is escaped)


def _row(line: Line) -> str:
    time = f'<time datetime="{iso(line.on)}">{day(line.on)}</time>' if line.on else ""
    note = f'<span class="meta">{escape(line.note)}</span>' if line.note else ""
    return f'<li><a class="title" href="{escape(line.address)}">{escape(line.title)}</a>{time}{note}</li>'
