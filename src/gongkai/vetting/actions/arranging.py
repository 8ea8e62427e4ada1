"""How a body vets: the chain of steps, who stands in for whom, its own words."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from gongkai.organs.access import Act, require
from gongkai.organs.models import Absence, Organ, Person
from gongkai.trail.actions import record as leave_trace
from gongkai.vetting.models import Chain, OwnWord
from gongkai.vetting.steps import Stage, checked, name_of


@transaction.atomic
def set_chain(actor: Person | None, organ: Organ, stages: Sequence[Stage], *, repeat_allowed: bool = False) -> Chain:
    """Set the steps of a body; texts on their way keep those with which they were handed in."""
    if actor is not None:
        require(actor, Act.ARRANGE_VETTING, organ, timezone.localdate())
    stored = [list(stage) for stage in checked(stages)]
    chain, _ = Chain.objects.update_or_create(
        organ=organ, defaults={"stages": stored, "repeat_allowed": repeat_allowed}
    )
    said = " → ".join(name_of(stage) for stage in stages)
    data = {"stages": stored, "repeat_allowed": repeat_allowed}
    leave_trace(actor, "set_chain", chain, f"设置“{organ}”的审核流程：{said}", organ=organ, data=data, public=False)
    return chain


@transaction.atomic
def drop_chain(actor: Person, organ: Organ, reason: str) -> None:
    """Let a body publish by its signer's hand alone; the reason stays in the trail."""
    require(actor, Act.ARRANGE_VETTING, organ, timezone.localdate())
    chain = Chain.objects.filter(organ=organ).first()
    if chain is None:
        raise ValidationError("本机关没有设置审核流程。")
    if len(reason.strip()) < 4:
        raise ValidationError("停用审核流程须写明理由（不少于四个字）。")
    leave_trace(actor, "drop_chain", chain, f"停用“{organ}”的审核流程", organ=organ, reason=reason, public=False)
    chain.delete()


@transaction.atomic
def stand_in(
    actor: Person, person: Person, organ: Organ, deputy: Person, since: dt.date, until: dt.date, reason: str
) -> Absence:
    """Let a deputy review in somebody's place on some days; people arrange their own, administrators everybody's."""
    if actor.pk != person.pk:
        require(actor, Act.ARRANGE_VETTING, organ, timezone.localdate())
    if not reason.strip():
        raise ValidationError({"reason": "请写明原因，例如出差、休假。"})
    for who in (person, deputy):
        if not who.posts.filter(organ=organ).exists():
            raise ValidationError(f"“{who}”不是“{organ}”的人员。")
    absence = Absence(person=person, organ=organ, deputy=deputy, since=since, until=until, reason=reason.strip()[:200])
    absence.full_clean()
    absence.save()
    summary = f"“{deputy}”从{since}到{until}代“{person}”审核"
    leave_trace(actor, "stand_in", absence, summary, organ=organ, reason=reason, public=False)
    return absence


@transaction.atomic
def end_absence(actor: Person, absence: Absence) -> None:
    """End it before its last day: the person is back."""
    if actor.pk != absence.person_id:
        require(actor, Act.ARRANGE_VETTING, absence.organ, timezone.localdate())
    leave_trace(actor, "end_absence", absence, f"结束代审：{absence}", organ=absence.organ, public=False)
    absence.delete()


@transaction.atomic
def keep_word(actor: Person, organ: Organ, fields: Mapping[str, Any]) -> OwnWord:
    """Add a word to the body's own list, or change what it says of one."""
    require(actor, Act.OVERRIDE_CHECK, organ, timezone.localdate())
    word = OwnWord.objects.filter(organ=organ, word=fields.get("word", "")).first() or OwnWord(organ=organ)
    for name, value in fields.items():
        setattr(word, name, value)
    word.added_by, word.added_at = actor, timezone.now()
    word.full_clean()
    if len(word.word.strip()) < 2:
        raise ValidationError({"word": "一个字太容易误报，请写两个字以上。"})
    if not word.allowed and word.word == word.right:
        raise ValidationError({"right": "应当写的与写错的一样。"})
    word.save()
    leave_trace(actor, "keep_word", word, f"本单位词表：“{word}”", organ=organ, data=dict(fields), public=False)
    return word


@transaction.atomic
def drop_word(actor: Person, word: OwnWord) -> None:
    """Take a word from the body's own list."""
    require(actor, Act.OVERRIDE_CHECK, word.organ, timezone.localdate())
    leave_trace(actor, "drop_word", word, f"从本单位词表删去“{word}”", organ=word.organ, public=False)
    word.delete()
