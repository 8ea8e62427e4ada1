"""What a rule looks at, and the registry that the rules of this room are declared in."""

from functools import cached_property

from gongkai.findings import CellRef, Registry
from gongkai.report.claims import Claim, claims_of
from gongkai.report.model import AnnualReport
from gongkai.report.recognise import Reading
from gongkai.report.rules.balance import Imbalance, imbalances
from gongkai.report.rules.diagnosis import hints


class Subject:
    """A reading with its context: last year's report and the reports of subordinate bodies, where they were given."""

    def __init__(
        self, reading: Reading, previous: AnnualReport | None = None, parts: tuple[AnnualReport, ...] = ()
    ) -> None:
        self.reading = reading
        self.report = reading.report
        self.previous = previous
        self.parts = parts

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """The quantities that the report's sentences state or deny, extracted once for all rules."""
        return claims_of(self.report)

    @cached_property
    def imbalances(self) -> tuple[Imbalance, ...]:
        """The sums declared by the form that do not hold, computed once for all rules."""
        return imbalances(self.report)

    @cached_property
    def hints(self) -> dict[CellRef, str]:
        """For the cell that a failing sum is placed on: the smallest edit that restores the table, in words."""
        return hints(self.report, self.imbalances)


RULES: Registry[Subject] = Registry()
