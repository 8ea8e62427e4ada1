"""read(write(report)) == report, in every format."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from tests.writers.strategies import reports

from gongkai.findings import CellRef
from gongkai.report.model import AnnualReport, Cell, CellState
from gongkai.report.readers.open import read_bytes
from gongkai.report.recognise import recognise
from gongkai.report.writers import docx, html, markdown, xlsx
from gongkai.report.writers.data import report_data, report_from_data

SAMPLES = sorted((Path(__file__).parents[2] / "samples/reports").glob("*.txt"))
WRITERS: dict[str, Callable[[AnnualReport], bytes]] = {
    "html": lambda report: html.write_report(report).encode(),
    "docx": docx.write_report,
    "xlsx": xlsx.write_report,
    "md": lambda report: markdown.write_report(report).encode(),
}


def read(data: bytes) -> AnnualReport:
    """The one report in the bytes."""
    (reading,) = recognise(read_bytes(data))
    return reading.report


@given(reports())
def test_json_gives_the_report_back(report: AnnualReport) -> None:
    assert report_from_data(msgspec.json.decode(msgspec.json.encode(report_data(report, "年报.docx")))) == report


@pytest.mark.parametrize("format", ["html", "docx", "xlsx"])
@given(report=reports())
@settings(max_examples=25)
def test_any_report_is_read_as_it_was_written(format: str, report: AnnualReport) -> None:
    assert read(WRITERS[format](report)) == report


@given(report=reports(blanks=False))
@settings(max_examples=25)
def test_markdown_gives_back_any_report_without_blanks(report: AnnualReport) -> None:
    """Its tables do not state their columns: a blank among figures that add up to nothing has no certain place."""
    assert read(WRITERS["md"](report)) == report


@pytest.mark.parametrize("format", WRITERS)
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name[:3])
def test_real_reports_are_read_as_they_were_written(format: str, path: Path) -> None:
    report = read(path.read_bytes())
    assert read(WRITERS[format](report)) == report


def test_an_unreadable_cell_stays_unreadable_though_its_characters_are_not_printed() -> None:
    report = read(SAMPLES[0].read_bytes())
    cell = Cell(state=CellState.UNREADABLE, printed="1 2")
    report = msgspec.structs.replace(report, cells=report.cells | {CellRef(3, "received", "total"): cell})
    for write in WRITERS.values():
        assert read(write(report)).cell(3, "received", "total") == Cell(state=CellState.UNREADABLE)
