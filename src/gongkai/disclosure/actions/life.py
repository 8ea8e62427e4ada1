"""What happens to a rule or normative document: stages recorded and struck out, amended, abolished.

Whoever drafts records how the document came about; what changes whether it is in force is recorded by who signs.
"""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from gongkai.disclosure.life import contradictions, fold, too_short
from gongkai.disclosure.models import Document, Ending, LifeEvent
from gongkai.disclosure.queries import events_of
from gongkai.law.counting import count
from gongkai.law.lifecycle import Stage, stages
from gongkai.law.periods import period
from gongkai.organs.access import Act, require
from gongkai.organs.calendars import calendar_of
from gongkai.organs.models import Organ, Person
from gongkai.trail.actions import record

_CHANGES = ("amended", "abolished", "lapsed", "kept", "to_amend", "unlisted")
"""The stages that change whether, or as what, a document is in force."""
_FOLDED = ("ended", "ended_on", "ended_because", "amended_on", "unlisted_on")
_FUTURE = ("abolished", "lapsed", "amended")
"""What may be recorded before its day: a decision names the day from which it holds."""


@transaction.atomic
def record_stage(  # noqa: PLR0913  (what an event consists of)
    actor: Person | None,
    document: Document,
    stage: str,
    on: dt.date,
    *,
    until: dt.date | None = None,
    reference: str = "",
    note: str = "",
    by: Document | None = None,
) -> LifeEvent:
    """Record a stage of the document's life; ``KeyError`` for one that does not exist.

    ``by`` is the document that amends or abolishes. ``ValidationError`` where days contradict each other, or a reason
    that is owed is missing.
    """
    law = stages()[stage]
    if actor is not None:
        require(actor, act_of(stage), document.organ, timezone.localdate())
    kept = Document.objects.select_for_update(of=("self",)).select_related("organ").get(pk=document.pk)
    _check_stage(kept, law, on, by)
    event = LifeEvent(
        document=kept,
        stage=stage,
        on=on,
        until=until,
        reference=reference.strip()[:200],
        note=note.strip()[:300],
        by=by,
        before=kept.live_revision if stage == "amended" else None,
        recorded_by=actor,
    )
    _check_days(kept, event)
    event.save()
    follow(kept)
    for name in _FOLDED:
        setattr(document, name, getattr(kept, name))
    data = {"stage": stage, "on": str(on), "by": by.pk if by else None}
    summary = f"登记“{kept}”：{law.name}"
    record(actor, "record_stage", kept, summary, organ=kept.organ, reason=event.reference, data=data, public=kept.live)
    if by is not None:
        record(actor, "take_effect_on", by, f"“{by}”{law.name}了“{kept}”", organ=by.organ, data={"document": kept.pk})
    return event


@transaction.atomic
def strike(actor: Person, event: LifeEvent, reason: str) -> LifeEvent:
    """Strike out what was recorded in error; it stays with the reason, and the document's state is folded anew."""
    document = event.document
    require(actor, act_of(event.stage), document.organ, timezone.localdate())
    if len(reason.strip()) < 2:
        raise ValidationError({"reason": "请写明为什么划去。"})
    if event.struck_because:
        raise ValidationError("这一条已经划去。")
    event.struck_because = reason.strip()[:200]
    event.save(update_fields=["struck_because"])
    follow(document)
    summary = f"划去“{document}”的登记：{event.name}（{event.on}）"
    record(actor, "strike_stage", document, summary, organ=document.organ, reason=reason, public=document.live)
    return event


def end_document(
    actor: Person, document: Document, ending: Ending, on: dt.date, because: str, by: Document | None = None
) -> Document:
    """Mark a rule or normative document as abolished or lapsed from the day on; its page keeps the text and says so."""
    if not because.strip() and by is None:
        raise ValidationError("请写明废止或者失效的依据，例如清理结果公告的文号。")
    record_stage(actor, document, ending, on, reference=because, by=by)
    return document


def act_of(stage: str) -> Act:
    """What a person must be allowed so as to record the stage."""
    return Act.PUBLISH_DOCUMENT if stage in _CHANGES else Act.EDIT_DOCUMENT


def follow(document: Document) -> None:
    """Keep what the events come to with the document, within the transaction of the act."""
    for name, value in fold(document.valid_until, list(events_of(document)))._asdict().items():
        setattr(document, name, value)
    if document.published_on is not None:
        document.publish_by = publish_by(document.organ, document.signed_on)
        document.interpret_by = (
            _due("interpretation", document.organ, document.published_on) if document.interpret else None
        )
    document.save(update_fields=[*_FOLDED, "publish_by", "interpret_by"])


def publish_by(organ: Organ, signed_on: dt.date | None) -> dt.date | None:
    """The day by which what was formed on the day has to be public (条例 Art. 26)."""
    return _due("publication", organ, signed_on) if signed_on else None


def _due(key: str, organ: Organ, since: dt.date) -> dt.date | None:
    try:
        return count(period(key, since), since, calendar_of(organ)).due
    except LookupError:
        return None


def _check_stage(document: Document, stage: Stage, on: dt.date, by: Document | None) -> None:
    if not stage.recorded:
        raise ValidationError({"stage": f"“{stage.name}”由文件自己的日期得出，不用登记。"})
    if not document.ruled or (stage.key in _CHANGES and not document.live):
        raise ValidationError(
            {
                "stage": f"只有已发布的规章、行政规范性文件可以登记{stage.name}。"
                if stage.key in _CHANGES
                else "只有规章、行政规范性文件登记制定环节。"
            }
        )
    if on > timezone.localdate() and stage.key not in _FUTURE:
        raise ValidationError({"on": "日期在今天之后，请核对。"})
    if not stage.many and events_of(document).filter(stage=stage.key).exists():
        raise ValidationError({"stage": f"“{stage.name}”已经登记过；登记错了的，先划去再登记。"})
    if stage.key == "amended" and by is None:
        raise ValidationError({"by": "修改须写明由哪一份文件修改。"})
    if by is not None:
        _check_by(document, stage, on, by)


def _check_by(document: Document, stage: Stage, on: dt.date, by: Document) -> None:
    """A document that changes another is public, another one, and not older than its effect or than the other."""
    if by.pk == document.pk:
        raise ValidationError({"by": f"文件不能{stage.name}自己。"})
    if not by.live:
        raise ValidationError({"by": f"“{by}”还没有发布。"})
    if by.signed_on and on < by.signed_on:
        raise ValidationError({"on": f"日期早于“{by}”的成文日期（{by.signed_on}），请核对。"})
    if by.signed_on and document.signed_on and by.signed_on < document.signed_on:
        raise ValidationError({"by": f"“{by}”成文（{by.signed_on}）比这份文件（{document.signed_on}）还早，请核对。"})


def _check_days(document: Document, event: LifeEvent) -> None:
    draft = document.draft
    wrong = contradictions(draft.signed_on, draft.effective_on, [*events_of(document), event])
    if wrong:
        raise ValidationError({"on": f"{'；'.join(wrong)}，请核对。"})
    if (
        event.stage == "consulted"
        and event.until
        and not event.note
        and (sentence := too_short(document.kind, event.on, event.until))
    ):
        raise ValidationError({"note": f"{sentence}。"})
