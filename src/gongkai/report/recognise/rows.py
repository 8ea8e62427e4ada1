"""Grids and lines → rows: labels and values, before anyone knows which row of the form they are."""

import functools
import itertools
import operator
import re
from collections.abc import Iterator, Sequence

import msgspec

from gongkai.report.document import Block, Grid, GridCell, Paragraph, Place
from gongkai.report.model import Cell, CellState
from gongkai.report.recognise.values import spoilt, value_of, without_marks
from gongkai.text.widths import normalise


class Token(msgspec.Struct, frozen=True, gc=False):
    """A value of a row: the cell, its column in the grid (-1 in running lines), its place in the file."""

    cell: Cell
    column: int
    place: Place


class RawRow(msgspec.Struct, gc=False):
    """A row as printed.

    ``own`` are the labels in the row itself, ``before`` the labels between the previous values and this row,
    ``after`` those between its values and the next row with values. ``values`` are the printed values in order, and
    ``slots`` all cells behind the last label, blanks included (empty for running lines). ``lane`` is 1 for the right
    one of two tables that stand side by side. ``item`` is the ordinal of the block it came from, ``until`` that of
    its last value where each stands in a line of its own.
    """

    own: tuple[str, ...]
    values: tuple[Token, ...]
    slots: tuple[Token, ...]
    item: int
    exact: bool
    label_column: int = -1
    lane: int = 0
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    until: int = -1


_row_of = operator.attrgetter("row")
_LONGEST_FIGURE = 10
"""A figure with a remark in a running line has no more characters; what has is prose."""
_GAP = re.compile(r"\t|\s{2,}|\u3000")
_VALUE = r"(?:[+-]?\d[\d,]*(?:\.\d+)?(?: ?(?:件|项|条|个|宗|份|部|起|次|万元|元))?|[-–—/]{1,2}|[零〇○])(?!\S)"
_FIGURE = re.compile(_VALUE)
_TRAILING = re.compile(rf"^(?P<label>.*?)\s*(?P<values>(?<!\S){_VALUE}(?:\s+{_VALUE})*)$")
_REMARKED = re.compile(rf"^(.*?(?<!\S){_VALUE}(?:\s+{_VALUE}){{4,}})\s+(\D{{1,8}})$")
"""A row with a remark behind its figures."""
_LONGEST_ROW = 120
_SOME = 4
"""So many figures in a line without gaps are a row's, even with remarks among them."""
_SEVERAL = re.compile(rf"^{_VALUE}(?:\s+{_VALUE})+$")


def rows_of(blocks: Sequence[Block]) -> list[RawRow]:
    """The rows of tables among the blocks, in reading order, each with the labels around it."""
    rows: list[RawRow] = []
    before: list[str] = []
    for item, block in enumerate(blocks):
        pieces = _grid_rows(block, item) if isinstance(block, Grid) else _line_rows(block, item)
        for piece in pieces:
            if piece.own and piece.own[0][0] in ".、" and rows and not before:
                _give_back_number(rows[-1], piece)
            if not piece.values and not any(piece.slots):
                _leave_behind(rows, piece.own)
                before.extend(piece.own)
            elif not piece.own and len(piece.values) == 1 and _goes_on(rows, piece, before):
                rows[-1].values += piece.values
                rows[-1].until = item
            else:
                piece.before = tuple(before)
                before = []
                rows.append(piece)
    return rows


def _give_back_number(row: RawRow, piece: RawRow) -> None:
    """A label that begins with the dot behind its number has left that number on the line before, like a value."""
    if row.until >= 0 and len(row.values) > 1:
        number = row.values[-1].cell.value
        row.values = row.values[:-1]
        piece.own = (f"{number}{piece.own[0]}", *piece.own[1:])


def _leave_behind(rows: list[RawRow], labels: tuple[str, ...]) -> None:
    if rows:
        rows[-1].after += labels


def _goes_on(rows: list[RawRow], piece: RawRow, before: list[str]) -> bool:
    """One value a line: it belongs to the row that the line before belongs to."""
    return bool(rows) and not before and piece.label_column < 0 and rows[-1].label_column < 0 and not rows[-1].lane


# ── grids ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _grid_rows(grid: Grid, item: int) -> Iterator[RawRow]:
    for _, cells in itertools.groupby(grid.cells, key=_row_of):
        line = list(cells)
        for single in _stacked(line) or (line,):
            yield from _grid_row(single, item, grid.exact)


