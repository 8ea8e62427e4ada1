"""Reports made from a few cells and one text, for sentences to be held against."""

from decimal import Decimal

from gongkai.findings import CellRef
from gongkai.report.form import FORMS
from gongkai.report.model import AnnualReport, Cell, Section

Figures = dict[str, int | str | dict[str, int]]
_TABLES = {row.key: table.number for table in FORMS["2021"].tables for row in table.rows}
_SINGLE = {2: "decisions", 3: "total", 4: "total"}


def report(
    text: str,
    cells: Figures | None = None,
    organ: str | None = "清河县人民政府办公室",
    section: int = 1,
    year: int = 2025,
) -> AnnualReport:
    """A report with the text in one section and the cells filled, all others 0.

    A row of table 3 given as one number stands in the columns 自然人 and 总计.
    """
    filled = {ref: Cell.number(0) for ref in FORMS["2021"].cells}
    for row, given in (cells or {}).items():
        # table 3 has a row "total" and table 4 none, so the row tells the table
        table = _TABLES[row]
        for column, value in _columns(row, table, given).items():
            filled[CellRef(table, row, column)] = Cell.number(Decimal(value) if row == "fees" else int(value))
    sections = tuple(
        Section(heading.number, heading.title, text.replace("\\n", "\n") if heading.number == section else "")
        for heading in FORMS["2021"].sections
    )
    return AnnualReport(organ, year, "2021", "", "", sections, filled)


def _columns(row: str, table: int, given: int | str | dict[str, int]) -> dict[str, int | str]:
    if isinstance(given, dict):
        return dict(given)
    if row == "fees":
        return {"amount": given}
    columns: dict[str, int | str] = {_SINGLE[table]: given}
    if table == 3:
        columns["natural_person"] = given
    return columns
