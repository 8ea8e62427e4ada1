"""Every figure of two reports with its change."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

import msgspec

from gongkai.findings import CellRef
from gongkai.report.form import FORMS, Form
from gongkai.report.model import AnnualReport, Cell, CellState

_TENTH = Decimal("0.1")


class Change(msgspec.Struct, frozen=True):
    """A cell of the form in both reports; ``None`` where a report's edition has no such cell."""

    ref: CellRef
    form: str
    before: Cell | None
    after: Cell | None

    @property
    def difference(self) -> int | Decimal | None:
        """After minus before; ``None`` unless both are numbers."""
        old, new = self._values
        return None if old is None or new is None else new - old

    @property
    def percent(self) -> Decimal | None:
        """The change in percent of what was before, to one decimal; ``None`` where that was 0 or no number.

        >>> Change(CellRef(3, "received", "total"), "2021", Cell.number(24), Cell.number(10)).percent
        Decimal('-58.3')
        """
        old, difference = self._values[0], self.difference
        if not old or difference is None:
            return None
        return (100 * Decimal(difference) / Decimal(old).copy_abs()).quantize(_TENTH, ROUND_HALF_UP)

    @property
    def is_idle(self) -> bool:
        """Whether there is nothing to see: 0, blank or not applicable, the same in every report that has the cell."""
        first, *others = [cell for cell in (self.before, self.after) if cell is not None]
        return not first.value and first.state is not CellState.UNREADABLE and all(cell == first for cell in others)

    @property
    def is_same(self) -> bool:
        """Whether both reports say the same here."""
        return self.before == self.after

    @property
    def edition(self) -> Form:
        """The edition of the form whose labels name the cell."""
        return FORMS[self.form]

    @property
    def _values(self) -> tuple[int | Decimal | None, int | Decimal | None]:
        return self.before.value if self.before else None, self.after.value if self.after else None


def changes(before: AnnualReport, after: AnnualReport) -> Iterator[Change]:
    """Every cell that either edition has: in the later form's order, then those that only the earlier one has."""
    old, new = set(before.edition.cells), set(after.edition.cells)
    for ref in dict.fromkeys((*after.edition.cells, *before.edition.cells)):
        form = after.form if ref in new else before.form
        yield Change(ref, form, _cell(before, ref, old), _cell(after, ref, new))


def _cell(report: AnnualReport, ref: CellRef, own: set[CellRef]) -> Cell | None:
    return report.cell(ref.table, ref.row, ref.column) if ref in own else None
