"""Running all rules over a reading."""

from gongkai.findings import Finding
from gongkai.report.model import AnnualReport
from gongkai.report.recognise import Reading
from gongkai.report.rules import (  # noqa: F401  (declare their rules)
    casework,
    completeness,
    deadline,
    framing,
    ledger,
    narrative,
    narrative_consistency,
    narrative_courts,
    narrative_documents,
    narrative_duties,
    narrative_fees,
    narrative_scope,
    neighbours,
    numbers,
    powers,
    structure,
    style,
    subordinates,
    tables,
    typography,
)
from gongkai.report.rules.subject import RULES, Ledger, Subject


def audit(
    reading: Reading,
    previous: AnnualReport | None = None,
    parts: tuple[AnnualReport, ...] = (),
    counted: Ledger | None = None,
) -> list[Finding]:
    """All findings on the report, in the order of the rules.

    ``previous`` is the same body's report for the year before; ``parts`` are the reports of the bodies whose
    figures the report should add up; ``counted`` is what the ledger counts.
    """
    subject = Subject(reading, previous, parts, counted)
    return RULES.run(subject, edition=reading.report.form, name=reading.report.name)
