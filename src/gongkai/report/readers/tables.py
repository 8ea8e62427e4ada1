"""Tables as the web, Word and spreadsheets have them → data tables and running text.

A table may be there for its rows and columns, or only to lay out a page: around running text, around other tables,
or both at once. The readers hand their tables in as :class:`Table`; :func:`unwrap` tells which parts are data, and
:func:`blocks_of` makes the blocks of a document of the result.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from gongkai.report.document import Block, Grid, GridCell, Paragraph, Place
from gongkai.report.readers.errors import Unreadable

MAX_COLSPAN = 200
MAX_ROWSPAN = 2_000
MAX_AREA = 5_000_000
"""Columns walked over while spans are resolved, in one table; a report's largest table has 300."""
RUNNING = 120
"""A line of more characters in a cell is running text. The longest label of the form has 40."""
HEADING = re.compile(r"[一二三四五六七八九十]{1,3}\s*、.{2,40}|.{4,60}报告")
"""A numbered heading or the title of a report: across a whole table it is none of the table's rows."""
_FEW = 2
"""A row of running text may have so many other cells with text, such as a menu and a margin."""


class Line(msgspec.Struct, gc=False):
    """A paragraph to be: text, heading level, ordinal of its block, stored row and column of its cell if in one."""

    text: str
    level: int = 0
    block: int = -1
    at: tuple[int, int] | None = None


class Slot(msgspec.Struct, gc=False):
    """A cell with what it covers; ``at`` is its row and column as stored in the file.

    ``inner`` holds the cell's content where that is more than lines of text (a table, a heading); ``text`` has all
    of its text in any case.
    """

    text: str
    row: int
    column: int
    rowspan: int
    colspan: int
    at: tuple[int, int]
    inner: "Sequence[Item] | None" = None


class Table(msgspec.Struct):
    """A table with spans resolved to positions; ``slots`` are sorted by row and column."""

    slots: list[Slot]
    height: int
    width: int
    block: int = -1


Item = Line | Table
RawCell = tuple[str, int, int, "Sequence[Item] | None"]
"""Text, rowspan (0: to the end of the group of rows), colspan, inner content."""


def arrange(rows: Sequence[Sequence[RawCell]], ends: Sequence[int] | None = None) -> Table:
    """The table of the rows, each cell put at the first free column as browsers do it.

    ``ends`` gives for each row the first row behind its group (thead, tbody), which no cell reaches beyond. Spans
    that would overlap another cell are cut; ``colspan`` over :data:`MAX_COLSPAN` means the rest of the table.
    """
    slots: list[Slot] = []
    endless: list[Slot] = []
    until: list[int] = []  # first row in which each column is free again
    busy = width = area = 0
    for r, row in enumerate(rows):
        column = 0
        for stored, (text, rowspan, colspan, inner) in enumerate(row):
            span = 1 if colspan > MAX_COLSPAN else colspan
            if r < busy:
                while column < len(until) and until[column] > r:
                    column += 1
                if span > 1:
                    span = _room(until, r, column, span)
            height = 1
            if rowspan != 1:
                height = min(rowspan or MAX_ROWSPAN, MAX_ROWSPAN, (ends[r] if ends else len(rows)) - r)
                until.extend([0] * (column + span - len(until)))
                until[column : column + span] = [r + height] * span
                busy = max(busy, r + height)
            slot = Slot(text, r, column, height, span, (r, stored), inner)
            slots.append(slot)
            if colspan > MAX_COLSPAN:
                endless.append(slot)
            column += span
        width = max(width, column)
        area += column
        if area > MAX_AREA:
            raise Unreadable(f"表格过大，超过 {MAX_AREA} 格", "请只留年度报告部分")
    for slot in endless:
        slot.colspan = width - slot.column
    return Table(slots, len(rows), max(width, len(until)))


def _room(until: list[int], row: int, column: int, span: int) -> int:
    """How much of the span there is room for up to the next column that a cell from above covers."""
    for reach in range(column + 1, min(column + span, len(until))):
        if until[reach] > row:
            return reach - column
    return span


