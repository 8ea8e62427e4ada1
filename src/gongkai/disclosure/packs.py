"""A pack as a paper: its documents in order with what explains them."""

from django.template.loader import render_to_string

from gongkai.disclosure.models import Document, Interpretation, Pack
from gongkai.disclosure.paper import FACES, pdf_of
from gongkai.disclosure.richtext import shown


def documents_in(pack: Pack) -> list[Document]:
    """The pack's public documents in their order, each with its public interpretations as ``explained``."""
    there = Document.objects.filter(live=True).select_related("organ").in_bulk(pack.contents)
    documents = [there[key] for key in pack.contents if key in there]
    explained: dict[int, list[Interpretation]] = {}
    links = Interpretation.documents.through.objects.filter(document__in=documents, interpretation__live=True)
    for link in links.select_related("interpretation__organ").order_by("interpretation_id"):
        explained.setdefault(link.document_id, []).append(link.interpretation)
    for document in documents:
        document.explained = explained.get(document.pk, [])  # type: ignore[attr-defined]  # for a page
    return documents


def pack_pdf(pack: Pack) -> bytes:
    """The pack set for print. Raises ``NotInstalled`` where nothing can set it."""
    documents = [(document, shown(document.body).html) for document in documents_in(pack)]
    intro = shown(pack.body).html if pack.body else ""
    return pdf_of(
        render_to_string("disclosure/pack.html", {"pack": pack, "documents": documents, "intro": intro, "faces": FACES})
    )
