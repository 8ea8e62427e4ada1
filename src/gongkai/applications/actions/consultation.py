"""Asking third parties, whose silence is no consent (条例 Art. 32), and organs that made it too, whose silence is (Art. 34).

The time of asking does not count towards the answer period (Art. 33); the requester is told so.
"""

import datetime as dt
import enum

from django.core.exceptions import ValidationError
from django.db import transaction

from gongkai.applications import clock
from gongkai.applications.actions.step import current, take
from gongkai.applications.actions.text import needed
from gongkai.applications.models import Application, CaseFile, Party
from gongkai.applications.people import Particulars
from gongkai.organs.calendars import calendar_of
from gongkai.organs.models import Person
from gongkai.vault.keyring import keyring
from gongkai.vault.names import masked


class Answer(enum.StrEnum):
    """What came back."""

    AGREES = "agrees"
    OBJECTS = "objects"
    SILENT = "silent"

    def consents(self, kind: str) -> bool:
        """Whether it is a consent, for the kind of consultation."""
        return self is Answer.AGREES or (self is Answer.SILENT and kind == "consult_organ")


@transaction.atomic
def consult_third_party(
    actor: Person,
    application: Application,
    on: dt.date,
    third_party: Particulars,
    content: str,
    reached_on: dt.date | None = None,
    letter: CaseFile | None = None,
) -> Application:
    """Ask in writing; they have fifteen working days from the day on which the letter reached them."""
    needed(third_party.name, "第三方的名称")
    what = needed(content, "征求意见的内容")
    mark = keyring().index(third_party.name, "name")[:16]
    taken = take(
        actor,
        application,
        "consult_third_party",
        on,
        who=masked(third_party.name),
        mark=mark,
        content=what,
        reached_on=reached_on,
        letter=letter,
    )
    number = taken.facts[-1].number
    if not taken.parties.filter(role=Party.Role.THIRD_PARTY, event=number).exists():
        party = Party(application=taken, role=Party.Role.THIRD_PARTY, event=number)
        party.seal(third_party.data())
        party.save()
    return taken


@transaction.atomic
def consult_organ(
    actor: Person,
    application: Application,
    on: dt.date,
    organ: str,
    content: str,
    reached_on: dt.date | None = None,
    letter: CaseFile | None = None,
) -> Application:
    """Ask an organ that took part in making the information."""
    return take(
        actor,
        application,
        "consult_organ",
        on,
        organ=needed(organ, "征求意见的机关"),
        content=needed(content, "征求意见的内容"),
        reached_on=reached_on,
        letter=letter,
    )


@transaction.atomic
def hear(
    actor: Person,
    application: Application,
    consultation: int,
    on: dt.date,
    answer: Answer,
    reasons: str = "",
    reached_on: dt.date | None = None,
) -> Application:
    """The answer to the consultation of that number, or its silence once the fifteen working days are over."""
    asked = next((each for each in current(application).open_consultations if each.number == consultation), None)
    if asked is None:
        raise ValidationError("这次征求意见已经有了结果。")
    until = clock.reply_until(asked, calendar_of(application.organ))
    if answer is Answer.SILENT and on <= until:
        raise ValidationError(f"对方可以在{until}之前提出意见，还不能登记为逾期未答（条例第三十二条、第三十四条）。")
    if answer is Answer.OBJECTS:
        needed(reasons, "对方不同意公开的理由")
    kind = "hear_third_party" if asked.kind == "consult_third_party" else "hear_organ"
    return take(
        actor,
        application,
        kind,
        on,
        consultation=consultation,
        answer=answer.value,
        consents=answer.consents(asked.kind),
        reasons=reasons.strip(),
        reached_on=reached_on,
    )


@transaction.atomic
def notify_consultation(
    actor: Person, application: Application, on: dt.date, letter: CaseFile | None = None
) -> Application:
    """Tell the requester that the time of asking does not count."""
    return take(actor, application, "notify_consultation", on, letter=letter)
