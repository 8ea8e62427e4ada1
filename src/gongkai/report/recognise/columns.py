"""The values of a row → the columns of the form, by number, by position, by heading."""

from collections.abc import Sequence

import msgspec

from gongkai.report.document import Block, Grid
from gongkai.report.recognise.labels import Vocabulary
from gongkai.report.recognise.rows import RawRow, Token
from gongkai.text.widths import skeleton

Placed = dict[str, Token]
"""The tokens of a row by the key of their column."""


class Columns(msgspec.Struct):
    """What the whole table tells about its columns.

    ``names`` are the keys that its head names, in the order printed; all keys of the form where the head is
    incomplete or missing. ``at`` maps grid columns to keys where the head stands in the grid. ``first`` is the grid
    column of the first value in all complete rows, ``behind`` its distance from the last label; ``None`` where
    complete rows differ.
    """

    names: tuple[str, ...]
    at: dict[int, str]
    first: int | None = None
    behind: int | None = None

    def place(self, row: RawRow) -> Placed | None:
        """The row's tokens by column; ``None`` where more than one way is open."""
        if len(row.values) == len(self.names):
            return dict(zip(self.names, row.values, strict=True))
        if row.exact and len(self.at) == len(self.names) and (placed := self._by_heading(row)):
            return placed
        if len(row.slots) == len(self.names):
            return dict(zip(self.names, row.slots, strict=True))
        starts = {
            start
            for start in (self.first, None if self.behind is None else row.label_column + self.behind)
            if start is not None
        }
        if len(starts) == 1 and row.label_column >= 0:
            return self._from(row, starts.pop())
        return None

    def _by_heading(self, row: RawRow) -> Placed | None:
        placed: Placed = {}
        for token in row.slots:
            key = self.at.get(token.column)
            if key is not None:
                placed[key] = token
            elif token in row.values:
                return None
        return placed

    def _from(self, row: RawRow, start: int) -> Placed | None:
        placed: Placed = {}
        for token in row.slots:
            if 0 <= token.column - start < len(self.names):
                placed[self.names[token.column - start]] = token
            elif token in row.values:
                return None
        return placed


def columns_of(blocks: Sequence[Block], rows: Sequence[RawRow], keys: tuple[str, ...], words: Vocabulary) -> Columns:
    """The columns of the table that the blocks hold; ``keys`` are those of the form, ``rows`` those recognised."""
    at, exact = _heading(blocks, words)
    printed = tuple(at.values()) or _named(rows[0].before if rows else (), words)
    if not exact:  # a head of two lines, flattened, names 总计 before the columns that stand under a group
        printed = tuple(key for key in keys if key in printed)
    names = printed if _complete(printed, keys) or _one_lost(printed, keys, rows) else keys
    columns = Columns(names, at if set(at.values()) == set(names) else {})
    full = [row for row in rows if row.label_column >= 0 and len(row.values) == len(names)]
    columns.first = _common({row.values[0].column for row in full})
    columns.behind = _common({row.values[0].column - row.label_column for row in full})
    return columns


def _complete(printed: tuple[str, ...], keys: tuple[str, ...]) -> bool:
    return len(printed) == len(keys) == len(set(printed))


def _one_lost(printed: tuple[str, ...], keys: tuple[str, ...], rows: Sequence[RawRow]) -> bool:
    """The head has one column less than the form, and so have all rows: that column was lost, and we know which."""
    return len(set(printed)) == len(printed) == len(keys) - 1 and all(len(row.values) <= len(printed) for row in rows)


def _heading(blocks: Sequence[Block], words: Vocabulary) -> tuple[dict[int, str], bool]:
    """Grid column → key from the first grid that has a head, and whether that grid's columns are stated."""
    for block in blocks:
        if isinstance(block, Grid):
            at: dict[int, str] = {}
            for cell in block.cells:
                key = words.columns.get(skeleton(cell.text)) if cell.text else None
                if key is not None and cell.colspan == 1 and key not in at.values():
                    at[cell.column] = key
            if len(at) > 2:
                return dict(sorted(at.items())), block.exact
    return {}, False


def _named(labels: tuple[str, ...], words: Vocabulary) -> tuple[str, ...]:
    keys = (words.columns.get(skeleton(word)) for label in labels for word in label.split())
    return tuple(dict.fromkeys(key for key in keys if key))


def _common(values: set[int]) -> int | None:
    return values.pop() if len(values) == 1 else None
