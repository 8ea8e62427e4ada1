"""What is public, and how each kind of it becomes an item."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from django.db.models import Model, QuerySet
from django.utils import timezone

from gongkai.annual.models import Report
from gongkai.annual.queries import public_reports
from gongkai.disclosure.models import Attachment, ColumnText, Document
from gongkai.disclosure.richtext import plain
from gongkai.organs.models import Organ
from gongkai.search.models import FileText, Item, Kind, place_of

LONGEST_TEXT = 200_000
LONGEST_ATTACHED = 500_000
"""Characters of a page's text, and of the text of its files, that can be found."""

Texts = Mapping[str, str]


class Source(NamedTuple):
    """A kind of what can be found: its records, those of them that are public, and the item of one.

    ``touched`` leads from a type of record in the trail to the condition on the records that an act on it may change.
    """

    kind: Kind
    records: type[Model]
    public: Callable[[], QuerySet[Any]]
    item: Callable[[Any, Texts], Item]
    touched: Mapping[str, str]


def items_of(source: Source, records: Collection[Any]) -> list[Item]:
    """The items of public records, with the text of their files as far as it was taken out."""
    digests = {file.sha256 for record in records for file in _files(record)}
    known = FileText.objects.filter(pk__in=digests).exclude(text="") if digests else ()
    texts = {file.sha256: file.text for file in known}
    return [source.item(record, texts) for record in records]


def keys_touched(source: Source, record_type: str, ids: Iterable[str]) -> list[int]:
    """The keys of the source's records that acts on records of a type may have changed."""
    lookup = source.touched.get(record_type)
    if lookup is None:
        return []
    keys = [int(key) for key in ids]
    if lookup == "pk":
        return keys
    return list(source.records._default_manager.filter(**{f"{lookup}__in": keys}).values_list("pk", flat=True))


def _files(record: Any) -> Iterable[Attachment]:
    return record.attachments.all() if isinstance(record, Document) else ()


def _document(document: Document, texts: Texts) -> Item:
    attached = "\n".join(f"{file.name}\n{texts.get(file.sha256, '')}".strip() for file in _files(document))
    return _item(
        Kind.DOCUMENT,
        document,
        document.organ,
        branch=document.kind,
        title=document.title,
        numbers=" ".join(filter(None, (document.doc_no, document.index_no))),
        on=document.published_on,
        effective_on=document.effective_on,
        ended_on=document.ended_on,
        text=plain(document.body)[:LONGEST_TEXT],
        attached=attached[:LONGEST_ATTACHED],
    )


def _text(text: ColumnText, _texts: Texts) -> Item:
    on = timezone.localdate(text.last_published_at) if text.last_published_at else None
    words = plain(text.body)[:LONGEST_TEXT]
    return _item(Kind.TEXT, text, text.organ, branch=text.part, title=text.title, on=on, text=words)


def _report(report: Report, _texts: Texts) -> Item:
    words = "\n".join(_words_of_report(report))[:LONGEST_TEXT]
    on = timezone.localdate(report.published_at)
    title, year = str(report)[:300], str(report.year)
    return _item(Kind.REPORT, report, report.organ, branch=year, title=title, on=on, text=words)


def _words_of_report(report: Report) -> Iterator[str]:
    yield report.organ_name
    for section in report.data.get("sections", ()):
        yield section["title"]
        yield section["text"]


def _organ(organ: Organ, _texts: Texts) -> Item:
    former = [f"曾用名：{name.name}" for name in organ.names.all()]
    contacts = [organ.short_name, organ.address, organ.phone, organ.foi_unit]
    text = "\n".join(filter(None, (*contacts, *former)))
    return _item(Kind.ORGAN, organ, organ, title=organ.name, on=None, text=text, ended_on=organ.abolished_on)


def _item(kind: Kind, record: Model, organ: Organ, **fields: Any) -> Item:
    place = place_of(kind, record.pk, fields["on"])
    return Item(place=place, kind=kind, record=record.pk, organ=organ, path=organ.path, **fields)


SOURCES = (
    Source(
        Kind.DOCUMENT,
        Document,
        lambda: Document.objects.filter(live=True).select_related("organ").prefetch_related("attachments"),
        _document,
        {"disclosure.document": "pk"},
    ),
    Source(
        Kind.REPORT,
        Report,
        public_reports,
        _report,
        {"annual.report": "organ__reports", "annual.reportfile": "file"},  # one that is published takes another's place
    ),
    Source(
        Kind.TEXT,
        ColumnText,
        lambda: ColumnText.objects.filter(live=True).select_related("organ"),
        _text,
        {"disclosure.columntext": "pk"},
    ),
    Source(Kind.ORGAN, Organ, lambda: Organ.objects.prefetch_related("names"), _organ, {"organs.organ": "pk"}),
)
