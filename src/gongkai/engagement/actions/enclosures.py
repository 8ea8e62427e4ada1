"""Files of what is published."""

import hashlib
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from gongkai.disclosure.formats import media_type_of
from gongkai.engagement.kinds import KINDS
from gongkai.engagement.models import Enclosure, Published
from gongkai.engagement.models.enclosure import enclosures_of, record_of
from gongkai.organs.access import Act, require
from gongkai.organs.models import Person
from gongkai.trail.actions import record as leave_trace
from gongkai.vetting.queries import chain_of


@transaction.atomic
def enclose(actor: Person, record: Published, upload: UploadedFile) -> Enclosure:
    """Add a file. ``ValidationError`` for one that is empty, too large, disguised or there already."""
    _permit(actor, record)
    name = PurePath(upload.name or "附件").name[-200:]
    media_type = media_type_of(name, upload)
    fits = KINDS[type(record)].enclosure
    if fits is not None:
        fits(name, upload)
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    enclosure = Enclosure(
        record_type=record._meta.label_lower,
        record_id=record.pk,
        organ=record.organ,
        name=name,
        media_type=media_type,
        size=upload.size or 0,
        sha256=digest.hexdigest(),
        added_by=actor,
    )
    if enclosures_of(record).filter(sha256=enclosure.sha256).exists():
        raise ValidationError(f"“{name}”已经是这一份的附件。")
    enclosure.content.save(name, upload, save=False)
    enclosure.save()
    leave_trace(actor, "enclose", record, f"为“{record}”添加附件“{name}”", organ=record.organ)
    return enclosure


@transaction.atomic
def remove(actor: Person, enclosure: Enclosure) -> None:
    """Take a file away; what was stored is deleted once that is certain."""
    record = record_of(enclosure)
    _permit(actor, record)
    storage, path = enclosure.content.storage, enclosure.content.name
    enclosure.delete()
    transaction.on_commit(lambda: storage.delete(path))
    leave_trace(actor, "remove_enclosure", record, f"删去“{record}”的附件“{enclosure}”", organ=record.organ)


def may_change(record: Published) -> Act:
    """What is changed on a page that the public sees needs the right to publish."""
    return Act.PUBLISH_ENGAGEMENT if record.live else Act.EDIT_ENGAGEMENT


def _permit(actor: Person, record: Published) -> None:
    require(actor, may_change(record), record.organ, timezone.localdate())
    if record.live and chain_of(record.organ) is not None:
        raise ValidationError("本机关设有三审三校流程，已发布的附件不能直接改动：请先撤下，改好以后重新送审、发布。")
