"""Applications on the home page: to be done, late, waiting for a reviewer, a head, a signature."""

import datetime as dt
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from gongkai.applications import queries
from gongkai.applications.models import Application, Complaint, Event, Instance, Letter
from gongkai.desk.applications.offers import SENT_UP
from gongkai.desk.matters import Kind, Matter, Source, register
from gongkai.law.letters import SignOff, letters
from gongkai.law.outcomes import outcomes
from gongkai.organs.access import Act
from gongkai.organs.models import Organ, Person
from gongkai.ui.templatetags.gongkai import day

AHEAD = dt.timedelta(days=7)
"""The home page counts what falls due within this time."""


def to_do(organs: QuerySet[Organ], on: dt.date) -> QuerySet[Application]:
    """Open cases on which the office has to do something soon, and that are not late."""
    wanting = (
        Q(due_on__isnull=False, next_on__lte=on + AHEAD)
        | Q(status__in=("submitted", "replied"))
        | Q(handler=None, status="handling")
        | Q(status__in=("correcting", "paying"), next_on__lt=on)
    )
    late = Q(due_on__isnull=False, next_on__lt=on)
    return queries.open_in(organs).filter(wanting).exclude(late).select_related("organ", "handler")


def _late(organs: QuerySet[Organ], on: dt.date) -> QuerySet[Application]:
    return queries.overdue(organs, on).select_related("organ", "handler")


def to_extend(organs: QuerySet[Organ], on: dt.date) -> QuerySet[Application]:
    """Cases for which an extension was proposed and is not decided."""
    return _in_hand(organs).filter(extended=False, events__kind="propose_extension").distinct()


def to_check(organs: QuerySet[Organ], on: dt.date) -> QuerySet[Application]:
    """Drafts that wait for their legality check."""
    return _drafted(organs).filter(last="draft", drafted__in=_checked())


def to_sign(organs: QuerySet[Organ], on: dt.date) -> QuerySet[Application]:
    """Drafts that wait for a signature."""
    passed = Q(last="legality_check", passed=True)
    return _drafted(organs).filter(passed | (Q(last="draft") & ~Q(drafted__in=_checked())))


def _in_hand(organs: QuerySet[Organ]) -> QuerySet[Application]:
    return Application.objects.filter(organ__in=organs, status="handling").select_related("organ", "handler")


def _drafted(organs: QuerySet[Organ]) -> "QuerySet[Any]":
    """Each case in hand with its last draft's outcome, what was done to it last, and how the check ended."""
    events = Event.objects.filter(application=OuterRef("pk")).order_by("-number")
    drafts = events.filter(kind="draft")
    return _in_hand(organs).annotate(
        last=Subquery(events.filter(kind__in=("draft", "legality_check")).values("kind")[:1]),
        passed=Subquery(events.filter(kind="legality_check").values("data__passed")[:1]),
        drafted=Subquery(drafts.values("data__outcome")[:1]),
    )


def _checked() -> list[str]:
    """The outcomes whose letter needs a legality check."""
    after_check = SignOff.LEADER_AFTER_LEGAL
    return [key for key, outcome in outcomes().items() if letters()[outcome.letter].sign_off is after_check]


def _answers(organs: QuerySet[Organ], on: dt.date) -> QuerySet[Instance]:
    soon = queries.answers_due(organs).filter(answer_due_on__gte=on, answer_due_on__lte=on + AHEAD)
    return soon.select_related("dispute__application__organ")


def _answers_late(organs: QuerySet[Organ], on: dt.date) -> QuerySet[Instance]:
    return queries.answers_due(organs).filter(answer_due_on__lt=on).select_related("dispute__application__organ")


def _case(application: Application, on: dt.date) -> Matter:
    address = reverse("desk_application", args=[application.pk])
    return Matter(application.number, application.organ, address, _note(application, on))


def _note(application: Application, on: dt.date) -> str:
    said = [application.status_name, f"承办人{application.handler}" if application.handler else "还没有指定承办人"]
    if application.waits_until and application.waits_until < on:
        said.append(f"申请人的期限{day(application.waits_until)}已过，可以结案")
    elif application.due_on:
        said.append(f"{day(application.due_on)}届满" + ("（暂定）" if application.provisional else ""))
    return "；".join(said)


def _answer(instance: Instance, on: dt.date) -> Matter:
    application = instance.dispute.application
    late = "，已逾期" if instance.answer_due_on and instance.answer_due_on < on else ""
    note = f"{day(instance.answer_due_on)}前提出书面答复（答辩状）{late}"
    address = f"{reverse('desk_application', args=[application.pk])}#disputes"
    return Matter(f"{application.number}：{instance.get_level_display()}", application.organ, address, note)


