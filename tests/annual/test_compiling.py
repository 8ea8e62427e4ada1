"""A report out of the ledger: each of the five real ones again in all cells, read back the same in every format."""

from decimal import Decimal
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from applications import ledger
from applications.conftest import open_office
from gongkai.annual.actions import compile_report
from gongkai.annual.binding import figure_of, filled, key_of
from gongkai.annual.compiling import compiled
from gongkai.demo.cases import Office
from gongkai.figures.actions import state
from gongkai.figures.outside import OUTSIDE
from gongkai.figures.registry import FIGURES
from gongkai.figures.scope import Period, Scope
from gongkai.findings import CellRef
from gongkai.report.form import FORMS
from gongkai.report.load import load_reports, reports_in
from gongkai.report.model import Cell, CellState
from gongkai.report.recognise import Reading
from gongkai.report.rules import audit
from gongkai.report.writers import docx, html, markdown, xlsx

pytestmark = pytest.mark.django_db
SAMPLES = sorted((Path(__file__).parents[2] / "samples/reports").glob("*.txt"))
FORM = FORMS["2021"]


@pytest.fixture
def office() -> Office:
    return open_office("office", None)


def test_every_cell_of_the_form_is_bound_to_one_figure() -> None:
    keys = [figure_of(cell).key for cell in FORM.cells]
    assert len(set(keys)) == len(FORM.cells) == 200
    tables = {key for key in FIGURES if key.startswith("table")}
    assert tables == set(keys)


WRONG = {
    "002": {CellRef(4, "review", "total"): (0, 2)},
    "003": {CellRef(3, "total", "natural_person"): (38, 36), CellRef(3, "total", "business"): (0, 2)},
}
"""Cells in which a real report contradicts itself: as printed, and as they must be."""


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_ledger_of_a_real_report_compiles_to_its_200_cells_and_each_opens_to_its_records(
    path: Path, office: Office
) -> None:
    report = load_reports(path)[0].report
    assert report.year
    applications, disputes = ledger.corrected(report), ledger.corrected_4(report)
    records = ledger.make(office, applications, report.year)
    records |= ledger.make_disputes(office, disputes, report.year)
    records |= ledger.make_documents(office, report, report.year)
    for key in OUTSIDE:
        _, row, column = key.split(".")
        value = report.value(2, row, column)
        state(None, office.organ, key, report.year, None if value is None else Decimal(value), "业务系统导出")
    made = compiled(office.organ, report.year).report
    differ = {
        cell: (printed.value, made.cells[cell].value)
        for cell, printed in report.cells.items()
        if (printed.value or 0) != (made.cells[cell].value or 0)
    }
    assert differ == WRONG.get(path.stem[:3], {})
    assert len(made.cells) == 200
    scope, period = Scope(office.organ), Period.year(report.year)
    opened = {cell: set(figure_of(cell).records(scope, period).values_list("pk", flat=True)) for cell in records}
    assert opened == records
    assert len(records) == 200 - len(OUTSIDE)
    wrong = {f.rule for f in audit(Reading.of(made)) if f.severity == "error"}
    assert wrong <= ({"S1", "A2"} if path.stem.startswith("002") else {"S1"})


def test_a_compiled_report_reads_back_the_same_from_every_format(office: Office) -> None:
    report = load_reports(SAMPLES[0])[0].report
    ledger.make(office, ledger.corrected(report), 2025)
    made = compiled(office.organ, 2025).report
    written = (
        docx.write_report(made),
        html.write_report(made).encode(),
        markdown.write_report(made).encode(),
        xlsx.write_report(made),
    )
    for content in written:
        (reading,) = reports_in(content)
        assert {cell: value.value for cell, value in reading.report.cells.items()} == {
            cell: value.value for cell, value in made.cells.items()
        }
        assert (reading.report.organ, reading.report.year) == (made.organ, made.year)


def test_figures_counted_together_come_to_the_same_as_alone(office: Office) -> None:
    report = load_reports(SAMPLES[0])[0].report
    ledger.make(office, ledger.corrected(report), 2025)
    scope, period = Scope(office.organ), Period.year(2025)
    together = FIGURES.values_of(FIGURES, scope, period)
    assert together == {key: FIGURES[key].value(scope, period) for key in FIGURES}


def cells_of(scope: Scope, period: Period) -> dict[CellRef, Cell]:
    return filled(FORM, FIGURES.values_of(map(key_of, FORM.cells), scope, period))


def test_what_other_systems_count_is_stated_with_its_source_and_nothing_is_lost(office: Office) -> None:
    key, organ = "table2.licences.decisions", office.organ
    assert OUTSIDE[key].value(Scope(organ), Period.year(2026)) is None
    assert any("行政许可" in sentence for sentence in compiled(organ, 2026).missing)
    state(office.officer, organ, key, 2026, Decimal(4666), "许可系统，截至12月31日")
    state(office.officer, organ, key, 2026, Decimal(4665), "许可系统，剔除重复一件")
    assert cells_of(Scope(organ), Period.year(2026))[FORM.table(2).cells_of("licences")["decisions"]].value == 4665
    for value, evidence in ((Decimal(-1), "系统"), (Decimal("1.5"), "系统"), (Decimal(1), " ")):
        with pytest.raises(ValidationError):
            state(office.officer, organ, key, 2026, value, evidence)
    with pytest.raises(ValidationError, match="自动统计"):
        state(office.officer, organ, "table3.received.total", 2026, Decimal(1), "系统")


def test_no_such_function_is_neither_nought_nor_missing(office: Office) -> None:
    key = "table2.fees.amount"
    part = open_office("water", office.organ)
    state(None, part.organ, key, 2026, None, "无收费职能")
    year, fees = Period.year(2026), FORM.table(2).cells_of("fees")["amount"]
    assert cells_of(Scope(part.organ), year)[fees].state is CellState.NOT_APPLICABLE
    state(None, office.organ, key, 2026, Decimal("1271.39"), "财政局提供")
    region = cells_of(Scope(office.organ, region=True), year)[fees]
    assert region.value == Decimal("1271.39")


def test_a_compiled_report_goes_the_way_of_one_handed_in(office: Office, work_off) -> None:  # type: ignore[no-untyped-def]
    report = load_reports(SAMPLES[0])[0].report
    ledger.make(office, ledger.corrected(report), 2025)
    file = compile_report(office.officer, office.organ, 2025)
    work_off()
    stored = file.reports.get()
    assert stored.year == 2025
    assert {cell: value.value for cell, value in stored.content.cells.items()} == {
        cell: value.value for cell, value in compiled(office.organ, 2025).report.cells.items()
    }
    for year in (2019, 2999):
        with pytest.raises(ValidationError, match="2021"):
            compile_report(office.officer, office.organ, year)
