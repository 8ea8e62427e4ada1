"""Which lines of labels belong to which row of figures, in a table without ruled lines."""

from collections.abc import Sequence

_MOST = 9
"""Lines of the longest label."""
_ALONE, _MISSING, _LOOSE = 0.8, 1.5, 2.0
"""What it costs that a line belongs to no row, that a row has no label, and that lines of one label stand apart."""
TIGHT = 1.45
"""Lines of one label follow each other in less (heights of a line)."""


def owners(labels: Sequence[float], rows: Sequence[float], size: float) -> list[int | None]:
    """For each line of labels the row it belongs to, or ``None``; all by where they stand down the page.

    Labels stand level with their figures by their middle or by their first line, whichever fits the whole table.

    >>> owners([10, 34, 46, 70], [10, 40, 70], 10)
    [0, 1, 1, 2]
    >>> owners([10, 30, 50, 62], [10, 50], 10)
    [0, None, 1, 1]
    """
    return min((_assigned(labels, rows, size, by_middle) for by_middle in (True, False)), key=lambda found: found[0])[1]


def _assigned(
    labels: Sequence[float], rows: Sequence[float], size: float, by_middle: bool
) -> tuple[float, list[int | None]]:
    """The cheapest way to deal out the lines, in order, and its cost: dynamic programming over (rows, lines) done."""
    best: dict[tuple[int, int], tuple[float, int]] = {(0, 0): (0.0, -1)}  # cost, lines taken by the step to here
    for row in range(len(rows) + 1):
        for line in range(len(labels) + 1):
            if (row, line) not in best:
                continue
            cost = best[row, line][0]
            if line < len(labels):
                _offer(best, (row, line + 1), cost + _ALONE, -1)
            if row < len(rows):
                for taken in range(min(_MOST, len(labels) - line) + 1):
                    further = _cost(labels[line : line + taken], rows[row], size, by_middle)
                    _offer(best, (row + 1, line + taken), cost + further, taken)
    return best[len(rows), len(labels)][0], _traced(best, len(rows), len(labels))


def _offer(best: dict[tuple[int, int], tuple[float, int]], state: tuple[int, int], cost: float, taken: int) -> None:
    if state not in best or cost < best[state][0]:
        best[state] = cost, taken


def _cost(lines: Sequence[float], row: float, size: float, by_middle: bool) -> float:
    if not lines:
        return _MISSING
    level = (lines[0] + lines[-1]) / 2 if by_middle else lines[0]
    loose = sum(max(0.0, (lines[i + 1] - lines[i]) / size - TIGHT) for i in range(len(lines) - 1))
    return abs(level - row) / size + _LOOSE * loose


def _traced(best: dict[tuple[int, int], tuple[float, int]], row: int, line: int) -> list[int | None]:
    owner: list[int | None] = [None] * line
    while row or line:
        taken = best[row, line][1]
        if taken < 0:
            line -= 1
        else:
            row, line = row - 1, line - taken
            owner[line : line + taken] = [row] * taken
    return owner
