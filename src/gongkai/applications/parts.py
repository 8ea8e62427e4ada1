"""The parts of a decision, and what they say in its letter. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gongkai.law.outcomes import outcomes, together
from gongkai.law.provisions import cite
from gongkai.letters.facts import Earlier, Withheld


@dataclass(frozen=True)
class Part:
    """What is decided on a part of what was asked: an outcome that is not ``partial``, and why.

    ``basis`` are citations (条例第十六条第二款); empty takes those of the outcome. ``details`` are what the kind of reply
    must name: where to find it, the right organ, the number of the first reply.
    """

    outcome: str
    subject: str
    reasons: str = ""
    details: str = ""
    basis: tuple[str, ...] = ()


def reply_facts(parts: Sequence[Part]) -> dict[str, Any]:
    """What the parts of a decision say in its letter."""
    outcome = together(part.outcome for part in parts)
    kept = [part for part in parts if not outcomes()[part.outcome].gives]
    details = next((part.details for part in parts if part.details), "")
    organ, _, contact = details.partition("，")
    elsewhere = outcome.key == "not_responsible"
    basis = tuple(dict.fromkeys(cite(words) for part in parts for words in part.basis))
    return {
        "outcome": outcome.key,
        "basis": () if outcome.key == "partial" else basis,
        "reasons": tuple(part.reasons for part in kept) if outcome.key != "partial" else (),
        "given": tuple(part.subject for part in parts if outcomes()[part.outcome].gives),
        "withheld": tuple(map(_withheld, kept)) if outcome.key == "partial" else (),
        "way": details,
        "proper_organ": organ if elsewhere and contact else "",
        "proper_contact": contact if elsewhere else "",
        "earlier": Earlier(number=details) if outcome.key == "repeat" else None,
    }


def _withheld(part: Part) -> Withheld:
    basis = part.basis or outcomes()[part.outcome].basis
    return Withheld(content=part.subject, reason=part.reasons, basis=tuple(map(cite, basis)))
