"""A report as a workbook in the official form."""

import io
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from gongkai.report.form.schema import table_name
from gongkai.report.model import AnnualReport, CellState
from gongkai.report.writers.layout import Box, Layout, layout, printed
from gongkai.report.writers.outline import Heading, Text, Title, outline
from gongkai.report.writers.xlsx.sheets import LONGEST, SAFE, Value, put

_WIDTHS = {2: (26, 18, 18, 18), 3: (11, 15, 44, *[9] * 7), 4: (9,) * 15}
_FACE: dict[str, Any] = {"font_name": "宋体", "font_size": 11, "text_wrap": True}


def write_report(report: AnnualReport) -> bytes:
    """The text on the sheet 正文, a paragraph a row; each table on its own sheet with the form's spans.

    A paragraph longer than a cell may be goes on in the next row.
    """
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, SAFE | {"in_memory": True}) as book:
        _write_text(book, report)
        for table in report.edition.tables:
            _write_table(book, layout(report.form, table.number), report)
    return file.getvalue()


def _write_text(book: Workbook, report: AnnualReport) -> None:
    sheet = _add_sheet(book, "正文", (100,))
    title = book.add_format(_FACE | {"font_size": 18, "align": "center", "valign": "vcenter"})
    heading = book.add_format(_FACE | {"font_name": "黑体", "font_size": 14})
    body = book.add_format(_FACE | {"font_size": 12, "valign": "top"})
    row = 0
    for part in outline(report):
        match part:
            case Title(text):
                lines, style = [text], title
            case Heading():
                lines, style = [part.text], heading
            case Text(_, text):
                lines, style = [text[n : n + LONGEST] for n in range(0, len(text), LONGEST)], body
            case Layout():
                continue
        for line in lines:
            put(sheet, row, 0, line, style)
            row += 1


def _write_table(book: Workbook, drawn: Layout, report: AnnualReport) -> None:
    sheet = _add_sheet(book, table_name(drawn.number), _WIDTHS[drawn.number])
    centred = book.add_format(_FACE | {"border": 1, "align": "center", "valign": "vcenter"})
    label = book.add_format(_FACE | {"border": 1, "valign": "vcenter"})
    for box in drawn.boxes:
        style = label if box.scope == "row" and box.column else centred
        _put_box(sheet, box, _value(box, report), style)


def _put_box(sheet: Worksheet, box: Box, value: Value, style: Format) -> None:
    if box.rowspan * box.colspan > 1:
        last = box.row + box.rowspan - 1, box.column + box.colspan - 1
        sheet.merge_range(box.row, box.column, *last, "", style)
    put(sheet, box.row, box.column, value, style)


def _value(box: Box, report: AnnualReport) -> Value:
    if box.ref is None:
        return box.label
    cell = report.cell(box.ref.table, box.ref.row, box.ref.column)
    return cell.value if cell.state is CellState.NUMBER else printed(cell)


def _add_sheet(book: Workbook, name: str, widths: tuple[int, ...]) -> Worksheet:
    sheet = book.add_worksheet(name)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    if len(widths) > 1:
        sheet.set_landscape()
    return sheet
