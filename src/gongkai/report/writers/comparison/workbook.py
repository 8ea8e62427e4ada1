"""A comparison as a workbook: all figures, all paragraphs."""

import io

import xlsxwriter
from xlsxwriter.workbook import Workbook

from gongkai.report.compare import Change, Comparison, Kind, Passage
from gongkai.report.form.schema import table_name
from gongkai.report.model import Cell
from gongkai.report.writers.comparison.wording import heads, name_of, reuse_said, title
from gongkai.report.writers.layout import printed
from gongkai.report.writers.xlsx.sheets import SAFE, Columns, Value, add_sheet, put_row

_SAID = {Kind.SAME: "相同", Kind.INSERTED: "新增", Kind.DELETED: "删除", Kind.CHANGED: "改动"}


def write_comparison(comparison: Comparison) -> bytes:
    """The sheets 数据 (a figure a row, with its change), 文字 (a paragraph a row, with what became of it) and 说明."""
    file = io.BytesIO()
    before, after, *_ = heads(comparison)
    sides = ((before, 14), (after, 14))
    figures = [_figure(change) for change in comparison.changes]
    texts = [_passage(section.number, passage) for section in comparison.sections for passage in section.passages]
    with xlsxwriter.Workbook(file, SAFE | {"in_memory": True}) as book:
        _add(book, "数据", (("表", 6), ("项目", 60), *sides, ("增减", 10), ("幅度（%）", 10)), figures)
        _add(book, "文字", (("部分", 6), ("变化", 7), (before, 70), (after, 70)), texts)
        _add(book, "说明", ((title(comparison), 90),), [[reuse_said(comparison)]])
    return file.getvalue()


def _add(book: Workbook, name: str, columns: Columns, rows: list[list[Value]]) -> None:
    style = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = add_sheet(book, name, columns)
    for number, row in enumerate(rows, 1):
        put_row(sheet, number, row, style)
    sheet.autofilter(0, 0, len(rows), len(columns) - 1)


def _figure(change: Change) -> list[Value]:
    return [
        *(table_name(change.ref.table), name_of(change), _side(change.before), _side(change.after)),
        *(change.difference, change.percent),
    ]


def _side(cell: Cell | None) -> Value:
    if cell is None:
        return "无此项"
    return printed(cell) if cell.value is None else cell.value


def _passage(section: int, passage: Passage) -> list[Value]:
    return [section, _SAID[passage.kind], passage.before, passage.after]
