"""The statutory tables as they are printed: boxes with spans, made from the form but laid out here on our own."""

from collections.abc import Callable

import msgspec

from gongkai.findings import CellRef
from gongkai.report.form import FORMS, Column, Form
from gongkai.report.model import AnnualReport, Cell, CellState

CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"


class Box(msgspec.Struct, frozen=True):
    """A printed cell: text, first row and column, spans; ``cell`` where it holds a figure of the form."""

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    cell: CellRef | None = None


class Board(msgspec.Struct, frozen=True):
    """A printed table. ``heads`` is the number of its head rows; table 2 has its heads in between and counts none."""

    number: int
    boxes: tuple[Box, ...]
    height: int
    width: int
    heads: int = 0

    def rows(self) -> list[list[Box]]:
        """The boxes that begin in each row, from left to right."""
        rows: list[list[Box]] = [[] for _ in range(self.height)]
        for box in sorted(self.boxes, key=lambda box: (box.row, box.column)):
            rows[box.row].append(box)
        return rows

    def map(self, change: Callable[[Box], Box]) -> "Board":
        """The board with every box changed."""
        return msgspec.structs.replace(self, boxes=tuple(change(box) for box in self.boxes))

    def without_row(self, row: int) -> "Board":
        """The board without a row; boxes that span it become shorter."""
        boxes = []
        for box in self.boxes:
            covered = box.row <= row < box.row + box.rowspan
            if covered and box.rowspan == 1:
                continue
            start = box.row - (box.row > row)
            boxes.append(msgspec.structs.replace(box, row=start, rowspan=box.rowspan - covered))
        return msgspec.structs.replace(self, boxes=tuple(boxes), height=self.height - 1)

    def without_column(self, column: int) -> "Board":
        """The board without a column; boxes that span it become narrower."""
        boxes = []
        for box in self.boxes:
            covered = box.column <= column < box.column + box.colspan
            if covered and box.colspan == 1:
                continue
            start = box.column - (box.column > column)
            boxes.append(msgspec.structs.replace(box, column=start, colspan=box.colspan - covered))
        return msgspec.structs.replace(self, boxes=tuple(boxes), width=self.width - 1)

    def split(self, row: int) -> tuple["Board", "Board"]:
        """Two boards, broken before the row, as by a page; a box across the break loses its text in the lower part."""
        upper, lower = [], []
        for box in self.boxes:
            above, end = min(box.row + box.rowspan, row), box.row + box.rowspan
            if box.row < row:
                upper.append(msgspec.structs.replace(box, rowspan=above - box.row))
            if end > row:
                text = box.text if box.row >= row else ""
                top = max(box.row, row)
                lower.append(msgspec.structs.replace(box, text=text, row=top - row, rowspan=end - top))
        return (
            msgspec.structs.replace(self, boxes=tuple(upper), height=row),
            msgspec.structs.replace(self, boxes=tuple(lower), height=self.height - row, heads=0),
        )

    def head(self) -> "Board":
        """Only the head rows."""
        boxes = tuple(box for box in self.boxes if box.row < self.heads)
        return msgspec.structs.replace(self, boxes=boxes, height=self.heads)

    def below(self, other: "Board") -> "Board":
        """This board under another of the same width."""
        moved = tuple(msgspec.structs.replace(box, row=box.row + other.height) for box in self.boxes)
        return msgspec.structs.replace(
            self, boxes=(*other.boxes, *moved), height=self.height + other.height, heads=other.heads
        )


def printed(cell: Cell) -> str:
    """A cell's figure as plain digits; nothing for what is no number."""
    if cell.state is CellState.NOT_APPLICABLE:
        return "/"
    return "" if cell.value is None else str(cell.value)


def boards(report: AnnualReport) -> dict[int, Board]:
    """The three tables of the report, by number."""
    form = FORMS[report.form]
    return {2: _table_2(form, report), 3: _table_3(form, report), 4: _table_4(form, report)}


def _figure(report: AnnualReport, ref: CellRef, row: int, column: int, colspan: int = 1) -> Box:
    return Box(printed(report.cell(ref.table, ref.row, ref.column)), row, column, colspan=colspan, cell=ref)


def _table_2(form: Form, report: AnnualReport) -> Board:
    table, width = form.table(2), 4
    boxes: list[Box] = []
    line, group = 0, ""
    heads: tuple[Column, ...] = ()
    for row in table.rows:
        columns = table.columns_of(row)
        if (row.groups[0], columns) != (group, heads):
            group, heads = row.groups[0], columns
            boxes.append(Box(group, line, 0, colspan=width))
            boxes.append(Box("信息内容", line + 1, 0))
            boxes += [
                Box(column.label, line + 1, start, colspan=span) for column, start, span in _spread(columns, width)
            ]
            line += 2
        boxes.append(Box(row.label, line, 0))
        boxes += [
            _figure(report, CellRef(2, row.key, column.key), line, start, span)
            for column, start, span in _spread(columns, width)
        ]
        line += 1
    return Board(2, tuple(boxes), line, width)


def _spread(columns: tuple[Column, ...], width: int) -> list[tuple[Column, int, int]]:
    """Columns over the places 1 to ``width - 1``; the last takes what is left."""
    last = len(columns) - 1
    return [(column, 1 + i, width - 1 - i if i == last else 1) for i, column in enumerate(columns)]


def _table_3(form: Form, report: AnnualReport) -> Board:
    table = form.table(3)
    boxes = [
        Box(CORNER, 0, 0, rowspan=3, colspan=3),
        Box("申请人情况", 0, 3, colspan=7),
        Box("自然人", 1, 3, rowspan=2),
        Box("法人或其他组织", 1, 4, colspan=5),
        Box("总计", 1, 9, rowspan=2),
    ]
    boxes += [Box(column.label, 2, 4 + i) for i, column in enumerate(table.columns[1:6])]
    for line, row in enumerate(table.rows, start=3):
        boxes.append(Box(row.label, line, len(row.groups), colspan=3 - len(row.groups)))
        boxes += [_figure(report, CellRef(3, row.key, c.key), line, 3 + i) for i, c in enumerate(table.columns)]
    for depth in (0, 1):
        boxes += _groups([row.groups for row in table.rows], depth)
    return Board(3, tuple(boxes), 3 + len(table.rows), 10, heads=3)


def _groups(paths: list[tuple[str, ...]], depth: int) -> list[Box]:
    """The labels that span several rows, in column ``depth``."""
    boxes: list[Box] = []
    for line, path in enumerate(paths, start=3):
        if len(path) <= depth:
            continue
        if boxes and boxes[-1].text == path[depth] and boxes[-1].row + boxes[-1].rowspan == line:
            boxes[-1] = msgspec.structs.replace(boxes[-1], rowspan=boxes[-1].rowspan + 1)
        else:
            boxes.append(Box(path[depth], line, depth))
    return boxes


def _table_4(form: Form, report: AnnualReport) -> Board:
    table = form.table(4)
    boxes = [
        Box("行政复议", 0, 0, colspan=5),
        Box("行政诉讼", 0, 5, colspan=10),
        Box("未经复议直接起诉", 1, 5, colspan=5),
        Box("复议后起诉", 1, 10, colspan=5),
    ]
    for i, row in enumerate(table.rows):
        for j, column in enumerate(table.columns):
            start = 5 * i + j
            boxes.append(Box(column.label, 1 if i == 0 else 2, start, rowspan=2 if i == 0 else 1))
            boxes.append(_figure(report, CellRef(4, row.key, column.key), 3, start))
    return Board(4, tuple(boxes), 4, 15, heads=3)
