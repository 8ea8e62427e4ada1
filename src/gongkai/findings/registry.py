"""Rules are declared with a decorator and collected in a registry, which runs them."""

from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar

from gongkai.findings.model import Fault, Finding, Severity, fingerprint

Subject = TypeVar("Subject")
Check = Callable[[Subject], Iterable[Fault]]

PAGE_HEADINGS = ("为什么", "例", "怎么办", "局限")
"""The headings that every rule's docstring must have after its first line, in this order, each as ``### 为什么``.

The docstring is the user's page of the rule, in Markdown; its first line is the fault in one sentence.
"""


class Rule(Generic[Subject]):
    """A check: identifier for ever, title that names the fault, default severity, form editions, source."""

    def __init__(
        self, id: str, title: str, severity: Severity, editions: frozenset[str], source: str, check: Check[Subject]
    ) -> None:
        self.id = id
        self.title = title
        self.severity = severity
        self.editions = editions
        self.source = source
        self.check = check

    @property
    def page(self) -> str:
        """The user's page of the rule: the docstring of its function, Markdown."""
        from inspect import cleandoc  # read by documentation only

        return cleandoc(self.check.__doc__ or "")


class Registry(Generic[Subject]):
    """The rules for one kind of subject, in the order of their identifiers: A1, A2, A10, B1."""

    def __init__(self) -> None:
        self._rules: dict[str, Rule[Subject]] = {}

    def __iter__(self) -> Iterator[Rule[Subject]]:
        return iter(self._rules.values())

    def __getitem__(self, id: str) -> Rule[Subject]:
        return self._rules[id]

    def rule(
        self, id: str, title: str, severity: Severity, source: object, editions: Iterable[str] = ("2021", "2019")
    ) -> Callable[[Check[Subject]], Check[Subject]]:
        """Declare the decorated generator of faults as a rule; an identifier can be given once only."""

        def register(check: Check[Subject]) -> Check[Subject]:
            if id in self._rules:
                raise ValueError(f"规则编号 {id} 已经用过，编号不得重复")
            self._rules[id] = Rule(id, title, severity, frozenset(editions), str(source), check)
            self._rules = dict(sorted(self._rules.items(), key=_rank))
            return check

        return register

    def run(self, subject: Subject, *, edition: str, name: str) -> list[Finding]:
        """All findings on the subject, in the order of the rules.

        ``name`` says whose report it is (body and year) and goes into the fingerprints. An exception inside a check
        is a fault of ours and is not caught.
        """
        return [
            _finding(rule, fault, name)
            for rule in self._rules.values()
            if edition in rule.editions
            for fault in rule.check(subject)
        ]


def _rank(entry: tuple[str, object]) -> tuple[str, int]:
    letters = entry[0].rstrip("0123456789")
    return letters, int(entry[0][len(letters) :] or 0)


def _finding(rule: Rule[Subject], fault: Fault, name: str) -> Finding:
    return Finding(
        rule=rule.id,
        severity=fault.severity or rule.severity,
        message=fault.message,
        where=fault.where,
        expected=fault.expected,
        found=fault.found,
        difference=fault.difference,
        cells=fault.cells,
        hint=fault.hint,
        source=fault.source or rule.source,
        fingerprint=fingerprint(rule.id, fault, name),
    )
