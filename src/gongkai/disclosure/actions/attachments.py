"""Files that belong to a document."""

import hashlib
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from gongkai.disclosure.formats import media_type_of
from gongkai.disclosure.models import Attachment, Document
from gongkai.organs.access import Act, require
from gongkai.organs.models import Person
from gongkai.trail.actions import record
from gongkai.vetting.queries import chain_of


@transaction.atomic
def attach(actor: Person, document: Document, upload: UploadedFile) -> Attachment:
    """Add a file. ``ValidationError`` for one that is empty, too large, disguised or there already."""
    require(actor, _act(document), document.organ, timezone.localdate())
    _require_vetted(document)
    name = PurePath(upload.name or "附件").name[-200:]
    media_type = media_type_of(name, upload)
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    attachment = Attachment(
        document=document,
        name=name,
        media_type=media_type,
        size=upload.size or 0,
        sha256=digest.hexdigest(),
        added_by=actor,
    )
    if document.attachments.filter(sha256=attachment.sha256).exists():
        raise ValidationError(f"“{name}”已经是这份文件的附件。")
    attachment.content.save(name, upload, save=False)
    attachment.save()
    record(actor, "attach", document, f"为“{document}”添加附件“{name}”", organ=document.organ)
    return attachment


@transaction.atomic
def detach(actor: Person, attachment: Attachment) -> None:
    """Take a file from its document; what was stored is deleted once that is certain."""
    document = attachment.document
    require(actor, _act(document), document.organ, timezone.localdate())
    _require_vetted(document)
    storage, path = attachment.content.storage, attachment.content.name
    attachment.delete()
    transaction.on_commit(lambda: storage.delete(path))
    record(actor, "detach", document, f"删去“{document}”的附件“{attachment}”", organ=document.organ)


def _act(document: Document) -> Act:
    """What is changed on a page that the public sees needs the right to publish."""
    return Act.PUBLISH_DOCUMENT if document.live else Act.EDIT_DOCUMENT


def _require_vetted(document: Document) -> None:
    """Files of a public document are seen at once, so where a body vets they change only while it is down."""
    if document.live and chain_of(document.organ) is not None:
        raise ValidationError(
            "本机关设有三审三校流程，已发布文件的附件不能直接改动：请先撤下，改好以后重新送审、发布。"
        )
