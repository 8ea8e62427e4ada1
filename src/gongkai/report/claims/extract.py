"""From the sections of a report to its claims."""

from gongkai.report.claims.model import Claim
from gongkai.report.model import AnnualReport


def claims_of(report: AnnualReport) -> tuple[Claim, ...]:
    """The claims of all sections, in reading order."""
    return ()
