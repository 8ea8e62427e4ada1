"""The judge itself: every kind of bad reading is seen, a good one passes."""

import msgspec

from generator import Expected, random_report
from generator.judge import Outcome, judge_findings, judge_readings
from generator.layouts import Rendered
from gongkai.findings import CellRef, Finding, Severity
from gongkai.report.model import BLANK, AnnualReport, Cell, CellState
from gongkai.report.recognise import Doubt, Reading

REPORT = random_report(4)
TOTAL = CellRef(3, "received", "total")
UNREADABLE = Cell(state=CellState.UNREADABLE)


def _with(report: AnnualReport, ref: CellRef, cell: Cell) -> AnnualReport:
    return msgspec.structs.replace(report, cells=report.cells | {ref: cell})


def _judged(read: AnnualReport, losable: frozenset[CellRef] = frozenset(), doubts: tuple[Doubt, ...] = ()) -> Outcome:
    reading = msgspec.structs.replace(Reading.of(read), doubts=doubts)
    return judge_readings(Rendered(b"", "txt", (REPORT,), losable), [reading])


def test_a_good_reading_passes() -> None:
    outcome = _judged(REPORT)
    assert not outcome.problems
    assert outcome.exact == len(REPORT.cells)


def test_another_number_is_wrong_even_where_the_cell_may_be_lost() -> None:
    changed = _with(REPORT, TOTAL, Cell.number(99999))
    assert _judged(changed).wrong == 1
    assert _judged(changed, frozenset({TOTAL})).wrong == 1


def test_a_number_where_nothing_is_printed_is_wrong() -> None:
    printed = _with(REPORT, TOTAL, BLANK)
    outcome = judge_readings(Rendered(b"", "txt", (printed,)), [Reading.of(_with(REPORT, TOTAL, Cell.number(0)))])
    assert outcome.wrong == 1


def test_a_lost_cell_needs_a_reason_and_a_doubt() -> None:
    lost = _with(REPORT, TOTAL, UNREADABLE)
    assert _judged(lost).lost == 1
    assert _judged(lost, frozenset({TOTAL})).other == 1
    assert not _judged(lost, frozenset({TOTAL}), (Doubt(3, (TOTAL,), "读不出"),)).problems


def test_another_body_year_or_text_is_seen() -> None:
    first, *rest = REPORT.sections
    shorter = msgspec.structs.replace(first, text=first.text[:-20])
    for changed in (
        msgspec.structs.replace(REPORT, organ="双柳区"),
        msgspec.structs.replace(REPORT, year=1999),
        msgspec.structs.replace(REPORT, sections=REPORT.sections[1:]),
        msgspec.structs.replace(REPORT, sections=(shorter, *rest)),
    ):
        assert _judged(changed).other >= 1


def _finding(rule: str, where: CellRef, severity: Severity = Severity.ERROR) -> Finding:
    return Finding(
        rule=rule, severity=severity, message="", where=where, expected=1, found=2, difference=1, cells=(), hint="",
        source="", fingerprint="",
    )  # fmt: skip


def _counts(findings: list[Finding], expected: frozenset[Expected]) -> tuple[int, int]:
    outcome = Outcome()
    judge_findings(outcome, Reading.of(REPORT), findings, expected, frozenset())
    return outcome.false_errors, outcome.missed_errors


def test_findings_must_be_exactly_the_expected_ones() -> None:
    wanted = frozenset({Expected("B1", TOTAL)})
    assert _counts([_finding("B1", TOTAL)], wanted) == (0, 0)
    assert _counts([], wanted) == (0, 1)
    assert _counts([_finding("B1", TOTAL, Severity.WARNING)], wanted) == (0, 1)
    assert _counts([_finding("B2", TOTAL), _finding("B1", TOTAL)], wanted) == (1, 0)
    assert _counts([_finding("B1", CellRef(3, "total", "total"))], wanted) == (1, 1)
