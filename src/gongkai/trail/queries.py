"""What is asked of the trail."""

from collections.abc import Callable, Iterable, Iterator

from django.db import connection
from django.db.models import Model, Q, QuerySet

from gongkai.trail.chain import Break, breaks
from gongkai.trail.models import Entry, Head


def entries_of(record: Model) -> QuerySet[Entry]:
    """What was done with a record, newest first."""
    return Entry.objects.filter(record_type=record._meta.label_lower, record_id=str(record.pk))


def changes_of(record: Model) -> QuerySet[Entry]:
    """What was done with a record beside looking at it (``read_…``), newest first."""
    return entries_of(record).exclude(act__startswith="read_")


def version_of(record: Model) -> int:
    """A number that rises whenever something is done with a record: a form keeps it, the action compares it."""
    return changes_of(record).values_list("number", flat=True).first() or 0


def entries_of_organs(organs: QuerySet[Model]) -> QuerySet[Entry]:
    """What was done on records of the organs, newest first."""
    return Entry.objects.filter(organ_id__in=organs.values("pk"))


def search(
    entries: QuerySet[Entry], words: str = "", act: str = "", since: str = "", until: str = ""
) -> QuerySet[Entry]:
    """The entries whose sentence, reason or actor has the words, of one act, between two days (ISO, inclusive)."""
    if words:
        entries = entries.filter(
            Q(summary__icontains=words) | Q(reason__icontains=words) | Q(actor_label__icontains=words)
        )
    if act:
        entries = entries.filter(act=act)
    if since:
        entries = entries.filter(at__date__gte=since)
    if until:
        entries = entries.filter(at__date__lte=until)
    return entries


def public_version() -> str:
    """A text that is another one after every act that may have changed what everybody sees.

    Asked at every request for a page, hence in plain SQL: the query takes a tenth of the time that building it takes.
    """
    with connection.cursor() as cursor:
        cursor.execute(_PUBLIC_VERSION)
        row = cursor.fetchone()
    return row[0] if row else ""


_PUBLIC_VERSION = f"SELECT public FROM {Head._meta.db_table} WHERE id = 1"  # noqa: S608  (a name of ours)


def broken(watch: Callable[[int, int], None] | None = None) -> list[Break]:
    """Every place where the chain does not hold; empty when nothing was altered, removed or slipped in.

    ``watch`` is told after every entry how many are behind, and of how many.
    """
    head = Head.objects.filter(pk=1).first()
    last = head.number if head else 0
    entries = Entry.objects.order_by("number").iterator()
    watched = _watched(entries, lambda done: watch(done, last)) if watch else entries
    return list(breaks(watched, last))


def _watched(entries: Iterable[Entry], watch: Callable[[int], None]) -> Iterator[Entry]:
    for done, entry in enumerate(entries, 1):
        yield entry
        watch(done)
