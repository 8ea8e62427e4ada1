"""The rules of tables, structure and style over whole reports: real ones, and made-up ones with and without a fault."""

from pathlib import Path

import pytest

from generator import inject, random_draft
from generator.errors import Expected
from gongkai.findings import CellRef, Finding, Severity
from gongkai.report.readers import read
from gongkai.report.recognise import Reading, recognise
from gongkai.report.rules import audit
from rules.case import ref
from rules.test_cases import OWN

SAMPLES = Path(__file__).parents[2] / "samples/reports"
ERRORS = {
    "000": set(),
    "001": set(),
    "002": {("A2", "2.gov_rules.in_force"), ("C1", "4.review.total")},
    "003": {
        ("B2", "3.total.natural_person"),
        ("B2", "3.total.business"),
        ("B3", "3.carried_out.natural_person"),
        ("B3", "3.carried_out.business"),
    },
    "004": set(),
}
OTHERS = {
    "000": {"S1", "S6", "S11", "D8"},
    "001": {"S11"},
    "002": {"A1", "D8", "S2", "S9", "S10"},
    "003": {"S2"},
    "004": {"S10", "S11"},
}
IN_TABLES = (
    *("row_total_off", "leaf_off", "total_row_off", "balance_off", "merged_requesters", "swapped_leaves"),
    *("court_total_off", "section_missing", "rules_without_power"),
)


def of_sample(number: str) -> list[Finding]:
    path = next(SAMPLES.glob(f"{number}-*.txt"))
    (reading,) = recognise(read(path))
    return [finding for finding in audit(reading) if finding.rule in OWN]


@pytest.mark.parametrize("number", ERRORS)
def test_the_errors_of_the_real_reports_and_no_other(number: str) -> None:
    found = {(finding.rule, finding.where) for finding in of_sample(number) if finding.severity is Severity.ERROR}
    assert found == {(rule, ref(cell)) for rule, cell in ERRORS[number]}


@pytest.mark.parametrize("number", OTHERS)
def test_what_else_is_said_of_the_real_reports(number: str) -> None:
    assert {f.rule for f in of_sample(number) if f.severity is not Severity.ERROR} == OTHERS[number]


def test_the_cause_in_the_report_of_wuzhong() -> None:
    hints = {finding.hint for finding in of_sample("003") if finding.rule in ("B2", "B3")}
    assert len(hints) == 1
    assert "自然人列少计 2 件，与商业企业列的 2 件相符：疑似（七）总计行将商业企业并入自然人列" in hints.pop()


def test_the_cause_in_the_report_of_hongsibao() -> None:
    (finding,) = [finding for finding in of_sample("002") if finding.rule == "C1"]
    assert (finding.expected, finding.found, finding.difference) == (2, 0, -2)
    assert "①表四“行政复议”行“总计”列由 0 改为 2" in finding.hint


@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_no_error_on_reports_without_a_fault(edition: str) -> None:
    for seed in range(150):
        report = random_draft(seed, edition=edition).report
        wrong = [f for f in audit(Reading.of(report)) if f.rule in OWN and f.severity is Severity.ERROR]
        assert wrong == [], (seed, report.name)


@pytest.mark.parametrize("name", IN_TABLES)
def test_injected_errors_come_back_exactly(name: str) -> None:
    tried = 0
    for seed in range(40):
        try:
            injected = inject(random_draft(seed, edition="2021" if seed % 3 else "2019"), seed, name)
        except ValueError:
            continue
        tried += 1
        found = audit(Reading.of(injected.report))
        errors = frozenset(
            Expected(f.rule, f.where if isinstance(f.where, CellRef) else None)
            for f in found
            if f.rule in OWN and f.severity is Severity.ERROR
        )
        expected = frozenset(Expected(error.rule, error.cell) for error in injected.expected)
        assert errors - {Expected(rule) for rule in injected.allowed} == expected, (seed, injected.report.name)
    assert tried > 4


def test_fingerprints_do_not_depend_on_the_reading() -> None:
    report = inject(random_draft(3), 3, "leaf_off").report
    first, second = ([finding.fingerprint for finding in audit(Reading.of(report))] for _ in range(2))
    assert first == second
    assert len(set(first)) == len(first)
