"""The legality check of a letter (文书合法性检查): what it says as it stands, against law, facts and clock.

Public: :func:`check`, :class:`Clock`, :class:`Asked`, :class:`Answer`, :data:`RULES`.
"""

from gongkai.findings import Finding
from gongkai.letters.check import basis, contents, dates, fees, paper, parties, remedy
from gongkai.letters.check.draft import RULES, Answer, Asked, Clock, Draft, Party
from gongkai.letters.facts import Facts
from gongkai.letters.fill import fill, read

__all__ = ["RULES", "Answer", "Asked", "Clock", "Party", "check"]

_ROOMS = (basis, contents, dates, fees, paper, parties, remedy)
"""Each declares its rules when it is imported."""


def check(kind: str, facts: Facts, clock: Clock, letter: bytes | None = None) -> list[Finding]:
    """What is wrong with a letter, rule by rule.

    ``letter`` is the Word file as it stands after people edited it; without it, what our own template makes of the
    facts. A letter may go out when no finding is an error. Raises ``KeyError`` for an unknown letter or outcome,
    :class:`Unreadable` for a file that is no Word file.
    """
    lines = read(fill(kind, facts) if letter is None else letter)
    draft = Draft(kind=kind, facts=facts, clock=clock, lines=lines)
    return RULES.run(draft, edition="letter", name=facts.number or facts.request.number)
