"""Every figure with its change."""

from decimal import Decimal

import msgspec
import pytest

from gongkai.findings import CellRef
from gongkai.report.compare import Change, compare
from gongkai.report.form import FORMS
from gongkai.report.model import BLANK, NOT_APPLICABLE, AnnualReport, Cell, CellState

REF = CellRef(3, "received", "total")
UNREADABLE = Cell(state=CellState.UNREADABLE)


def report(form: str = "2021", **values: int) -> AnnualReport:
    """A report with 0 in every cell, and the values in 总计 of the rows of table 3."""
    cells = {ref: Cell.number(0) for ref in FORMS[form].cells}
    cells |= {CellRef(3, row, "total"): Cell.number(value) for row, value in values.items()}
    return AnnualReport("某县", 2025, form, "", "", (), cells)


@pytest.mark.parametrize(
    ("before", "after", "difference", "percent"),
    [
        (Cell.number(24), Cell.number(10), -14, "-58.3"),
        (Cell.number(2), Cell.number(3), 1, "50.0"),
        (Cell.number(0), Cell.number(3), 3, None),
        (Cell.number(-2), Cell.number(2), 4, "200.0"),
        (BLANK, Cell.number(3), None, None),
        (Cell.number(3), NOT_APPLICABLE, None, None),
        (UNREADABLE, Cell.number(3), None, None),
        (Cell.number(Decimal("1.50")), Cell.number(Decimal("3.00")), Decimal("1.50"), "100.0"),
        (None, Cell.number(3), None, None),
    ],
)
def test_a_change_is_told_where_both_are_numbers(
    before: Cell | None, after: Cell, difference: int | Decimal | None, percent: str | None
) -> None:
    change = Change(REF, "2021", before, after)
    assert change.difference == difference
    assert change.percent == (Decimal(percent) if percent else None)


@pytest.mark.parametrize(
    ("before", "after", "idle"),
    [
        (Cell.number(0), Cell.number(0), True),
        (BLANK, BLANK, True),
        (None, Cell.number(0), True),
        (Cell.number(0), BLANK, False),
        (UNREADABLE, UNREADABLE, False),
        (Cell.number(2), Cell.number(2), False),
    ],
)
def test_only_what_is_nothing_in_both_is_left_out(before: Cell | None, after: Cell, idle: bool) -> None:
    assert Change(REF, "2021", before, after).is_idle is idle


def test_all_cells_are_compared_in_the_order_of_the_form() -> None:
    comparison = compare(report(received=24), report(received=10))
    assert [change.ref for change in comparison.changes] == list(FORMS["2021"].cells)
    assert [change.ref for change in comparison.changes if not change.is_same] == [REF]


def test_editions_are_compared_by_the_cells_they_share() -> None:
    comparison = compare(report("2019", received=1), report("2021", received=2))
    by_ref = {change.ref: change for change in comparison.changes}
    assert by_ref[REF].difference == 1
    assert by_ref[CellRef(2, "gov_rules", "created")].after is None
    assert by_ref[CellRef(2, "gov_rules", "in_force")].before is None
    assert set(by_ref) == set(FORMS["2019"].cells) | set(FORMS["2021"].cells)


def test_the_two_are_told_apart_by_what_differs() -> None:
    one = report()
    other_year = msgspec.structs.replace(one, year=2024)
    other_body = msgspec.structs.replace(one, organ="某市")
    assert compare(other_year, one).labels == ("2024年", "2025年")
    assert compare(other_body, one).labels == ("某市", "某县")
    assert compare(one, one).labels == ("前一份", "后一份")
    assert compare(msgspec.structs.replace(other_body, year=2024), one).labels == ("某市 2024", "某县 2025")
