"""Running all checks over passages."""

import datetime as dt
from collections.abc import Iterable

import msgspec

from gongkai.findings import Finding, Severity
from gongkai.scan import addresses, figures, people, unseen, words  # noqa: F401  (declare their rules)
from gongkai.scan.passage import RULES, Passage, Subject
from gongkai.scan.wording import Lexicon, lexicon


class Scanned(msgspec.Struct, frozen=True):
    """What a check came to: the findings, gravest first, and by which versions of the lists."""

    passages: tuple[Passage, ...]
    findings: tuple[Finding, ...]
    lists: str
    notes: tuple[str, ...] = ()

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that stand in the way of publication."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)


def check(
    passages: Iterable[Passage], on: dt.date, name: str, own: Lexicon | None = None, notes: Iterable[str] = ()
) -> Scanned:
    """All findings in the passages; ``name`` says whose text it is and goes into the fingerprints.

    The same words in the same sentence are one finding, however often a table repeats them.
    """
    subject = Subject(tuple(passages), own or lexicon(), on)
    found = RULES.run(subject, edition=_EDITION, name=name)
    once: dict[str, Finding] = {}
    for finding in found:
        once.setdefault(finding.fingerprint, finding)
    ranked = sorted(once.values(), key=lambda finding: list(Severity).index(finding.severity))
    return Scanned(subject.passages, tuple(ranked), subject.lexicon.version, tuple(notes))


_EDITION = "2021"
"""The checks know no forms; the registry's rules are declared for all."""
