"""The process that ``xls`` starts: a workbook on standard input → its sheets on standard output."""

import io
import sys

import msgspec
import xlrd
import xlrd.biffh

from gongkai.report.readers.cellvalues import date_text, number_text, tidy
from gongkai.report.readers.xls import ENCRYPTED, Plain


def main() -> int:
    """Read the workbook, write its visible sheets; the exit status."""
    try:
        book = xlrd.open_workbook(file_contents=sys.stdin.buffer.read(), formatting_info=True, logfile=io.StringIO())
    except xlrd.biffh.XLRDError as error:
        return ENCRYPTED if "encrypted" in str(error) else 1
    sheets = [_plain(sheet, epoch1904=bool(book.datemode)) for sheet in book.sheets() if sheet.visibility == 0]
    sys.stdout.buffer.write(msgspec.json.encode(sheets))
    return 0


def _plain(sheet: xlrd.sheet.Sheet, *, epoch1904: bool) -> Plain:
    texts = (
        (row, column, _text(cell, epoch1904=epoch1904))
        for row in range(sheet.nrows)
        for column, cell in enumerate(sheet.row(row))
    )
    merged = [(top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells]
    return Plain(sheet.name, [cell for cell in texts if cell[2]], merged)


def _text(cell: xlrd.sheet.Cell, *, epoch1904: bool) -> str:
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        return number_text(cell.value)
    if cell.ctype == xlrd.XL_CELL_DATE:
        return date_text(cell.value, epoch1904=epoch1904)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(int(cell.value), "#ERROR!"))
    return tidy(str(cell.value)) if cell.ctype == xlrd.XL_CELL_TEXT else ""


if __name__ == "__main__":
    sys.exit(main())
