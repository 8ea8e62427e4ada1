"""Rows with fewer values than columns and no telling which are missing: only the sums of the form can place them."""

import itertools
from collections.abc import Mapping, Sequence

from gongkai.report.form import Table

Vector = tuple[int | None, ...]
"""The seven values of a row in the form's order; ``None`` for a cell that holds nothing."""

_MOST_CANDIDATES = 200
_MOST_STEPS = 20_000


def candidates(values: Sequence[int], width: int) -> list[Vector]:
    """Every way to spread the values over the row, in order, such that the row adds up to its last column.

    Where just one cell was lost its value follows from the sum, and is given.

    >>> candidates([4, 0, 0, 0, 0, 4], 7)
    [(0, 4, 0, 0, 0, 0, 4), (4, 0, 0, 0, 0, 0, 4), (4, 0, 0, 0, 0, 4, 8)]
    """
    found: set[Vector] = set()
    for places in itertools.combinations(range(width), len(values)):
        spread: list[int | None] = [None] * width
        for place, value in zip(places, values, strict=True):
            spread[place] = value
        if len(values) == width - 1:
            lost = spread.index(None)
            parts = sum(value or 0 for value in spread[:-1])
            spread[lost] = parts if lost == width - 1 else (spread[-1] or 0) - parts
        if _adds_up(spread):
            found.add(tuple(spread))
        if len(found) > _MOST_CANDIDATES:
            return []
    return sorted(found, key=lambda vector: [(value is None, value or 0) for value in vector])


def _adds_up(spread: Sequence[int | None]) -> bool:
    parts = [value or 0 for value in spread[:-1]]
    return min(parts) >= 0 and spread[-1] is not None and sum(parts) == spread[-1]


def solve(table: Table, known: Mapping[str, Vector], packed: Mapping[str, list[Vector]]) -> dict[str, list[Vector]]:
    """For each packed row the candidates that occur where all identities between the table's rows hold.

    ``known`` and ``packed`` together must cover all rows, or there is nothing to prove with and the answer is empty;
    so it is where no choice satisfies the identities (the report itself is wrong) or too many would have to be tried.
    """
    if set(known) | set(packed) != {row.key for row in table.rows}:
        return {}
    names = sorted(packed, key=lambda row: len(packed[row]))
    rules = _between_rows(table)
    left = [_weighted(rule, known, len(table.columns)) for rule in rules]
    search = _Search(rules, names, packed)
    search.descend(0, left, ())
    if search.steps > _MOST_STEPS or not search.solutions:
        return {}
    return {row: list(dict.fromkeys(solution[n] for solution in search.solutions)) for n, row in enumerate(names)}


def _between_rows(table: Table) -> list[dict[str, int]]:
    """The table's identities down a column as row → +1 or -1; they are the same for every column."""
    first = table.columns[0].key
    return [
        {cell.row: 1 for cell in identity.parts} | {cell.row: -1 for cell in identity.stated}
        for identity in table.identities
        if identity.placed.column == first and len(identity.parts) + len(identity.stated) > 2
    ]


def _weighted(rule: Mapping[str, int], rows: Mapping[str, Vector], width: int) -> list[int]:
    return [sum(sign * (rows[row][c] or 0) for row, sign in rule.items() if row in rows) for c in range(width)]


class _Search:
    """Depth first over the packed rows; a branch ends where a sum of counts is exceeded."""

    def __init__(self, rules: list[dict[str, int]], names: list[str], packed: Mapping[str, list[Vector]]) -> None:
        self.rules = rules
        self.names = names
        self.packed = packed
        self.solutions: list[tuple[Vector, ...]] = []
        self.steps = 0

    def descend(self, depth: int, left: list[list[int]], chosen: tuple[Vector, ...]) -> None:
        """Extend the choice by the row at ``depth``; ``left`` is what each rule lacks or exceeds, by column."""
        self.steps += 1
        if self.steps > _MOST_STEPS or any(
            self._exceeded(rule, line, depth) for rule, line in zip(self.rules, left, strict=True)
        ):
            return
        if depth == len(self.names):
            self.solutions.append(chosen)
            return
        row = self.names[depth]
        for vector in self.packed[row]:
            rest = [
                [value + rule.get(row, 0) * (count or 0) for value, count in zip(line, vector, strict=True)]
                for rule, line in zip(self.rules, left, strict=True)
            ]
            self.descend(depth + 1, rest, (*chosen, vector))

    def _exceeded(self, rule: Mapping[str, int], line: list[int], depth: int) -> bool:
        to_come = {rule.get(row, 0) for row in self.names[depth:]}
        return (max(line) > 0 and -1 not in to_come) or (min(line) < 0 and 1 not in to_come)
