"""Workbooks: one sheet with everything, a sheet for each table, tables side by side."""

import io
from collections.abc import Callable
from random import Random

import msgspec
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


def write_report(sheet: xlsxwriter.worksheet.Worksheet, script: Script, rng: Random, top: int, left: int) -> int:
    """The script's blocks on a sheet, from the corner downwards; the first row that is free below them."""
    for block in script.blocks:
        if isinstance(block, Line):
            sheet.write(top, left, block.text)
            top += 1 + (rng.random() < 0.2)
        else:
            top = _put_board(sheet, block, top, left, rng) + rng.choice((0, 1))
    return top


def _sheet_per_table(book: xlsxwriter.Workbook, script: Script, rng: Random) -> None:
    """Text on the first sheet and the last, each table with its section's heading on a sheet between them."""
    before, between, after = _parts(script)
    write_report(book.add_worksheet("总体情况"), before, rng, 0, 0)
    sheet, top = None, 0
    for block in between.blocks:
        if isinstance(block, Line) and block.level == 2:
            sheet, top = book.add_worksheet(f"表{block.section - 1}"), 0
        assert sheet is not None
        if isinstance(block, Line):
            sheet.write(top, 0, block.text)
            top += 1
        else:
            top = _put_board(sheet, block, top, 0, rng)
    write_report(book.add_worksheet("问题和其他"), after, rng, 0, 0)


def _side_by_side(book: xlsxwriter.Workbook, script: Script, rng: Random) -> None:
    """Tables 2 and 4 on the left, table 3 to the right of them, each under its heading; the text above and below."""
    sheet = book.add_worksheet("Sheet1")
    before, between, after = _parts(script)
    top = write_report(sheet, before, rng, 0, 0) + 1
    tops = {0: top, 17: top}
    for block in between.blocks:
        left = 17 if (block.section if isinstance(block, Line) else block.number) == 3 else 0
        if isinstance(block, Line):
            sheet.write(tops[left], left, block.text)
            tops[left] += 1
        else:
            tops[left] = _put_board(sheet, block, tops[left], left, rng) + 1
    write_report(sheet, after, rng, max(tops.values()) + 1, 0)


def _parts(script: Script) -> tuple[Script, Script, Script]:
    """What stands before section two, sections two to four, what follows."""
    starts = [i for i, b in enumerate(script.blocks) if isinstance(b, Line) and b.level == 2]
    headings = {script.blocks[i].section: i for i in starts}  # type: ignore[union-attr]
    first, last = headings[2], min((i for n, i in headings.items() if n > 4), default=len(script.blocks))
    cuts = (script.blocks[:first], script.blocks[first:last], script.blocks[last:])
    before, between, after = (msgspec.structs.replace(script, blocks=blocks) for blocks in cuts)
    return before, between, after


XLSX_LAYOUTS = (
    Layout("xlsx", "xlsx", _workbook(_one_sheet), cost=0.03),
    Layout("xlsx-sheets", "xlsx", _workbook(_sheet_per_table), cost=0.03),
    Layout("xlsx-side-by-side", "xlsx", _workbook(_side_by_side), loose=True, cost=0.03),
)
