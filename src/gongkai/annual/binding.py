"""The cells of the form → the figures that fill them. Every cell of the form is bound to one."""

from collections.abc import Mapping
from decimal import Decimal

from gongkai.figures.measures import NO_FUNCTION, Value
from gongkai.figures.registry import FIGURES, Figure
from gongkai.findings import CellRef
from gongkai.report.form import Form
from gongkai.report.model import BLANK, NOT_APPLICABLE, Cell


def key_of(cell: CellRef) -> str:
    """The identifier of the figure that fills the cell."""
    return f"table{cell.table}.{cell.row}.{cell.column}"


def figure_of(cell: CellRef) -> Figure:
    """The figure that fills the cell; ``KeyError`` where the ledger counts nothing for it."""
    return FIGURES[key_of(cell)]


def filled(form: Form, values: Mapping[str, Value]) -> dict[CellRef, Cell]:
    """Every cell of the form from the figures' values; blank where nobody has stated what other systems count."""
    return {cell: _cell(form, cell, values[key_of(cell)]) for cell in form.cells}


def _cell(form: Form, cell: CellRef, value: Value) -> Cell:
    if value is NO_FUNCTION:
        return NOT_APPLICABLE
    if value is None:
        return BLANK
    if not isinstance(value, int | Decimal):
        raise TypeError(f"{key_of(cell)} is no number")
    return Cell.number(Decimal(value) if form.table(cell.table).row(cell.row).amount else int(value))
