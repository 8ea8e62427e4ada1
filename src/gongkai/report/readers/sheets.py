"""Worksheets → blocks: where a report is written in a spreadsheet, its text stands in cells between the tables."""

import enum
import itertools
import re
import sys
from collections.abc import Collection, Iterable, Iterator

import msgspec

from gongkai.report.readers.errors import Unreadable
from gongkai.report.readers.tables import HEADING, Item, Line, Slot, Table, unwrap

MAX_AREA = 100_000
"""Cells from the first to the last used one of a sheet; a report has some hundreds."""
_MOST_SIDES = 8
LONG = 60
"""A text of more characters that stands alone in its row is no label of a table."""
_FIGURE = re.compile(r"[\d,.\s/—-]+")


class Sheet(msgspec.Struct):
    """A worksheet: name, texts by row and column (from 0), merged areas as top, left, bottom, right."""

    name: str
    cells: dict[tuple[int, int], str]
    merged: list[tuple[int, int, int, int]]


def items_of(sheet: Sheet) -> list[Item]:
    """The tables and the lines of text of the sheet, from top to bottom."""
    used = {place: text for place, text in sheet.cells.items() if text}
    if not used:
        return []
    top, bottom = min(row for row, _ in used), max(row for row, _ in used) + 1
    left, right = min(column for _, column in used), max(column for _, column in used) + 1
    if (bottom - top) * (right - left) > MAX_AREA:
        raise Unreadable(
            f"工作表“{sheet.name}”从第 {top + 1} 行用到第 {bottom} 行、共 {right - left} 列，大得不像一份报告",
            "请删去多余的行列后另存",
        )
    rows = _rows(sheet, used, (top, left, bottom, right))
    return list(_items(rows))


def _rows(sheet: Sheet, used: dict[tuple[int, int], str], area: tuple[int, int, int, int]) -> list[list[Slot]]:
    """The cells of the area row by row; a merged one stands in its first row and column."""
    top, left, bottom, right = area
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    left_over = 2 * MAX_AREA  # areas that do not overlap need no more; those that do are ignored
    for first, start, lowest, outermost in sheet.merged:
        height, width = min(lowest + 1, bottom) - first, min(outermost + 1, right) - start
        left_over -= max(height * width, 1)
        if first < top or start < left or height < 1 or width < 1 or left_over < 0:
            continue
        inside = set(itertools.product(range(first, first + height), range(start, start + width)))
        if inside.isdisjoint(covered):
            covered |= inside
            spans[first, start] = (height, width)
    covered -= spans.keys()
    return [
        [
            Slot(
                used.get((row, column), ""), row - top, column - left, *spans.get((row, column), (1, 1)), (row, column)
            )
            for column in range(left, right)
            if (row, column) not in covered
        ]
        for row in range(top, bottom)
    ]


def _items(rows: list[list[Slot]]) -> Iterator[Item]:
    sides = _sides(rows)
    if len(sides) > 1:
        for side in sides:
            yield from _items(side)
        return
    part: list[list[Slot]] = []
    kinds = _kinds(rows)
    before = _Kind.EMPTY
    for row, kind, after in zip(rows, kinds, [*kinds[1:], _Kind.EMPTY], strict=True):
        is_text = kind is _Kind.LONE and _is_text(_filled(row)[0], before, after, len(row))
        if kind in (_Kind.LONE, _Kind.HEAD, _Kind.DATA) and not is_text:
            part.append(row)
        else:
            yield from _part(part, whole=len(rows))
            part = []
            yield from (Line(line, at=slot.at) for slot in _filled(row) for line in slot.text.split("\n") if line)
        before = _Kind.TEXT if is_text else kind
    yield from _part(part, whole=len(rows))


def _part(rows: list[list[Slot]], whole: int) -> Iterable[Item]:
    """The table in some of the rows; once a title over all columns is gone, two may stand side by side in them."""
    if not any(rows):
        return ()
    if len(rows) < whole and len(_sides(rows)) > 1:
        return _items(rows)
    return unwrap(_table(rows))


