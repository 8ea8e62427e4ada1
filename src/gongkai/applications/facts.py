"""Kinds of facts. The steps of the law's table move an application; the others note what an office did besides."""

import datetime as dt
import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from gongkai.law.procedure import Step, procedure

OPEN = frozenset({"submitted", "handling", "correcting", "reasoning", "paying", "replied"})
"""The states in which somebody still has something to do for the requester."""
ENDED = frozenset({"closed", "archived"})
_HANDLING = frozenset({"handling"})


class Note(NamedTuple):
    """A kind of fact that the law's table does not have: its name, and the states in which it can be noted."""

    name: str
    states: frozenset[str]


NOTES: Mapping[str, Note] = {
    "assign": Note("指定承办人", OPEN | ENDED),
    "contact": Note("与申请人沟通", OPEN | ENDED),
    "search": Note("检索", _HANDLING),
    "absorb": Note("并入相同的申请", _HANDLING),
    "propose_extension": Note("提请延长答复期限", _HANDLING),
    "draft": Note("拟定答复", _HANDLING),
    "joint_review": Note("答复联审", _HANDLING),
    "legality_check": Note("合法性审核", _HANDLING),
    "attempt": Note("送达未成", frozenset({"replied"})),
    "debrief": Note("复盘", ENDED),
    "recount": Note("放假安排变动，期限重新计算", OPEN),
    "note": Note("记事", OPEN | ENDED),
    "amend": Note("更正记录", OPEN | ENDED),
    "amend_entry": Note("更正登记内容", OPEN | ENDED),
}


@dataclass(frozen=True)
class Fact:
    """Something that happened to an application on a day; ``number`` counts within the application, from 1.

    ``data`` is what the kind needs, as JSON: days are ISO strings.
    """

    number: int
    kind: str
    on: dt.date
    data: Mapping[str, Any] = field(default_factory=dict)

    def day(self, name: str) -> dt.date | None:
        """A day of the data."""
        text = self.data.get(name)
        return dt.date.fromisoformat(text) if text else None


def step_of(kind: str) -> Step | None:
    """The step of the law's table, or ``None`` for a note. Raises ``KeyError`` for a kind that there is not."""
    if kind in NOTES:
        return None
    return _steps()[kind]


def name_of(kind: str) -> str:
    """The kind in Chinese."""
    step = step_of(kind)
    return step.name if step else NOTES[kind].name


@functools.cache
def _steps() -> dict[str, Step]:
    return procedure().steps


def standing(facts: Iterable[Fact]) -> list[Fact]:
    """The facts as corrected by later ones (``amend``), in the order in which they happened.

    An amendment names the number of a fact and gives it another day or other data, or strikes it out (``void``); the
    last amendment of a fact counts. Amendments themselves stay in the record and out of the fold.
    """
    by_number = {fact.number: fact for fact in facts}
    for fact in sorted(by_number.values(), key=lambda each: each.number):
        if fact.kind != "amend":
            continue
        del by_number[fact.number]
        target = by_number.get(fact.data["fact"])
        if target is None:
            continue
        if fact.data.get("void"):
            del by_number[target.number]
        else:
            data = {**target.data, **fact.data.get("data", {})}
            by_number[target.number] = replace(target, on=fact.day("to") or target.on, data=data)
    return sorted(by_number.values(), key=lambda each: (each.on, each.number))