def _complaints(organs: QuerySet[Organ], on: dt.date) -> QuerySet[Complaint]:
    waiting = Complaint.objects.filter(application__organ__in=organs, answered_on=None)
    return waiting.select_related("application__organ").order_by("due_on", "pk")


def _complaint(complaint: Complaint, on: dt.date) -> Matter:
    application, late = complaint.application, "，已超期" if complaint.due_on < on else ""
    note = f"{complaint.get_about_display()}；{day(complaint.due_on)}前答复{late}"
    return Matter(application.number, application.organ, reverse("desk_complaint", args=[complaint.pk]), note)


def _to_be_signed(organs: QuerySet[Organ], on: dt.date) -> QuerySet[Letter]:
    """Letters that were prepared for the leader's signature, beside replies."""
    waiting = Letter.objects.filter(application__organ__in=organs, released_at=None, kind__in=SENT_UP.values())
    return waiting.select_related("application__organ").order_by("pk")


def _letter(letter: Letter, on: dt.date) -> Matter:
    kind = next(kind for kind, name in SENT_UP.items() if name == letter.kind)
    address = reverse("desk_application_step", args=[letter.application_id, kind])
    return Matter(letter.number, letter.application.organ, address, f"《{letter.name}》")


def _in_my_hands(found: "QuerySet[Any]", person: Person) -> "QuerySet[Any]":
    """Cases that the person handles, and those that nobody does yet."""
    return found.filter(Q(handler=person) | Q(handler=None))


def _all(found: "QuerySet[Any]", person: Person) -> "QuerySet[Any]":
    return found


def _mine_of_disputes(found: "QuerySet[Any]", person: Person) -> "QuerySet[Any]":
    return found.filter(Q(dispute__application__handler=person) | Q(dispute__application__handler=None))


def _recounted(organs: QuerySet[Organ], on: dt.date) -> QuerySet[Application]:
    """Open cases whose due day moved in the last days because days off changed."""
    moved = Event.objects.filter(kind="recount", on__gte=on - AHEAD, application__open=True)
    return queries.open_in(organs).filter(pk__in=moved.values("application")).select_related("organ", "handler")


_SEE, _HANDLE, _REVIEW, _SIGN = Act.SEE_APPLICATIONS, Act.HANDLE_APPLICATION, Act.REVIEW_REPLY, Act.SIGN_REPLY
_EXTEND = Act.APPROVE_EXTENSION
for _source in (
    Source("applications-due", Kind.DUE, "公开申请等待办理", _HANDLE, _SEE, to_do, "organ", _case, _in_my_hands),
    Source("applications-late", Kind.LATE, "公开申请已超期", _HANDLE, _SEE, _late, "organ", _case, _in_my_hands),
    Source(
        *("applications-recounted", Kind.DUE, "放假安排变动，届满日已改", _HANDLE, _SEE, _recounted),
        *("organ", _case, _in_my_hands),
    ),
    Source("applications-extend", Kind.DUE, "延期等待批准", _EXTEND, _EXTEND, to_extend, "organ", _case, _all),
    Source("applications-check", Kind.DUE, "答复等待合法性审核", _REVIEW, _REVIEW, to_check, "organ", _case, _all),
    Source("applications-sign", Kind.DUE, "答复等待签发", _SIGN, _SIGN, to_sign, "organ", _case, _all),
    Source(
        *("applications-letters", Kind.DUE, "文书等待签发", _SIGN, _SIGN, _to_be_signed),
        *("application__organ", _letter, _all),
    ),
    Source(
        *("applications-complaints", Kind.DUE, "投诉举报等待答复", Act.ANSWER_COMPLAINT, Act.ANSWER_COMPLAINT),
        *(_complaints, "application__organ", _complaint, _all),
    ),
    Source(
        *("applications-answer", Kind.DUE, "复议诉讼等待答复", _HANDLE, _SEE, _answers),
        *("dispute__application__organ", _answer, _mine_of_disputes),
    ),
    Source(
        *("applications-answer-late", Kind.LATE, "复议诉讼的书面答复已逾期", _HANDLE, _SEE, _answers_late),
        *("dispute__application__organ", _answer, _mine_of_disputes),
    ),
    Source("applications-late-head", Kind.LATE, "本机关公开申请已超期", _SIGN, _SIGN, _late, "organ", _case, _all),
):
    register(_source)
