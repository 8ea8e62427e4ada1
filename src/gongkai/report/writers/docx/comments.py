"""A report's own Word file with a comment on every faulty cell and sentence."""

from collections.abc import Iterator
from itertools import islice

from lxml.etree import _Element

from gongkai.findings import CellRef, Finding
from gongkai.report.readers.docx import cells, read, rows, walk
from gongkai.report.readers.errors import Unreadable
from gongkai.report.readers.ooxml import W
from gongkai.report.readers.sniff import kind_of
from gongkai.report.recognise import Reading, recognise
from gongkai.report.writers.docx.package import Package
from gongkai.report.writers.docx.report import write_report
from gongkai.report.writers.docx.story import Range, Story, range_of
from gongkai.report.writers.results import Audited
from gongkai.report.writers.wording import MARKS, advice, place, quote, values


def write_comments(data: bytes, reading: Reading, audited: Audited) -> bytes:
    """The file that the reading was read from, with the findings as comments; nothing else in it changes.

    A cell's finding stands on the cell, a sentence's on its words, one about a whole section on the section's heading,
    any other on the title. A report that did not come as a Word file is first written as one in the official form.
    """
    package = Package(data) if kind_of(data) == "docx" else None
    if package is None or package.root.tag != f"{W}document":
        own = write_report(reading.report)
        package, reading = Package(own), recognise(read(own))[0]
    elif not audited.findings:
        return data
    desk = _Desk(package, reading)
    for number, finding in audited.numbered:
        package.comment(desk.range_of(finding), list(_lines(number, finding, audited)))
    return package.to_bytes()


class _Desk:
    """A Word text with its reading laid beside it, to find in the one what was read in the other."""

    def __init__(self, package: Package, reading: Reading) -> None:
        body = next(package.root.iter(f"{W}body"))
        self._story = Story(body)
        self._cells = _Cells(package, body, reading)
        headings = ((section.number, self._story.heading(section.title)) for section in reading.report.sections)
        self._sections = {number: at for number, at in headings if at is not None}
        self._title = self._story.find(reading.report.title) or self._story.paragraph()

    def range_of(self, finding: Finding) -> Range:
        """What the finding's comment goes on."""
        where = finding.where
        section = where.table if isinstance(where, CellRef) else where.section
        at = self._sections.get(section)
        heading = self._title if at is None else self._story.paragraph(at)
        if isinstance(where, CellRef):
            cell = self._cells.find(where)
            return heading if cell is None else range_of(cell)
        return self._story.find(where.quote, at or 0) or heading


class _Cells:
    """The cells of the form as they stand in a body, or in a cell that frames a whole report."""

    def __init__(self, package: Package, container: _Element, reading: Reading) -> None:
        self._package = package
        self._container = container
        self._reading = reading
        self._framed: dict[_Element, list[_Cells]] = {}

    def find(self, ref: CellRef) -> _Element | None:
        """The cell or paragraph that holds the cell of the form."""
        place = self._reading.places.get(ref)
        if place is None or place.block is None:
            return None
        element = _nth(walk(self._container), place.block)
        if element is None or element.tag != f"{W}tbl" or place.row is None or place.column is None:
            return element
        row = _nth(rows(element), place.row)
        cell = None if row is None else _nth(cells(row), place.column)
        if cell is None or next(cell.iter(f"{W}tbl"), None) is None:
            return cell
        return next((found for inner in self._inside(cell) if (found := inner.find_same(ref, self)) is not None), cell)

    def find_same(self, ref: CellRef, outer: "_Cells") -> _Element | None:
        """The cell, if it was read here as it was read from the whole."""
        same = self._reading.report.cells.get(ref) == outer._reading.report.cells.get(ref)
        return self.find(ref) if same else None

    def _inside(self, frame: _Element) -> "list[_Cells]":
        """What stands in a cell that holds tables itself, read by itself: places tell the outermost cell only."""
        if frame not in self._framed:
            try:
                readings = recognise(read(self._package.cut_out(frame)))
            except Unreadable:
                readings = ()
            self._framed[frame] = [_Cells(self._package, frame, reading) for reading in readings]
        return self._framed[frame]


def _nth(elements: Iterator[_Element], index: int) -> _Element | None:
    return next(islice(elements, index, None), None)


def _lines(number: int, finding: Finding, audited: Audited) -> Iterator[str]:
    form = audited.report.edition
    yield f"{MARKS[finding.severity]}{number} {finding.severity.label} {finding.rule} {place(finding.where, form)}"
    if words := quote(finding.where):
        yield f"“{words}”"
    yield finding.message
    if numbers := "  ".join(f"{caption} {text}" for caption, text in values(finding, form)):
        yield numbers
    yield from (f"{caption}：{text}" for caption, text in advice(finding))
