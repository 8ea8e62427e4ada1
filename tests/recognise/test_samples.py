"""The five real reports are read cell by cell."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from gongkai.report.load import load_reports
from gongkai.report.recognise import Reading

SAMPLES = Path(__file__).parents[2] / "samples" / "reports"
PRINTED: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "samples.yaml").read_text("utf-8"))


@pytest.fixture(params=PRINTED, scope="module")
def sample(request: pytest.FixtureRequest) -> tuple[Reading, dict[str, Any]]:
    (reading,) = load_reports(SAMPLES / request.param)
    return reading, PRINTED[request.param]


def test_every_cell_is_read_as_printed(sample: tuple[Reading, dict[str, Any]]) -> None:
    reading, printed = sample
    report = reading.report
    expected = {
        ref: printed["cells"].get(ref.table, {}).get(ref.row, {}).get(ref.column, 0) for ref in report.edition.cells
    }
    expected = {ref: Decimal(v) if isinstance(v, str) else v for ref, v in expected.items()}
    assert {ref: cell.value for ref, cell in report.cells.items()} == expected


def test_body_year_form_and_sections(sample: tuple[Reading, dict[str, Any]]) -> None:
    reading, printed = sample
    report = reading.report
    assert (report.organ, report.year, report.form) == (printed["organ"], printed["year"], "2021")
    assert [section.number for section in report.sections] == [1, 2, 3, 4, 5, 6]
    assert [section.title for section in report.sections] == printed["titles"]


def test_no_line_of_a_table_is_left_in_the_text(sample: tuple[Reading, dict[str, Any]]) -> None:
    report = sample[0].report
    assert [report.sections[number - 1].text for number in (2, 3, 4)] == ["", "", ""]
    assert all(report.sections[number - 1].text for number in (1, 5, 6))


def test_a_deduced_cell_is_never_silent() -> None:
    """000 prints six numbers in rows of seven columns; what order and sums allow is taken, and said."""
    (reading,) = load_reports(SAMPLES / "000-pingluo-office-2025.txt")
    (doubt,) = reading.doubts
    assert doubt.accepted
    assert len({ref.row for ref in doubt.cells}) == 21
