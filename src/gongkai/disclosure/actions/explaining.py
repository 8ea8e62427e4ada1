"""What explains documents: interpretations, packs and talks, each drafted, vetted, published and withdrawn alike.

An ``actor`` of ``None`` is the system: what is taken over by a command, with the day on which it was published.
"""

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from gongkai.disclosure.formats import FORMATS, HEAD, refuse_disguised
from gongkai.disclosure.models import ELEMENTS, Document, Form, Interpretation, Pack, PrintRun, Talk
from gongkai.disclosure.richtext import cleaned
from gongkai.disclosure.versions import keep_draft, put_live, take_down, version_of_record
from gongkai.organs.access import Act, require
from gongkai.organs.models import Organ, Person
from gongkai.trail.actions import record as leave_trace
from gongkai.vetting.actions.after import bury, lift
from gongkai.vetting.actions.review import void
from gongkai.vetting.models import Tomb
from gongkai.vetting.queries import chain_of, obstacle_to_publication

E = TypeVar("E", Interpretation, Pack, Talk)
Explanation = Interpretation | Pack | Talk
FIELDS: Mapping[type[Explanation], tuple[str, ...]] = {
    Interpretation: ("form", "title", "elements", "words", "video"),
    Pack: ("kind", "title", "body", "contents"),
    Talk: ("title", "speaker", "position", "held_on", "video", "words", "document"),
}
"""What a person fills in of each kind; an interpretation's ``documents`` belong to it as a whole."""
LONGEST = 20_000
"""Characters of one element, or of the words of a picture or video."""
MOST = 100
"""Documents of one interpretation or pack."""
_IMAGES = (".jpg", ".jpeg", ".png")


@transaction.atomic
def draft(actor: Person | None, kind: type[E], organ: Organ, fields: Mapping[str, Any]) -> E:
    """A new one, as a draft. ``ValidationError`` by field, so for an interpretation without a document."""
    if actor is not None:
        require(actor, Act.EDIT_DOCUMENT, organ, timezone.localdate())
    record = kind(organ=organ, live=False)
    _keep(record, fields, actor)
    summary = f"起草{record._meta.verbose_name}“{record}”"
    leave_trace(actor, "draft_explanation", record, summary, organ=organ, public=False)
    return record


@transaction.atomic
def edit(actor: Person, record: E, fields: Mapping[str, Any]) -> E:
    """A new version; the public sees it once it is published."""
    require(actor, Act.EDIT_DOCUMENT, record.organ, timezone.localdate())
    _keep(record, fields, actor)
    leave_trace(actor, "edit_explanation", record, f"修改“{record}”", organ=record.organ, public=record.live)
    return record


@transaction.atomic
def restore(actor: Person, record: E, number: int) -> E:
    """Take an earlier version up again as the newest draft. Raises ``Revision.DoesNotExist``."""
    require(actor, Act.EDIT_DOCUMENT, record.organ, timezone.localdate())
    earlier = version_of_record(record, number)
    keep_draft(record, {name: getattr(earlier, name) for name in FIELDS[type(record)]}, actor)
    leave_trace(actor, "restore_explanation", record, f"恢复“{record}”的较早版本", organ=record.organ, public=False)
    return record


@transaction.atomic
def publish(actor: Person | None, record: E, since: dt.date | None = None) -> E:
    """Put the newest version on the portal; documents that it interprets say from then on that they are."""
    today = timezone.localdate()
    obstacle = obstacle_to(record.draft)
    if actor is not None:
        require(actor, Act.PUBLISH_DOCUMENT, record.organ, today)
        obstacle = obstacle or obstacle_to_publication(record, record.organ)
    if obstacle:
        raise ValidationError(obstacle)
    record.published_on = record.published_on or since or today
    record = put_live(record)
    lift(record)
    _follow(record)
    summary = f"发布{record._meta.verbose_name}“{record}”"
    leave_trace(
        actor, "publish_explanation", record, summary, organ=record.organ, data={"version": record.live_revision_id}
    )
    return record


@transaction.atomic
def withdraw(actor: Person, record: E, reason: str, ground: Tomb.Ground = Tomb.Ground.OTHER) -> E:
    """Take it off the portal."""
    require(actor, Act.PUBLISH_DOCUMENT, record.organ, timezone.localdate())
    take_down(record, reason)
    bury(actor, record, ground, reason)
    void(record, record.organ)
    _follow(record)
    leave_trace(actor, "withdraw_explanation", record, f"撤下“{record}”", organ=record.organ, reason=reason)
    return record


def obstacle_to(draft: Explanation) -> str | None:
    """What stands in the way of its publication, whoever wants it."""
    match draft:
        case Interpretation():
            return _obstacle_to_interpretation(draft)
        case Pack():
            gone = len(draft.contents) - Document.objects.filter(pk__in=draft.contents, live=True).count()
            return f"篇目里有 {gone} 件还没有发布，或者已经撤下。" if gone else None
    return None


def _obstacle_to_interpretation(draft: Interpretation) -> str | None:
    waiting = draft.documents.filter(live=False).first()
    if waiting is not None:
        return f"解读不能先于文件发布：“{waiting}”还没有发布。"
    if draft.form == Form.TEXT and not draft.parts:
        return "文字解读是空的，请至少填写一项要素。"
    if draft.form == Form.PICTURE and not draft.picture:
        return "图解还没有上传图片。"
    if draft.form == Form.VIDEO and not draft.video:
        return "视频解读还没有填写视频网址。"
    if draft.form != Form.TEXT and not draft.words.strip():
        return "请填写图片、视频的文字内容：看不见、听不到的人靠它了解。"
    return None


