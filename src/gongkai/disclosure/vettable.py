"""Texts and documents as vetting knows them."""

import datetime as dt
import hashlib
from functools import partial
from typing import Any

from django.db.models import QuerySet

from gongkai.disclosure.actions import documents
from gongkai.disclosure.models import ColumnText, Document, DocumentKind
from gongkai.organs.access import Act
from gongkai.organs.models import Organ, Person
from gongkai.vetting.models import Tomb
from gongkai.vetting.targets import Cleaning, Content, File, Part, Target, declare


def version_of_document(document: Document) -> str:
    """The newest version with its attachments, which have no versions of their own."""
    sums = "".join(document.attachments.order_by("sha256").values_list("sha256", flat=True))
    return f"{document.latest_revision_id}:{hashlib.sha256(sums.encode()).hexdigest()[:16]}"


def _content_of_document(document: Document) -> Content:
    draft = document.draft
    files = tuple(File(file.name, partial(file.content.open, "rb")) for file in document.attachments.all())
    return Content(draft.title, (Part("正文", draft.body),) if draft.body else (), files)


def _content_of_text(text: ColumnText) -> Content:
    draft = text.draft
    return Content(draft.title, (Part("正文", draft.body),) if draft.body else ())


def _dated(organ: Organ, before: dt.date) -> QuerySet[Document]:
    """General information of a body that was published before a day: what clean-ups go over."""
    old = Document.objects.filter(organ=organ, live=True, kind=DocumentKind.GENERAL, published_on__lt=before)
    return old.order_by("published_on", "pk")


def _clear_away(actor: Person, document: Document, reason: str) -> None:
    documents.withdraw_document(actor, document, reason, Tomb.Ground.OUTDATED)


def declare_targets() -> None:
    """Let both be vetted."""
    declare(
        "disclosure.document",
        Target(
            label="公开文件",
            edit_act=Act.EDIT_DOCUMENT,
            publish_act=Act.PUBLISH_DOCUMENT,
            model=lambda: Document,
            organ=_organ,
            version=version_of_document,
            content=_content_of_document,
            address="desk_document",
            cleaning=Cleaning(_dated, _clear_away, documents.bring_back),
        ),
    )
    declare(
        "disclosure.columntext",
        Target(
            label="专栏文本",
            edit_act=Act.EDIT_COLUMN,
            publish_act=Act.PUBLISH_COLUMN,
            model=lambda: ColumnText,
            organ=_organ,
            version=lambda text: str(text.latest_revision_id),
            content=_content_of_text,
            address="desk_text",
        ),
    )


def _organ(record: Any) -> Organ:
    organ: Organ = record.organ
    return organ
