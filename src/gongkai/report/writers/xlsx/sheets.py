"""What all workbooks share: text that never becomes a formula, sheets with a head that stays in sight."""

from collections.abc import Sequence
from decimal import Decimal

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from gongkai.report.writers.characters import printable

LONGEST = 32_767
"""The characters that a cell of Excel holds."""
_EXACT = 10**15
"""From here on Excel no longer keeps every digit of a number."""
SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""Text is written as text, also where it begins with ``=``, ``+``, ``-`` or ``@``."""

Value = int | Decimal | str | None
Columns = Sequence[tuple[str, int]]
"""The captions of a sheet's columns and their widths in characters."""


def add_sheet(book: Workbook, name: str, columns: Columns) -> Worksheet:
    """A sheet with its head frozen, ready to be printed across one page."""
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"})
    for column, (_, width) in enumerate(columns):
        sheet.set_column(column, column, width)
    put_row(sheet, 0, [caption for caption, _ in columns], head)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    return sheet


def put_row(sheet: Worksheet, row: int, values: Sequence[Value], style: Format) -> None:
    """Write a row from its first column on."""
    for column, value in enumerate(values):
        put(sheet, row, column, value, style)


def put(sheet: Worksheet, row: int, column: int, value: Value, style: Format) -> None:
    """Write a number as a number where Excel keeps all its digits, anything else as text."""
    if value is None or value == "":
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, str):
        sheet.write_string(row, column, printable(value)[:LONGEST], style)
    elif -_EXACT < value < _EXACT and Decimal(repr(float(value))) == value:
        sheet.write_number(row, column, value, style)
    else:
        sheet.write_string(row, column, f"{value:f}" if isinstance(value, Decimal) else str(value), style)
