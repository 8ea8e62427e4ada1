"""A report as a workbook in the official form."""

import io
from math import ceil
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from gongkai.report.model import AnnualReport, CellState
from gongkai.report.writers.layout import Box, Layout, printed
from gongkai.report.writers.outline import Heading, Text, Title, outline
from gongkai.report.writers.xlsx.sheets import LONGEST, SAFE, Value, put

_FACE: dict[str, Any] = {"font_name": "宋体", "font_size": 11, "text_wrap": True}
_SHEETS = {1: "总体情况", 2: "主动公开", 3: "依申请公开", 4: "复议诉讼", 5: "问题和其他"}
"""The sheets by the section that opens them; the title and the opening stand on the first."""
_WIDTHS = {1: (100,), 2: (26, 22, 22, 22), 3: (11, 15, 44, *[9] * 7), 4: (8,) * 15, 5: (100,)}
_LINE = 18
"""Points between lines of text."""


def write_report(report: AnnualReport) -> bytes:
    """The report in reading order, its sections over five sheets: those with a table have columns made for it.

    A paragraph longer than a cell may be goes on in the next row.
    """
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, SAFE | {"in_memory": True}) as book:
        desk = _Desk(book)
        for part in outline(report):
            match part:
                case Title(text):
                    desk.write_line(text, desk.title)
                case Heading():
                    desk.turn_to(part.number)
                    desk.write_line(part.text, desk.heading)
                case Text(_, text):
                    for start in range(0, len(text), LONGEST):
                        desk.write_line(text[start : start + LONGEST], desk.body)
                case Layout():
                    desk.turn_to(part.number)
                    desk.write_table(part, report)
    return file.getvalue()


class _Desk:
    """A workbook that is written from top to bottom, sheet by sheet."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._sheets: dict[int, Worksheet] = {}
        self._rows: dict[int, int] = {}
        self._open = 1
        self.title = book.add_format(_FACE | {"font_size": 18, "align": "center", "valign": "vcenter"})
        self.heading = book.add_format(_FACE | {"font_name": "黑体", "font_size": 14, "valign": "vcenter"})
        self.body = book.add_format(_FACE | {"font_size": 12, "valign": "top"})
        self._centred = book.add_format(_FACE | {"border": 1, "align": "center", "valign": "vcenter"})
        self._label = book.add_format(_FACE | {"border": 1, "valign": "vcenter"})

    def turn_to(self, section: int) -> None:
        """Go on with the sheet that holds the section."""
        self._open = min(section, 5)

    def write_line(self, text: str, style: Format) -> None:
        """Write a paragraph across the sheet, as tall as it needs: Excel does not fit merged cells by itself."""
        sheet, row, widths = self._sheet(), self._rows[self._open], _WIDTHS[self._open]
        sheet.set_row(row, _LINE * ceil((2 * len(text) + 2) / sum(widths)) + 6)
        if len(widths) > 1:
            sheet.merge_range(row, 0, row, len(widths) - 1, "", style)
        put(sheet, row, 0, text, style)
        self._rows[self._open] += 1

    def write_table(self, drawn: Layout, report: AnnualReport) -> None:
        """Write a table of the form with its spans, a row's space below the text."""
        sheet, top = self._sheet(), self._rows[self._open] + 1
        for line, boxes in enumerate(drawn.rows):
            sheet.set_row(top + line, max(map(self._height, boxes)))
        for box in drawn.boxes:
            style = self._label if box.scope == "row" and box.column else self._centred
            row = top + box.row
            if box.rowspan * box.colspan > 1:
                sheet.merge_range(row, box.column, row + box.rowspan - 1, box.column + box.colspan - 1, "", style)
            put(sheet, row, box.column, _value(box, report), style)
        self._rows[self._open] = top + len(drawn.rows)

    def _height(self, box: Box) -> float:
        """The points that the label of a box needs in a row of its own."""
        width = sum(_WIDTHS[self._open][box.column : box.column + box.colspan])
        return _LINE * max(1, ceil((2 * len(box.label) + 2) / width / box.rowspan))

    def _sheet(self) -> Worksheet:
        if self._open not in self._sheets:
            self._sheets[self._open] = sheet = self._book.add_worksheet(_SHEETS[self._open])
            self._rows[self._open] = 0
            for column, width in enumerate(_WIDTHS[self._open]):
                sheet.set_column(column, column, width)
            sheet.set_paper(9)
            sheet.fit_to_pages(1, 0)
            if self._open in (3, 4):
                sheet.set_landscape()
        return self._sheets[self._open]


def _value(box: Box, report: AnnualReport) -> Value:
    if box.ref is None:
        return box.label
    cell = report.cell(box.ref.table, box.ref.row, box.ref.column)
    return cell.value if cell.state is CellState.NUMBER else printed(cell)
