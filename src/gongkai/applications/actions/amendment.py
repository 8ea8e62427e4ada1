"""Correcting the record by a further event; recounting due days when holidays change."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from gongkai.applications import clock
from gongkai.applications.actions import index
from gongkai.applications.actions.step import append, case_of, lock, permit, take
from gongkai.applications.actions.text import needed
from gongkai.applications.facts import ENDED, Fact
from gongkai.applications.models import Application, Party
from gongkai.applications.people import Particulars
from gongkai.applications.words import words_of
from gongkai.law.requesters import requesters
from gongkai.organs.calendars import calendar_of
from gongkai.organs.models import Person
from gongkai.vault.names import masked


@transaction.atomic
def amend(
    actor: Person,
    application: Application,
    number: int,
    reason: str,
    *,
    on: dt.date | None = None,
    data: Mapping[str, Any] | None = None,
    void: bool = False,
) -> Application:
    """Correct the event of that number: another day, other data, or that it did not happen. What stood there stays.

    Refused where the events that remain could not lawfully have followed one another.
    """
    target = next((fact for fact in application.facts if fact.number == number), None)
    if target is None or target.kind == "amend":
        raise ValidationError("没有可以更正的这一事项。")
    if on is not None and on > timezone.localdate():
        raise ValidationError(f"更正后的日期{on}还没有到。")
    if not void and on is None and not data:
        raise ValidationError("请写明更正成什么。")
    changed = {"to": on.isoformat() if on else None, "data": dict(data or {}), "void": void}
    kept = {name: value for name, value in changed.items() if value}
    return take(actor, application, "amend", timezone.localdate(), needed(reason, "更正的理由"), fact=number, **kept)


ENTRY = ("requester_kind", "content", "carrier", "delivery")
"""What of the entry itself can be corrected, beside particulars."""


@transaction.atomic
def amend_entry(
    actor: Person, application: Application, reason: str, entry: Mapping[str, str], who: Particulars
) -> Application:
    """Correct what was typed wrongly at intake. What stood there is kept in the event; of particulars only which changed.

    ``entry`` has new values of ``ENTRY``, ``who`` the particulars that change; what is empty stays as it is.
    """
    permit(actor, application.organ, "amend_entry")
    locked = lock(application)
    changed = {name: value.strip() for name, value in entry.items() if name in ENTRY and value.strip()}
    changed = {name: value for name, value in changed.items() if value != getattr(locked, name)}
    if changed.get("requester_kind", locked.requester_kind) not in requesters().columns:
        raise ValidationError("请选择申请人类别。")
    if not changed and not who.data():
        raise ValidationError("请写明更正成什么。")
    before, words = {name: getattr(locked, name) for name in changed}, words_of(locked)
    taken = take(
        actor,
        locked,
        "amend_entry",
        timezone.localdate(),
        needed(reason, "更正的理由"),
        before_entry=before,
        entry=changed,
        particulars=sorted(who.data()),
    )
    for name, value in changed.items():
        setattr(taken, name, value)
    if "content" in changed:
        index.replace(words, taken)
    if who.data():
        party = taken.parties.get(role=Party.Role.REQUESTER)
        party.seal({**party.unseal(), **who.data()})
        party.save()
        taken.requester_label = masked(who.name) if who.name else taken.requester_label
    taken.save()
    return taken


@transaction.atomic
def recount(application: Application) -> Application | None:
    """Count the due day of an open application again; where it moved, an event says from which day to which."""
    locked = lock(application)
    if locked.status in ENDED:
        return None
    facts = locked.facts
    due = clock.due(case_of(locked), calendar_of(locked.organ))
    if due is None or (due.on, due.provisional) == (locked.due_on, locked.provisional):
        return None
    data = {"before": locked.due_on.isoformat() if locked.due_on else None, "after": due.on.isoformat()}
    return append(None, locked, facts, Fact(len(facts) + 1, "recount", timezone.localdate(), data))


def recount_all(applications: Iterable[Application]) -> list[Application]:
    """Recount each in a transaction of its own; those whose due day moved. For open applications, after an upgrade."""
    return [moved for application in applications if (moved := recount(application))]
