"""The values of a row → the columns of the form, by number, by position, by heading."""

from collections.abc import Sequence

import msgspec

from gongkai.report.document import Block, Grid
from gongkai.report.model import CellState
from gongkai.report.recognise.labels import Vocabulary
from gongkai.report.recognise.rows import RawRow, Token
from gongkai.text.widths import skeleton

Placed = dict[str, Token]
"""The tokens of a row by the key of their column."""


class Start(msgspec.Struct, frozen=True):
    """Where the figures begin: in one grid column for all rows, or so many columns behind the last label."""

    column: int | None = None
    behind: int = 1


class Columns(msgspec.Struct):
    """What the whole table tells about its columns.

    ``names`` are the keys that its head names, in the order printed; all keys of the form where the head is
    incomplete or missing. ``at`` maps grid columns to keys where the head stands in the grid, for the grids with the
    ordinals ``blocks``: a table cut by a page may go on with more columns or fewer. ``start`` says where the figures
    of a row begin when some are blank, and is ``None`` where no such rule fits the table. ``proven`` says that rows
    with blanks between their figures add up under it, so that others need not.
    """

    names: tuple[str, ...]
    at: dict[int, str]
    blocks: frozenset[int] = frozenset()
    start: Start | None = None
    proven: bool = False

    def place(self, row: RawRow) -> Placed | None:
        """The row's tokens by column; ``None`` where more than one way is open."""
        if len(row.values) == len(self.names):
            return dict(zip(self.names, row.values, strict=True))
        if row.exact and row.item in self.blocks and len(self.at) == len(self.names):
            placed = self._by_heading(row)
            if placed:
                return placed
        if row.exact and len(row.slots) == len(self.names):
            return dict(zip(self.names, row.slots, strict=True))
        if not row.values and len(row.slots) >= len(self.names):
            return dict(zip(self.names, row.slots[-len(self.names) :], strict=True))
        if row.label_column < 0 or not row.values:
            return self.from_start(row, self.start) if self.start else None
        if _spans(row, self.names):
            return self._window(row, row.values[0].column)
        return self.from_start(row, self.start) if self.start else None

    def _window(self, row: RawRow, first: int) -> Placed:
        inside = (token for token in row.slots if 0 <= token.column - first < len(self.names))
        return {self.names[token.column - first]: token for token in inside}

    def _by_heading(self, row: RawRow) -> Placed | None:
        placed: Placed = {}
        for token in row.slots:
            key = self.at.get(token.column)
            if key is not None:
                placed[key] = token
            elif token in row.values and token.column < max(self.at):
                return None
        return placed

    def from_start(self, row: RawRow, start: Start) -> Placed | None:
        """The row's tokens if its figures begin there; ``None`` where a figure would stand outside or not add up."""
        first = start.column if start.column is not None else row.label_column + start.behind
        if first <= row.label_column:
            return None
        placed: Placed = {}
        for token in row.slots:
            if 0 <= token.column - first < len(self.names):
                placed[self.names[token.column - first]] = token
            elif token.cell.state is not CellState.BLANK:
                return None
        values = [placed[key].cell.value or 0 if key in placed else 0 for key in self.names]
        kept = self.proven or (self.start is not None and has_gap(row))
        return placed if kept or sum(values[:-1]) == values[-1] else None


def _spans(row: RawRow, names: tuple[str, ...]) -> bool:
    """Whether the row has a figure in the first and in the last column."""
    return len(row.values) > 1 and row.values[-1].column - row.values[0].column == len(names) - 1


def has_gap(row: RawRow) -> bool:
    """Whether a blank stands between two figures of the row: its cells are in their places, none was dropped."""
    columns = [token.column for token in row.values]
    return bool(columns) and columns[0] >= 0 and columns[-1] - columns[0] >= len(columns)


def behind_blank(row: RawRow) -> bool:
    """Whether a blank cell stands before a figure of the row."""
    return bool(row.values) and row.slots[: len(row.values)] != row.values


_MOST_MISFITS = 2
"""So many rows may fail to add up under the right rule: reports have errors of their own."""


def columns_of(blocks: Sequence[Block], rows: Sequence[RawRow], keys: tuple[str, ...], words: Vocabulary) -> Columns:
    """The columns of the table that the blocks hold; ``keys`` are those of the form, ``rows`` those recognised."""
    head = _heading(blocks, words)
    printed = head.names or _named(rows[0].before if rows else (), words)
    if not head.exact:  # a head of two lines, flattened, names 总计 before the columns that stand under a group
        printed = tuple(key for key in keys if key in printed)
    names = printed if _complete(printed, keys) or _one_lost(printed, keys, rows) else keys
    columns = Columns(names, head.at if set(head.at.values()) == set(names) else {}, head.blocks)
    columns.start = _start(columns, rows)
    if columns.start:
        columns.proven = _proofs(columns, [row for row in rows if has_gap(row)], columns.start) > _MOST_MISFITS
    return columns


