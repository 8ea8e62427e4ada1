"""Interpretations, packs and talks: the list of a body's, the page of each, the picture of one."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404

from gongkai.disclosure.models import Document, Interpretation, Pack, Talk
from gongkai.disclosure.packs import documents_in
from gongkai.portal.columns import ColumnPart, part_page
from gongkai.portal.lines import of_explanations
from gongkai.portal.tree import body
from gongkai.portal.withdrawn import withdrawn_page
from gongkai.ui.templatetags.gongkai import address

_MOST = 200


def explanations_page(request: HttpRequest, slug: str) -> HttpResponse:
    """All that explains the body's policies, the newest first."""
    organ = body(request, slug)
    lists = [
        (
            title,
            of_explanations(
                name, kind._default_manager.filter(organ=organ, live=True).order_by("-published_on", "-pk")[:_MOST]
            ),
        )
        for title, name, kind in _KINDS
    ]
    context = {"lists": [(title, found) for title, found in lists if found]}
    return part_page(request, organ, ColumnPart.CONTENT, "portal/explanations.html", context)


_KINDS: tuple[tuple[str, str, Any], ...] = (
    ("政策解读", "interpretation", Interpretation),
    ("政策明白卡、汇编", "pack", Pack),
    ("政策公开讲", "talk", Talk),
)


def _found(request: HttpRequest, slug: str, pk: int, kind: Any) -> Any:
    organ = body(request, slug)
    record = get_object_or_404(kind, pk=pk, organ=organ)
    record.organ = organ
    if not record.live and record.withdrawn_at is None:
        raise Http404
    return record


def _shown(request: HttpRequest, record: Any, documents: list[Document], **more: object) -> HttpResponse:
    if not record.live:
        return withdrawn_page(request, record)
    context = {"explanation": record, "documents": documents, **more}
    return part_page(request, record.organ, ColumnPart.CONTENT, "portal/explanation.html", context)


def interpretation_page(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """An interpretation with the documents that it interprets."""
    record = _found(request, slug, pk, Interpretation)
    documents = record.documents.filter(live=True).select_related("organ").defer("body").order_by("pk")
    picture = address("interpretation_picture", slug, pk) if record.picture else ""
    return _shown(request, record, list(documents), picture=picture)


def interpretation_picture(_request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """The picture of a public interpretation."""
    record = get_object_or_404(Interpretation.objects.exclude(picture=""), pk=pk, organ__slug=slug, live=True)
    return FileResponse(record.picture.open("rb"), content_type=record.media_type)


def pack_page(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A pack with its documents."""
    record = _found(request, slug, pk, Pack)
    return _shown(request, record, documents_in(record))


def talk_page(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A talk with the document that it is about."""
    record = _found(request, slug, pk, Talk)
    about = Document.objects.filter(pk=record.document_id, live=True).select_related("organ").defer("body")
    return _shown(request, record, list(about))
