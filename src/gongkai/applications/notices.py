"""Messages to requesters who left an address: that something happened, never what was asked or answered.

A message names the number, what kind of step it was and until when to act; the rest is read with the query code.
"""

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse

from gongkai.applications.complaints import Complaint
from gongkai.applications.facts import Fact
from gongkai.applications.models import Application, Party
from gongkai.jobs.actions import start

TELL, TELL_COMPLAINT = "tell_requester", "tell_complainant"


class Notice(NamedTuple):
    """What a message says of a step; ``until`` names the day of the fact by which the requester must act."""

    title: str
    advice: str = ""
    until: str = ""


NOTICES: Mapping[str, Notice] = {
    "submit": Notice("申请已提交", "机关会与您联系，确认收到；从双方确认之日起计算答复期限。"),
    "receive": Notice("机关已收到申请", "可以查看最迟哪一天答复。"),
    "record_oral": Notice("工作人员已代为填写申请", "可以查看最迟哪一天答复。"),
    "confirm": Notice("机关已与您确认收到申请", "可以查看最迟哪一天答复。"),
    "request_correction": Notice("机关请您补正申请", "逾期又没有正当理由的，视为放弃申请。", "until"),
    "receive_correction": Notice("机关已收到补正", "答复期限重新计算。"),
    "receive_reasons": Notice("机关已登记您说明的理由", "可以查看机关怎样处理。"),
    "lapse_correction": Notice("没有按期补正，不再处理", "仍需要的，可以重新申请。"),
    "request_reasons": Notice("机关请您说明理由", "请在期限内说明。", "until"),
    "notify_consultation": Notice("机关正在征求意见", "征求意见的时间不计入答复期限。"),
    "charge": Notice("机关通知缴纳信息处理费", "缴费只在机关办理；我们不会用邮件要您转账。", "until"),
    "pay": Notice("费用已缴清", "答复期限重新计算。"),
    "lapse_payment": Notice("没有按期缴费，不再处理", "仍需要的，可以重新申请。"),
    "extend": Notice("答复期限延长", "可以查看新的日期和理由。"),
    "delay": Notice("机关另定了答复日期", "可以查看新的日期和理由。"),
    "split": Notice("申请分成几件办理", "可以查看各件的编号。"),
    "merge": Notice("与您的另一件相同申请合并办理"),
    "recount": Notice("放假安排有变，答复期限重新计算", "可以查看新的日期。"),
    "reply": Notice("机关已作出答复", "答复会按您选择的方式送达。"),
    "correct_record": Notice("机关已更正您的信息记录"),
    "serve": Notice("答复已送达", "可以查看答复，以及不服时怎么办。"),
    "withdraw": Notice("申请已撤回", "不是您本人撤回的，请马上与机关联系。"),
    "reopen": Notice("机关重新办理您的申请"),
}
"""The steps of which a requester is told."""
COMPLAINTS: Mapping[str, Notice] = {
    "complain": Notice("投诉举报已收到", "由机关的上级或者主管部门查明后答复，可以查看最迟哪一天。"),
    "answer_complaint": Notice("投诉举报已经答复", "可以查看查明的情况和处理结果。"),
}
"""What becomes of a complaint over an application."""


def announce(application: Application, fact: Fact) -> None:
    """Queue a message on a step, within its transaction; none where nobody is to be told or no address was left."""
    if fact.kind in NOTICES and address_of(application):
        start(TELL, actor=None, on=application, event=fact.number)


def announce_complaint(complaint: Complaint, act: str) -> None:
    """Queue a message on what became of a complaint, within its transaction."""
    if address_of(complaint.application):
        start(TELL_COMPLAINT, actor=None, on=complaint, act=act)


def address_of(application: Application) -> str:
    """The requester's e-mail address; empty where none was left."""
    party = application.parties.filter(role=Party.Role.REQUESTER).first()
    return str(party.unseal().get("email", "")) if party else ""


def message(application: Application, fact: Fact, address: str) -> EmailMessage:
    """The message on a step. Its identifier is the step's, so that a second copy is known as such."""
    notice = NOTICES[fact.kind]
    until = fact.day(notice.until) if notice.until else None
    return _message(application, notice, address, f"application-{application.pk}-{fact.number}", until)


def complaint_message(complaint: Complaint, act: str, address: str) -> EmailMessage:
    """The message on what became of a complaint."""
    return _message(complaint.application, COMPLAINTS[act], address, f"complaint-{complaint.pk}-{act}")


def _message(
    application: Application, notice: Notice, address: str, identifier: str, until: dt.date | None = None
) -> EmailMessage:
    organ = application.organ
    lines = [
        f"您向{organ.name}提出的政府信息公开申请（编号：{application.number}）有新的进展：",
        f"{notice.title}。{f'请在{until.year}年{until.month}月{until.day}日之前办理。' if until else ''}{notice.advice}",
        f"请凭回执上的编号和查询码查看：{settings.BASE_URL}{reverse('follow')}",
        f"有疑问请联系{organ.foi_unit or organ.name}{f'，电话 {organ.phone}' if organ.phone else ''}。",
        "这封邮件由系统自动发出，不写申请和答复的内容。我们不会向您索要查询码。",
    ]
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2] or "localhost"
    return EmailMessage(
        subject=f"{notice.title}（{application.number}）",
        body="\n\n".join(lines) + "\n",
        to=[address],
        reply_to=[organ.email] if organ.email else None,
        headers={
            "Message-ID": f"<{identifier}@{host}>",
            "Auto-Submitted": "auto-generated",
        },
    )
