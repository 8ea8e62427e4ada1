"""Feedback: begun from what was decided, and the document that came of a consultation."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.html import escape

from gongkai.disclosure.models import Document
from gongkai.engagement.actions import publishing
from gongkai.engagement.models import Consultation, Feedback
from gongkai.engagement.queries import tally
from gongkai.organs.access import Act, require
from gongkai.organs.models import Person
from gongkai.trail.actions import record


def begin(actor: Person | None, consultation: Consultation) -> Feedback:
    """A draft of the feedback, written from the points and their decisions, for people to go over."""
    if Feedback.objects.filter(consultation=consultation).exists():
        raise ValidationError("反馈已经起草过，请修改原来的。")
    title = f"关于“{consultation.title}”意见采纳情况的反馈"[:200]
    feedback = Feedback(organ=consultation.organ, consultation=consultation)
    return publishing.draft(actor, feedback, {"title": title, "body": words(consultation)})


def words(consultation: Consultation) -> str:
    """What is told: how many opinions came, and what became of each point; nobody's name."""
    found = tally(consultation)
    period, offline = f"自{_day(consultation.opens_on)}至{_day(consultation.closes_on)}", found.offline
    said = [
        f"{period}，共收到意见 {found.received} 条，其中网上 {found.online} 条，来信、电话、座谈会等 {offline} 条。"
    ]
    if found.received:
        said.append(f"采纳 {found.adopted} 条，部分采纳 {found.partly} 条，未采纳 {found.declined} 条。具体情况如下：")
    rows = "".join(
        f"<tr><td>{number}</td><td>{escape(point.gist)}</td><td>{count}</td><td>{point.get_decision_display() or '待定'}</td>"
        f"<td>{escape(point.reason) or '—'}</td></tr>"
        for number, (point, count) in enumerate(found.points, 1)
    )
    head = "".join(f'<th scope="col">{name}</th>' for name in ("序号", "意见要点", "条数", "采纳情况", "理由"))
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>" if rows else ""
    return "".join(f"<p>{line}</p>" for line in said) + table


def _day(on: dt.date) -> str:
    return f"{on.year}年{on.month}月{on.day}日"


@transaction.atomic
def link(actor: Person | None, consultation: Consultation, document: Document | None) -> Consultation:
    """Say which document came of the consultation; ``None`` takes that back. Both pages then lead to each other."""
    if actor is not None:
        require(actor, Act.EDIT_ENGAGEMENT, consultation.organ, timezone.localdate())
    if document is not None and not document.live:
        raise ValidationError("这份文件还没有发布，发布以后再关联。")
    consultation.document = document
    consultation.save(update_fields=["document"])
    said = f"关联形成的文件“{document}”" if document else "取消关联的文件"
    record(actor, "link_document", consultation, f"“{consultation}”：{said}", organ=consultation.organ)
    return consultation
