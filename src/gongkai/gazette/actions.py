"""What people do with the gazette. Each act checks, writes and leaves its trace in one transaction."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from gongkai.disclosure.models import Document
from gongkai.disclosure.richtext import plain
from gongkai.gazette.models import READINGS, Copies, Issue, Item, Proof
from gongkai.gazette.queries import obstacles
from gongkai.jobs.actions import start
from gongkai.organs.access import Act, require
from gongkai.organs.models import Organ, Person
from gongkai.trail.actions import record

TYPESET = "typeset_gazette"
MOST = 200
"""Items of one issue."""


@transaction.atomic
def open_issue(actor: Person, organ: Organ, fields: Mapping[str, object]) -> Issue:
    """A new issue: ``year``, ``number``, ``total``, ``first``, ``last``. ``ValidationError`` by field."""
    require(actor, Act.EDIT_DOCUMENT, organ, timezone.localdate())
    issue = Issue(organ=organ, opened_by=actor, **fields)
    issue.full_clean(exclude=["opened_by", "published_on"])
    if issue.last < issue.first:
        raise ValidationError({"last": "截止日期早于起始日期，请核对。"})
    issue.save()
    record(actor, "open_issue", issue, f"新编{issue}", organ=organ, public=False)
    return issue


@transaction.atomic
def take_in(actor: Person, issue: Issue, documents: Collection[Document], section: str) -> list[Item]:
    """Take public documents into the issue, at its end, as they are now."""
    kept = _composing(actor, issue)
    if not section.strip():
        raise ValidationError({"section": "请选择栏目。"})
    if not documents:
        raise ValidationError({"documents": "请先选择要收入的文件。"})
    place = kept.items.aggregate(last=Max("place"))["last"] or 0
    if place + len(documents) > MOST:
        raise ValidationError({"documents": f"一期最多收入 {MOST} 件。"})
    items = []
    for number, document in enumerate(documents, place + 1):
        if not document.live or kept.items.filter(document=document).exists():
            raise ValidationError({"documents": f"“{document}”还没有发布，或者已经收入这一期。"})
        item = Item(issue=kept, document=document, place=number, section=section.strip()[:40])
        _copy(item, document)
        item.save()
        items.append(item)
    record(actor, "take_into_issue", kept, f"{kept}收入 {len(items)} 件", organ=kept.organ, public=False)
    return items


@transaction.atomic
def retake(actor: Person, item: Item) -> Item:
    """Take the document in anew, where it was changed since; what was proof-read of the old text counts no more."""
    kept = _composing(actor, item.issue)
    document = Document.objects.get(pk=item.document_id)
    if not document.live:
        raise ValidationError(f"“{item}”已经从门户撤下，请从这一期移出。")
    item.proofs.all().delete()
    _copy(item, document)
    item.save()
    record(actor, "retake_into_issue", kept, f"{kept}重新收入“{item}”，校对重新开始", organ=kept.organ, public=False)
    return item


@transaction.atomic
def take_out(actor: Person, item: Item) -> None:
    """Take an item out of its issue."""
    kept = _composing(actor, item.issue)
    item.delete()
    record(actor, "take_out_of_issue", kept, f"{kept}移出“{item}”", organ=kept.organ, public=False)


@transaction.atomic
def arrange(actor: Person, issue: Issue, order: Sequence[int], sections: Mapping[int, str]) -> Issue:
    """Put the items in the order of their keys, and under the sections that are given."""
    kept = _composing(actor, issue)
    items = {item.pk: item for item in kept.items.all()}
    if set(order) != set(items):
        raise ValidationError("篇目已经有变动，请刷新页面再排。")
    for place, key in enumerate(order, 1):
        items[key].place = place
        items[key].section = sections.get(key, "").strip()[:40] or items[key].section
    Item.objects.bulk_update(items.values(), ["place", "section"])
    record(actor, "arrange_issue", kept, f"{kept}排定次序", organ=kept.organ, public=False)
    return kept


@transaction.atomic
def proof(actor: Person, item: Item, errors: int, mended: int, note: str = "") -> Proof:
    """The next proof-reading of an item, by somebody who has not read it before, or says why."""
    kept = _composing(actor, item.issue)
    done = list(item.proofs.all())
    if len(done) >= READINGS:
        raise ValidationError("这一篇已经三校。")
    if not 0 <= mended <= errors <= 10_000:
        raise ValidationError({"mended": "改正的处数不能多于发现的处数。"})
    if done and done[-1].mended < done[-1].errors and mended < errors:
        raise ValidationError({"mended": "上一校的差错还没有改完，这一校须全部改正。"})
    if any(one.reader_id == actor.pk for one in done) and len(note.strip()) < 4:
        raise ValidationError({"note": "三校由不同的人做；您已经校过这一篇，仍由您校的请写明理由（不少于四个字）。"})
    made = Proof.objects.create(
        item=item,
        reading=len(done) + 1,
        reader=actor,
        characters=item.characters,
        errors=errors,
        mended=mended,
        note=note.strip()[:300],
    )
    summary = f"{kept}“{item}”{made.reading}校，{made.characters} 字，发现 {errors} 处，改正 {mended} 处"
    record(actor, "proof_issue", kept, summary[:300], organ=kept.organ, public=False)
    return made


@transaction.atomic
def publish_issue(actor: Person, issue: Issue) -> Issue:
    """Publish the issue: from then on its text stays as it is, and a PDF is set from it in the background."""
    kept = _locked(issue)
    require(actor, Act.PUBLISH_DOCUMENT, kept.organ, timezone.localdate())
    if kept.is_published:
        raise ValidationError("这一期已经出版。")
    if found := obstacles(kept):
        raise ValidationError("；".join(found[:5]) + "。")
    kept.state, kept.published_on = Issue.State.PUBLISHED, timezone.localdate()
    kept.save(update_fields=["state", "published_on"])
    record(actor, "publish_issue", kept, f"出版{kept}", organ=kept.organ)
    start(TYPESET, actor=actor, on=kept)
    return kept


@transaction.atomic
def record_copies(actor: Person | None, issue: Issue, printed_on: dt.date, copies: int, recipients: str) -> Copies:
    """Copies that were printed of a published issue, and who got them."""
    if actor is not None:
        require(actor, Act.EDIT_DOCUMENT, issue.organ, timezone.localdate())
    wrong = {}
    if not issue.is_published:
        wrong["printed_on"] = "出版以后才登记印发。"
    elif printed_on > timezone.localdate():
        wrong["printed_on"] = "印制日期在今天之后，请核对。"
    if not 1 <= copies <= 10_000_000:
        wrong["copies"] = "份数应当在 1 到 1000 万之间。"
    if not recipients.strip():
        wrong["recipients"] = "请写明赠阅给谁。"
    if wrong:
        raise ValidationError(wrong)
    made = Copies.objects.create(
        issue=issue, printed_on=printed_on, copies=copies, recipients=recipients.strip()[:300], recorded_by=actor
    )
    record(actor, "record_copies", issue, f"登记{issue}印发 {copies} 份", organ=issue.organ, public=False)
    return made


def _copy(item: Item, document: Document) -> None:
    item.version = document.live_revision_id or 0
    item.title, item.doc_no, item.signed_on = document.title, document.doc_no, document.signed_on
    item.body = document.body
    item.characters = len("".join(f"{document.title}{document.doc_no}{plain(document.body)}".split()))


def _locked(issue: Issue) -> Issue:
    return Issue.objects.select_for_update(of=("self",)).select_related("organ").get(pk=issue.pk)


def _composing(actor: Person, issue: Issue) -> Issue:
    kept = _locked(issue)
    require(actor, Act.EDIT_DOCUMENT, kept.organ, timezone.localdate())
    if kept.is_published:
        raise ValidationError("这一期已经出版，不能再改。")
    return kept
