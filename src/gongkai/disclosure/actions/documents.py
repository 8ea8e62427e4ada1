"""Documents that a body makes public of itself. Each act checks, writes and leaves its trace in one transaction.

An ``actor`` of ``None`` is the system: what is taken over by a command, with the days on which it was published.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from gongkai.disclosure.actions.life import follow, publish_by
from gongkai.disclosure.actions.naming import name
from gongkai.disclosure.headings import headings
from gongkai.disclosure.life import contradictions, too_early, too_long
from gongkai.disclosure.models import RULED, DisclosureAttribute, Document, DocumentKind, IndexSeries
from gongkai.disclosure.numbers import written
from gongkai.disclosure.queries import events_of
from gongkai.disclosure.richtext import cleaned
from gongkai.disclosure.versions import keep_draft, put_live, take_down, version_of_record
from gongkai.organs.access import Act, require
from gongkai.organs.models import Organ, Person
from gongkai.trail.actions import record
from gongkai.vetting.actions.after import bury, lift
from gongkai.vetting.actions.review import void
from gongkai.vetting.models import Tomb
from gongkai.vetting.queries import obstacle_to_publication

FIELDS = (
    *("kind", "heading", "title", "doc_no", "subject", "disclosure_attr"),
    *("signed_on", "effective_on", "valid_until", "early_because", "interpret", "uninterpreted_because", "body"),
)
"""What a person fills in."""


@transaction.atomic
def draft_document(actor: Person | None, organ: Organ, fields: Mapping[str, Any]) -> Document:
    """A new document, as a draft. ``fields`` are of :data:`FIELDS`; ``ValidationError`` by field."""
    if actor is not None:
        require(actor, Act.EDIT_DOCUMENT, organ, timezone.localdate())
    document = Document(organ=organ, live=False)
    _keep(document, fields, actor)
    record(actor, "draft_document", document, f"起草“{document}”", organ=organ, public=False)
    return document


@transaction.atomic
def edit_document(actor: Person, document: Document, fields: Mapping[str, Any]) -> Document:
    """A new version; the public sees it once it is published."""
    require(actor, Act.EDIT_DOCUMENT, document.organ, timezone.localdate())
    _keep(document, fields, actor)
    record(actor, "edit_document", document, f"修改“{document}”", organ=document.organ, public=False)
    return document


@transaction.atomic
def restore_document(actor: Person, document: Document, number: int) -> Document:
    """Take an earlier version up again as the newest draft. Raises ``Revision.DoesNotExist``."""
    require(actor, Act.EDIT_DOCUMENT, document.organ, timezone.localdate())
    earlier = version_of_record(document, number)
    _keep(document, {name: getattr(earlier, name) for name in FIELDS}, actor)
    summary = f"恢复“{document}”的较早版本"
    record(actor, "restore_document", document, summary, organ=document.organ, data={"version": number}, public=False)
    return document


@transaction.atomic
def publish_document(actor: Person | None, document: Document, since: dt.date | None = None) -> Document:
    """Put the newest version on the portal; the first time it gets its index number and its day of publication.

    ``since`` is the day on which it was published elsewhere before it was taken over; people publish today.
    """
    today = timezone.localdate()
    if actor is not None:
        require(actor, Act.PUBLISH_DOCUMENT, document.organ, today)
        if since not in (None, today):
            raise ValidationError("发布日期是发布的当天，不能另填。")
    draft = document.draft
    obstacle = obstacle_to(draft)
    if actor is not None and obstacle is None:
        obstacle = obstacle_in_law(draft, today) or obstacle_to_publication(document, document.organ)
    if obstacle:
        raise ValidationError(obstacle)
    draft.validate_constraints()
    if document.index_no is None:
        first = since or today
        document.index_no = _next_index_no(document.organ, first.year)
        document.published_on, document.published_year = first, first.year
    document = put_live(document)
    follow(document)
    name(document)
    lift(document)
    data = {"index_no": document.index_no, "version": document.live_revision_id}
    record(actor, "publish_document", document, f"发布“{document}”", organ=document.organ, data=data)
    return document


def obstacle_to(draft: Document) -> str | None:
    """What stands in the way of the document's publication, whoever wants it."""
    if draft.disclosure_attr != DisclosureAttribute.PROACTIVE:
        label = DisclosureAttribute(draft.disclosure_attr).label
        return f"公开属性是“{label}”，不能发布。确定主动公开的，请先修改公开属性。"
    if not draft.body and not draft.attachments.exists():
        return "正文是空的，也没有附件，请先补充。"
    return None


