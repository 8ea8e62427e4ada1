"""The answer clock: the due day of a case, every day on the way, and what moved it. Pure."""

import datetime as dt
import enum
import itertools
from dataclasses import replace
from typing import NamedTuple

from gongkai.applications.fold import Case, Consultation
from gongkai.law.calendar import Calendar
from gongkai.law.counting import count
from gongkai.law.periods import period
from gongkai.law.procedure import procedure
from gongkai.law.terms import Exclusion, Term

SOON = 3
"""Working days before the due day from which on a case is urgent."""
_REPLY = {"consult_third_party": "third_party_reply", "consult_organ": "joint_organ_reply"}
_WHO = {"consult_third_party": "征求第三方意见", "consult_organ": "征求有关机关意见"}


class Light(enum.StrEnum):
    """How pressing a case is."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"

    @property
    def label(self) -> str:
        """The light in words, for no colour may stand alone."""
        return {"green": "正常", "yellow": "临近到期", "red": "已超期"}[self.value]


class Move(NamedTuple):
    """Something that moved the due day: what, on which provision, from which day to which."""

    what: str
    source: str
    before: dt.date
    after: dt.date


class Due(NamedTuple):
    """The due day; ``term`` has every day on the way, except where the day was fixed in a letter (条例 Art. 35).

    ``provisional`` while holidays on the way are not settled or an answer to a consultation is awaited.
    """

    on: dt.date
    provisional: bool
    term: Term


def due_on(case: Case, calendar: Calendar) -> dt.date | None:
    """The due day alone; see :func:`due`."""
    found = due(case, calendar)
    return found.on if found else None


def due(case: Case, calendar: Calendar) -> Due | None:
    """The due day; ``None`` where no clock runs: not yet received, the requester's turn, or ended without a reply."""
    ended = case.closed_on is not None and case.decision is None
    if case.received_on is None or case.status in {"correcting", "paying"} or ended:
        return None
    counted = term(case, calendar)
    provisional = (counted.provisional and case.delayed_until is None) or bool(case.open_consultations)
    return Due(case.delayed_until or counted.due, provisional, counted)


def term(case: Case, calendar: Calendar) -> Term:
    """The answer period counted out. Raises ``ValueError`` for a case that was not received."""
    if case.received_on is None:
        raise ValueError("申请尚未收到，期限没有起算")
    start = case.restart.on if case.restart else case.received_on
    return count(
        period("answer", start),
        case.received_on,
        calendar,
        exclusions=[_exclusion(each, calendar) for each in case.consultations],
        extension=case.extension,
        restart=case.restart,
    )


def reply_until(consultation: Consultation, calendar: Calendar) -> dt.date:
    """The day until which whoever is consulted has time, counted from the day the letter reached them."""
    since = consultation.reached_on or consultation.on
    return count(period(_REPLY[consultation.kind], since), since, calendar).due


def days_taken(closed: Case, calendar: Calendar) -> int:
    """The working days that counted, up to the day on which a case was closed; 0 where no clock ran."""
    if closed.received_on is None or closed.closed_on is None:
        return 0
    until, counted = closed.closed_on, term(closed, calendar)
    within = sum(day.counted and day.date <= until for day in counted.days)
    return within + (calendar.working_days(counted.due, until) if until > counted.due else 0)


def light(due: dt.date | None, on: dt.date, calendar: Calendar) -> Light:
    """The light of an open case on a day."""
    if due is None:
        return Light.GREEN
    return Light.RED if due < on else Light.YELLOW if due <= soon(on, calendar) else Light.GREEN


def soon(on: dt.date, calendar: Calendar) -> dt.date:
    """The last day that is only ``SOON`` working days away."""
    reached = on
    for _ in range(SOON):
        reached = calendar.on_or_after(reached + dt.timedelta(days=1))
    return reached


def _exclusion(consultation: Consultation, calendar: Calendar) -> Exclusion:
    """From the day of asking to that of the answer; waiting longer than the law's period is not excluded."""
    last = reply_until(consultation, calendar)
    if consultation.heard_on:
        last = min(last, consultation.heard_on)
    step = procedure().steps[consultation.kind]
    return Exclusion(
        consultation.on, max(last, consultation.on), f"{_WHO[consultation.kind]}，不计入期限", step.provisions[-1]
    )


def moves(case: Case, calendar: Calendar) -> list[Move]:
    """What moved the due day of a received case, in the order in which the law adds it up."""
    stages = [replace(case, restart=None, consultations=(), extension=0, delayed_until=None)]
    names: list[tuple[str, str]] = []
    if case.restart:
        stages.append(replace(stages[-1], restart=case.restart))
        names.append((case.restart.why, str(case.restart.basis)))
    for consultation in case.consultations:
        stages.append(replace(stages[-1], consultations=(*stages[-1].consultations, consultation)))
        names.append((f"{_WHO[consultation.kind]}的时间不计入", _source(consultation.kind)))
    if case.extension:
        stages.append(replace(stages[-1], extension=case.extension))
        names.append((f"延长{case.extension}个工作日", _source("extend")))
    days = [term(stage, calendar).due for stage in stages]
    if case.delayed_until:
        days.append(case.delayed_until)
        names.append(("另定答复日期", _source("delay")))
    pairs = itertools.pairwise(days)
    return [Move(*name, *pair) for name, pair in zip(names, pairs, strict=True) if pair[0] != pair[1]]


def _source(step: str) -> str:
    return str(procedure().steps[step].provisions[-1])
