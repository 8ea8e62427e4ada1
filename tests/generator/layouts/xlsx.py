"""Workbooks: one sheet with everything, a sheet for each table, tables side by side."""

import io
from collections.abc import Callable
from random import Random

import xlsxwriter

from generator.board import Board, Box
from generator.layouts.model import Layout
from generator.script import Line, Script

Writer = Callable[[xlsxwriter.Workbook, Script, Random], None]


def _workbook(write: Writer) -> Callable[[Script, Random], bytes]:
    def render(script: Script, rng: Random) -> bytes:
        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
            write(book, script, rng)
        return stream.getvalue()

    return render


def _put(sheet: xlsxwriter.worksheet.Worksheet, box: Box, top: int, left: int, rng: Random) -> None:
    row, column = top + box.row, left + box.column
    value = int(box.text) if box.cell and box.text.isascii() and box.text.isdigit() and rng.random() < 0.8 else box.text
    if box.rowspan > 1 or box.colspan > 1:
        sheet.merge_range(row, column, row + box.rowspan - 1, column + box.colspan - 1, value)
    elif value != "":
        sheet.write(row, column, value)


def _put_board(sheet: xlsxwriter.worksheet.Worksheet, board: Board, top: int, left: int, rng: Random) -> int:
    for box in board.boxes:
        _put(sheet, box, top, left, rng)
    return top + board.height


def _one_sheet(book: xlsxwriter.Workbook, script: Script, rng: Random) -> None:
    write_report(book.add_worksheet("年报"), script, rng, rng.choice((0, 2)), rng.choice((0, 1)))


def write_report(sheet: xlsxwriter.worksheet.Worksheet, script: Script, rng: Random, top: int, left: int) -> None:
    """The whole report on a sheet, from the corner downwards."""
    for block in script.blocks:
        if isinstance(block, Line):
            sheet.write(top, left, block.text)
            top += 1 + (rng.random() < 0.2)
        else:
            top = _put_board(sheet, block, top, left, rng) + rng.choice((0, 1))


def _sheet_per_table(book: xlsxwriter.Workbook, script: Script, rng: Random) -> None:
    """Text on the first sheet; the headings of sections two to four over their tables on sheets of their own."""
    text, top = book.add_worksheet("文字部分"), 0
    tables = {board.number: board for board in script.boards()}
    sheets = {number: book.add_worksheet(f"表{number}") for number in tables}
    for block in script.blocks:
        if not isinstance(block, Line):
            _put_board(sheets[block.number], block, 1, 0, rng)
        elif block.level == 2 and block.section in tables:
            sheets[block.section].write(0, 0, block.text)
        else:
            text.write(top, 0, block.text)
            top += 1


def _side_by_side(book: xlsxwriter.Workbook, script: Script, rng: Random) -> None:
    """Table 3 on the left, tables 2 and 4 to the right of it, each under its heading; the text below."""
    sheet = book.add_worksheet("Sheet1")
    tables = {board.number: board for board in script.boards()}
    corners = {3: (2, 0), 2: (2, 12), 4: (20, 12)}
    headings = {b.section: b.text for b in script.blocks if isinstance(b, Line) and b.level == 2}
    sheet.write(0, 0, script.report.title)
    for number, (top, left) in corners.items():
        sheet.write(top - 1, left, headings.get(number, ""))
        _put_board(sheet, tables[number], top, left, rng)
    top = 36
    for block in script.blocks[1:]:
        if isinstance(block, Line) and not (block.level == 2 and block.section in tables):
            sheet.write(top, 0, block.text)
            top += 1


XLSX_LAYOUTS = (
    Layout("xlsx", "xlsx", _workbook(_one_sheet), cost=0.03),
    Layout("xlsx-sheets", "xlsx", _workbook(_sheet_per_table), cost=0.03),
    Layout("xlsx-side-by-side", "xlsx", _workbook(_side_by_side), loose=True, cost=0.03),
)
