"""What the letters of the steps say besides the record: fields of :class:`~gongkai.letters.Facts`, from what was typed."""

import datetime as dt
from dataclasses import replace
from typing import Any

from gongkai.applications import clock, people
from gongkai.applications.actions.step import case_of
from gongkai.applications.letterfacts import PURPOSE
from gongkai.applications.models import Application
from gongkai.law.fees import TariffKey
from gongkai.law.fees import fee as fee_of
from gongkai.letters.facts import Charge, Consultation, Correction, Earlier, Extension, Service
from gongkai.organs.calendars import calendar_of
from gongkai.organs.models import Person

Telling = dict[str, Any]


def correction(unclear: str, add: str, until: dt.date) -> Telling:
    """What is unclear, and what to add until when."""
    return {"correction": Correction(unclear=unclear, add=add, reply_by=until)}


def reasons_wanted(volume: str, until: dt.date) -> Telling:
    """The volume found, a line each, and until when to explain it."""
    lines = tuple(line.strip() for line in volume.splitlines() if line.strip())
    return {"reasons": lines, "consultation": Consultation(addressee="", content="", reply_by=until)}


def extension(application: Application, days: int, reason: str, approved_by: str) -> Telling:
    """The old and the new due day of an extension. Raises ``ValueError`` where no clock runs."""
    case, calendar = case_of(application), calendar_of(application.organ)
    old, new = (clock.due_on(replace(case, extension=length), calendar) for length in (0, days))
    if old is None or new is None:
        raise ValueError("申请没有在计算的答复期限，不能延长")
    return {"extension": Extension(reason=reason, old_due=old, new_due=new, approved_by=approved_by)}


def delay(application: Application, until: dt.date, reason: str) -> Telling:
    """The day until which a reply is delayed. Raises ``ValueError`` where no clock runs."""
    old = clock.due_on(case_of(application), calendar_of(application.organ))
    if old is None:
        raise ValueError("申请没有在计算的答复期限，不能延迟")
    return {"extension": Extension(reason=reason, old_due=old, new_due=until)}


def inquiry(
    addressee: str, content: str, purpose: str, sent_on: dt.date | None, reply_by: dt.date | None = None
) -> Telling:
    """A question to a third party or another organ."""
    asked = Consultation(addressee=addressee, content=content, purpose=purpose, sent_on=sent_on, reply_by=reply_by)
    return {"consultation": asked}


def consulted(application: Application) -> Telling:
    """From when to when others were asked; the end only once all have answered."""
    asked = case_of(application).consultations
    heard = [each.heard_on for each in asked if each.heard_on]
    ended = max(heard) if heard and len(heard) == len(asked) else None
    since = min((each.on for each in asked), default=None)
    return {"consultation": Consultation(addressee="", content="", sent_on=since, ended_on=ended)}


def override(actor: Person, application: Application, consultation: int, reasons: str) -> Telling:
    """What a third party that objected is told; its name is read, with its trace."""
    event = application.events.get(number=consultation)
    who = people.third_party(actor, application, consultation, PURPOSE)
    asked = Consultation(addressee=who.name, content=event.data["content"], sent_on=event.on)
    return {"consultation": asked, "reasons": (reasons,)}


def charge(tariff: TariffKey, quantity: int, how: str) -> Telling:
    """A fee and how to pay it. Raises ``ValueError`` for a quantity that cannot be."""
    before = quantity - 1 if tariff is TariffKey.BY_REQUEST else 0
    return {"charge": Charge(fee=fee_of(tariff, quantity), how=how, before=before)}


def merged(lead: Application) -> Telling:
    """The application that goes on."""
    return {"earlier": Earlier(number=lead.number)}


def closed(outcome: str, why: str) -> Telling:
    """Why an application ends without a reply."""
    return {"outcome": outcome, "reasons": (why,)}


def service(application: Application, method: str, on: dt.date, proof: str, server: str, *, posted: bool) -> Telling:
    """How the reply was served: by post the day is that of posting, else that of receipt."""
    sent = application.letters.filter(released_at__isnull=False, number__contains="-告").last()
    name, number = (sent.name, sent.number) if sent else ("答复", application.number)
    return {
        "service": Service(
            document=name,
            document_number=number,
            method=method,
            proof=proof,
            server=server,
            posted_on=on if posted else None,
            received_on=None if posted else on,
        )
    }
