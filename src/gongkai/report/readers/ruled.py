"""Tables drawn with ruled lines: the lines give rows, columns and spans, whatever the cells hold."""

import itertools
from bisect import bisect_right
from collections.abc import Iterable, Sequence

import msgspec

from gongkai.report.document import Grid, GridCell, Place
from gongkai.report.readers.boxes import Box, Page, Rule, Table, Word, folded, joined, lines_of, rounded

_TOGETHER = 4.0
"""Lines nearer than this (in points) are one: double borders, borders drawn cell by cell. No row is so low."""
_MAX_SEGMENTS = 2_000
"""More lines than any table has: a drawing or a map."""
_MAX_CELLS = 20_000
Span = tuple[int, int, int, int]
"""First row and column of a cell, and how many of each it covers."""


class _Segment(msgspec.Struct, frozen=True, gc=False):
    """A drawn line: ``at`` across, from ``start`` to ``end`` along it."""

    at: float
    start: float
    end: float


def ruled_tables(page: Page) -> tuple[list[Table], list[Word]]:
    """The page's ruled tables, and the words that stand in none."""
    tables: list[Table] = []
    words = list(page.words)
    for lattice in lattices(page.rules):
        inside = [word for word in words if lattice.holds(word)]
        table = lattice.table(inside, page.number)
        if len([cell for cell in table.grid.cells if cell.text]) > 1:
            tables.append(table)
            taken = set(map(id, inside))
            words = [word for word in words if id(word) not in taken]
    return tables, words


def lattices(rules: Iterable[Rule]) -> "list[Lattice]":
    """The lattices of two and more cells that the lines make, an inner one before the frame around it."""
    flat, upright = _segments(rules)
    if len(flat) < 2 or not upright or len(flat) + len(upright) > _MAX_SEGMENTS:
        return []
    found = [Lattice(*part) for part in _connected(flat, upright)]
    return [lattice for lattice in found if 1 < lattice.size <= _MAX_CELLS]


def _segments(rules: Iterable[Rule]) -> tuple[list[_Segment], list[_Segment]]:
    """Horizontal and vertical lines, pieces of one line put together."""
    flat, upright = [], []
    for rule in rules:
        if rule.right - rule.left >= rule.bottom - rule.top:
            flat.append(_Segment((rule.top + rule.bottom) / 2, rule.left, rule.right))
        else:
            upright.append(_Segment((rule.left + rule.right) / 2, rule.top, rule.bottom))
    return _merged(flat), _merged(upright)


def _merged(pieces: list[_Segment]) -> list[_Segment]:
    pieces.sort(key=lambda piece: piece.at)
    merged: list[_Segment] = []
    first = 0
    for index in range(1, len(pieces) + 1):
        if index == len(pieces) or pieces[index].at - pieces[first].at > _TOGETHER:
            merged += _along(pieces[first:index])
            first = index
    return merged


def _along(pieces: list[_Segment]) -> list[_Segment]:
    at = sum(piece.at for piece in pieces) / len(pieces)
    spans: list[list[float]] = []
    for piece in sorted(pieces, key=lambda piece: piece.start):
        if spans and piece.start - spans[-1][1] <= _TOGETHER:
            spans[-1][1] = max(spans[-1][1], piece.end)
        else:
            spans.append([piece.start, piece.end])
    return [_Segment(at, start, end) for start, end in spans if end - start > _TOGETHER]


def _connected(flat: list[_Segment], upright: list[_Segment]) -> list[tuple[list[_Segment], list[_Segment]]]:
    """Lines that touch each other belong to one table; small tables come first, a frame after its content."""
    left_flat, left_upright = set(range(len(flat))), set(range(len(upright)))
    parts = []
    while left_flat and left_upright:
        rows, columns, fresh = set(), set(), {left_upright.pop()}
        while fresh:
            columns |= fresh
            touched = {i for i in left_flat if any(_touch(flat[i], upright[j]) for j in fresh)}
            left_flat -= touched
            rows |= touched
            fresh = {j for j in left_upright if any(_touch(flat[i], upright[j]) for i in touched)}
            left_upright -= fresh
        if len(rows) > 1:
            parts.append(([flat[i] for i in rows], [upright[j] for j in columns]))
    return sorted(parts, key=lambda part: sum(line.end - line.start for line in part[0]))


def _touch(flat: _Segment, upright: _Segment) -> bool:
    return (
        flat.start - _TOGETHER <= upright.at <= flat.end + _TOGETHER
        and upright.start - _TOGETHER <= flat.at <= upright.end + _TOGETHER
    )


