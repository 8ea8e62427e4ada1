"""Which of the sums that the form declares do not hold, and how sure that is where cells have no number."""

import functools

import msgspec

from gongkai.findings import CellRef, Severity
from gongkai.report.form import FORMS, Identity
from gongkai.report.model import BLANK, AnnualReport, CellState


class Side(msgspec.Struct, frozen=True):
    """One side of an identity: sum of the numbers, how many cells are blank or marked, how many are unreadable."""

    known: int
    blank: int
    unreadable: int


class Imbalance(msgspec.Struct, frozen=True):
    """An identity that fails: the parts add up to one number, the stated cells to another."""

    identity: Identity
    parts: Side
    stated: Side
    severity: Severity

    @property
    def difference(self) -> int:
        """Stated minus the sum of the parts."""
        return self.stated.known - self.parts.known


@functools.cache
def identities(edition: str) -> tuple[Identity, ...]:
    """All identities of an edition of the form, in the form's order."""
    return tuple(identity for table in FORMS[edition].tables for identity in table.identities)


def imbalances(report: AnnualReport) -> tuple[Imbalance, ...]:
    """The identities that the report's figures break.

    No count is negative, so a cell without a number can only make its own side larger. Where the other side is the
    larger one, a blank cell may hide what is missing (a warning), and an unreadable cell leaves the sum unproven
    (nothing is said); everything else is an error.
    """
    cells, found = report.cells, []
    for table in report.edition.tables:
        for identity in table.broken([cells.get(ref, BLANK).value for ref in table.cells()]):
            parts, stated = side(report, identity.parts), side(report, identity.stated)
            smaller = parts if parts.known < stated.known else stated
            if not smaller.unreadable:
                severity = Severity.WARNING if smaller.blank else Severity.ERROR
                found.append(Imbalance(identity, parts, stated, severity))
    return tuple(found)


def side(report: AnnualReport, refs: tuple[CellRef, ...]) -> Side:
    """The sum of the cells, with the number of those that have no value."""
    known = blank = unreadable = 0
    for ref in refs:
        cell = report.cells.get(ref)
        if cell is not None and cell.value is not None:
            known += int(cell.value)
        elif cell is None or cell.state is CellState.UNREADABLE:
            unreadable += 1
        else:
            blank += 1
    return Side(known, blank, unreadable)
