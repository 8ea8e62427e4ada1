"""The search for the fewest cells whose change makes every sum of a table hold again.

The identities are linear, so the amounts need no guessing: some failing identity holds exactly one of the changed
cells, and its residual says by how much that cell is off. The search follows residuals and is exact up to three cells;
beyond them it knows a row whose figures slipped one column, and two neighbouring rows that were exchanged.
"""

import functools
import itertools
from collections.abc import Iterator

from gongkai.findings import CellRef
from gongkai.report.form import Identity
from gongkai.report.model import AnnualReport
from gongkai.report.rules.balance import identities, side

Edit = dict[CellRef, int]
"""What to add to which cells."""

_MOST_STEPS = 4000
_MOST_EDITS = 60


class System:
    """Identities that hang together through common cells, such as those of table 3 or of one block of table 4."""

    def __init__(self, members: tuple[Identity, ...]) -> None:
        self.identities = members
        self.cells = [
            (*((ref, -1) for ref in identity.parts), *((ref, 1) for ref in identity.stated)) for identity in members
        ]
        self.touched: dict[CellRef, list[tuple[int, int]]] = {}
        for index, cells in enumerate(self.cells):
            for ref, sign in cells:
                self.touched.setdefault(ref, []).append((index, sign))
        self.rows = [cells for cells in self.cells if len({ref.row for ref, _ in cells}) == 1]
        self._row_of = [cells[0][0].row if cells in self.rows else None for cells in self.cells]
        self._column_of = [None if cells in self.rows else cells[0][0].column for cells in self.cells]

    def lines(self, failing: dict[int, int]) -> int:
        """The least number of cells that can mend the failing identities: each lies in one row and one column."""
        rows = {self._row_of[index] for index in failing} - {None}
        columns = {self._column_of[index] for index in failing} - {None}
        return max(len(rows), len(columns))


@functools.cache
def systems(edition: str) -> tuple[System, ...]:
    """The identities of an edition, grouped by whether they share cells."""
    groups: list[tuple[set[CellRef], list[Identity]]] = []
    for identity in identities(edition):
        cells, members = {*identity.parts, *identity.stated}, [identity]
        for group in [group for group in groups if group[0] & cells]:
            groups.remove(group)
            cells, members = cells | group[0], [*group[1], *members]
        groups.append((cells, members))
    in_order = identities(edition).index
    return tuple(System(tuple(sorted(members, key=in_order))) for _, members in groups)


def smallest_edits(system: System, report: AnnualReport) -> list[Edit]:
    """The edits of the smallest size that restore all identities; none where that takes more than is searched.

    Identities with an unreadable cell prove nothing and are left out; a blank cell counts as 0 and may be filled.
    """
    search = _Search(system, report)
    if not search.failing:
        return []
    for size in (1, 2):
        if found := search.of_size(size):
            return found
    return search.of_rows() or search.of_size(3)


class _Search:
    def __init__(self, system: System, report: AnnualReport) -> None:
        self.system = system
        cells = report.cells
        self.values = {ref: int(cells[ref].value or 0) if ref in cells else 0 for ref in system.touched}
        self.unproven: set[int] = set()
        self.failing: dict[int, int] = {}
        self.steps = 0
        for index, identity in enumerate(system.identities):
            parts, stated = side(report, identity.parts), side(report, identity.stated)
            if parts.unreadable or stated.unreadable:
                self.unproven.add(index)
            elif parts.known != stated.known:
                self.failing[index] = stated.known - parts.known

    def of_size(self, size: int) -> list[Edit]:
        """The edits of so many cells, each once."""
        found: dict[frozenset[tuple[CellRef, int]], Edit] = {}
        for edit in self._mend(self.failing, size, {}):
            found.setdefault(frozenset(edit.items()), edit)
            if len(found) == _MOST_EDITS:
                break
        return list(found.values())

    def _mend(self, failing: dict[int, int], size: int, done: Edit) -> Iterator[Edit]:
        self.steps += 1
        if self.steps > _MOST_STEPS or self.system.lines(failing) > size:
            return
        for index in itertools.islice(failing, 1 if size == 1 else None):
            for ref, sign in self.system.cells[index]:
                change = -sign * failing[index]
                if ref in done or self.values[ref] + change < 0:
                    continue
                left = self._after(failing, {ref: change})
                if not left:
                    yield {**done, ref: change}
                elif size > 1:
                    yield from self._mend(left, size - 1, {**done, ref: change})

    def _after(self, failing: dict[int, int], edit: Edit) -> dict[int, int]:
        left = dict(failing)
        for ref, change in edit.items():
            for index, sign in self.system.touched[ref]:
                if index not in self.unproven:
                    left[index] = left.get(index, 0) + sign * change
        return {index: residual for index, residual in left.items() if residual}

    def of_rows(self) -> list[Edit]:
        """Whole rows: figures that slipped one column to the left or right, neighbouring rows exchanged."""
        rows = [[ref for ref, _ in cells] for cells in self.system.rows]
        edits = itertools.chain(
            (self._slipped(row[:-1], step) for row in rows for step in (1, -1)),
            (self._exchanged(upper, lower) for upper, lower in itertools.pairwise(rows)),
        )
        return [edit for edit in edits if edit and not self._after(self.failing, edit)]

    def _slipped(self, row: list[CellRef], step: int) -> Edit:
        values = [self.values[ref] for ref in row]
        if values[0 if step == 1 else -1]:
            return {}
        moved = [*values[step:], 0] if step == 1 else [0, *values[:step]]
        return {ref: new - old for ref, old, new in zip(row, values, moved, strict=True) if new != old}

    def _exchanged(self, upper: list[CellRef], lower: list[CellRef]) -> Edit:
        pairs = zip(upper, lower, strict=True)
        changes = ((a, b, self.values[b] - self.values[a]) for a, b in pairs)
        return {ref: sign * change for a, b, change in changes if change for ref, sign in ((a, 1), (b, -1))}
