"""What is so after some facts: the fold. Pure; the law's table decides what may follow on what."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from gongkai.applications.facts import NOTES, Fact, standing, step_of
from gongkai.law.outcomes import outcomes
from gongkai.law.procedure import Clock, Step, procedure
from gongkai.law.terms import Restart


class NotAllowed(ValueError):
    """A step that the law does not allow there. The message is a sentence with the article."""


@dataclass(frozen=True)
class Consultation:
    """Somebody was asked: ``number`` is that of the fact, ``kind`` its kind.

    ``reached_on`` is the day on which the letter reached them, where it is known; ``heard_on`` when they answered or
    were given up, ``answer`` what they said (``agrees``, ``objects``, ``silent``).
    """

    number: int
    kind: str
    on: dt.date
    reached_on: dt.date | None
    heard_on: dt.date | None = None
    answer: str = ""

    @property
    def open(self) -> bool:
        """Whether the answer is still awaited."""
        return self.heard_on is None


@dataclass(frozen=True)
class Case:
    """How an application stands. ``status`` is a state of the law's table, ``None`` before the first fact.

    ``waits_until`` is the day until which the requester has time to correct, explain or pay. ``notes`` are the latest
    notes of each kind, ``taken`` the steps taken. ``outcome`` is a key of the law's outcomes, ``row`` its row of table 3.
    ``first`` is the case as it was first closed: what the annual report counts, whatever a review or a court brings
    about later.
    """

    status: str | None = None
    submitted_on: dt.date | None = None
    received_on: dt.date | None = None
    restart: Restart | None = None
    extension: int = 0
    delayed_until: dt.date | None = None
    waits_until: dt.date | None = None
    consultations: tuple[Consultation, ...] = ()
    notes: Mapping[str, Fact] = field(default_factory=dict)
    taken: frozenset[str] = frozenset()
    decision: Fact | None = None
    outcome: str = ""
    row: str = ""
    replied_on: dt.date | None = None
    closed_on: dt.date | None = None
    first: "Case | None" = None

    @property
    def open_consultations(self) -> tuple[Consultation, ...]:
        """The consultations whose answer is awaited."""
        return tuple(consultation for consultation in self.consultations if consultation.open)

    @property
    def counts(self) -> bool:
        """Whether table 3 counts the application: it was received, and did not end outside the table."""
        return self.received_on is not None and (self.first is None or self.first.row != "")


def fold(facts: Iterable[Fact], until: dt.date | None = None) -> Case:
    """The case after the facts, as at the day ``until`` (included) or now. Raises :class:`NotAllowed`."""
    case = Case()
    for fact in standing(facts):
        if until is None or fact.on <= until:
            case = after(case, fact)
    return case


def after(case: Case, fact: Fact) -> Case:
    """The case after one more fact. Raises :class:`NotAllowed`."""
    step = step_of(fact.kind)
    if step is None:
        note = NOTES[fact.kind]
        if case.status not in note.states:
            raise NotAllowed(f"{_where(case)}不能“{note.name}”。")
        return replace(case, notes={**case.notes, fact.kind: fact})
    _refuse(case, step, fact)
    if case.status is None:
        case = replace(case, submitted_on=fact.on)
    moved = _CLOCK[step.clock](case, fact) if step.clock in _CLOCK else case
    waits = fact.day("until") if step.to in _WAITING else None
    moved = replace(moved, status=step.to or case.status, taken=moved.taken | {step.key}, waits_until=waits)
    return _ended(moved, step, fact)


def _refuse(case: Case, step: Step, fact: Fact) -> None:
    source = "、".join(step.sources)
    if (case.status not in step.states) if step.states else case.status is not None:
        states = "、".join(f"“{procedure().states[state]}”" for state in step.states)
        when = f"此步只能在{states}时进行" if states else "此步只用于新的申请"
        raise NotAllowed(f"{_where(case)}不能“{step.name}”：{when}（{source}）。")
    if step.once and step.key in case.taken and not fact.data.get("override"):
        raise NotAllowed(f"“{step.name}”在一件申请中只能进行一次（{source}）。")
    if step.key in _LAPSES and case.waits_until and fact.on <= case.waits_until:
        raise NotAllowed(f"给申请人的期限到{case.waits_until}才届满，在此之前不能“{step.name}”（{source}）。")
    if step.key == "reply" and case.open_consultations:
        raise NotAllowed(
            "征求意见还没有结果，不能作出答复：请先登记对方的意见或者逾期未答（条例第三十二条、第三十四条）。"
        )


_WAITING = frozenset({"correcting", "reasoning", "paying"})
_LAPSES = frozenset({"lapse_correction", "lapse_payment"})


def _where(case: Case) -> str:
    return f"申请的状态是“{procedure().states[case.status]}”，" if case.status else "申请尚未登记，"


def _ended(case: Case, step: Step, fact: Fact) -> Case:
    """The outcome and the days of reply and closing, where the step brings them."""
    if step.to == "replied":
        outcome = outcomes()[step.outcome or fact.data["outcome"]]
        row = fact.data.get("row") or outcome.row
        return replace(case, decision=fact, outcome=outcome.key, row=row, replied_on=fact.on)
    if step.to != "closed":
        return case
    if step.outcome:
        outcome = outcomes()[step.outcome]
        case = replace(case, outcome=outcome.key, row=outcome.row)
    closed = replace(case, closed_on=fact.on)
    return replace(closed, first=closed.first or closed)


def _start(case: Case, fact: Fact) -> Case:
    return replace(case, received_on=fact.on)


def _restart(case: Case, fact: Fact) -> Case:
    """The period starts anew; an extension or a delay of the one before is gone. A judgment opens the whole case."""
    step = procedure().steps[fact.kind]
    restart = Restart(fact.on, f"{step.name}，答复期限重新起算", step.provisions[0])
    if step.key == "reopen":
        kept = Case(submitted_on=case.submitted_on, received_on=case.received_on, first=case.first)
        return replace(kept, restart=restart, delayed_until=fact.day("until"))
    return replace(case, restart=restart, extension=0, delayed_until=None)


def _extend(case: Case, fact: Fact) -> Case:
    return replace(case, extension=fact.data["days"])


def _delay(case: Case, fact: Fact) -> Case:
    return replace(case, delayed_until=fact.day("until"))


def _consult(case: Case, fact: Fact) -> Case:
    asked = Consultation(fact.number, fact.kind, fact.on, fact.day("reached_on"))
    return replace(case, consultations=(*case.consultations, asked))


def _hear(case: Case, fact: Fact) -> Case:
    kind = {"hear_third_party": "consult_third_party", "hear_organ": "consult_organ"}[fact.kind]
    for place, asked in enumerate(case.consultations):
        if asked.open and asked.kind == kind and asked.number == fact.data["consultation"]:
            heard = replace(
                asked,
                heard_on=fact.on,
                answer=fact.data["answer"],
                reached_on=fact.day("reached_on") or asked.reached_on,
            )
            return replace(case, consultations=(*case.consultations[:place], heard, *case.consultations[place + 1 :]))
    raise NotAllowed("没有等待答复的征求意见，不能登记对方的意见（条例第三十二条、第三十四条）。")


_CLOCK: Mapping[Clock, Callable[[Case, Fact], Case]] = {
    Clock.START: _start,
    Clock.RESTART: _restart,
    Clock.EXCLUDE_FROM: _consult,
    Clock.EXCLUDE_UNTIL: _hear,
    Clock.EXTEND: _extend,
    Clock.DELAY: _delay,
}
