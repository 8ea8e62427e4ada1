"""Complaints over an application (条例 Art. 47, 51): made by its requester, explained by the organ, answered from above."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from gongkai.applications.actions.step import REQUESTER, lock
from gongkai.applications.actions.text import needed
from gongkai.applications.complaints import Complaint
from gongkai.applications.models import Application
from gongkai.applications.notices import announce_complaint
from gongkai.law.counting import count
from gongkai.law.periods import period
from gongkai.organs.access import Act, require, within_reach
from gongkai.organs.calendars import calendar_of
from gongkai.organs.models import Person
from gongkai.trail.actions import record

LONGEST = 3_000
"""Characters of a complaint."""
BY_CODE = "申请人凭编号和查询码"


@transaction.atomic
def complain(application: Application, about: str, text: str) -> Complaint:
    """The requester complains; one at a time, and sent twice it is one. The clock of its answer begins."""
    locked = lock(application)
    text = needed(text, "投诉的内容")
    if about not in Complaint.About.values:
        raise ValidationError("请选择投诉什么。")
    if len(text) > LONGEST:
        raise ValidationError(f"写了{len(text)}字，超过{LONGEST}字的上限，请写得简短些。")
    if about == Complaint.About.LATE and not _late(locked):
        raise ValidationError("答复期限还没有届满，还不能以“没有按期答复”投诉；可以先打电话催问。")
    if waiting := locked.complaints.filter(answered_on=None).first():
        if waiting.about == about and waiting.words["text"] == text:
            return waiting
        raise ValidationError(f"您的上一件投诉正在处理，{waiting.due_on}前答复；补充的内容请等答复后再提。")
    today = timezone.localdate()
    due = count(period("complaint_answer", today), today, calendar_of(locked.organ)).due
    made = Complaint(application=locked, about=about, due_on=due)
    made.seal({"text": text})
    made.save()
    summary = f"申请{locked}：申请人投诉“{made.get_about_display()}”"
    record(REQUESTER, "complain", locked, summary, organ=locked.organ, reason=BY_CODE, public=False)
    announce_complaint(made, "complain")
    return made


@transaction.atomic
def explain(actor: Person, complaint: Complaint, text: str) -> Complaint:
    """The organ's own account of the matter, for whoever answers the complaint."""
    now = _open(actor, complaint, Act.HANDLE_APPLICATION)
    now.seal({**now.words, "explanation": needed(text, "情况说明")})
    now.explained_on = timezone.localdate()
    now.save()
    return _trace(actor, now, "explain_complaint", "对投诉作出说明")


@transaction.atomic
def answer(actor: Person, complaint: Complaint, finding: str, text: str) -> Complaint:
    """What the supervising body found and ordered, told to the requester."""
    now = _open(actor, complaint, Act.ANSWER_COMPLAINT)
    if finding not in Complaint.Finding.values:
        raise ValidationError("请选择处理结果。")
    now.seal({**now.words, "answer": needed(text, "对申请人的答复")})
    now.finding, now.answered_on, now.answered_by = finding, timezone.localdate(), actor
    now.save()
    announce_complaint(now, "answer_complaint")
    return _trace(actor, now, "answer_complaint", f"答复投诉，{now.get_finding_display()}")


def complaints_for(person: Person | None, on: dt.date) -> QuerySet[Complaint]:
    """The complaints that the person answers, or whose organ the person handles cases for; open ones first."""
    answers = within_reach(person, Act.ANSWER_COMPLAINT, on, "application__organ__")
    handles = within_reach(person, Act.HANDLE_APPLICATION, on, "application__organ__")
    found = Complaint.objects.filter(answers | handles).select_related("application__organ", "answered_by")
    return found.order_by("answered_on", "due_on", "pk")


def _late(application: Application) -> bool:
    due = application.due_on
    return due is not None and due < timezone.localdate() and application.status not in {"closed", "archived"}


def _open(actor: Person, complaint: Complaint, act: Act) -> Complaint:
    """The complaint as it is now; an answered one is done."""
    require(actor, act, complaint.application.organ, timezone.localdate())
    now = Complaint.objects.select_for_update(of=("self",)).select_related("application__organ").get(pk=complaint.pk)
    if now.answered_on:
        raise ValidationError("这件投诉已经答复。")
    return now


def _trace(actor: Person, complaint: Complaint, act: str, what: str) -> Complaint:
    application = complaint.application
    summary = f"申请{application}：{what}"
    record(
        actor, act, application, summary, organ=application.organ, data={"complaint": str(complaint.pk)}, public=False
    )
    return complaint
