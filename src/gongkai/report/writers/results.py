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

    @property
    def numbered(self) -> list[tuple[int, Finding]]:
        """The findings, the surest first, each with the number that stands for it in every output, from 1."""
        order = list(Severity)
        return list(enumerate(sorted(self.findings, key=lambda finding: order.index(finding.severity)), 1))

    def of(self, severity: Severity) -> list[tuple[int, Finding]]:
        """The numbered findings of the severity."""
        return [(number, finding) for number, finding in self.numbered if finding.severity is severity]

    @property
    def title(self) -> str:
        """The report's title on one line; body and year where it has none."""
        return self.report.title.replace("\n", "") or self.report.name

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
