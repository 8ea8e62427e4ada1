"""Background work of the room."""

import datetime as dt
from smtplib import SMTPException, SMTPRecipientsRefused
from typing import NamedTuple

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from gongkai.applications.actions.amendment import recount
from gongkai.applications.actions.casework import attach
from gongkai.applications.actions.correspondence import PRINT, content_of
from gongkai.applications.actions.holidays import RECOUNT
from gongkai.applications.actions.redacting import REDACT, carry_out
from gongkai.applications.complaints import Complaint
from gongkai.applications.models import Application
from gongkai.applications.notices import TELL, TELL_COMPLAINT, address_of, complaint_message, message
from gongkai.applications.papers import Letter
from gongkai.applications.queries import open_in
from gongkai.applications.redactions import Redaction
from gongkai.jobs.actions import start
from gongkai.jobs.progress import Failed, Progress
from gongkai.jobs.work import work
from gongkai.letters import render
from gongkai.organs.calendars import organs_in
from gongkai.trail.actions import record
from gongkai.trail.queries import entries_of

ATTEMPTS = 8
WAIT = dt.timedelta(minutes=5)
"""After the first attempt; doubled after each: the last one is half a day after the first."""


@work(PRINT, title="把文书排成 PDF")
def print_letter(job: Progress) -> dict[str, object]:
    """Set a released letter as PDF and keep it in the case; what was missing (faces) is told in the result."""
    letter = Letter.objects.select_related("application__organ", "file").get(pk=job.job.record_id)
    if letter.printed_id is None:
        made = render(content_of(letter))
        letter.printed = attach(None, letter.application, letter.kind, f"{letter.name}.pdf", [made.pdf], letter.number)
        letter.save(update_fields=["printed"])
        return {"notes": list(made.notes)}
    return {"notes": []}


@work(REDACT, title="遮盖文件并证明没有留下")
def redact_file(job: Progress) -> dict[str, object]:
    """Carry out an order to cover parts of a file."""
    waiting = Redaction.objects.select_related("application__organ", "source")
    made = carry_out(waiting.get(pk=job.job.record_id))
    return {"covered": made.covered, "done": made.result_id is not None}


@work(RECOUNT, title="按放假安排重新计算届满日")
def recount_due_days(job: Progress, region: str) -> dict[str, int]:
    """Count the due days of a region's open applications again, each in a transaction of its own."""
    keys = list(open_in(organs_in(region)).order_by("pk").values_list("pk", flat=True))
    moved = 0
    for done, key in enumerate(keys, 1):
        moved += recount(Application(pk=key)) is not None
        job.advance(done, len(keys))
    return {"looked_at": len(keys), "moved": moved}


@work(TELL, title="发邮件通知申请人", limit=dt.timedelta(minutes=5))
def tell_requester(job: Progress, event: int, attempt: int = 1) -> dict[str, object]:
    """Send the message on a step once. A mail server that is away is tried again later, by a job of its own."""
    application = Application.objects.select_related("organ").get(pk=job.job.record_id)
    address = address_of(application)
    fact = next(fact for fact in application.facts if fact.number == event)
    if not address or entries_of(application).filter(act=TELL, data__event=event).exists():
        return {"sent": False}
    said = f"申请{application}：发邮件通知申请人第{event}项进展"
    mail = Mail(TELL, application, {"event": event}, message(application, fact, address), said)
    return _tell(mail, application, attempt, event=event)


@work(TELL_COMPLAINT, title="发邮件通知投诉人", limit=dt.timedelta(minutes=5))
def tell_complainant(job: Progress, act: str, attempt: int = 1) -> dict[str, object]:
    """Send the message on what became of a complaint once, in the same way."""
    complaint = Complaint.objects.select_related("application__organ").get(pk=job.job.record_id)
    application = complaint.application
    data: dict[str, object] = {"complaint": str(complaint.pk), "of": act}
    address = address_of(application)
    told = entries_of(application).filter(act=TELL_COMPLAINT, data__complaint=data["complaint"], data__of=act)
    if not address or told.exists():
        return {"sent": False}
    said = f"申请{application}：发邮件通知申请人投诉的进展"
    mail = Mail(TELL_COMPLAINT, application, data, complaint_message(complaint, act, address), said)
    return _tell(mail, complaint, attempt, act=act)


class Mail(NamedTuple):
    """A message with the trace that it leaves once it was taken: act, application, data, summary."""

    act: str
    application: Application
    data: dict[str, object]
    message: EmailMessage
    summary: str


def _tell(mail: Mail, on: Model, attempt: int, **arguments: object) -> dict[str, object]:
    try:
        mail.message.send()
    except SMTPRecipientsRefused as error:
        raise Failed("申请人留下的邮箱不能收信，请用其他方式联系。") from error
    except (SMTPException, OSError) as error:
        if attempt >= ATTEMPTS:
            raise Failed("发信服务多次没有应答，通知没有发出，请用其他方式联系申请人。") from error
        later = timezone.now() + WAIT * 2 ** (attempt - 1)
        start(mail.act, actor=None, on=on, not_before=later, attempt=attempt + 1, **arguments)
        return {"sent": False, "again": later.isoformat()}
    with transaction.atomic():
        organ = mail.application.organ
        record(None, mail.act, mail.application, mail.summary, organ=organ, data=mail.data, public=False)
    return {"sent": True}
