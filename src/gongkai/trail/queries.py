"""What is asked of the trail."""

from django.db.models import Model, Q, QuerySet

from gongkai.trail.chain import Break, breaks
from gongkai.trail.models import Entry, Head


def entries_of(record: Model) -> QuerySet[Entry]:
    """What was done with a record, newest first."""
    return Entry.objects.filter(record_type=record._meta.label_lower, record_id=str(record.pk))


def version_of(record: Model) -> int:
    """A number that rises whenever something is done with a record: a form keeps it, the action compares it."""
    return entries_of(record).values_list("number", flat=True).first() or 0


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


def broken() -> list[Break]:
    """Every place where the chain does not hold; empty when nothing was altered, removed or slipped in."""
    head = Head.objects.filter(pk=1).first()
    return list(breaks(Entry.objects.order_by("number").iterator(), head.number if head else 0))
