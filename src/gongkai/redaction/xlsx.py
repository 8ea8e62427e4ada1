"""Redacting an Excel file: the values of visible cells go into a new workbook, and nothing else of the old one."""

import io
import warnings
from collections import Counter
from collections.abc import Iterator
from copy import copy
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from gongkai.redaction.cover import MARK, Cover
from gongkai.redaction.redacted import Covered, Redacted
from gongkai.report.readers.archive import Archive
from gongkai.report.readers.errors import Unreadable

MAX_BYTES = 50 * 2**20
MAX_CELLS = 2_000_000
_OF_NO_TIME = datetime(2000, 1, 1)  # noqa: DTZ001  (a file without a date of its own)


def redact_xlsx(data: bytes, cover: Cover) -> Redacted:
    """The workbook with words covered and everything unseen taken out; :class:`Unreadable` where it cannot be done."""
    if len(data) > MAX_BYTES:
        raise Unreadable(f"文件有 {len(data) / 2**20:.0f} MB，超过 {MAX_BYTES // 2**20} MB", "请只留要公开的工作表")
    parts = Archive(data).names
    book = _opened(data)
    fresh = openpyxl.Workbook()
    fresh.remove(fresh.active)
    work = _Work(cover)
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            work.gone["隐藏的工作表"] += 1
            continue
        work.copy(sheet, fresh.create_sheet(cover.hide(sheet.title)[:31]))
    if not fresh.worksheets:
        raise Unreadable("没有一张看得见的工作表", "请先取消隐藏要公开的工作表")
    others = sorted({what for key, what in _PARTS.items() if any(key in name for name in parts)})
    counted = (f"{what} {count} 处" for what, count in sorted(work.gone.items()))
    return Redacted(_saved(fresh), tuple(work.covered), (*counted, *others), tuple(work.notes))


_PARTS = {
    "comments": "批注",
    "drawings/": "图形、图片",
    "embeddings": "嵌入的文件",
    "pivot": "数据透视表",
    "externallinks": "外部链接",
    "connections": "数据连接",
    "customxml": "自定义数据",
    "docprops": "文件属性",
    "vbaproject": "宏",
    "charts": "图表",
}


def _opened(data: bytes) -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
    except (InvalidFileException, KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError):
        raise Unreadable("表格文件已损坏，打不开", "请用 Excel 或 WPS 打开后另存为 XLSX") from None


def _saved(book: Any) -> bytes:
    book.properties = type(book.properties)(creator="", created=_OF_NO_TIME, modified=_OF_NO_TIME)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


class _Work:
    def __init__(self, cover: Cover) -> None:
        self._cover = cover
        self._cells = 0
        self.covered: list[Covered] = []
        self.gone: Counter[str] = Counter()
        self.notes: list[str] = []

    def copy(self, old: Any, new: Any) -> None:
        """The visible rows and columns of a sheet, closed up."""
        hidden = set(_hidden_columns(old))
        columns = {n: place for place, n in enumerate((n for n in range(1, old.max_column + 1) if n not in hidden), 1)}
        rows = [n for n in range(1, old.max_row + 1) if not _is_hidden(old, n)]
        self.gone["隐藏的列"] += len(hidden)
        self.gone["隐藏的行"] += old.max_row - len(rows)
        self._cells += len(rows) * len(columns)
        if self._cells > MAX_CELLS:
            raise Unreadable(f"表格超过 {MAX_CELLS} 个单元格", "请只留要公开的部分")
        for place, n in enumerate(rows, 1):
            for column, to in columns.items():
                self._cell(old.cell(n, column), new.cell(place, to))
        for column, to in columns.items():
            width = old.column_dimensions[get_column_letter(column)].width
            new.column_dimensions[get_column_letter(to)].width = width
        self._merge(old, new, columns, {n: place for place, n in enumerate(rows, 1)})
        self.gone += Counter()  # without those of which there are none

    def _merge(self, old: Any, new: Any, columns: dict[int, int], rows: dict[int, int]) -> None:
        for merged in old.merged_cells.ranges:
            across = [columns[n] for n in range(merged.min_col, merged.max_col + 1) if n in columns]
            down = [rows[n] for n in range(merged.min_row, merged.max_row + 1) if n in rows]
            if len(across) * len(down) > 1:
                new.merge_cells(start_row=down[0], end_row=down[-1], start_column=across[0], end_column=across[-1])

    def _cell(self, old: Any, new: Any) -> None:
        if old.value is None or type(old).__name__ == "MergedCell":
            return
        if _is_unseen(old):
            self.gone["不显示的单元格"] += 1
            return
        new.value = self._value(old)
        if new.data_type == "f":  # text that begins with = was text, and stays text
            new.data_type = "s"
        new.number_format = old.number_format
        new.alignment, new.border, new.font = copy(old.alignment), copy(old.border), copy(old.font)

    def _value(self, cell: Any) -> object:
        value = cell.value
        if not isinstance(value, str | int | float | date | time | timedelta | bool):
            value = str(value)
        shown = value if isinstance(value, str) else f"{value:.0f}" if isinstance(value, float) else str(value)
        spans = self._cover.spans(shown)
        if not spans:
            return value
        self.covered += (Covered(span.why, part=f"{cell.parent.title}!{cell.coordinate}") for span in spans)
        return self._cover.hide(value) if isinstance(value, str) else MARK


def _hidden_columns(sheet: Any) -> Iterator[int]:
    for dimension in sheet.column_dimensions.values():
        if dimension.hidden or dimension.width == 0:
            yield from range(dimension.min or 0, min(dimension.max or 0, sheet.max_column) + 1)


def _is_hidden(sheet: Any, row: int) -> bool:
    dimension = sheet.row_dimensions.get(row)
    return dimension is not None and bool(dimension.hidden or dimension.height == 0)


def _is_unseen(cell: Any) -> bool:
    """A number format that shows nothing, or letters in the colour of the paper."""
    if cell.number_format == ";;;":
        return True
    colour = cell.font.color.rgb if cell.font and cell.font.color and cell.font.color.type == "rgb" else None
    return isinstance(colour, str) and colour.endswith("FFFFFF") and cell.fill.fill_type is None
