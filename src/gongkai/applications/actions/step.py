"""The way of every act: right, law, event, cached fold and trail, in one transaction."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from gongkai.applications import clock
from gongkai.applications.facts import Fact, name_of, step_of
from gongkai.applications.fold import Case, NotAllowed, fold
from gongkai.applications.models import Application, CaseFile, Event
from gongkai.applications.notices import announce
from gongkai.applications.papers import held_back
from gongkai.law.calendar import Calendar
from gongkai.organs.access import Act, Refused, require
from gongkai.organs.calendars import calendar_of
from gongkai.organs.models import Organ, Person
from gongkai.trail.actions import record


class _Requester:
    """How a requester signs in the trail, which names nobody who asks."""

    pk: Any = None
    signature = "申请人"


REQUESTER = _Requester()
BY = {
    "requester": Act.HANDLE_APPLICATION,
    "clerk": Act.HANDLE_APPLICATION,
    "foi_unit": Act.HANDLE_APPLICATION,
    "third_party": Act.HANDLE_APPLICATION,
    "other_organ": Act.HANDLE_APPLICATION,
    "review_or_court": Act.HANDLE_APPLICATION,
    "foi_unit_head": Act.APPROVE_EXTENSION,
    "leader": Act.SIGN_REPLY,
}
"""Who takes a step by the law's table → the right that whoever records it needs."""
NOTED_BY = {
    "joint_review": Act.REVIEW_REPLY,
    "legality_check": Act.REVIEW_REPLY,
    "amend": Act.AMEND_APPLICATION,
    "amend_entry": Act.AMEND_APPLICATION,
}
"""Notes that need another right than handling."""
CACHED = (
    *(
        "status",
        "open",
        "next_on",
        "received_on",
        "due_on",
        "provisional",
        "waits_until",
        "extended",
        "corrected",
        "outcome",
    ),
    *("replied_on", "closed_on", "counted", "counted_on", "row", "in_time", "days_taken"),
)


@transaction.atomic
def take(
    actor: Person | None, application: Application, kind: str, on: dt.date, reason: str = "", /, **data: Any
) -> Application:
    """Take a step, or note something, on a day. The same once more changes nothing: a form may be sent twice.

    ``data`` is kept with the event (days as ``date``, files as :class:`CaseFile`); empty values are left out.
    """
    permit(actor, application.organ, kind)
    locked = lock(application)
    if on > timezone.localdate():
        raise ValidationError(f"“{name_of(kind)}”的日期{on}还没有到。")
    if kind != "draft":
        _refuse_held_back(locked, data.get("letter"))
    plain = {name: _plain(locked, value) for name, value in data.items() if value not in (None, "", [], {})}
    facts = locked.facts
    last = facts[-1] if facts else None
    if last and (last.kind, last.on, last.data) == (kind, on, plain):
        return locked
    return append(actor, locked, facts, Fact(len(facts) + 1, kind, on, plain), reason)


def append(actor: Person | None, locked: Application, facts: list[Fact], fact: Fact, reason: str = "") -> Application:
    """Add a fact to a locked application whose facts are known, without asking for a right."""
    cache(locked, folded([*facts, fact]))
    Event.objects.create(
        application=locked,
        number=fact.number,
        kind=fact.kind,
        on=fact.on,
        at=timezone.now(),
        by=actor,
        reason=reason,
        data=fact.data,
    )
    locked.save()
    locked.__dict__.pop("_prefetched_objects_cache", None)
    summary = f"申请{locked}：{name_of(fact.kind)}"
    trace = {"event": fact.number, "on": fact.on.isoformat()}
    signer = actor or (REQUESTER if _by_requester(fact.kind) else None)
    record(signer, fact.kind, locked, summary, organ=locked.organ, reason=reason, data=trace, public=False)
    announce(locked, fact)
    return locked


def lock(application: Application) -> Application:
    """The application as it is now, its row locked until the end of the transaction."""
    return Application.objects.select_for_update(of=("self",)).select_related("organ").get(pk=application.pk)


def permit(actor: Person | None, organ: Organ, kind: str) -> None:
    """Raise :class:`~gongkai.organs.access.Refused` where the actor may not record a fact of the kind."""
    if actor is None:
        if not _by_requester(kind):
            raise Refused(f"“{name_of(kind)}”由机关工作人员进行。")
        return
    step = step_of(kind)
    require(actor, BY[step.by] if step else NOTED_BY.get(kind, Act.HANDLE_APPLICATION), organ, timezone.localdate())


def folded(facts: list[Fact]) -> Case:
    """The case; what the law does not allow becomes a message to the person."""
    try:
        case = fold(facts)
    except NotAllowed as error:
        raise ValidationError(str(error)) from error
    if case.status is None:
        raise ValidationError("申请的第一个事项不能撤销；日期错了的，请更正日期。")
    return case


def case_of(application: Application) -> Case:
    """The application's case, for looking at."""
    return fold(application.facts)


def current(application: Application) -> Case:
    """The application's case for an act that rests on it: locked, so that nobody changes it before the act."""
    return case_of(lock(application))


def cache(application: Application, case: Case) -> None:
    """Repeat the case in the columns of the application."""
    for name, value in columns(case, calendar_of(application.organ)).items():
        setattr(application, name, value)


def columns(case: Case, calendar: Calendar) -> Mapping[str, Any]:
    """The values of the columns ``CACHED`` for a case, after its first fact."""
    due = clock.due(case, calendar)
    on = due.on if due else None
    counted = case.first or case
    answered = counted if case.first and counted.decision and counted.received_on else None
    by = clock.due_on(answered, calendar) if answered else None
    return {
        "status": case.status,
        "open": case.closed_on is None,
        "next_on": case.closed_on or on or case.waits_until or case.received_on or case.submitted_on,
        "received_on": case.received_on,
        "due_on": on,
        "provisional": due.provisional if due else False,
        "waits_until": case.waits_until,
        "extended": "extend" in counted.taken,
        "corrected": "request_correction" in counted.taken,
        "outcome": case.outcome,
        "replied_on": case.replied_on,
        "closed_on": case.closed_on,
        "counted": case.counts,
        "counted_on": counted.closed_on if case.received_on else None,
        "row": counted.row if case.first and case.received_on else "",
        "in_time": answered.closed_on <= by if answered and answered.closed_on and by else None,
        "days_taken": clock.days_taken(answered, calendar) if answered else None,
    }


def _by_requester(kind: str) -> bool:
    step = step_of(kind)
    return step is not None and step.by == "requester"


def _refuse_held_back(application: Application, letter: CaseFile | None) -> None:
    """A letter that we wrote goes out only when it was released."""
    if letter and (why := held_back(application.pk, letter.pk, letter.kind, letter.number)):
        raise ValidationError(why)


def _plain(application: Application, value: Any) -> Any:
    """The value as JSON; a file must be one of the case."""
    if isinstance(value, CaseFile):
        if value.application_id != application.pk:
            raise ValidationError("文件不属于这件申请。")
        return value.pk
    return value.isoformat() if isinstance(value, dt.date) else value
