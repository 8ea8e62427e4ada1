"""How the tables of the form are laid out on paper: rows, cells and spans, derived from the form as data.

Every format that draws a table draws this. The labels, groups and order come from :mod:`gongkai.report.form`; here
stand only the words that belong to the drawing: the corner note and the heads over the columns.
"""

import functools
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

import msgspec

from gongkai.findings import CellRef
from gongkai.report.form import FORMS, Row, Table
from gongkai.report.model import AnnualReport, Cell, CellState

CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
REQUESTER_HEAD = "申请人情况"
ITEM_HEAD = "信息内容"
UNREAD = "—?"
"""How an unreadable cell is printed: a mark that no reader can take for a figure or for «not applicable»."""


class Box(msgspec.Struct, frozen=True):
    """A cell as drawn: where it starts, what it spans, and its label or the cell of the form that it shows."""

    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    label: str = ""
    ref: CellRef | None = None
    scope: str = ""
    """``col`` for a label of the columns below, ``row`` for one of the cells beside it."""


class Layout(msgspec.Struct, frozen=True):
    """A table as drawn. ``rows`` holds the boxes by the row they start in; ``head`` counts the rows of its head."""

    number: int
    title: str
    rows: tuple[tuple[Box, ...], ...]
    width: int
    head: int

    @property
    def boxes(self) -> Iterator[Box]:
        """All boxes, row by row."""
        return (box for row in self.rows for box in row)


@functools.cache
def layout(edition: str, number: int) -> Layout:
    """How the table 2, 3 or 4 of an edition is drawn."""
    return _DRAWN[number](FORMS[edition].table(number))


def printed(cell: Cell) -> str:
    """What is printed in a cell: digits as they are, nothing for a blank, ``—`` where nothing applies, ``—?``.

    >>> printed(Cell.number(Decimal("0.0000000"))), printed(Cell(state=CellState.UNREADABLE, printed="1 2"))
    ('0.0000000', '—?')
    """
    if cell.state is CellState.NUMBER:
        return f"{cell.value:f}" if isinstance(cell.value, Decimal) else str(cell.value)
    return {CellState.BLANK: "", CellState.NOT_APPLICABLE: "—", CellState.UNREADABLE: UNREAD}[cell.state]


def text_of(box: Box, report: AnnualReport) -> str:
    """What stands in the box."""
    return box.label if box.ref is None else printed(report.cell(box.ref.table, box.ref.row, box.ref.column))


def _proactive(table: Table) -> Layout:
    """Table 2: for each item of article 20 a bar across, a head, and its rows; the last cell fills the width."""
    width = 1 + max(len(row.columns) for row in table.rows)
    boxes: list[Box] = []
    line = 0
    for (groups, _), rows in groupby(table.rows, key=lambda row: (row.groups, row.columns)):
        members = list(rows)
        heads = [ITEM_HEAD, *(column.label for column in table.columns_of(members[0]))]
        boxes.append(Box(line, 0, 1, width, groups[0], scope="col"))
        boxes += _across(line + 1, width, [Box(0, 0, label=text, scope="col") for text in heads])
        for n, row in enumerate(members, line + 2):
            boxes += _across(n, width, [Box(0, 0, label=row.label, scope="row"), *_values(table, row)])
        line += 2 + len(members)
    return _drawn(table, boxes, line, width, head=0)


def _values(table: Table, row: Row) -> list[Box]:
    return [Box(0, 0, ref=CellRef(table.number, row.key, column.key)) for column in table.columns_of(row)]


def _across(line: int, width: int, boxes: Sequence[Box]) -> list[Box]:
    placed = [msgspec.structs.replace(box, row=line, column=column) for column, box in enumerate(boxes)]
    placed[-1] = msgspec.structs.replace(placed[-1], colspan=width - len(placed) + 1)
    return placed


def _requests(table: Table) -> Layout:
    """Table 3: outcomes down, requesters across."""
    down = [(*row.groups, row.label) for row in table.rows]
    across = [(REQUESTER_HEAD, *((column.group,) if column.group else ()), column.label) for column in table.columns]
    stub, head = max(map(len, down)), max(map(len, across))
    boxes = [Box(0, 0, head, stub, CORNER, scope="col")]
    for level, start, levels, count, label in _tree(across, head):
        boxes.append(Box(level, stub + start, levels, count, label, scope="col"))
    for level, start, levels, count, label in _tree(down, stub):
        boxes.append(Box(head + start, level, count, levels, label, scope="row"))
    for y, row in enumerate(table.rows):
        for x, column in enumerate(table.columns):
            boxes.append(Box(head + y, stub + x, ref=CellRef(table.number, row.key, column.key)))
    return _drawn(table, boxes, head + len(down), stub + len(across), head)


def _disputes(table: Table) -> Layout:
    """Table 4: one line of figures under three levels of heads."""
    pairs = [(row, column) for row in table.rows for column in table.columns]
    across = [(*row.groups, row.label, column.label) for row, column in pairs]
    head = max(map(len, across))
    boxes = [
        Box(level, start, levels, count, label, scope="col")
        for level, start, levels, count, label in _tree(across, head)
    ]
    boxes += [Box(head, x, ref=CellRef(table.number, row.key, column.key)) for x, (row, column) in enumerate(pairs)]
    return _drawn(table, boxes, head + 1, len(pairs), head)


_DRAWN = {2: _proactive, 3: _requests, 4: _disputes}


def _tree(paths: list[tuple[str, ...]], depth: int) -> Iterator[tuple[int, int, int, int, str]]:
    """The labels over (or beside) a row of leaves: level, first leaf, levels and leaves spanned, text.

    Neighbours with the same path so far share one label; the last label of a path reaches down to the leaves.

    >>> list(_tree([("a", "x"), ("a", "y"), ("b",)], 2))
    [(0, 0, 1, 2, 'a'), (0, 2, 2, 1, 'b'), (1, 0, 1, 1, 'x'), (1, 1, 1, 1, 'y')]
    """
    for level in range(depth):
        numbered = [(n, path) for n, path in enumerate(paths) if len(path) > level]
        for prefix, members in groupby(numbered, key=lambda item: item[1][: level + 1]):
            leaves = list(members)
            last = len(leaves[0][1]) == level + 1
            yield level, leaves[0][0], depth - level if last else 1, len(leaves), prefix[-1]


def _drawn(table: Table, boxes: list[Box], height: int, width: int, head: int) -> Layout:
    ordered = sorted(boxes, key=lambda box: (box.row, box.column))
    rows = tuple(tuple(box for box in ordered if box.row == line) for line in range(height))
    return Layout(table.number, table.title, rows, width, head)
