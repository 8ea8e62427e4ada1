"""Texts, documents and what explains them, as vetting knows them."""

import datetime as dt
import hashlib
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.utils.html import escape

from gongkai.disclosure.actions import documents
from gongkai.disclosure.models import ColumnText, Document, DocumentKind, Interpretation, Pack, Talk
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
    """Let all that is published here be vetted."""
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
    for model, version, content in (
        (Interpretation, _version_of_interpretation, _content_of_interpretation),
        (Pack, _version, _content_of_pack),
        (Talk, _version, _content_of_talk),
    ):
        name = model._meta.model_name or ""
        declare(
            f"disclosure.{name}",
            Target(
                label=str(model._meta.verbose_name),
                edit_act=Act.EDIT_DOCUMENT,
                publish_act=Act.PUBLISH_DOCUMENT,
                model=partial(lambda kind: kind, model),
                organ=_organ,
                version=version,
                content=content,
                address=f"desk_{name}",
            ),
        )


def _version(record: Any) -> str:
    return str(record.latest_revision_id)


def _version_of_interpretation(interpretation: Interpretation) -> str:
    """With its picture and the documents that it interprets, which have no versions of their own."""
    keys = sorted(interpretation.documents.values_list("pk", flat=True))
    own = f"{interpretation.sha256}{keys}"
    return f"{interpretation.latest_revision_id}:{hashlib.sha256(own.encode()).hexdigest()[:16]}"


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())


def _content_of_interpretation(interpretation: Interpretation) -> Content:
    draft = interpretation.draft
    parts = [Part(name, _paragraphs(text)) for name, text in draft.parts]
    parts += [Part("图片、视频的文字内容", _paragraphs(draft.words))] if draft.words else []
    files = (File("图片", partial(interpretation.picture.open, "rb")),) if interpretation.picture else ()
    return Content(draft.title, tuple(parts), files)


def _content_of_pack(pack: Pack) -> Content:
    draft = pack.draft
    return Content(draft.title, (Part("导读", draft.body),) if draft.body else ())


def _content_of_talk(talk: Talk) -> Content:
    draft = talk.draft
    return Content(
        draft.title,
        (
            Part("主讲人", f"<p>{escape(draft.position)}{escape(draft.speaker)}</p>"),
            Part("文字内容", _paragraphs(draft.words)),
        ),
    )


def _organ(record: Any) -> Organ:
    organ: Organ = record.organ
    return organ
