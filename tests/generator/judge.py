"""What came back from the readers, the recogniser and the rules, held against what went into the file."""

import functools
import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher

import msgspec
from opencc import OpenCC

from generator.errors import Expected
from generator.layouts import Rendered
from gongkai.findings import CellRef, Finding, Severity
from gongkai.report.model import AnnualReport, CellState
from gongkai.report.recognise import Reading


class Outcome(msgspec.Struct):
    """Counts of cells and findings, and every problem in words. ``wrong`` is the one that must never be anything but 0.

    ``nulls`` are allowed losses; ``lost`` are cells that the file places for certain and that came back as ``None``.
    """

    exact: int = 0
    nulls: int = 0
    lost: int = 0
    wrong: int = 0
    false_errors: int = 0
    missed_errors: int = 0
    other: int = 0
    problems: list[str] = msgspec.field(default_factory=list)

    def note(self, kind: str, text: str) -> None:
        """Count a problem and keep it in words."""
        setattr(self, kind, getattr(self, kind) + 1)
        self.problems.append(f"{kind}: {text}")

    def add(self, other: "Outcome") -> None:
        """Take another outcome into this one."""
        for name in ("exact", "nulls", "lost", "wrong", "false_errors", "missed_errors", "other"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.problems += other.problems


def judge_readings(rendered: Rendered, readings: Iterable[Reading]) -> Outcome:
    """Whether every report of the file came back: cells, body, year, form, sections."""
    outcome, found = Outcome(), list(readings)
    if len(found) != len(rendered.reports):
        outcome.note("other", f"{len(found)} reports found, {len(rendered.reports)} in the file")
    for report, reading in zip(rendered.reports, found, strict=False):
        _judge_cells(outcome, report, reading, rendered.losable)
        _judge_text(outcome, report, reading.report, rendered.loose)
    return outcome


def judge_findings(
    outcome: Outcome,
    reading: Reading,
    findings: Iterable[Finding],
    expected: frozenset[Expected],
    allowed: frozenset[str],
) -> None:
    """Whether exactly the expected findings of severity error came back.

    A sum in which a cell was not read need not be reported; rules in ``allowed`` may report or not.
    """
    serious = [finding for finding in findings if finding.severity is not Severity.INFO]
    errors = [finding for finding in serious if finding.severity is Severity.ERROR]
    for finding in errors:
        if finding.rule not in allowed and not any(_matches(finding, wanted) for wanted in expected):
            outcome.note("false_errors", f"{finding.rule} {_place(finding)} {finding.message}")
    for wanted in sorted(expected, key=str):
        candidates = serious if wanted.weaker else errors
        if not any(_matches(finding, wanted) for finding in candidates) and not _has_gap(reading.report, wanted):
            outcome.note("missed_errors", f"{wanted.rule} {_words(wanted.cell) if wanted.cell else wanted.section}")


def _judge_cells(outcome: Outcome, report: AnnualReport, reading: Reading, losable: frozenset[CellRef]) -> None:
    doubted = {ref for doubt in reading.doubts for ref in doubt.cells}
    doubted_tables = {doubt.table for doubt in reading.doubts if not doubt.cells}
    for ref, cell in report.cells.items():
        got = reading.report.cell(ref.table, ref.row, ref.column)
        if cell.value == got.value and (cell.value is not None or got.state == cell.state):
            outcome.exact += 1
        elif got.value == 0 and cell.value is None and ref in losable:
            outcome.nulls += 1  # a blank that left no trace cannot be told from a zero that was lost
        elif got.value is not None:
            outcome.note(
                "wrong",
                f"{_words(ref)} read {got.value}, printed {cell.value if cell.value is not None else 'nothing'}",
            )
        elif cell.value is None and ref in losable:
            outcome.nulls += 1
        elif ref not in losable:
            outcome.note("lost", f"{_words(ref)} not read ({got.state}), printed {cell.value}")
        elif got.state is CellState.UNREADABLE and ref not in doubted and ref.table not in doubted_tables:
            outcome.note("other", f"{_words(ref)} not read and no doubt says so")
        else:
            outcome.nulls += 1


def _judge_text(outcome: Outcome, report: AnnualReport, got: AnnualReport, loose: bool) -> None:
    for name in ("year", "form"):
        if getattr(report, name) != getattr(got, name):
            outcome.note("other", f"{name} {getattr(got, name)!r}, printed {getattr(report, name)!r}")
    if _plain(report.organ or "") != _plain(got.organ or ""):
        outcome.note("other", f"organ {got.organ!r}, printed {report.organ!r}")
    numbers, read = [s.number for s in report.sections], [s.number for s in got.sections]
    if numbers != read:
        outcome.note("other", f"sections {read}, printed {numbers}")
    for section in report.sections:
        other = got.section(section.number)
        if other is None:
            continue
        if _plain(section.title) != _plain(other.title):
            outcome.note("other", f"title of section {section.number} {other.title!r}")
        if section.text and not _same_text(section.text, other.text, loose):
            outcome.note(
                "other", f"text of section {section.number} differs: {_first_difference(section.text, other.text)}"
            )


def _same_text(printed: str, read: str, loose: bool) -> bool:
    if _plain(printed) == _plain(read):
        return True
    if not loose:
        return False
    kept = sum(
        b.size for b in SequenceMatcher(None, _plain(printed), _plain(read), autojunk=False).get_matching_blocks()
    )
    return kept >= 0.97 * len(_plain(printed)) and len(_plain(read)) <= 1.15 * len(_plain(printed)) + 40


@functools.cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


@functools.lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    """The text without blanks, Markdown marks, widths and traditional forms."""
    return str(_converter().convert(re.sub(r"[\s*#]+", "", unicodedata.normalize("NFKC", text))))


def _first_difference(printed: str, read: str) -> str:
    a, b = _plain(printed), _plain(read)
    at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return f"…{a[max(0, at - 8) : at + 16]!r} read …{b[max(0, at - 8) : at + 16]!r}"


def _matches(finding: Finding, wanted: Expected) -> bool:
    if finding.rule != wanted.rule:
        return False
    if wanted.cell is not None:
        return finding.where == wanted.cell
    return wanted.section is None or getattr(finding.where, "section", wanted.section) == wanted.section


def _has_gap(report: AnnualReport, wanted: Expected) -> bool:
    """Whether a cell was not read without which the finding cannot be made."""
    identities = (identity for table in report.edition.tables for identity in table.identities)
    sums = [i for i in identities if i.rule == wanted.rule and i.placed == wanted.cell]
    cells = {cell for identity in sums for cell in (*identity.parts, *identity.stated)} | set(wanted.needs)
    return any(report.value(cell.table, cell.row, cell.column) is None for cell in cells)


def _place(finding: Finding) -> str:
    where = finding.where
    return _words(where) if isinstance(where, CellRef) else f"section {where.section} “{where.quote[:40]}”"


def _words(ref: CellRef) -> str:
    return f"{ref.table}/{ref.row}/{ref.column}"
