"""The one correction of an unclear request (条例 Art. 30): told once, within seven working days, with a period."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from gongkai.applications.actions.step import take
from gongkai.applications.actions.text import needed
from gongkai.applications.models import Application, CaseFile
from gongkai.law.counting import count
from gongkai.law.periods import period
from gongkai.organs.calendars import calendar_of
from gongkai.organs.models import Person


@transaction.atomic
def request_correction(
    actor: Person,
    application: Application,
    on: dt.date,
    unclear: str,
    until: dt.date,
    override: str = "",
    letter: CaseFile | None = None,
) -> Application:
    """Tell the requester, once and completely, what is unclear and until when to add it.

    After the seven working days, or a second time, only with an ``override`` that says why.
    """
    if until <= on:
        raise ValidationError("补正期限应晚于告知之日，给申请人合理的时间（条例第三十条）。")
    if (late := _late(application, on)) and not override.strip():
        raise ValidationError(f"补正应在收到申请之日起7个工作日内告知，已于{late}届满；确需告知的，请写明理由。")
    return take(
        actor,
        application,
        "request_correction",
        on,
        override,
        unclear=needed(unclear, "需要补正的内容"),
        until=until,
        override=override.strip(),
        letter=letter,
    )


@transaction.atomic
def receive_correction(actor: Person | None, application: Application, on: dt.date, content: str) -> Application:
    """The corrected request; the answer period starts anew from its receipt."""
    return take(actor, application, "receive_correction", on, content=needed(content, "补正的内容"))


@transaction.atomic
def lapse_correction(actor: Person, application: Application, on: dt.date, note: str = "") -> Application:
    """No correction came in time: the request counts as abandoned."""
    return take(actor, application, "lapse_correction", on, note)


def notice_until(application: Application) -> dt.date | None:
    """The last day on which a correction may be asked for; ``None`` before receipt."""
    if application.received_on is None:
        return None
    since = application.received_on
    return count(period("correction_notice", since), since, calendar_of(application.organ)).due


def _late(application: Application, on: dt.date) -> dt.date | None:
    until = notice_until(application)
    return until if until and on > until else None
