"""What a rule looks at, and the registry that the rules of this room are declared in."""

from collections.abc import Mapping
from functools import cached_property

import msgspec

from gongkai.findings import CellRef, Registry
from gongkai.report.claims import Claim, claims_of
from gongkai.report.model import AnnualReport, Cell
from gongkai.report.recognise import Reading
from gongkai.report.rules.balance import Imbalance, imbalances
from gongkai.report.rules.bodies import same_body
from gongkai.report.rules.diagnosis import hints


class TypedOver(msgspec.Struct, frozen=True):
    """A number in a sentence that stands in the place of a counted one: its section, both numbers, who and why."""

    section: int
    said: str
    name: str
    counted: str
    reason: str


class Ledger(msgspec.Struct, frozen=True):
    """What was counted for the report: each cell, and for those stated otherwise the reason in words."""

    cells: Mapping[CellRef, Cell]
    reasons: Mapping[CellRef, str] = {}
    typed: tuple[TypedOver, ...] = ()


class Subject:
    """A reading with its context, where it is at hand: last year's report, those of subordinate bodies, the ledger."""

    def __init__(
        self,
        reading: Reading,
        previous: AnnualReport | None = None,
        parts: tuple[AnnualReport, ...] = (),
        ledger: Ledger | None = None,
    ) -> None:
        self.reading = reading
        self.report = reading.report
        self.previous = previous
        self.parts = parts
        self.ledger = ledger

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """The quantities that the report's sentences state or deny, extracted once for all rules."""
        return claims_of(self.report)

    @cached_property
    def imbalances(self) -> tuple[Imbalance, ...]:
        """The sums declared by the form that do not hold, computed once for all rules."""
        return imbalances(self.report)

    @cached_property
    def mismatch(self) -> str:
        """Why the other report given is not last year's of the same body; empty where it is, as far as both tell."""
        report, previous = self.report, self.previous
        if previous is None:
            return ""
        if report.organ and previous.organ and not same_body(report.organ, previous.organ):
            return f"给出的上一年报告是“{previous.organ}”的，与“{report.organ}”不是同一机关"
        if report.year and previous.year and previous.year != report.year - 1:
            return f"给出的上一年报告是 {previous.year} 年的，应为 {report.year - 1} 年"
        return ""

    @property
    def last_year(self) -> AnnualReport | None:
        """Last year's report of the same body; ``None`` where none was given, or another one."""
        return None if self.mismatch else self.previous

    @cached_property
    def hints(self) -> dict[CellRef, str]:
        """For the cell that a failing sum is placed on: the smallest edit that restores the table, in words."""
        return hints(self.report, self.imbalances)


RULES: Registry[Subject] = Registry()
