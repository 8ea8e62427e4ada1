"""Documents that a record leads to."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from gongkai.disclosure.models import Document
from gongkai.engagement.models import Published, Reference
from gongkai.organs.access import Act, require
from gongkai.organs.models import Person
from gongkai.trail.actions import record as leave_trace


@transaction.atomic
def refer(actor: Person | None, record: Published, document: Document) -> Reference:
    """Let the record and a public document lead to each other."""
    if actor is not None:
        require(actor, Act.EDIT_ENGAGEMENT, record.organ, timezone.localdate())
    if not document.live:
        raise ValidationError("这份文件还没有发布，发布以后再关联。")
    found, made = Reference.objects.get_or_create(
        record_type=record._meta.label_lower, record_id=record.pk, document=document, defaults={"organ": record.organ}
    )
    if made:
        leave_trace(actor, "refer", record, f"“{record}”关联文件“{document}”", organ=record.organ)
    return found


@transaction.atomic
def drop(actor: Person, reference: Reference, record: Published) -> None:
    """Take that back."""
    require(actor, Act.EDIT_ENGAGEMENT, reference.organ, timezone.localdate())
    reference.delete()
    leave_trace(actor, "drop_reference", record, f"“{record}”取消关联文件“{reference}”", organ=reference.organ)
