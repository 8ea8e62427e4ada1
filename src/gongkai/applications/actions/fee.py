"""The information processing fee (条例 Art. 42, 收费办法): notice, payment, lapse."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from gongkai.applications import clock
from gongkai.applications.actions.step import current, take
from gongkai.applications.actions.text import needed
from gongkai.applications.models import Application, CaseFile
from gongkai.law.counting import count
from gongkai.law.fees import TariffKey, fee
from gongkai.law.periods import period
from gongkai.organs.calendars import calendar_of
from gongkai.organs.models import Person


@transaction.atomic
def charge(
    actor: Person,
    application: Application,
    on: dt.date,
    tariff: TariffKey,
    quantity: int,
    reached_on: dt.date | None = None,
    letter: CaseFile | None = None,
) -> Application:
    """Notify the fee; the requester has twenty working days from the day the notice reached them.

    ``quantity`` is the number of the requester's applications in the month, or of pages; the fee of this application
    is, by request, what the last one of them adds.
    """
    due = clock.due_on(current(application), calendar_of(application.organ))
    if due and on > due:
        raise ValidationError(f"答复期限已于{due}届满；收费通知应在期限之内发出（收费办法第六条）。")
    try:
        owed = fee(tariff, quantity).amount
        before = fee(tariff, quantity - 1).amount if tariff is TariffKey.BY_REQUEST and quantity else 0
    except ValueError as error:
        raise ValidationError(f"{error}。") from error
    amount = owed - before
    if not amount:
        raise ValidationError("按标准不收取信息处理费，不必通知缴费。")
    since = reached_on or on
    until = count(period("fee_payment", since), since, calendar_of(application.organ)).due
    return take(
        actor,
        application,
        "charge",
        on,
        tariff=tariff.value,
        quantity=quantity,
        amount=amount,
        until=until,
        letter=letter,
    )


@transaction.atomic
def pay(actor: Person, application: Application, on: dt.date, receipt: str) -> Application:
    """The fee is paid in full; the answer period starts anew. ``receipt`` is the number of the finance receipt."""
    return take(actor, application, "pay", on, receipt=needed(receipt, "财政票据或者缴款凭证的编号"))


@transaction.atomic
def lapse_payment(actor: Person, application: Application, on: dt.date, note: str = "") -> Application:
    """The fee was not paid in time: the request counts as abandoned."""
    return take(actor, application, "lapse_payment", on, note)
