"""A file → the reports in it: reader and recogniser together, and the second look where the first one fails the proof."""

import re
import time
from pathlib import Path

from gongkai.report.document import Document
from gongkai.report.model import AnnualReport, CellState
from gongkai.report.readers import Unreadable
from gongkai.report.readers.open import contents_of, read_bytes
from gongkai.report.recognise import Reading, recognise

PATIENCE = 4.0
"""Seconds: a second look takes longer than the first one, so after a longer first one there is no time for it."""

_EXCHANGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:\w+:)?annualReport\b[^>]*urn:gongkai:annual-report:",
    re.DOTALL,
)
"""How a report opens in the format of :mod:`gongkai.report.exchange`."""


def load_reports(path: Path) -> tuple[Reading, ...]:
    """The annual reports in the file, in order.

    :class:`Unreadable` (and :class:`~gongkai.report.recognise.NotAReport`) says in Chinese why there is none.
    """
    return reports_in(contents_of(path))


def reports_in(data: bytes) -> tuple[Reading, ...]:
    """The annual reports in the bytes of a file, whatever its name was."""
    if _EXCHANGE.match(data[:4096]):
        from gongkai.report.exchange import from_xml  # lxml is asked for only here

        return (Reading.of(from_xml(data)),)
    begun = time.monotonic()
    document = read_bytes(data)
    if document.kind != "pdf" or time.monotonic() - begun > PATIENCE:
        return recognise(document)
    return _best_of_pdf(data, document)


def _best_of_pdf(data: bytes, document: Document) -> tuple[Reading, ...]:
    """The reading of a PDF file from its text and, where sums do not prove that one, the one along its ruled lines.

    The second route takes many times as long; where its extra is not installed or finds no more, the first stands.
    """
    first: tuple[Reading, ...] = ()
    problem: Unreadable | None = None
    try:
        first = recognise(document)
    except Unreadable as error:
        problem = error
    if first and all(flaws(reading) == 0 for reading in first):
        return first
    from gongkai.report.readers.pdf import read_ruled

    try:
        second = recognise(read_ruled(data))
    except Unreadable:
        second = ()
    if not first and not second and problem is not None:
        raise problem
    return min((readings for readings in (first, second) if readings), key=lambda rs: sum(map(flaws, rs)))


def flaws(reading: Reading) -> int:
    """How much speaks against the reading: cells without a value, and sums of the form that do not hold."""
    report = reading.report
    unread = sum(cell.state is CellState.UNREADABLE for cell in report.cells.values())
    return unread + failing(report)


def failing(report: AnnualReport) -> int:
    """How many of the sums that the form declares do not hold; a cell without a number counts as 0."""
    cells = report.cells
    return sum(len(table.broken([cells[ref].value for ref in table.cells()])) for table in report.edition.tables)