def _grid_row(line: list[GridCell], item: int, exact: bool) -> Iterator[RawRow]:
    labels: list[str] = []
    slots: list[Token] = []
    label_column = -1
    lane = 0
    for cell in line:
        value = value_of(cell.text)
        if value is not None:
            slots.append(Token(value, cell.column, cell.place))
        elif found := _odd_values(cell):
            slots.extend(found)
        else:
            if labels and _printed(slots):
                yield RawRow(tuple(labels), _printed(slots), tuple(slots), item, exact, label_column, lane)
                labels = []
                lane += 1
            labels.append(cell.text)
            label_column = cell.column + cell.colspan - 1
            slots = []
    yield RawRow(tuple(labels), _printed(slots), tuple(slots), item, exact, label_column, lane)


def _printed(slots: list[Token]) -> tuple[Token, ...]:
    return tuple([token for token in slots if token.cell.state is not CellState.BLANK])


def _odd_values(cell: GridCell) -> list[Token]:
    """What a cell holds that begins like a figure and is none: several figures, or one with a remark."""
    if not (cell.text[0].isdigit() or cell.text[0] in "+-–—/Oo"):
        return []
    text = normalise(cell.text).strip()
    if _SEVERAL.match(text):
        return [Token(value, -1, cell.place) for part in _FIGURE.findall(text) if (value := value_of(part)) is not None]
    unread = spoilt(text)
    return [Token(unread, cell.column, cell.place)] if unread else []


def _stacked(line: list[GridCell]) -> list[list[GridCell]]:
    """Several rows of a table in one row of the grid, their values one below the other in each cell."""
    if not any("\n" in cell.text for cell in line):
        return []
    counts = {cell.text.count("\n") for cell in line if cell.text and cell.text[0].isdigit() and _digits(cell.text)}
    if len(counts) != 1 or (height := counts.pop() + 1) == 1:
        return []
    rows: list[list[GridCell]] = [[] for _ in range(height)]
    for cell in line:
        parts = cell.text.split("\n")
        if len(parts) == height:
            for number, part in enumerate(parts):
                rows[number].append(msgspec.structs.replace(cell, text=part))
        else:
            rows[0].append(cell)
    return rows


def _digits(text: str) -> bool:
    return all(part.strip().isdigit() for part in text.split("\n"))


# ── running lines ────────────────────────────────────────────────────────────────────────────────────────────────────


def _line_rows(paragraph: Paragraph, item: int) -> Iterator[RawRow]:
    for line in paragraph.text.split("\n"):
        yield from _line_row(line, paragraph.place, item)


def _line_row(line: str, place: Place, item: int) -> Iterator[RawRow]:
    labels: list[str] = []
    values: list[Token] = []
    lane = 0
    for chunk in _chunks(normalise(without_marks(line)).strip()):
        label, found = _peel(chunk)
        if label:
            if values:
                yield RawRow(tuple(labels), tuple(values), (), item, False, lane=lane)
                labels, values, lane = [], [], lane + 1
            labels.append(label)
        values.extend([Token(value, -1, place) for value in found])
    if labels or values:
        yield RawRow(tuple(labels), tuple(values), (), item, False, lane=lane)


def _chunks(line: str) -> Iterator[str]:
    """The pieces of a line between gaps; a remark behind the figures is a piece of its own."""
    for chunk in _GAP.split(line):
        remarked = len(chunk) <= _LONGEST_ROW and chunk.count(" ") > 4 and _REMARKED.match(chunk)
        yield from remarked.groups() if remarked else (chunk,)


@functools.lru_cache(maxsize=8192)
def _peel(chunk: str) -> tuple[str, tuple[Cell, ...]]:
    """A piece of a line as its label and the values behind it."""
    match = _TRAILING.match(chunk)
    label = match["label"].strip() if match else chunk
    parts = _FIGURE.findall(match["values"]) if match else ()
    found = tuple(value for part in parts if (value := value_of(part)) is not None)
    if len(chunk) <= _LONGEST_ROW and chunk.count(" ") >= _SOME and (remarked := _remarked(label, len(found))):
        label, odd = remarked
        return label, odd + found
    if match:
        return label, found
    unread = spoilt(chunk) if len(chunk) <= _LONGEST_FIGURE and "年" not in chunk else None
    return ("", (unread,)) if unread else (chunk, ())


def _remarked(label: str, more: int) -> tuple[str, tuple[Cell, ...]] | None:
    """A label that ends in figures of which one has a remark, such as ``3.其他 0 2（含结转1）``, and those figures.

    Fewer than :data:`_SOME` figures in the line, with the ``more`` behind the label, are none of a row.
    """
    words = label.split(" ")
    cells: list[Cell] = []
    while words and (cell := value_of(words[-1]) or spoilt(words[-1])):
        cells.insert(0, cell)
        words.pop()
    if not any(cell.state is CellState.UNREADABLE for cell in cells) or len(cells) + more < _SOME:
        return None
    return " ".join(words), tuple(cells)
