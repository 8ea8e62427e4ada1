"""read(write(report)) == report, in every format."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from lxml import etree
from tests.writers.strategies import reports

from gongkai.findings import CellRef
from gongkai.report.exchange import schema, to_xml
from gongkai.report.load import reports_in
from gongkai.report.model import AnnualReport, Cell, CellState
from gongkai.report.readers.errors import Unreadable
from gongkai.report.readers.open import read_bytes
from gongkai.report.recognise import recognise
from gongkai.report.writers import docx, html, markdown, tidy, xlsx
from gongkai.report.writers.data import in_order, report_data, report_from_data, tables_from_json

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
    data = report_data(report, "年报.docx")
    assert report_from_data(msgspec.json.decode(msgspec.json.encode(data))) == report
    assert tables_from_json(msgspec.json.encode(data).decode()).cells == report.cells
    shuffled = msgspec.json.decode(msgspec.json.encode(data, order="sorted"))
    written, again = report_data(report, ""), in_order(shuffled | {"notes": []})
    assert again == written
    assert [(key, list(again[key])) for key in again if "table" in key] == [
        (key, list(written[key])) for key in written if "table" in key
    ]


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


@given(reports())
@settings(max_examples=25)
def test_xml_follows_its_schema_and_gives_the_report_back(report: AnnualReport) -> None:
    written = to_xml(report)
    schema().assertValid(etree.fromstring(written))
    (reading,) = reports_in(written)
    assert reading.report == report


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (b"report:1", b"report:2", "版本不认识"),
        (b'form="2021"', b'form="2031"', "2031"),
        (b">24<", b">x24<", "不符合格式"),
        (b'column="business"', b'column="natural_person"', "重复"),
        (b"</annualReport>", b"", "已损坏"),
        (b"?>", b'?><!DOCTYPE a [<!ENTITY b "c">]>', "XML"),
    ],
)
def test_xml_that_is_not_as_the_schema_wants_says_so(old: bytes, new: bytes, told: str) -> None:
    written = to_xml(read(SAMPLES[1].read_bytes()))
    assert old in written
    with pytest.raises(Unreadable, match=told):
        reports_in(written.replace(old, new))


def test_csv_has_every_cell_once() -> None:
    report = read(SAMPLES[0].read_bytes())
    rows = list(csv.DictReader(io.StringIO(tidy.write_report(report).decode("utf-8-sig"))))
    assert len(rows) == 200
    first = {(row["表"], row["行标识"], row["列标识"]): row["数值"] for row in rows}
    assert first["3", "received", "total"] == str(report.value(3, "received", "total"))


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