class Lattice:
    """The crossing lines of one table: edges of its columns and rows, and where walls stand between its fields."""

    def __init__(self, flat: list[_Segment], upright: list[_Segment]) -> None:
        self.xs = _edges(upright, flat)
        self.ys = _edges(flat, upright)
        self.flat = _by_edge(flat, self.ys)
        self.upright = _by_edge(upright, self.xs)
        self.size = (len(self.xs) - 1) * (len(self.ys) - 1)

    @property
    def box(self) -> Box:
        """The whole of it."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def holds(self, word: Word) -> bool:
        """Whether the word stands inside."""
        middle = (word.left + word.right) / 2
        return self.xs[0] < middle < self.xs[-1] and self.ys[0] < word.middle < self.ys[-1]

    def spans(self) -> list[Span]:
        """The cells, as far as no wall divides them."""
        spans: list[Span] = []
        taken: set[tuple[int, int]] = set()
        for row, column in itertools.product(range(len(self.ys) - 1), range(len(self.xs) - 1)):
            if (row, column) not in taken:
                height, width = self._span(row, column, taken)
                taken.update(itertools.product(range(row, row + height), range(column, column + width)))
                spans.append((row, column, height, width))
        return spans

    def box_of(self, span: Span) -> Box:
        """Where a cell stands."""
        row, column, height, width = span
        return self.xs[column], self.ys[row], self.xs[column + width], self.ys[row + height]

    def table(self, words: Sequence[Word], page: int) -> Table:
        """The table with the words in its cells."""
        spans = self.spans()
        owner = {
            field: held
            for row, column, height, width in spans
            for held in [list[Word]()]
            for field in itertools.product(range(row, row + height), range(column, column + width))
        }
        for word in words:
            for piece in self._cut(word):
                row = min(max(bisect_right(self.ys, piece.middle) - 1, 0), len(self.ys) - 2)
                owner[row, self._column((piece.left + piece.right) / 2)].append(piece)
        cells = tuple(
            GridCell(text_of(owner[span[:2]]), *span, Place(page=page, box=rounded(self.box_of(span))))
            for span in spans
        )
        place = Place(page=page, box=rounded(self.box))
        return Table(page, Grid(cells, len(self.ys) - 1, len(self.xs) - 1, place), tuple(self.xs), self.box)

    def _span(self, row: int, column: int, taken: set[tuple[int, int]]) -> tuple[int, int]:
        """How many rows and columns the cell at this field covers: up to the next wall, down to the next floor."""
        right = column + 1
        y = (self.ys[row] + self.ys[row + 1]) / 2
        while right < len(self.xs) - 1 and (row, right) not in taken and not _stands(self.upright[right], y):
            right += 1
        below = row + 1
        x = (self.xs[column] + self.xs[column + 1]) / 2
        while below < len(self.ys) - 1 and (below, column) not in taken and not _stands(self.flat[below], x):
            below += 1
        return below - row, right - column

    def _column(self, x: float) -> int:
        return min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)

    def _cut(self, word: Word) -> list[Word]:
        """The word, cut at walls that run through it: cells so full that their text seems to go on in the next."""
        slack = 0.3 * word.height
        first, last = bisect_right(self.xs, word.left + slack) - 1, bisect_right(self.xs, word.right - slack) - 1
        if first == last:
            return [word]
        for column in range(max(first, 0), min(last, len(self.xs) - 2)):
            x = self.xs[column + 1]
            if _stands(self.upright[column + 1], word.middle):
                before, behind = _halves(word, x)
                return [*([before] if before.text else []), *(self._cut(behind) if behind.text else [])]
        return [word]


def text_of(words: Sequence[Word]) -> str:
    """The text of a cell, its lines put together."""
    if len(words) == 1:
        return words[0].text
    return folded([joined(line.words) for line in lines_of(words, 0)]) if words else ""


def _edges(lines: list[_Segment], crossing: list[_Segment]) -> list[float]:
    """Where rows or columns begin and end; the outermost lines may not be drawn, but those across reach that far."""
    spots = sorted({line.at for line in lines})
    start, end = min(line.start for line in crossing), max(line.end for line in crossing)
    if start < spots[0] - _TOGETHER:
        spots.insert(0, start)
    if end > spots[-1] + _TOGETHER:
        spots.append(end)
    return spots


def _by_edge(lines: list[_Segment], edges: list[float]) -> list[list[_Segment]]:
    drawn: dict[float, list[_Segment]] = {}
    for line in lines:
        drawn.setdefault(line.at, []).append(line)
    return [drawn.get(edge, []) for edge in edges]


def _stands(lines: list[_Segment], where: float) -> bool:
    return any(line.start <= where <= line.end for line in lines)


def _halves(word: Word, x: float) -> tuple[Word, Word]:
    """The word before and behind a wall, by the widths its characters should have."""
    widths = [1.0 if ord(character) > 0x2E7F else 0.5 for character in word.text]
    unit = (word.right - word.left) / sum(widths)
    ends = list(itertools.accumulate((width * unit for width in widths), initial=word.left))
    at = min(range(len(ends)), key=lambda index: abs(ends[index] - x))
    return (
        Word(word.text[:at], word.left, word.top, min(x, ends[at]), word.bottom),
        Word(word.text[at:], max(x, ends[at]), word.top, word.right, word.bottom),
    )
