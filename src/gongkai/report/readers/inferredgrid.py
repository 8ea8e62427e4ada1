"""Tables without ruled lines: their rows and columns.

Figures give the rows: those on one baseline are one. Columns are as few as keep neighbouring words apart. A label
of several lines belongs to the figures it stands level with; a group's label, left of the others, to the rows beside
it; what belongs to no figures is a row of heads.
"""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from gongkai.report.document import Grid, GridCell, Place
from gongkai.report.readers.boxes import Line, Table, Word, around, rounded
from gongkai.report.readers.columns import Columns
from gongkai.report.readers.rowlabels import TIGHT, owners
from gongkai.report.readers.ruled import text_of

_LEVEL = 0.6
"""Words whose middles differ by less (heights of a line) are on one level."""


class _Block(msgspec.Struct):
    """The words of one cell, and the columns they stand in."""

    words: list[Word]
    first: int
    last: int

    @property
    def top(self) -> float:
        return min(word.middle for word in self.words)

    @property
    def bottom(self) -> float:
        return max(word.middle for word in self.words)


class _Row(msgspec.Struct):
    """A row with figures: where it stands, its words without those of groups."""

    middle: float
    words: list[Word]


def table_of(lines: Sequence[Line], figures: Sequence[Sequence[Word]]) -> tuple[Table, int]:
    """The table that the lines make, ``figures`` being those of each line; and how many of the lines it took.

    Lines at the end that belong to no figures are left.
    """
    columns = Columns.of([word for line in lines for word in line.words], [word for own in figures for word in own])
    draft = _Draft(lines, figures, columns)
    cells = sorted(draft.cells(), key=lambda cell: (cell.row, cell.column))
    box = around(word for line in lines[: draft.used] for word in line.words)
    height = max(cell.row + cell.rowspan for cell in cells)
    grid = Grid(tuple(cells), height, columns.count, Place(page=lines[0].page, box=rounded(box)), exact=False)
    return Table(lines[0].page, grid, (box[0], *columns.cuts, box[2]), box), draft.used


class _Draft:
    """The words of a table's lines dealt out: to rows, to groups, to heads between the rows."""

    def __init__(self, lines: Sequence[Line], figures: Sequence[Sequence[Word]], columns: Columns) -> None:
        self.page = lines[0].page
        self.columns = columns
        self.size = lines[0].height
        self.leaf = min(columns.span(word)[0] for own in figures for word in own) - 1  # labels next to the figures
        cores = [index for index, own in enumerate(figures) if own]
        self.rows = [_Row(lines[index].middle, []) for index in cores]
        labels: list[tuple[int, float, list[Word]]] = []
        self.groups: list[Word] = []
        self.heads: list[tuple[int, Word]] = []
        for index, line in enumerate(lines):
            groups, own, beside = self._parted(line, set(map(id, figures[index])))
            if figures[index]:
                self.rows[cores.index(index)].words += beside
                if not own and groups and not self._has_label_around(lines, index):
                    own = [groups.pop()]
            elif beside:
                self.heads += [(index, word) for word in own + beside]
                own = []
            self.groups += groups
            if own:
                labels.append((index, line.middle, own))
        found = owners([middle for _, middle, _ in labels], [row.middle for row in self.rows], self.size)
        self.used = cores[-1] + 1
        for (index, _, own), row in zip(labels, found, strict=True):
            if row is not None:
                self.rows[row].words += own
                self.used = max(self.used, index + 1)
            else:
                self.heads += [(index, word) for word in own]
        self.heads = [(index, word) for index, word in self.heads if index < self.used]

    def _parted(self, line: Line, figures: set[int]) -> tuple[list[Word], list[Word], list[Word]]:
        """A line's words of groups' labels, of rows' labels, and those in the columns of figures."""
        groups, own, beside = [], [], []
        for word in line.words:
            first, last = self.columns.span(word)
            if id(word) in figures or first > self.leaf:
                beside.append(word)
            elif last < self.leaf:
                groups.append(word)
            else:
                own.append(word)
        return groups, own, beside

    def _has_label_around(self, lines: Sequence[Line], index: int) -> bool:
        """Whether labels stand just above and below a line, so that its figures are level with their middle."""
        own = lines[index].middle
        near = [
            line.middle - own
            for line in lines[max(0, index - 2) : index + 3]
            if abs(line.middle - own) < self.size
            and any(self.columns.span(word)[1] == self.leaf for word in line.words)
        ]
        return any(away < 0 for away in near) and any(away > 0 for away in near)

    def cells(self) -> Iterator[GridCell]:
        """The cells, rows of heads between the rows they stand between."""
        number = 0
        bounds = [row.middle for row in self.rows]
        numbers: list[int] = []
        for row, above in zip(self.rows, [float("-inf"), *bounds], strict=False):
            between = [word for _, word in self.heads if above < word.middle <= row.middle]
            heads = self._stacked(self._blocks(between))
            yield from (self._cell(block, number + level) for level, block in heads)
            number += max((level + 1 for level, _ in heads), default=0)
            yield from (self._cell(block, number) for block in self._side_by_side(row.words))
            numbers.append(number)
            number += 1
        for block in self._blocks(self.groups):
            beside = [n for n, row in zip(numbers, self.rows, strict=True) if self._is_beside(block, row)]
            if not beside:
                level = (block.top + block.bottom) / 2
                beside = [min(zip(numbers, self.rows, strict=True), key=lambda pair: abs(pair[1].middle - level))[0]]
            yield self._cell(block, beside[0], beside[-1] - beside[0] + 1)

    def _is_beside(self, block: _Block, row: _Row) -> bool:
        reach = _LEVEL * self.size
        return block.top - reach < row.middle < block.bottom + reach

    def _blocks(self, words: Iterable[Word]) -> list[_Block]:
        """Words in the same columns, close under each other, as one block each."""
        blocks: list[_Block] = []
        for word in sorted(words, key=lambda word: (word.middle, word.left)):
            first, last = self.columns.span(word)
            for block in blocks:
                if (block.first, block.last) == (first, last) and word.middle - block.bottom < TIGHT * self.size:
                    block.words.append(word)
                    break
            else:
                blocks.append(_Block([word], first, last))
        return blocks

    def _stacked(self, blocks: Sequence[_Block]) -> list[tuple[int, _Block]]:
        """Each block with how many others it stands under."""
        placed: list[tuple[int, _Block]] = []
        for block in sorted(blocks, key=lambda block: (block.top + block.bottom, block.first)):
            over = [level for level, other in placed if other.first <= block.last and block.first <= other.last]
            placed.append((max(over, default=-1) + 1, block))
        return placed

    def _side_by_side(self, words: Sequence[Word]) -> Iterator[_Block]:
        """The cells of one row: words that share a column make one."""
        last: _Block | None = None
        for word in sorted(words, key=self.columns.span):
            first, end = self.columns.span(word)
            if last and first <= last.last:
                last.words.append(word)
                last.last = max(last.last, end)
            else:
                if last:
                    yield last
                last = _Block([word], first, end)
        if last:
            yield last

    def _cell(self, block: _Block, row: int, height: int = 1) -> GridCell:
        place = Place(page=self.page, box=rounded(around(block.words)))
        return GridCell(text_of(block.words), row, block.first, height, block.last - block.first + 1, place)
