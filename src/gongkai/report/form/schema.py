"""The types in which an edition of the form is declared."""

import functools
import operator
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import msgspec

from gongkai.findings import CellRef
from gongkai.law.provisions import Provision


class Column(msgspec.Struct, frozen=True):
    """A column: key, label as the form prints it, the group label above it, other wordings seen in real reports."""

    key: str
    label: str
    group: str = ""
    variants: tuple[str, ...] = ()


class Row(msgspec.Struct, frozen=True):
    """A row: key, label as printed with its number, the labels of the groups that span it, keys of its columns.

    ``columns`` is empty where the row has all columns of its table. ``amount`` marks money in 万元, a decimal; every
    other figure is a count.
    """

    key: str
    label: str
    groups: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    amount: bool = False


class Identity(msgspec.Struct, frozen=True):
    """What the form itself declares: the sum of ``parts`` equals the sum of ``stated``.

    A finding that it fails stands on ``placed``. ``name`` says the identity in words.
    """

    rule: str
    parts: tuple[CellRef, ...]
    stated: tuple[CellRef, ...]
    placed: CellRef
    name: str


class Table(msgspec.Struct, frozen=True, dict=True):
    """A table of the form: its number is also the number of the section that holds it."""

    number: int
    title: str
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    identities: tuple[Identity, ...]
    source: Provision

    def columns_of(self, row: Row) -> tuple[Column, ...]:
        """The columns that the row has cells in, in the form's order."""
        if not row.columns:
            return self.columns
        return tuple(column for column in self.columns if column.key in row.columns)

    def cells(self) -> tuple[CellRef, ...]:
        """Every cell of the table, in the form's order."""
        return self._cells

    def cells_of(self, row: str) -> dict[str, CellRef]:
        """The cells of the row with the key, by the key of their column."""
        return self._cells_of[row]

    def row(self, key: str) -> Row:
        """The row with the key; ``KeyError`` where there is none."""
        return self._rows[key]

    def column(self, key: str) -> Column:
        """The column with the key; ``KeyError`` where there is none."""
        return self._columns[key]

    def broken(self, values: Sequence[int | Decimal | None]) -> list[Identity]:
        """The identities that do not hold for the values of the table's cells in the form's order; no value counts as 0."""
        known = [value or 0 for value in values]
        known.append(0)
        return [identity for identity, parts, stated in self._sides if sum(parts(known)) != sum(stated(known))]

    @functools.cached_property
    def _sides(self) -> tuple[tuple[Identity, Callable[..., Any], Callable[..., Any]], ...]:
        """Each identity with what picks the values of either side; the 0 at the end keeps a single one a tuple."""
        place = {ref: number for number, ref in enumerate(self._cells)}

        def side(refs: tuple[CellRef, ...]) -> Callable[..., Any]:
            return operator.itemgetter(*(place[ref] for ref in refs), -1)

        return tuple((identity, side(identity.parts), side(identity.stated)) for identity in self.identities)

    @functools.cached_property
    def _cells(self) -> tuple[CellRef, ...]:
        return tuple(ref for row in self.rows for ref in self._cells_of[row.key].values())

    @functools.cached_property
    def _cells_of(self) -> dict[str, dict[str, CellRef]]:
        return {r.key: {c.key: CellRef(self.number, r.key, c.key) for c in self.columns_of(r)} for r in self.rows}

    @functools.cached_property
    def _rows(self) -> dict[str, Row]:
        return {row.key: row for row in self.rows}

    @functools.cached_property
    def _columns(self) -> dict[str, Column]:
        return {column.key: column for column in self.columns}


class SectionHeading(msgspec.Struct, frozen=True):
    """One of the six sections: number, title without its number, other wordings seen in real reports."""

    number: int
    title: str
    variants: tuple[str, ...] = ()


class Form(msgspec.Struct, frozen=True, dict=True):
    """An edition of the form."""

    edition: str
    sections: tuple[SectionHeading, ...]
    tables: tuple[Table, ...]
    source: Provision

    def table(self, number: int) -> Table:
        """The table with the number 2, 3 or 4."""
        return self.tables[number - 2]

    @functools.cached_property
    def cells(self) -> tuple[CellRef, ...]:
        """Every cell of the form, in its order: 200 in the edition of 2021."""
        return tuple(cell for table in self.tables for cell in table.cells())

    def name(self, cell: CellRef) -> str:
        """A cell in words: 表三“（七）总计”行“自然人”列."""
        table = self.table(cell.table)
        return f"{table_name(cell.table)}“{table.row(cell.row).label}”行“{table.column(cell.column).label}”列"


def table_name(number: int) -> str:
    """表二、表三、表四, the tables named after their sections."""
    return "表" + "零一二三四五六"[number]