def _start(columns: Columns, rows: Sequence[RawRow]) -> Start | None:
    """The one rule under which the rows with blanks add up; complete rows and the head say which may be asked."""
    gapped = [row for row in rows if row.label_column >= 0 and not row.exact and len(row.values) < len(columns.names)]
    if not gapped:
        return None
    full = [row for row in rows if row.label_column >= 0 and _spans(row, columns.names)]
    first = _common({row.values[0].column for row in full})
    behind = _common({row.values[0].column - row.label_column for row in full})
    rules = [Start(column=first)] if first is not None else []
    rules += [Start(behind=behind)] if behind is not None else []
    if not full and _same_number_lost(gapped):
        return None  # the same number is missing from every row: a column was lost, no blank stands for it
    if _contiguous(columns.at) and (not full or first == min(columns.at)):
        rules = [Start(column=min(columns.at))]
        if not full and all(columns.from_start(row, rules[0]) for row in gapped):
            return rules[0]
    elif not full:
        rules = [Start(behind=1)]
    misfits = {rule: sum(columns.from_start(row, rule) is None for row in gapped) for rule in rules}
    seen = [*full, *gapped]
    fitting = [rule for rule, count in misfits.items() if count <= min(_MOST_MISFITS, _proofs(columns, seen, rule))]
    ways = {tuple(_columns(columns.from_start(row, rule)) for row in gapped) for rule in fitting}
    if len(ways) == 1:
        return fitting[0]
    return min(fitting, key=lambda rule: misfits[rule]) if fitting and _clear(misfits) else None


def _proofs(columns: Columns, gapped: Sequence[RawRow], rule: Start) -> int:
    """How many rows add up under the rule to something: zeros add up under any."""
    some = (row for row in gapped if any(token.cell.value for token in row.values))
    return sum(columns.from_start(row, rule) is not None for row in some)


def _same_number_lost(gapped: Sequence[RawRow]) -> bool:
    counts = {len(row.values) for row in gapped}
    return len(counts) == 1 and counts.pop() > 0 and not any(map(has_gap, gapped))


def _contiguous(at: dict[int, str]) -> bool:
    """Whether the head names every column and stands above figures without a gap."""
    return bool(at) and max(at) - min(at) + 1 == len(at)


def _columns(placed: Placed | None) -> tuple[tuple[str, int], ...]:
    return tuple((key, token.column) for key, token in (placed or {}).items())


def _clear(misfits: dict[Start, int]) -> bool:
    counts = sorted(misfits.values())
    return len(counts) > 1 and counts[0] <= _MOST_MISFITS and counts[1] > counts[0] + _MOST_MISFITS


def _complete(printed: tuple[str, ...], keys: tuple[str, ...]) -> bool:
    return len(printed) == len(keys) == len(set(printed))


def _one_lost(printed: tuple[str, ...], keys: tuple[str, ...], rows: Sequence[RawRow]) -> bool:
    """The head has one column less than the form, and so have all rows: that column was lost, and we know which."""
    most = len(printed)
    return len(set(printed)) == most == len(keys) - 1 and all(
        len(row.values) <= most if row.exact else len(row.values) == most for row in rows if row.values
    )


class _Head(msgspec.Struct):
    """Grid column → key, the keys named, whether the columns are stated, the blocks whose columns are the same ones."""

    at: dict[int, str]
    names: tuple[str, ...] = ()
    exact: bool = False
    blocks: frozenset[int] = frozenset()


def _heading(blocks: Sequence[Block], words: Vocabulary) -> _Head:
    """The head of the first grid that has one; a page break may have cut it in two.

    Where two names stand in one column, as in rows pushed to the left, the head tells no columns.
    """
    columns: dict[str, int] = {}
    grids = [(item, block) for item, block in enumerate(blocks) if isinstance(block, Grid)]
    for _, grid in grids:
        figures = _name_columns(grid, words, columns)
        if len(columns) > 2 and (figures or grid.exact):
            break
        if grid.exact:
            columns = {}
    at = dict(sorted((column, key) for key, column in columns.items()))
    if len(columns) < 3 or len(at) < len(columns):
        return _Head({}, tuple(columns))
    same = frozenset(item for item, other in grids if not other.exact or other.width == grid.width)
    return _Head(at, tuple(at.values()), grid.exact, same)


def _name_columns(grid: Grid, words: Vocabulary, columns: dict[str, int]) -> bool:
    """Note where the grid names which column; whether figures follow, so that the head is at its end."""
    for cell in grid.cells:
        if len(columns) > 2 and cell.text.isdigit():
            return True
        key = words.columns.get(skeleton(cell.text)) if cell.text else None
        if key is not None and cell.colspan == 1:
            columns.setdefault(key, cell.column)
    return False


def _named(labels: tuple[str, ...], words: Vocabulary) -> tuple[str, ...]:
    keys = (words.columns.get(skeleton(word)) for label in labels for word in label.split())
    return tuple(dict.fromkeys(key for key in keys if key))


def _common(values: set[int]) -> int | None:
    return values.pop() if len(values) == 1 else None
