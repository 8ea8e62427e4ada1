"""What there is to write about one file: an audited report, or why the file could not be read."""

import msgspec

from gongkai.findings import Finding, Severity
from gongkai.report.model import AnnualReport


class Audited(msgspec.Struct, frozen=True):
    """A report with its findings.

    ``path`` is the file as the user named it; ``part`` counts the reports of one file from 1 and is ``None`` where
    the file holds just one; ``notes`` are remarks on the reading, in Chinese.
    """

    path: str
    report: AnnualReport
    findings: tuple[Finding, ...]
    part: int | None = None
    notes: tuple[str, ...] = ()

    def of(self, severity: Severity) -> list[tuple[int, Finding]]:
        """The findings of the severity, each with the number that marks it in every output, from 1."""
        return [(n, finding) for n, finding in enumerate(self.findings, 1) if finding.severity is severity]

    @property
    def label(self) -> str:
        """The file and, where it holds several reports, which of them."""
        return self.path if self.part is None else f"{self.path}（第{self.part}份）"


class Failed(msgspec.Struct, frozen=True):
    """A file that could not be read, and the one line that says what, why and what to do."""

    path: str
    error: str


Result = Audited | Failed


def tally(findings: tuple[Finding, ...]) -> str:
    """How many findings of each severity, in words.

    >>> tally(())
    '未发现问题'
    """
    counts = ((s, sum(finding.severity is s for finding in findings)) for s in Severity)
    return "，".join(f"{s.label} {count} 处" for s, count in counts if count) or "未发现问题"
