"""Which public documents cite which: by title or number, as they stand in the texts.

A name that several documents bear (many bodies have a 信息公开审查制度) means the one of the citing document's own body,
and otherwise none: a wrong link is worse than no link.
"""

from typing import NamedTuple

from gongkai.disclosure.models import Document, Mention, Name

MOST = 100
"""Documents that are listed on either side."""


class Cited(NamedTuple):
    """A document that is cited, and by which words."""

    words: str
    document: Document


def cites(document: Document) -> list[Cited]:
    """What the document's text cites of the library."""
    words = Mention.objects.filter(document=document).values("words")
    names = Name.objects.filter(words__in=words, document__live=True).exclude(document=document)
    bearers: dict[str, list[Document]] = {}
    for name in names.select_related("document__organ").defer("document__body").order_by("pk")[: 10 * MOST]:
        bearers.setdefault(name.words, []).append(name.document)
    chosen = ((words, _meant(document, bearing)) for words, bearing in bearers.items())
    return [Cited(words, found) for words, found in chosen if found is not None][:MOST]


def _meant(document: Document, bearing: list[Document]) -> Document | None:
    own = [other for other in bearing if other.organ_id == document.organ_id]
    if len(own) == 1:
        return own[0]
    return bearing[0] if len(bearing) == 1 else None


def cited_by(document: Document) -> list[Document]:
    """The public documents that cite the document, the newest first."""
    mentions = Mention.objects.filter(words__in=document.names.values("words"), document__live=True).exclude(
        document=document
    )
    newest = mentions.select_related("document__organ").defer("document__body").order_by("-document__published_on")
    mentioning = list(newest[: 10 * MOST])
    if not mentioning:
        return []
    shared: dict[str, set[int]] = {}
    others = Name.objects.filter(words__in={mention.words for mention in mentioning}, document__live=True)
    for words, organ in others.exclude(document=document).values_list("words", "document__organ"):
        shared.setdefault(words, set()).add(organ)
    found = {}
    for mention in mentioning:
        elsewhere = shared.get(mention.words)
        own = mention.document.organ_id == document.organ_id
        if elsewhere is None or (own and document.organ_id not in elsewhere):
            found[mention.document_id] = mention.document
    return list(found.values())[:MOST]
