"""Review and litigation over an application, by instance; and the new reply that a decision may order."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from gongkai.applications.actions.step import BY, take
from gongkai.applications.actions.text import needed
from gongkai.applications.models import Application, Dispute, Instance
from gongkai.law.counting import count
from gongkai.law.periods import period
from gongkai.law.results import Court, results
from gongkai.organs.access import require
from gongkai.organs.calendars import calendar_of
from gongkai.organs.models import Person
from gongkai.trail.actions import record

_ANSWER = {Dispute.Court.REVIEW: "review_answer", Dispute.Court.SUIT: "court_answer"}
_NEXT = {
    Instance.Level.FIRST: Instance.Level.APPEAL,
    Instance.Level.APPEAL: Instance.Level.RETRIAL,
}


@transaction.atomic
def file_dispute(
    actor: Person,
    application: Application,
    court: Dispute.Court,
    body: str,
    received_on: dt.date,
    docket: str = "",
    *,
    simplified: bool = False,
) -> Dispute:
    """A review or a suit begins: the organ received the copy on the day; its answer is due by law.

    A suit counts as one after review where a review of the application was decided before.
    """
    _permit(actor, application)
    reviewed = application.disputes.filter(court=Dispute.Court.REVIEW, concluded_on__lte=received_on)
    after_review = court == Dispute.Court.SUIT and reviewed.exists()
    row = "review" if court == Dispute.Court.REVIEW else "suit_after_review" if after_review else "suit_direct"
    if application.disputes.filter(court=court, concluded_on=None).exists():
        raise ValidationError("这件申请已有同一途径的案件尚未审结。")
    dispute = Dispute.objects.create(
        application=application, court=court, after_review=after_review, row=row, filed_on=received_on
    )
    level = Instance.Level.REVIEW if court == Dispute.Court.REVIEW else Instance.Level.FIRST
    key = "review_answer_simplified" if simplified and court == Dispute.Court.REVIEW else _ANSWER[court]
    _open(dispute, level, needed(body, "复议机关或者法院"), received_on, docket, key)
    return _trace(actor, dispute, "file_dispute", f"申请{application}：{court.label}案件受理")


@transaction.atomic
def appeal(actor: Person, dispute: Dispute, body: str, received_on: dt.date, docket: str = "") -> Dispute:
    """The next instance begins; the suit is pending again."""
    _permit(actor, dispute.application)
    last = dispute.instances.last()
    if last is None or last.decided_on is None or Instance.Level(last.level) not in _NEXT:
        raise ValidationError("上一审级还没有裁判，或者没有下一审级。")
    _open(dispute, _NEXT[Instance.Level(last.level)], needed(body, "法院"), received_on, docket, "court_answer")
    dispute.result = dispute.column = ""
    dispute.concluded_on = None
    dispute.save()
    return _trace(actor, dispute, "appeal", f"申请{dispute.application}：行政诉讼进入{_level(dispute)}")


@transaction.atomic
def answer_dispute(actor: Person, dispute: Dispute, on: dt.date) -> Dispute:
    """The organ's written answer was handed in."""
    _permit(actor, dispute.application)
    instance = dispute.instances.filter(decided_on=None).last()
    if instance is None:
        raise ValidationError("没有等待答辩的案件。")
    instance.answered_on = on
    instance.save(update_fields=["answered_on"])
    return _trace(actor, dispute, "answer_dispute", f"申请{dispute.application}：提出书面答复")


@transaction.atomic
def conclude(actor: Person, dispute: Dispute, on: dt.date, result: str) -> Dispute:
    """The decision or judgment of the instance under way: a key of the law's results, not ``…_pending``."""
    _permit(actor, dispute.application)
    known = results().get(result)
    if known is None or known.column == "pending" or known.court is not Court(dispute.court):
        raise ValidationError("请选择这一途径的结果。")
    instance = dispute.instances.filter(decided_on=None).last()
    if instance is None:
        raise ValidationError("这个案件已经审结。")
    if on < instance.received_on or on > timezone.localdate():
        raise ValidationError(f"审结日期{on}早于受理，或者还没有到。")
    instance.result, instance.decided_on = result, on
    instance.save(update_fields=["result", "decided_on"])
    dispute.result, dispute.column, dispute.concluded_on = result, known.column, on
    dispute.save()
    return _trace(actor, dispute, "conclude_dispute", f"申请{dispute.application}：{_level(dispute)}审结，{known.name}")


@transaction.atomic
def reopen(
    actor: Person, application: Application, dispute: Dispute, on: dt.date, until: dt.date | None = None
) -> Application:
    """Reply anew, as a decision ordered, by the day that it set; no new intake for the annual report."""
    if dispute.application_id != application.pk or dispute.column != "corrected":
        raise ValidationError("没有要求重新答复的复议决定或者判决。")
    return take(actor, application, "reopen", on, dispute=dispute.pk, until=until)


def _permit(actor: Person, application: Application) -> None:
    require(actor, BY["review_or_court"], application.organ, timezone.localdate())


def _open(dispute: Dispute, level: Instance.Level, body: str, received_on: dt.date, docket: str, key: str) -> None:
    due = count(period(key, received_on), received_on, calendar_of(dispute.application.organ)).due
    Instance.objects.create(
        dispute=dispute, level=level, body=body, docket=docket, received_on=received_on, answer_due_on=due
    )


def _level(dispute: Dispute) -> str:
    last = dispute.instances.last()
    return str(last.get_level_display()) if last else ""


def _trace(actor: Person, dispute: Dispute, act: str, summary: str) -> Dispute:
    application = dispute.application
    record(actor, act, application, summary, organ=application.organ, data={"dispute": dispute.pk}, public=False)
    return dispute
