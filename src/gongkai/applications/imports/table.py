"""A ledger's file as a table: its headings, its rows. XLSX row by row; older workbooks and CSV whole, under limits."""

import csv
import io
import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.applications.imports.columns import known
from gongkai.report.readers.archive import Archive
from gongkai.report.readers.errors import Unreadable
from gongkai.report.readers.text import decode
from gongkai.report.readers.xlsx import sheets_of
from gongkai.report.readers.xlsxparts import streamed

Row = tuple[int, dict[int, str]]
"""A row's ordinal from 0, and the texts of its cells by column."""
MAX_BYTES = 16 * 2**20
MAX_ROWS = 20_000
MAX_COLUMNS = 200
LONGEST = 5_000
"""Characters of a cell that are read."""
_AHEAD = 15
"""The heading stands within so many rows."""
_ADVICE = "请另存为 .xlsx 或者 .csv 后重新选择"
_DELIMITERS = "\t,;|"


@dataclass(frozen=True)
class Ledger:
    """A table: the sheet's name, the headings by column, and the rows below them, to be read once."""

    sheet: str
    headings: dict[int, str]
    rows: Iterator[Row]


def opened(data: bytes) -> Ledger:
    """The first sheet that has a heading of a ledger. Raises :class:`~gongkai.report.readers.errors.Unreadable`."""
    if len(data) > MAX_BYTES:
        raise Unreadable(f"文件有 {len(data) / 2**20:.0f} MB，超过 {MAX_BYTES // 2**20} MB 的上限", "请分年度导入")
    for name, rows in _sheets(data):
        ahead = list(itertools.islice(rows, _AHEAD))
        place = _heading(ahead)
        if place is not None:
            below = itertools.chain(ahead[place + 1 :], rows)
            return Ledger(name, _headings(ahead[: place + 1]), _bounded(below))
    raise Unreadable(
        f"在前 {_AHEAD} 行没有找到台账的表头（至少要有“收到日期”一类的列和另外一列）", "请核对文件，或者使用空白模板"
    )


def _sheets(data: bytes) -> Iterator[tuple[str, Iterator[Row]]]:
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


def _heading(rows: list[Row]) -> int | None:
    """The place of the row that has most of a ledger's headings; ``None`` where none has two."""
    counts = [len(known(cells.values())) for _, cells in rows]
    return counts.index(max(counts)) if counts and max(counts) >= 2 else None


def _headings(rows: list[Row]) -> dict[int, str]:
    """The headings; where a cell of the heading is empty, the one above (a head of two rows)."""
    above, last = ([cells for _, cells in rows[-2:-1]] or [{}])[0], rows[-1][1]
    wide = len(above) > 1  # a title stands alone
    found = {column: text for column, text in above.items() if wide} | last
    return {column: " ".join(found[column].split())[:60] for column in sorted(found)[:MAX_COLUMNS]}


def _bounded(rows: Iterator[Row]) -> Iterator[Row]:
    for count, (number, cells) in enumerate(rows, 1):
        if count > MAX_ROWS:
            raise Unreadable(f"台账超过 {MAX_ROWS:,} 行", "请分年度导入")
        yield number, {column: text[:LONGEST] for column, text in cells.items() if column < MAX_COLUMNS}
