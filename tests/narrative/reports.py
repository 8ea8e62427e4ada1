"""The sample reports as they were read, and faults of one rule on a made-up report."""

import functools
from pathlib import Path

from claims.reports import Figures, report
from gongkai.findings import Fault, Severity
from gongkai.report.model import AnnualReport
from gongkai.report.readers import read
from gongkai.report.recognise import Reading, recognise
from gongkai.report.rules import RULES, Subject

SAMPLES = Path(__file__).parents[2] / "samples" / "reports"
NARRATIVE = ("A5", "A6", "B6", "B7", "D1", "D2", "D3", "D4", "D5", "D6", "D7", "D9", "S4", "S5")

__all__ = ["NARRATIVE", "faults", "faults_of", "report", "sample"]


@functools.cache
def sample(prefix: str) -> Subject:
    """The sample report whose file name begins so."""
    (path,) = SAMPLES.glob(f"{prefix}*")
    (reading,) = recognise(read(path))
    return Subject(reading)


def faults(subject: Subject, *rules: str) -> list[tuple[str, Severity, Fault]]:
    """The faults that the rules yield, each with its rule and severity."""
    return [
        (rule, fault.severity or RULES[rule].severity, fault)
        for rule in rules or NARRATIVE
        for fault in RULES[rule].check(subject)
    ]


def faults_of(
    rule: str, text: str, cells: Figures | None = None, organ: str | None = "清河县人民政府办公室", section: int = 6
) -> list[Fault]:
    """The faults of one rule on a report with this text."""
    made: AnnualReport = report(text, cells, organ, section)
    return list(RULES[rule].check(Subject(Reading.of(made))))
