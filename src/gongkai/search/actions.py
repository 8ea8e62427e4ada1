"""What is written of the index: the system's own work, without a person and without a trace."""

from collections.abc import Callable, Collection, Iterator
from typing import Any

from django.db import transaction

from gongkai.disclosure.models import Attachment, Document
from gongkai.fulltext.engines import engine
from gongkai.fulltext.tokens import VERSION
from gongkai.jobs.actions import start
from gongkai.search.models import Built, FileText, Item
from gongkai.search.sources import SOURCES, Source, items_of

READ_FILES = "search.read_files"
READABLE = (".pdf", ".doc", ".docx", ".wps", ".xls", ".xlsx", ".ofd")
"""Endings of the files whose text is taken out."""

_BATCH = 500
Progress = Callable[[int], None]


@transaction.atomic
def refresh(source: Source, keys: Collection[int]) -> int:
    """Bring the items of some records in step with what is public of them; how many there are now."""
    gone = list(Item.objects.filter(kind=source.kind, record__in=keys))
    if gone:
        engine("search").take(gone)
        Item.objects.filter(pk__in=[item.pk for item in gone]).delete()
    records = list(source.public().filter(pk__in=keys))
    items = items_of(source, records)
    if items:
        Item.objects.bulk_create(items)
        engine("search").put(items)
    _have_files_read(records)
    return len(items)


def rebuild(progress: Progress = lambda _: None) -> int:
    """Forget everything and put in what is public, the newest first; how much that was.

    While it runs the portal finds what is there already. What is withdrawn or published meanwhile is kept in step.
    """
    with transaction.atomic():
        engine("search").clear()
        Item.objects.all().delete()
    done = 0
    for source in SOURCES:
        for keys in _batches(source):
            done += refresh(source, keys)
            progress(done)
    with transaction.atomic():
        engine("search").settle()
        Built.objects.update_or_create(pk=1, defaults={"version": VERSION})
    return done


@transaction.atomic
def keep_file_text(attachment: Attachment, text: str, problem: str = "") -> None:
    """The text of a file, or why there is none."""
    values = {"text": text.replace("\x00", ""), "problem": problem[:500]}
    FileText.objects.update_or_create(pk=attachment.sha256, defaults=values)


def _batches(source: Source) -> Iterator[list[int]]:
    """The keys of what is public, from the last one down: a list of each batch, however many there are."""
    below: int | None = None
    while True:
        public = source.public().order_by("-pk").values_list("pk", flat=True)
        keys = list((public if below is None else public.filter(pk__lt=below))[:_BATCH])
        if not keys:
            return
        yield keys
        below = keys[-1]


def _have_files_read(records: Collection[Any]) -> None:
    """Queue the files of public documents whose text was never taken out."""
    files = {
        file.sha256: record
        for record in records
        if isinstance(record, Document)
        for file in record.attachments.all()
        if file.name.lower().endswith(READABLE)
    }
    known = set(FileText.objects.filter(pk__in=files).values_list("pk", flat=True)) if files else set()
    for document in {record.pk: record for digest, record in files.items() if digest not in known}.values():
        start(READ_FILES, actor=None, on=document)
