"""After publication: mistakes reported and answered, what is taken down and what stands in its place."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from gongkai.law.calendar.days import ONE
from gongkai.organs.access import Act, require
from gongkai.organs.calendars import calendar_of
from gongkai.organs.models import Organ, Person
from gongkai.trail.actions import record as leave_trace
from gongkai.vetting.models import Correction, Tomb
from gongkai.vetting.targets import target_of

ANSWER_WITHIN = 3
"""Working days to answer a report of a mistake (我为政府网站找错: three; local practice, not a statute)."""


@transaction.atomic
def report_mistake(
    actor: Person | None,
    record: Model,
    wrong: str,
    quote: str = "",
    source: "Correction.Source" = Correction.Source.READER,
) -> Correction:
    """Enter a mistake in the ledger. ``actor`` is ``None`` for a reader, of whom nothing is kept."""
    target = target_of(record)
    organ = target.organ(record)
    if actor is not None and source == Correction.Source.STAFF:
        require(actor, Act.SEE_VETTINGS, organ, timezone.localdate())
    if len(wrong.strip()) < 2:
        raise ValidationError({"wrong": "请写明错在哪里。"})
    made = Correction(
        record_type=record._meta.label_lower,
        record_id=str(record.pk),
        organ=organ,
        title=target.content(record).title[:200],
        code=_next_code(),
        source=source,
        quote=quote.strip()[:300],
        wrong=wrong.strip()[:1000],
        reported_by=actor,
        due_on=_due(organ),
    )
    made.save()
    summary = f"{made.get_source_display()}：“{made.title}”（{made.code}）"
    leave_trace(actor, "report_mistake", made, summary, organ=organ, public=False)
    return made


def _next_code() -> str:
    year = timezone.localdate().year
    last = Correction.objects.select_for_update().filter(code__startswith=f"JC{year}-").order_by("-pk").first()
    return f"JC{year}-{int(last.code.partition('-')[2]) + 1 if last else 1:05d}"


def _due(organ: Organ) -> dt.date:
    calendar, on = calendar_of(organ), timezone.localdate()
    for _ in range(ANSWER_WITHIN):
        on = calendar.on_or_after(on + ONE)
    return on


@transaction.atomic
def answer(actor: Person, correction: Correction, state: "Correction.State", words: str) -> Correction:
    """Say what became of it: corrected (in the version that is public now), or why nothing was wrong."""
    kept = Correction.objects.select_for_update(of=("self",)).select_related("organ").get(pk=correction.pk)
    require(actor, Act.ANSWER_CORRECTION, kept.organ, timezone.localdate())
    if kept.state != Correction.State.OPEN:
        raise ValidationError("已经答复过。")
    if state == Correction.State.OPEN or len(words.strip()) < 2:
        raise ValidationError({"answer": "请写明怎样处理的。"})
    kept.state, kept.answer, kept.answered_by = state, words.strip()[:1000], actor
    kept.answered_at, kept.version = timezone.now(), target_of(kept.record).version(kept.record)
    kept.save()
    summary = f"答复纠错{kept.code}：{kept.get_state_display()}"
    leave_trace(actor, "answer_correction", kept, summary, organ=kept.organ, reason=words[:500], public=False)
    return kept


def bury(actor: Person, record: Model, ground: "Tomb.Ground", reason: str, number: str = "") -> Tomb:
    """Put a record in the place of what is taken down, within that act's transaction, which checks the right."""
    target = target_of(record)
    return Tomb.objects.create(
        record_type=record._meta.label_lower,
        record_id=str(record.pk),
        organ=target.organ(record),
        title=str(record)[:200],
        number=number,
        ground=ground,
        reason=reason.strip()[:500],
        by=actor,
    )


def lift(record: Model) -> None:
    """Say on the tomb that what was taken down is public again."""
    Tomb.objects.filter(record_type=record._meta.label_lower, record_id=str(record.pk), lifted_at=None).update(
        lifted_at=timezone.now()
    )