@transaction.atomic
def add_picture(actor: Person, interpretation: Interpretation, upload: UploadedFile) -> Interpretation:
    """The picture of an interpretation. ``ValidationError`` for one that is too large, disguised, or public and vetted."""
    act = Act.PUBLISH_DOCUMENT if interpretation.live else Act.EDIT_DOCUMENT
    require(actor, act, interpretation.organ, timezone.localdate())
    if interpretation.live and chain_of(interpretation.organ) is not None:
        raise ValidationError("本机关设有三审三校流程，已发布的图片不能直接更换：请先撤下，换好以后重新送审、发布。")
    name = (upload.name or "图片").lower()
    ending = next((known for known in _IMAGES if name.endswith(known)), "")
    if not ending or not upload.size or upload.size > settings.UPLOAD_LIMIT:
        raise ValidationError(f"请选 JPG 或者 PNG 图片，不超过 {settings.UPLOAD_LIMIT // 2**20} MB。")
    head = upload.read(HEAD)
    refuse_disguised(upload.name or "图片", head)
    upload.seek(0)
    interpretation.sha256 = hashlib.sha256(upload.read()).hexdigest()
    upload.seek(0)
    interpretation.media_type = FORMATS[ending][0]
    interpretation.picture.save(name, upload, save=False)
    interpretation.save(update_fields=["picture", "media_type", "sha256"])
    leave_trace(actor, "edit_explanation", interpretation, f"更换“{interpretation}”的图片", organ=interpretation.organ)
    return interpretation


@transaction.atomic
def record_run(actor: Person, pack: Pack, printed_on: dt.date, copies: int, recipients: str) -> PrintRun:
    """Copies that were printed of a pack, and who got them."""
    require(actor, Act.EDIT_DOCUMENT, pack.organ, timezone.localdate())
    wrong = {}
    if printed_on > timezone.localdate():
        wrong["printed_on"] = "印制日期在今天之后，请核对。"
    if not 1 <= copies <= 10_000_000:
        wrong["copies"] = "份数应当在 1 到 1000 万之间。"
    if not recipients.strip():
        wrong["recipients"] = "请写明发给谁。"
    if wrong:
        raise ValidationError(wrong)
    run = PrintRun.objects.create(
        pack=pack, printed_on=printed_on, copies=copies, recipients=recipients.strip()[:300], recorded_by=actor
    )
    leave_trace(actor, "record_print_run", pack, f"登记印发“{pack}”{copies} 份", organ=pack.organ, public=False)
    return run


@transaction.atomic
def record_reposts(actor: Person, talk: Talk, reposts: int) -> Talk:
    """How often a talk was passed on, as the accounts say."""
    require(actor, Act.EDIT_DOCUMENT, talk.organ, timezone.localdate())
    if not 0 <= reposts <= 100_000_000:
        raise ValidationError({"reposts": "转发次数应当在 0 到 1 亿之间。"})
    talk.reposts = reposts
    talk.save(update_fields=["reposts"])
    leave_trace(actor, "record_reposts", talk, f"登记“{talk}”转发 {reposts} 次", organ=talk.organ, public=talk.live)
    return talk


def _keep(record: Explanation, fields: Mapping[str, Any], actor: Person | None) -> None:
    checked = dict(fields)
    documents: Sequence[Document] | None = checked.pop("documents", None)
    strange = checked.keys() - set(FIELDS[type(record)])
    if strange:
        raise ValidationError(f"不能在这里修改：{'、'.join(sorted(strange))}")
    if isinstance(record, Interpretation):
        _check_documents(record, documents, "解读须对应文件，请填写解读哪一份文件。")
        checked["elements"] = _elements(checked.get("elements", {}))
    elif isinstance(record, Pack):
        checked["body"] = cleaned(checked.get("body", ""))
        _check_documents(
            record,
            list(Document.objects.filter(pk__in=checked.get("contents", ()))),
            "篇目是空的，请填写收入哪些文件。",
            "contents",
        )
    if len(checked.get("words", "")) > LONGEST:
        raise ValidationError({"words": f"文字超过 {LONGEST // 10_000} 万字的上限。"})
    keep_draft(record, checked, actor)
    if isinstance(record, Interpretation) and documents is not None:
        record.documents.set(documents)
        _follow(record)


def _check_documents(
    record: Interpretation | Pack, documents: Sequence[Document] | None, empty: str, field: str = "documents"
) -> None:
    """Own documents, or public ones of others; at least one, where the record is new."""
    if documents is None and record.pk is not None:
        return
    if not documents:
        raise ValidationError({field: empty})
    if len(documents) > MOST:
        raise ValidationError({field: f"文件超过 {MOST} 件，请分开。"})
    foreign = next((d for d in documents if d.organ_id != record.organ_id and not d.live), None)
    if foreign is not None:
        raise ValidationError({field: f"“{foreign}”是别的机关还没有发布的文件。"})


def _elements(said: Mapping[str, str]) -> dict[str, str]:
    long = next((ELEMENTS[key] for key, text in said.items() if len(text) > LONGEST), None)
    if long:
        raise ValidationError({"elements": f"“{long}”超过 {LONGEST // 10_000} 万字的上限。"})
    return {key: said[key].strip() for key in ELEMENTS if said.get(key, "").strip()}


def _follow(record: Explanation) -> None:
    """Keep with the documents since when they are interpreted."""
    if not isinstance(record, Interpretation):
        return
    for document in record.documents.all():
        first = document.interpretations.filter(live=True).aggregate(on=Min("published_on"))["on"]
        on = max(first, document.published_on) if first and document.published_on else None
        Document.objects.filter(pk=document.pk).update(interpreted_on=on)
