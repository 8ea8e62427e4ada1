"""A table's file row by row, whatever wrote it: XLSX as it is unpacked; older workbooks and CSV whole."""

import csv
import io
import itertools
from collections.abc import Iterator

from gongkai.report.readers.archive import Archive
from gongkai.report.readers.errors import Unreadable
from gongkai.report.readers.text import decode
from gongkai.report.readers.xlsx import sheets_of
from gongkai.report.readers.xlsxparts import streamed

Row = tuple[int, dict[int, str]]
"""A row's ordinal from 0, and the texts of its cells by column."""
_ADVICE = "请另存为 .xlsx 或者 .csv 后重新选择"
_DELIMITERS = "\t,;|"
_AHEAD = 15
"""Lines by which the delimiter is told."""


def rows_of_sheets(data: bytes) -> Iterator[tuple[str, Iterator[Row]]]:
    """The sheets with their names, each to be read before the next. Raises :class:`Unreadable`."""
    if data.startswith(b"PK"):
        archive = Archive(data)
        if "xl/workbook.xml" in archive:
            yield from streamed(archive)
            return
    if data.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        for sheet in sheets_of(data)[0]:
            yield sheet.name, _rows(sheet.cells)
        return
    yield "", _lines(data)


def _rows(cells: dict[tuple[int, int], str]) -> Iterator[Row]:
    for number, group in itertools.groupby(sorted(cells), key=lambda place: place[0]):
        yield number, {column: cells[number, column] for _, column in group}


def _lines(data: bytes) -> Iterator[Row]:
    try:
        text = decode(data)
    except Unreadable as error:
        raise Unreadable("文件不是能读的表格，文字编码也认不出来", _ADVICE) from error
    first = text[:4_000].splitlines()[:_AHEAD]
    delimiter = max(_DELIMITERS, key=lambda mark: sum(line.count(mark) for line in first))
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)):
            told = {column: cell.strip().removeprefix("'") for column, cell in enumerate(cells) if cell.strip()}
            if told:
                yield number, told
    except csv.Error as error:
        raise Unreadable("文件里的引号没有配对，或者有过长的内容", _ADVICE) from error
