"""Clean-up rounds (规范性文件清理): opened, gone over document by document, decided as one.

A government may open a round over all bodies beneath it; its decision changes the state of their documents too, which
is what such a round is for. Nobody decides a round that they opened.
"""

import datetime as dt
from collections import Counter
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from gongkai.disclosure.actions.life import follow
from gongkai.disclosure.life import contradictions
from gongkai.disclosure.models import CleanupItem, CleanupRound, LifeEvent, Verdict
from gongkai.disclosure.queries import events_of, in_force
from gongkai.organs.access import Act, Refused, require
from gongkai.organs.models import Kind, Organ, Person
from gongkai.trail.actions import Trace, record, record_all

MOST = 5_000
"""Documents of one round."""
State = CleanupRound.State


@transaction.atomic
def open_round(actor: Person, organ: Organ, title: str, *, region: bool = False) -> CleanupRound:
    """List the rules and normative documents that are in force; nothing is decided yet."""
    on = timezone.localdate()
    require(actor, Act.EDIT_DOCUMENT, organ, on)
    if region and organ.kind != Kind.GOVERNMENT:
        raise ValidationError({"region": "只有人民政府可以清理下级机关的文件。"})
    if CleanupRound.objects.filter(organ=organ, state=State.OPEN).exists():
        raise ValidationError({"organ": "本机关还有一次清理没有公布结果，请先办完。"})
    within = Organ.objects.filter(path__startswith=organ.path) if region else Organ.objects.filter(pk=organ.pk)
    found = list(in_force(on).filter(organ__in=within).order_by("pk")[: MOST + 1])
    if not found:
        raise ValidationError({"organ": "没有现行有效的规章、行政规范性文件，不用清理。"})
    if len(found) > MOST:
        raise ValidationError({"region": f"文件超过 {MOST} 件，请分机关清理。"})
    made = CleanupRound(organ=organ, region=region, title=title.strip()[:120], opened_by=actor)
    if not made.title:
        raise ValidationError({"title": "请填写清理的名称。"})
    made.save()
    CleanupItem.objects.bulk_create(CleanupItem(round=made, document=document) for document in found)
    record(actor, "open_cleanup_round", made, f"提出“{made}”，{len(found)} 件", organ=organ, public=False)
    return made


@transaction.atomic
def propose(actor: Person, round_: CleanupRound, said: Mapping[int, tuple[str, str]]) -> CleanupRound:
    """Note what is proposed for documents of the round: verdict and reason by the document's key."""
    kept = _locked(round_)
    require(actor, Act.EDIT_DOCUMENT, kept.organ, timezone.localdate())
    _require_open(kept)
    items = {item.document_id: item for item in kept.items.all()}
    changed = []
    for key, (verdict, note) in said.items():
        if key not in items or verdict not in Verdict.values:
            raise ValidationError("清单里没有这份文件，或者没有这种意见，请刷新页面。")
        item = items[key]
        if (item.verdict, item.note) != (verdict, note.strip()[:200]):
            item.verdict, item.note = verdict, note.strip()[:200]
            changed.append(item)
    CleanupItem.objects.bulk_update(changed, ["verdict", "note"])
    summary = f"填写“{kept}”的意见，{len(changed)} 件"
    record(actor, "propose_cleanup", kept, summary, organ=kept.organ, public=False)
    return kept


@transaction.atomic
def decide_round(actor: Person, round_: CleanupRound, decided_on: dt.date, reference: str) -> Counter[str]:
    """Publish the lists: on the round's day every document's state changes as its list says, all or none.

    How many there are of each verdict. What stands on no list is marked as such.
    """
    kept = _locked(round_)
    today = timezone.localdate()
    require(actor, Act.PUBLISH_DOCUMENT, kept.organ, today)
    _require_open(kept)
    if kept.opened_by_id == actor.pk:
        raise Refused("清理是您提出的，请由别人公布结果。")
    if decided_on > today:
        raise ValidationError({"decided_on": "决定日期在今天之后，请核对。"})
    if len(reference.strip()) < 2:
        raise ValidationError({"reference": "请填写公布清理结果的文号。"})
    items = list(kept.items.select_related("document__organ"))
    if not any(item.verdict for item in items):
        raise ValidationError("还没有填写任何一件的意见。")
    kept.state, kept.decided_on, kept.reference = State.DECIDED, decided_on, reference.strip()[:120]
    kept.save()
    traces = [_carry_out(actor, kept, item, decided_on) for item in items]
    record_all(actor, traces)
    counted = Counter(item.verdict for item in items)
    said = "，".join(f"{Verdict(key).label} {counted[key]} 件" for key in Verdict.values)
    record(actor, "decide_cleanup_round", kept, f"公布“{kept}”的结果：{said}", organ=kept.organ, reason=kept.reference)
    return counted


def _carry_out(actor: Person, round_: CleanupRound, item: CleanupItem, on: dt.date) -> Trace:
    """One document's stage, on the round's day."""
    document, verdict = item.document, Verdict(item.verdict)
    event = LifeEvent(
        document=document,
        stage=verdict.stage,
        on=on,
        reference=round_.reference,
        note=item.note,
        recorded_by=actor,
    )
    wrong = contradictions(document.signed_on, document.effective_on, [*events_of(document), event])
    if wrong:
        raise ValidationError({"decided_on": f"“{document}”：{wrong[0]}，请核对决定日期。"})
    event.save()
    follow(document)
    data = {"stage": verdict.stage, "on": str(on), "round": round_.pk}
    return Trace("record_stage", document, f"清理“{document}”：{event.name}", document.organ, round_.reference, data)


def _locked(round_: CleanupRound) -> CleanupRound:
    return CleanupRound.objects.select_for_update(of=("self",)).select_related("organ").get(pk=round_.pk)


def _require_open(round_: CleanupRound) -> None:
    if round_.state != State.OPEN:
        raise ValidationError("清理结果已经公布，不能再改；个别文件有误的，在文件的环节里更正。")
