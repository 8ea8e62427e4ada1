"""The reply reaches the requester, and the case its end: service with proof, archive, debrief."""

import datetime as dt
import enum

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from gongkai.applications.actions.step import current, take
from gongkai.applications.actions.text import needed
from gongkai.applications.models import Application, CaseFile
from gongkai.organs.models import Person


class Method(enum.StrEnum):
    """How a letter is served; by post the day of posting is the day of service, else that of receipt (送达解释)."""

    DIRECT = "direct"
    ENTRUSTED = "entrusted"
    POST = "post"
    EMAIL = "email"
    WEB = "web"
    FAX = "fax"
    COLLECT = "collect"

    @property
    def label(self) -> str:
        """The method in Chinese."""
        return _METHODS[self][0]

    @property
    def proof(self) -> str:
        """What proves it."""
        return _METHODS[self][1]


_METHODS = {
    Method.DIRECT: ("直接送达", "送达回证（签收人、签收日期）"),
    Method.ENTRUSTED: ("委托送达", "受托机关的送达回证"),
    Method.POST: ("邮政企业邮寄", "邮寄凭证编号"),
    Method.EMAIL: ("电子邮件", "发送记录"),
    Method.WEB: ("网上查看", "上网和查看记录"),
    Method.FAX: ("传真", "传真报告单"),
    Method.COLLECT: ("自行领取", "领取签收记录"),
}


@transaction.atomic
def serve(
    actor: Person,
    application: Application,
    method: Method,
    on: dt.date,
    proof: str,
    file: CaseFile | None = None,
) -> Application:
    """Serve the reply. ``on`` is the day that counts: of posting, of signature, of sending; ``proof`` its number."""
    replied = application.replied_on
    if replied and on < replied:
        raise ValidationError(f"送达日期{on}早于签发日期{replied}。")
    proof = needed(proof, f"{method.label}的凭据：{method.proof}")
    return take(actor, application, "serve", on, method=method.value, proof=proof, file=file)


@transaction.atomic
def log_attempt(actor: Person, application: Application, on: dt.date, method: Method, why: str) -> Application:
    """A letter that did not reach the requester."""
    return take(actor, application, "attempt", on, method=method.value, why=needed(why, "未能送达的原因"))


@transaction.atomic
def inform_third_party(
    actor: Person,
    application: Application,
    on: dt.date,
    consultation: int,
    reasons: str,
    letter: CaseFile | None = None,
) -> Application:
    """Tell a third party who objected what is made public, and why (条例 Art. 32)."""
    if not any(each.number == consultation for each in current(application).consultations):
        raise ValidationError("没有征求过这个第三方的意见。")
    reasons = needed(reasons, "决定公开的理由")
    return take(actor, application, "inform_third_party", on, consultation=consultation, reasons=reasons, letter=letter)


@transaction.atomic
def archive(actor: Person, application: Application, on: dt.date) -> Application:
    """Put the case away with the list of what is in it, in the order of the events and files."""
    events = [f"{event.on} {event.name}" for event in application.events.all()]
    files = [[file.kind, file.number, file.sha256] for file in application.files.all()]
    return take(actor, application, "archive", on, contents=events, files=files)


@transaction.atomic
def debrief(actor: Person, application: Application, lesson: str, *, typical: bool = False) -> Application:
    """What is learnt from the case (复盘); a typical one goes into the case library."""
    return take(actor, application, "debrief", timezone.localdate(), lesson=needed(lesson, "复盘意见"), typical=typical)
