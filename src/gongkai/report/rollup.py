"""Reports of bodies → the sum of them, every cell with its parts."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import msgspec

from gongkai.findings import CellRef
from gongkai.report.form import Form
from gongkai.report.model import BLANK, NOT_APPLICABLE, AnnualReport, Cell, CellState

NOT_ADDED = ("gov_rules", "normative_docs")
"""Rows of table 2 that the body in charge states for all: they are no sums."""

Number = int | Decimal


class Total(msgspec.Struct, frozen=True):
    """A cell of the sum: what each part states, in the order of the parts; ``None`` where a part states no number."""

    cell: Cell
    parts: tuple[Number | None, ...]
    open: tuple[int, ...] = ()
    """The places of the parts whose cell is blank or unreadable: the sum may be too low."""


def added_up(form: Form, reports: Sequence[AnnualReport]) -> dict[CellRef, Total]:
    """Every cell that is a sum of the parts' cells."""
    return {ref: _total([report.cells.get(ref, BLANK) for report in reports]) for ref in form.cells if adds(ref)}


def adds(ref: CellRef) -> bool:
    """Whether a superior's cell is the sum of its parts' cells."""
    return ref.row not in NOT_ADDED


def _total(cells: Sequence[Cell]) -> Total:
    numbers = tuple(cell.value for cell in cells)
    known = [value for value in numbers if value is not None]
    lost = tuple(at for at, cell in enumerate(cells) if cell.state in (CellState.BLANK, CellState.UNREADABLE))
    if known:
        return Total(Cell.number(sum(known)), numbers, lost)
    return Total(BLANK if lost or not cells else NOT_APPLICABLE, numbers, lost)


class Gap(msgspec.Struct, frozen=True):
    """A cell in which two statements differ, and by which parts: the parts' differences add up to the whole's."""

    ref: CellRef
    stated: Number
    counted: Number
    parts: tuple[tuple[int, Number, Number], ...]
    """The place of the part, what it states, what was counted for it; parts that agree are left out."""

    @property
    def difference(self) -> Number:
        """Stated minus counted."""
        return self.stated - self.counted


def gaps(
    form: Form, stated: Sequence[Mapping[CellRef, Number]], counted: Sequence[Mapping[CellRef, Number]]
) -> list[Gap]:
    """Where the sums of what the parts state and of what was counted for them differ, unit by unit.

    A cell whose sums are equal while parts differ is told too: two faults that hide each other.
    """
    found = []
    for ref in form.cells:
        pairs = [(one.get(ref, 0), other.get(ref, 0)) for one, other in zip(stated, counted, strict=True)]
        differing = tuple((at, *pair) for at, pair in enumerate(pairs) if pair[0] != pair[1])
        if differing:
            found.append(Gap(ref, sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs), differing))
    return found