def obstacle_in_law(draft: Document, on: dt.date) -> str | None:
    """What the law, or the body's own rules, have against a publication on the day, unless a reason is written down."""
    if draft.kind == DocumentKind.GOV_RULE and draft.index_no is None and not draft.early_because.strip():
        if draft.effective_on is None:
            return "规章须有施行日期，请先填写。"
        if sentence := too_early(on, draft.effective_on):
            return f"{sentence}。"
    if draft.interpret and not draft.uninterpreted_because.strip() and not draft.interpretations.exists():
        return "这份文件须配套解读（同步起草、同步审签、同步发布），还没有解读稿。请先起草解读，或者写明先于解读发布的理由。"
    return None


@transaction.atomic
def withdraw_document(
    actor: Person, document: Document, reason: str, ground: Tomb.Ground = Tomb.Ground.OTHER
) -> Document:
    """Take the document off the portal; in its place stands since when and on what ground it is gone."""
    require(actor, Act.PUBLISH_DOCUMENT, document.organ, timezone.localdate())
    take_down(document, reason)
    bury(actor, document, ground, reason, document.index_no or "")
    void(document, document.organ)
    record(actor, "withdraw_document", document, f"撤下“{document}”", organ=document.organ, reason=reason)
    return document


@transaction.atomic
def bring_back(actor: Person, document: Document, reason: str) -> Document:
    """Put back what a clean-up took down, as it was: the version that was public had been passed then."""
    require(actor, Act.PUBLISH_DOCUMENT, document.organ, timezone.localdate())
    if document.withdrawn_at is None or document.latest_revision.created_at > document.withdrawn_at:
        raise ValidationError(f"“{document}”撤下以后又有修改，请送审后发布。")
    document = put_live(document)
    lift(document)
    summary = f"恢复发布“{document}”"
    record(actor, "bring_back_document", document, summary, organ=document.organ, reason=reason)
    return document


def _keep(document: Document, fields: Mapping[str, Any], actor: Person | None) -> None:
    """Store a draft whose dates fit together, and fit what is recorded of the document's life."""
    checked = _checked(document.organ, fields)
    if document.pk is not None:
        days = (checked.get("signed_on"), checked.get("effective_on"))
        if wrong := contradictions(*days, list(events_of(document))):
            raise ValidationError({"signed_on": f"与登记的环节矛盾：{wrong[0]}，请核对。"})
    if document.index_no is None:
        document.publish_by = publish_by(document.organ, checked.get("signed_on"))
    keep_draft(document, checked, actor)


def _checked(organ: Organ, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields as they may be stored; dates that contradict each other are refused."""
    strange = fields.keys() - set(FIELDS)
    if strange:
        raise ValidationError(f"不能在这里修改：{'、'.join(sorted(strange))}")
    checked = {**fields, "body": cleaned(fields.get("body", "")), "doc_no": written(fields.get("doc_no") or "")}
    wrong: dict[str, str] = {}
    if checked.get("heading") not in {duty.key for duty in headings(organ)}:
        wrong["heading"] = "本机关没有这个法定栏目，请重新选择。"
    signed, effective = checked.get("signed_on"), checked.get("effective_on")
    if signed and signed > timezone.localdate():
        wrong["signed_on"] = "成文日期在今天之后，请核对。"
    if signed and effective and effective < signed:
        wrong["effective_on"] = "施行日期早于成文日期，请核对。"
    if valid := checked.get("valid_until"):
        wrong |= _wrong_validity(checked.get("kind"), effective or signed, valid)
    if checked.get("kind") in RULED and not checked.get("doc_no"):
        wrong["doc_no"] = "规章和行政规范性文件须有发文字号（令号）。"
    if wrong:
        raise ValidationError(wrong)
    return checked


def _wrong_validity(kind: str | None, begun: dt.date | None, valid_until: dt.date) -> dict[str, str]:
    if kind != DocumentKind.NORMATIVE_DOC:
        return {"valid_until": "只有行政规范性文件规定有效期，请清空。"}
    if begun is None:
        return {"valid_until": "规定有效期的，请填写成文日期和施行日期。"}
    if valid_until < begun:
        return {"valid_until": "有效期在施行以前就届满，请核对。"}
    sentence = too_long(begun, valid_until)
    return {"valid_until": f"{sentence}，请核对。"} if sentence else {}


def _next_index_no(organ: Organ, year: int) -> str:
    """The next index number of the body: its code, the year, a serial (640000001/2026-00490)."""
    series, _ = IndexSeries.objects.select_for_update().get_or_create(organ=organ, year=year)
    series.last += 1
    series.save(update_fields=["last"])
    code = organ.credit_code or f"{organ.region[:6]}{organ.pk:06d}"
    return f"{code}/{year}-{series.last:05d}"
