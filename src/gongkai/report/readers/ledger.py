"""A file as a table that people keep: its headings, its rows. XLSX row by row; older workbooks and CSV whole, under limits."""

import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from gongkai.report.readers.errors import Unreadable
from gongkai.report.readers.rowwise import Row, rows_of_sheets

Known = Callable[[Iterable[str]], set[str]]
"""Which of the headings say something."""
MAX_BYTES = 16 * 2**20
MAX_ROWS = 20_000
MAX_COLUMNS = 200
LONGEST = 5_000
"""Characters of a cell that are read."""
_AHEAD = 15
"""The heading stands within so many rows."""


@dataclass(frozen=True)
class Ledger:
    """A table: the sheet's name, the headings by column, and the rows below them, to be read once."""

    sheet: str
    headings: dict[int, str]
    rows: Iterator[Row]


def opened(data: bytes, known: Known, least: str) -> Ledger:
    """The first sheet that has a row with two headings that are ``known``; ``least`` names what it must have.

    Raises :class:`~gongkai.report.readers.errors.Unreadable`.
    """
    if len(data) > MAX_BYTES:
        raise Unreadable(f"文件有 {len(data) / 2**20:.0f} MB，超过 {MAX_BYTES // 2**20} MB 的上限", "请分年度导入")
    for name, rows in rows_of_sheets(data):
        ahead = list(itertools.islice(rows, _AHEAD))
        place = _heading(ahead, known)
        if place is not None:
            below = itertools.chain(ahead[place + 1 :], rows)
            return Ledger(name, _headings(ahead[: place + 1]), _bounded(below))
    raise Unreadable(
        f"在前 {_AHEAD} 行没有找到台账的表头（至少要有“{least}”一类的列和另外一列）", "请核对文件，或者使用空白模板"
    )


def _heading(rows: list[Row], known: Known) -> int | None:
    """The place of the row that has most of the headings; ``None`` where none has two."""
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
            raise Unreadable(f"表格超过 {MAX_ROWS:,} 行", "请分年度导入")
        yield number, {column: text[:LONGEST] for column, text in cells.items() if column < MAX_COLUMNS}
