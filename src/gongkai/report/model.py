"""The annual report: one type, whether it was read from a file, compiled from the ledger or rolled up."""

import enum
from decimal import Decimal

import msgspec

from gongkai.findings import CellRef
from gongkai.report.form import FORMS, Form


class CellState(enum.StrEnum):
    """What a cell holds. Four things that must never be confused with each other, nor with 0."""

    NUMBER = "number"
    """A count, or for money a decimal in 万元."""
    BLANK = "blank"
    """Nothing is printed."""
    NOT_APPLICABLE = "not_applicable"
    """A dash, a slash or 不适用."""
    UNREADABLE = "unreadable"
    """Something is printed, or the cell is missing from the file, and its value cannot be told for certain."""


class Cell(msgspec.Struct, frozen=True):
    """A cell of a table.

    ``value`` is an ``int`` for counts and a ``Decimal`` for money, as printed; ``None`` unless the state is NUMBER.
    ``printed`` keeps the characters of an unreadable cell, for the message.
    """

    value: int | Decimal | None = None
    state: CellState = CellState.BLANK
    printed: str = ""

    @classmethod
    def number(cls, value: int | Decimal) -> "Cell":
        """A cell that holds the number."""
        return cls(value, CellState.NUMBER)


BLANK = Cell()
NOT_APPLICABLE = Cell(state=CellState.NOT_APPLICABLE)


class Section(msgspec.Struct, frozen=True):
    """A section: number 1 to 6, title as printed without its number, text without the statutory table.

    Paragraphs of the text are separated by a line break.
    """

    number: int
    title: str
    text: str


class AnnualReport(msgspec.Struct, frozen=True):
    """An annual report of one body for one year.

    ``organ`` and ``year`` are ``None`` where the file does not tell; ``title`` is the title line as printed and
    ``opening`` the text before section one. ``cells`` maps every cell of the form's edition; a cell that is not in
    it was not found and reads as unreadable.
    """

    organ: str | None
    year: int | None
    form: str
    title: str
    opening: str
    sections: tuple[Section, ...]
    cells: dict[CellRef, Cell]

    @property
    def edition(self) -> Form:
        """The edition of the form that the report follows."""
        return FORMS[self.form]

    def cell(self, table: int, row: str, column: str) -> Cell:
        """The cell; an unreadable one where the report has none."""
        return self.cells.get(CellRef(table, row, column), _MISSING)

    def value(self, table: int, row: str, column: str) -> int | Decimal | None:
        """The cell's number, or ``None``."""
        return self.cell(table, row, column).value

    def section(self, number: int) -> Section | None:
        """The section with the number, or ``None``."""
        return next((s for s in self.sections if s.number == number), None)

    @property
    def name(self) -> str:
        """Body and year, for fingerprints and headings."""
        return f"{self.organ or '未识别机关'} {self.year or '未识别年度'}"


_MISSING = Cell(state=CellState.UNREADABLE)
