"""A document's life: what its dated events come to, which of them contradict each other, what is still owed.

The events are those that people record (:class:`gongkai.disclosure.models.LifeEvent`) and those that follow from the
document's own dates. Nothing here asks the clock or the database.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from gongkai.law.counting import months_after
from gongkai.law.lifecycle import Stage, stages
from gongkai.law.periods import period

if TYPE_CHECKING:
    from gongkai.disclosure.models import Document, LifeEvent

ONE = dt.timedelta(days=1)
EXPIRED = "有效期届满"
_MAKING = ("drafted", "consulted", "reviewed", "deliberated", "issued")
_AFTER = ("evaluated", "kept", "to_amend", "unlisted", "amended", "abolished", "lapsed")


class Fold(NamedTuple):
    """What the events come to, as the document keeps it."""

    ended: str
    ended_on: dt.date | None
    ended_because: str
    amended_on: dt.date | None
    unlisted_on: dt.date | None


def fold(valid_until: dt.date | None, events: Sequence["LifeEvent"]) -> Fold:
    """The state that follows from the events, in the order of their days."""
    ends = [event for event in events if event.stage in ("abolished", "lapsed")]
    amended = [event.on for event in events if event.stage == "amended"]
    cleaned = [event for event in events if event.stage in ("kept", "to_amend", "unlisted", "amended")]
    unlisted = cleaned[-1].on if cleaned and cleaned[-1].stage == "unlisted" else None
    if ends:
        end = ends[0]
        because = end.reference or (end.by.doc_no or end.by.title if end.by else "")
        return Fold(end.stage, end.on, because[:200], max(amended, default=None), unlisted)
    if valid_until is not None:
        return Fold("lapsed", valid_until + ONE, EXPIRED, max(amended, default=None), unlisted)
    return Fold("", None, "", max(amended, default=None), unlisted)


class Moment(NamedTuple):
    """An event as a timeline shows it; ``event`` is the record of one that people entered."""

    stage: Stage
    on: dt.date
    until: dt.date | None = None
    event: "LifeEvent | None" = None


def timeline(document: "Document", events: Iterable["LifeEvent"]) -> list[Moment]:
    """All that happened and will happen of itself, in the order of days and of procedure."""
    moments = [Moment(event.law, event.on, event.until, event) for event in events]
    own = {"issued": document.signed_on, "published": document.published_on, "in_force": document.effective_on}
    moments += [Moment(stages()[key], on) for key, on in own.items() if on is not None]
    if document.ended_because == EXPIRED and document.ended_on is not None:
        moments.append(Moment(stages()["lapsed"], document.ended_on))
    order = list(stages())
    return sorted(moments, key=lambda moment: (moment.on, order.index(moment.stage.key)))


def contradictions(signed_on: dt.date | None, effective_on: dt.date | None, events: Sequence["LifeEvent"]) -> list[str]:
    """Sentences on days that cannot be together; empty where all can."""
    days = [(event.name, event.stage, event.on, event.until) for event in events]
    if signed_on:
        days.append((stages()["issued"].name, "issued", signed_on, None))
    making = sorted((day for day in days if day[1] in _MAKING), key=lambda day: _MAKING.index(day[1]))
    found = [
        f"“{later[0]}”的日期（{later[2]}）早于“{earlier[0]}”（{earlier[2]}）"
        for place, earlier in enumerate(making)
        for later in making[place + 1 :]
        if later[2] < earlier[2]
    ]
    begun = effective_on or signed_on
    found += [
        f"“{name}”的日期（{on}）早于施行日期（{begun}）"
        for name, stage, on, _ in days
        if stage in _AFTER and begun is not None and on < begun
    ]
    found += [
        f"“{name}”早于成文日期（{signed_on}）"
        for name, s, on, _ in days
        if s == "filed" and signed_on and on < signed_on
    ]
    found += [
        f"“{name}”的截止日期（{until}）早于开始日期（{on}）" for name, _, on, until in days if until and until < on
    ]
    asked = max((until for _, stage, _, until in days if stage == "consulted" and until), default=None)
    found += [
        f"“{n}”（{on}）在征求意见截止（{asked}）以前"
        for n, s, on, _ in days
        if s == "deliberated" and asked and on < asked
    ]
    over = [day for day in days if day[1] in ("abolished", "lapsed")]
    if len(over) > 1:
        found.append("废止和失效只能有一次")
    found += [
        f"“{name}”（{on}）在“{over[0][0]}”（{over[0][2]}）以后"
        for name, stage, on, _ in days
        if over and stage in ("amended", "kept", "evaluated") and on > over[0][2]
    ]
    return found


def too_short(kind: str, on: dt.date, until: dt.date) -> str | None:
    """Why a draft of a government rule was not before the public for long enough; ``None`` where it was."""
    if kind != "gov_rule":
        return None
    least = _period("rule_draft_consultation", on)
    if least is None or (until - on).days >= least[0]:
        return None
    return f"规章草案公开征求意见一般不少于{least[0]}日（{least[1]}），现为{(until - on).days}日，请写明理由"


def too_early(published_on: dt.date, effective_on: dt.date) -> str | None:
    """Why a government rule may not come into force so soon after its publication; ``None`` where it may."""
    least = _period("rule_entry_into_force", published_on)
    if least is None or (effective_on - published_on).days >= least[0]:
        return None
    return f"规章应当自公布之日起{least[0]}日后施行（{least[1]}），属于可以自公布之日起施行的，请写明理由"


def too_long(begun: dt.date, valid_until: dt.date) -> str | None:
    """Why a normative document may not be valid for so long; ``None`` where it may."""
    most = _period("normative_validity", begun)
    if most is None or valid_until <= months_after(begun, most[0]):
        return None
    return f"有效期最长{most[0] // 12}年（{most[1]}）"


def review_from(on: dt.date) -> dt.date:
    """Until which day those are valid that have to be reviewed from the day on, because their end is near."""
    ahead = _period("normative_review", on)
    return months_after(on, ahead[0]) if ahead else on


def _period(key: str, on: dt.date) -> tuple[int, str] | None:
    """Length and provisions of a period; ``None`` where there was none on the day."""
    try:
        known = period(key, on)
    except LookupError:
        return None
    return known.length, "、".join(known.sources)


def owed(document: "Document", events: Iterable["LifeEvent"]) -> list[Stage]:
    """The stages that a document of its kind goes through and that are not recorded; filing only after publication."""
    there = {event.stage for event in events}
    return [
        stage
        for stage in stages().values()
        if document.kind in stage.owed
        and stage.key not in there
        and (stage.key != "filed" or document.published_on is not None)
    ]
