"""What is asked of vetting and of what comes after publication."""

import datetime as dt
from itertools import combinations
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.base import Model

from gongkai.organs.access import Act, organs_for, within_reach
from gongkai.organs.models import Organ, Person
from gongkai.vetting.models import Chain, CleanUp, Correction, Proof, Tomb, Vetting
from gongkai.vetting.steps import ACTS, Step, key_of
from gongkai.vetting.targets import target_of

State = Vetting.State


def chain_of(organ: Organ) -> Chain | None:
    """The steps that the body has set; ``None`` where it publishes without."""
    return Chain.objects.filter(organ=organ).first()


def newest_of(record: Model) -> Vetting | None:
    """The latest vetting of the record."""
    return of_record(record).select_related("writer", "organ").first()


def of_record(record: Model) -> QuerySet[Vetting]:
    """All vettings of the record, newest first."""
    return Vetting.objects.filter(record_type=record._meta.label_lower, record_id=str(record.pk))


def obstacle_to_publication(record: Model, organ: Organ) -> str | None:
    """Why the record's newest version may not be published yet, as a sentence; ``None`` where nothing stands in the way.

    A body that has set no chain publishes by its signer's hand alone.
    """
    if chain_of(organ) is None:
        return None
    vetting = newest_of(record)
    if vetting is None or vetting.state == State.WITHDRAWN:
        return "本机关设有三审三校流程，请先送审。"
    if vetting.state == State.RETURNED:
        return "审核人已退回修改，请改好后重新送审。"
    if vetting.state == State.SPENT:
        return "上次审核在撤下以后已经失效，请重新送审。"
    if vetting.version != target_of(record).version(record):
        return "送审以后内容又有改动，审核的不是现在这一版，请重新送审。"
    if vetting.state == State.OPEN:
        return f"正在{vetting.stage_name}，审完才能发布。"
    return obstacle_of_errors(vetting)


def obstacle_of_errors(vetting: Vetting) -> str | None:
    """What the content check has to say against passing and publishing."""
    if vetting.checked_at is None:
        return "附件的内容检查还没有完成，请稍候。"
    count = len(unanswered(vetting))
    return f"内容检查还有 {count} 处错误没有改正，也没有人写明理由放行。" if count else None


def unanswered(vetting: Vetting) -> list[dict[str, Any]]:
    """The errors that nobody answers for."""
    answered = set(vetting.overrides.values_list("fingerprint", flat=True))
    return [finding for finding in vetting.errors if finding["fingerprint"] not in answered]


def vettings_for(person: Person, on: dt.date) -> QuerySet[Vetting]:
    """The vettings that the person may look at on the day."""
    return Vetting.objects.filter(organ__in=organs_for(person, Act.SEE_VETTINGS, on)).select_related("organ", "writer")


def waiting(organs: QuerySet[Organ]) -> QuerySet[Vetting]:
    """The vettings of the bodies that somebody has to go on with."""
    return Vetting.objects.filter(organ__in=organs).exclude(awaits="").select_related("organ", "writer")


def waiting_for(person: Person, on: dt.date) -> QuerySet[Vetting]:
    """Those whose stage to be done now the person may do: all its steps, by their own posts or as a deputy."""
    mine = Q(pk__in=())
    for stage in _STAGES:
        within = Q(awaits=key_of(stage))
        for step in stage:
            within &= within_reach(person, ACTS[step], on, "organ__")
        mine |= within
    return Vetting.objects.filter(mine).select_related("organ", "writer")


def may_do(person: Person, vetting: Vetting, on: dt.date) -> bool:
    """Whether the person may do the stage that is to be done now."""
    return waiting_for(person, on).filter(pk=vetting.pk).exists()


_STAGES = [stage for n in range(1, len(Step) + 1) for stage in combinations(Step, n)]


def returned(organs: QuerySet[Organ]) -> QuerySet[Vetting]:
    """What was returned to its writer and not handed in again since."""
    again = Vetting.objects.filter(record_type=OuterRef("record_type"), record_id=OuterRef("record_id"))
    found = Vetting.objects.filter(organ__in=organs, state=State.RETURNED)
    return found.exclude(Exists(again.filter(pk__gt=OuterRef("pk")))).select_related("organ", "writer")


def proofs_for(person: Person, on: dt.date) -> QuerySet[Proof]:
    """The proof-reading ledger as far as the person may see it."""
    organs = organs_for(person, Act.SEE_VETTINGS, on)
    return Proof.objects.filter(vetting__organ__in=organs).select_related("vetting__organ", "found_by")


def corrections_for(person: Person, on: dt.date) -> QuerySet[Correction]:
    """The corrections ledger as far as the person may see it."""
    return Correction.objects.filter(organ__in=organs_for(person, Act.SEE_VETTINGS, on)).select_related("organ")


def open_corrections(organs: QuerySet[Organ]) -> QuerySet[Correction]:
    """Those that wait for an answer."""
    return Correction.objects.filter(organ__in=organs, state=Correction.State.OPEN).select_related("organ")


def clean_ups_for(person: Person, on: dt.date) -> QuerySet[CleanUp]:
    """The clean-up rounds that the person may look at."""
    return CleanUp.objects.filter(organ__in=organs_for(person, Act.SEE_VETTINGS, on)).select_related("organ", "made_by")


def tomb_of(record: Model) -> Tomb | None:
    """What stands in the record's place while it is down."""
    return Tomb.objects.filter(record_type=record._meta.label_lower, record_id=str(record.pk), lifted_at=None).first()
