"""What a public document is called, and which names occur in it: kept anew whenever a version is published."""

from gongkai.disclosure.citations import mentions_in, names_of
from gongkai.disclosure.models import Document, Mention, Name


def name(document: Document) -> None:
    """Keep the names of the document and those in its text, within the transaction of its publication."""
    own = names_of(document.title, document.doc_no)
    _keep(Name, document, own)
    _keep(Mention, document, mentions_in(document.body) - own)


def _keep(model: type[Name] | type[Mention], document: Document, words: set[str]) -> None:
    there = model._default_manager.filter(document=document)
    there.exclude(words__in=words).delete()
    model._default_manager.bulk_create(
        [model(document=document, words=word[:200]) for word in sorted(words)],  # type: ignore[misc]
        ignore_conflicts=True,
    )