def unwrap(table: Table) -> list[Item]:
    """The data tables and lines of text that the table holds, in reading order.

    Rows that hold running text, a heading or another table become what they hold; the rows between them stay a
    table if they have columns, and become lines if they do not.
    """
    width = table.width
    wide = [s for s in table.slots if s.colspan == width or s.inner is not None or len(s.text) > RUNNING]
    if not any(_is_running(slot, width) for slot in wide):
        return _as_data(table)
    items: list[Item] = []
    data: list[Slot] = []
    first = 0
    for row, group in itertools.groupby(table.slots, key=lambda slot: slot.row):
        slots = list(group)
        if any(_is_running(slot, width) for slot in slots) and _is_layout(slots):
            items += _as_data(_part(table, data, first, row))
            items += (item for slot in slots for item in content_of(slot, table.block))
            data, first = [], row + 1
        else:
            data += slots
    return items + _as_data(_part(table, data, first, table.height))


def _is_running(slot: Slot, width: int) -> bool:
    if slot.inner is not None:
        return True
    text = slot.text
    if len(text) > RUNNING:
        return max(map(len, text.split("\n"))) > RUNNING
    return slot.colspan == width > 1 and HEADING.fullmatch(text) is not None


def _is_layout(row: list[Slot]) -> bool:
    """Whether a row with running text has nothing else that matters: few other cells, or whole tables in it."""
    filled = sum(1 for slot in row if slot.text)
    inside = max((len(item.slots) for slot in row for item in slot.inner or () if isinstance(item, Table)), default=0)
    return filled <= 1 + _FEW or inside > filled


def _as_data(table: Table) -> list[Item]:
    """The table where it has columns and any text, else its lines."""
    if len(table.slots) > table.height and any(slot.text for slot in table.slots):
        return [table]
    return [item for slot in table.slots for item in content_of(slot, table.block)]


def _part(table: Table, slots: list[Slot], first: int, end: int) -> Table:
    """The rows from ``first`` up to ``end``, whose cells ``slots`` are, as a table; cells that reach beyond are cut."""
    for slot in slots:
        slot.rowspan = min(slot.rowspan, end - slot.row)
        slot.row -= first
    return Table(slots, end - first, table.width, table.block)


def content_of(slot: Slot, block: int = -1) -> Iterable[Item]:
    """What the cell holds: its inner content, or its text line by line."""
    if slot.inner is not None:
        return slot.inner
    return [Line(line, 0, block, slot.at) for line in slot.text.split("\n") if line]


def inner_of(items: Sequence[Item]) -> Sequence[Item] | None:
    """What a cell with this content keeps as such: tables, and headings over text; ``None`` for lines of text."""
    if any(isinstance(item, Table) for item in items):
        return items
    return items if len(items) > 1 + _FEW and any(isinstance(item, Line) and item.level for item in items) else None


def lines_of(items: Iterable[Item]) -> Iterator[str]:
    """All text of the items, line by line."""
    for item in items:
        if isinstance(item, Line):
            yield item.text
        else:
            yield from (slot.text for slot in item.slots if slot.text)


def blocks_of(items: Iterable[Item], *, sheet: str | None = None) -> Iterator[Block]:
    """The items as blocks; those without an ordinal are numbered in the order they come."""
    for ordinal, item in enumerate(items):
        block = ordinal if item.block < 0 else item.block
        if isinstance(item, Line):
            row, column = item.at or (None, None)
            yield Paragraph(item.text, Place(sheet=sheet, block=block, row=row, column=column), item.level)
            continue
        cells = tuple(
            GridCell(s.text, s.row, s.column, s.rowspan, s.colspan, Place(None, None, sheet, block, s.at[0], s.at[1]))
            for s in item.slots
        )
        yield Grid(cells, item.height, item.width, Place(sheet=sheet, block=block))
