"""What comes out of recognition: the report, and how it was read."""

import msgspec

from gongkai.findings import CellRef
from gongkai.report.document import Document, Place
from gongkai.report.model import AnnualReport
from gongkai.report.readers.errors import Unreadable


class Doubt(msgspec.Struct, frozen=True):
    """Something about the reading that the user must know: cells that could not be read, or were deduced.

    ``accepted`` is true where the cells have a value all the same, because order and sums leave only one;
    ``cells`` is empty where a whole ``table`` is missing.
    """

    table: int
    cells: tuple[CellRef, ...]
    reason: str
    accepted: bool = False


class Reading(msgspec.Struct, frozen=True):
    """A report as read from a file.

    ``places`` says where in the file each cell stands; ``part`` counts the reports of one file from 1 and is
    ``None`` where the file holds just one.
    """

    report: AnnualReport
    document: Document
    places: dict[CellRef, Place]
    doubts: tuple[Doubt, ...] = ()
    part: int | None = None

    @classmethod
    def of(cls, report: AnnualReport) -> "Reading":
        """The reading of a report that was not read from a file (compiled, rolled up)."""
        return cls(report, Document("ledger", ()), {})


class NotAReport(Unreadable):
    """The file can be read but holds no annual report of a known form."""
