"""What changes the answer period: the one extension (条例 Art. 33), reasons for a great volume and a delay (Art. 35)."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from gongkai.applications import clock
from gongkai.applications.actions.step import current, take
from gongkai.applications.actions.text import needed
from gongkai.applications.models import Application, CaseFile
from gongkai.law.periods import period
from gongkai.organs.calendars import calendar_of
from gongkai.organs.models import Person


@transaction.atomic
def propose_extension(actor: Person, application: Application, on: dt.date, reason: str, days: int = 20) -> Application:
    """Ask the head of the unit to extend."""
    _refuse_days(days, on)
    return take(actor, application, "propose_extension", on, needed(reason, "延长答复期限的理由"), days=days)


@transaction.atomic
def extend(
    actor: Person,
    application: Application,
    on: dt.date,
    reason: str,
    days: int = 20,
    letter: CaseFile | None = None,
) -> Application:
    """Extend by approval of the head of the unit; ``on`` is the day on which the requester is told, before expiry."""
    _refuse_days(days, on)
    due = clock.due_on(current(application), calendar_of(application.organ))
    if due and on > due:
        raise ValidationError(f"答复期限已于{due}届满；延长须在届满之前告知申请人（条例第三十三条第二款）。")
    reason = needed(reason, "延长答复期限的理由")
    return take(actor, application, "extend", on, reason, days=days, letter=letter)


@transaction.atomic
def request_reasons(
    actor: Person, application: Application, on: dt.date, volume: str, until: dt.date, letter: CaseFile | None = None
) -> Application:
    """Ask why number and frequency of the requester's applications go beyond reason; the period runs on."""
    volume = needed(volume, "申请的数量、频次")
    return take(actor, application, "request_reasons", on, volume=volume, until=until, letter=letter)


@transaction.atomic
def receive_reasons(
    actor: Person | None, application: Application, on: dt.date, reasons: str = "", *, reasonable: bool | None = None
) -> Application:
    """The reasons, or that none came; whether they are reasonable is the organ's to say."""
    if actor is None:
        needed(reasons, "理由")
    return take(actor, application, "receive_reasons", on, reasons=reasons.strip(), reasonable=reasonable)


@transaction.atomic
def delay(
    actor: Person, application: Application, on: dt.date, until: dt.date, reason: str, letter: CaseFile | None = None
) -> Application:
    """Set and tell a reasonable later day: reasons were good, but the volume is too great for the period."""
    case = current(application)
    if "receive_reasons" not in case.taken:
        raise ValidationError("申请人说明理由之后，才可以确定延迟答复的期限（条例第三十五条）。")
    due = clock.due_on(case, calendar_of(application.organ))
    if due and until <= due:
        raise ValidationError(f"延迟的日期应晚于现在的届满日{due}。")
    reason = needed(reason, "延迟答复的理由")
    return take(actor, application, "delay", on, reason, until=until, letter=letter)


def _refuse_days(days: int, on: dt.date) -> None:
    longest = period("extension", on).length
    if not 1 <= days <= longest:
        raise ValidationError(f"延长的期限应在1至{longest}个工作日之间（条例第三十三条第二款）。")