def _table(rows: list[list[Slot]]) -> Table:
    slots = [slot for row in rows for slot in row]
    top, left = min(slot.row for slot in slots), min(slot.column for slot in slots)
    for slot in slots:
        slot.row -= top
        slot.column -= left
        slot.rowspan = min(slot.rowspan, len(rows) - slot.row)
    return Table(slots, len(rows), max(slot.column + slot.colspan for slot in slots))


# ── tables side by side ──────────────────────────────────────────────────────────────────────────────────────────────


def _sides(rows: list[list[Slot]]) -> list[list[list[Slot]]]:
    """The rows cut where empty columns part two tables that each have their own labels and figures."""
    columns: dict[int, list[str]] = {}
    for slot in itertools.chain.from_iterable(rows):
        if slot.text:
            columns.setdefault(slot.column, []).append(slot.text)
            for column in range(slot.column + 1, slot.column + slot.colspan):
                columns.setdefault(column, [])
    starts = sorted(column for column in columns if column - 1 not in columns)
    cuts = [0]
    for start, end in itertools.pairwise([*starts[1:_MOST_SIDES], sys.maxsize]):
        if _stands_alone(columns, cuts[-1], start) and _stands_alone(columns, start, end):
            cuts.append(start)
    if len(cuts) == 1:
        return [rows]
    pairs = [(left, _end(columns, left, right)) for left, right in itertools.pairwise([*cuts, sys.maxsize])]
    return [[[slot for slot in row if left <= slot.column < end] for row in rows] for left, end in pairs]


def _end(columns: Collection[int], left: int, right: int) -> int:
    """Behind the last column in use between the two."""
    return max(column for column in columns if left <= column < right) + 1


def _stands_alone(columns: dict[int, list[str]], left: int, right: int) -> bool:
    """Whether there are figures or headings between the columns, and the first one has labels or counts the rows."""
    between = [columns[column] for column in sorted(columns) if left <= column < right]
    figures = [[text for text in texts if _is_figure(text)] for texts in between]
    if not any(figures):
        return any(HEADING.fullmatch(text) for text in between[0])
    counts = figures[0] == [str(number) for number in range(1, len(figures[0]) + 1)]
    return 2 * len(figures[0]) <= len(between[0]) or (counts and any(figures[1:]))


def _is_figure(text: str) -> bool:
    return _FIGURE.fullmatch(text) is not None


# ── what a row is ────────────────────────────────────────────────────────────────────────────────────────────────────


class _Kind(enum.Enum):
    EMPTY = enum.auto()
    LONG = enum.auto()  # one long text alone
    TEXT = enum.auto()  # one short text alone, known to be a line of text
    LONE = enum.auto()  # one short text alone: a line of text, or the label of a row whose other cells are blank
    HEAD = enum.auto()  # several texts, no figure
    DATA = enum.auto()


def _kinds(rows: list[list[Slot]]) -> list[_Kind]:
    kinds = []
    reach = 0  # the first row that no cell from above covers
    for number, row in enumerate(rows):
        filled = _filled(row)
        if number < reach or len(filled) > 1:
            kinds.append(_Kind.DATA if any(_FIGURE.fullmatch(slot.text) for slot in filled) else _Kind.HEAD)
        elif not filled:
            kinds.append(_Kind.EMPTY)
        else:
            kinds.append(_Kind.LONG if len(filled[0].text) > LONG else _Kind.TEXT if number == 0 else _Kind.LONE)
        reach = max([reach, *(number + slot.rowspan for slot in row if slot.rowspan > 1)])
    return kinds


def _is_text(slot: Slot, before: _Kind, after: _Kind, cells: int) -> bool:
    """Whether a short text alone in its row is a line of text, by what stands before and after it.

    A label that spans some of the columns is that of a row, however much it looks like a heading.
    """
    behind_text = before in (_Kind.EMPTY, _Kind.LONG, _Kind.TEXT)
    if HEADING.fullmatch(slot.text) and not (slot.colspan > 1 and cells > 1 and not behind_text):
        return behind_text or after in (_Kind.HEAD, _Kind.LONG)
    if after is _Kind.LONG or (slot.colspan == 1 and before in (_Kind.EMPTY, _Kind.LONG)):
        return True
    return behind_text and after in (_Kind.EMPTY, _Kind.LONE)


def _filled(row: list[Slot]) -> list[Slot]:
    return [slot for slot in row if slot.text]
