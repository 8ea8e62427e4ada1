"""Documents that bodies publish of themselves: lists by statutory heading, the page of one, its files."""

import datetime as dt
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.http import content_disposition_header

from gongkai.disclosure.headings import headings
from gongkai.disclosure.life import timeline
from gongkai.disclosure.models import POLICIES, Document, DocumentKind
from gongkai.disclosure.queries import Facet, counted, facets, life_and_effects, public_documents, sliced
from gongkai.disclosure.references import cited_by, cites
from gongkai.engagement.models import Consultation
from gongkai.engagement.queries import meetings_of
from gongkai.gazette.queries import gazetted_in
from gongkai.portal import lines
from gongkai.portal.columns import ColumnPart, part_page
from gongkai.portal.tree import body
from gongkai.portal.withdrawn import withdrawn_page
from gongkai.ui.templatetags.gongkai import address

_A_PAGE = 30
_RELATED = 5


def heading_page(request: HttpRequest, slug: str, heading: str) -> HttpResponse:
    """The documents under a heading, newest first, by kind and year (``?kind=``, ``?year=``)."""
    organ = body(request, slug)
    own = headings(organ)
    duty = next((duty for duty in own if duty.key == heading), None)
    if duty is None:
        raise Http404
    found = [facet for facet in facets(organ) if facet.heading == heading]
    kind, year = _chosen(request, found)
    documents = public_documents(organ).filter(heading=heading)
    if kind:
        documents = documents.filter(kind=kind)
    if year:
        documents = documents.filter(published_on__range=(dt.date(year, 1, 1), dt.date(year, 12, 31)))
    shown = sliced(lines.rows_of(documents), _A_PAGE, request.GET.get("older", ""), request.GET.get("newer", ""))
    context: dict[str, object] = {
        "duty": duty,
        "slice": shown,
        "lines": lines.of_documents(shown.rows),
        "total": counted(found, kind=kind, year=year),
        "kind": kind,
        "year": year,
        "kinds": _choices([(k, k.label, counted(found, kind=k, year=year)) for k in DocumentKind]),
        "years": _choices([(y, f"{y}年", counted(found, kind=kind, year=y)) for y in _years(found)]),
    }
    return part_page(request, organ, ColumnPart.CONTENT, "portal/heading.html", context)


def _chosen(request: HttpRequest, found: list[Facet]) -> tuple[str, int | None]:
    """Kind and year that were asked for, where there are any such documents."""
    kind = request.GET.get("kind", "")
    year = next((y for y in _years(found) if str(y) == request.GET.get("year", "")), None)
    return (kind if kind in DocumentKind.values else "", year)


def _years(found: list[Facet]) -> list[int]:
    return sorted({facet.year for facet in found}, reverse=True)


def _choices(choices: list[tuple[Any, str, int]]) -> list[tuple[Any, str, int]]:
    return [choice for choice in choices if choice[2]]


def document_page(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A public document; one that was withdrawn is answered with 410 and the day."""
    organ = body(request, slug)
    document = get_object_or_404(Document, pk=pk, organ=organ)
    document.organ = organ
    if not document.live:
        if document.index_no is None:
            raise Http404
        return withdrawn_page(request, document, document.index_no, document.published_on)
    today = timezone.localdate()
    context: dict[str, object] = {
        "document": document,
        **_life(document, today),
        **_references(document),
        "gazetted": gazetted_in(document) if document.kind in POLICIES else (),
        "interpretations": document.interpretations.filter(live=True).select_related("organ").order_by("published_on"),
        "attachments": document.attachments.all(),
        "related": lines.of_documents(
            public_documents(organ).filter(heading=document.heading).exclude(pk=pk)[:_RELATED]
        ),
        "today": today,
        "meetings": meetings_of(document),
        "consultations": Consultation.objects.filter(document=document, live=True).only("title", "pk"),
    }
    return part_page(request, organ, ColumnPart.CONTENT, "portal/document.html", context)


def _life(document: Document, on: dt.date) -> dict[str, object]:
    """Whether it is in force, what happened to it, what it did to others; nothing for what cannot be in force."""
    events, effects = life_and_effects(document) if document.kind in POLICIES else ([], [])
    if not document.ruled:
        return {"effects": effects}
    amendment = next((e for e in reversed(events) if e.stage == "amended" and e.on <= on), None)
    compared = amendment is not None and amendment.before_id is not None
    return {
        "validity": document.validity(on),
        "over": document.over(on),
        "end": next((event for event in events if event.stage in ("abolished", "lapsed")), None),
        "amendment": amendment,
        "compared": address("amendment", document.organ.slug, document.pk, amendment.pk)
        if amendment and compared
        else "",
        "moments": timeline(document, events),
        "effects": effects,
    }


def _references(document: Document) -> dict[str, object]:
    """What it cites, and what cites it; a text that names nothing asks nothing more."""
    cited = cites(document)
    addresses = {found.words: address("document", found.document.organ.slug, found.document.pk) for found in cited}
    return {
        "cites": list({found.document.pk: found.document for found in cited}.values()),
        "cited_by": cited_by(document),
        "addresses": addresses,
    }


def document_file(_request: HttpRequest, slug: str, pk: int, number: int) -> HttpResponseBase:
    """An attachment of a public document."""
    document = get_object_or_404(Document, pk=pk, organ__slug=slug, live=True)
    attachment = get_object_or_404(document.attachments, pk=number)
    shown = attachment.media_type in {"application/pdf", "image/jpeg", "image/png"}
    return FileResponse(
        attachment.content.open("rb"),
        content_type=attachment.media_type,
        headers={"Content-Disposition": str(content_disposition_header(not shown, attachment.name))},
    )
