"""A ledger made from a report: an application, a dispute, a document for every one that its tables count."""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from applications.conftest import noon, wanted
from gongkai.applications.actions import disputes, intake
from gongkai.applications.models import Application, Dispute
from gongkai.demo.cases import Office, bring_about
from gongkai.disclosure.models import Document, DocumentKind
from gongkai.findings import CellRef
from gongkai.law.outcomes import outcomes
from gongkai.law.requesters import requesters
from gongkai.law.results import results
from gongkai.report.form import FORMS
from gongkai.report.model import AnnualReport

Cells = dict[CellRef, int]
Records = dict[CellRef, set[int]]
"""The primary keys of the records that each cell counts."""
COLUMNS = ("upheld", "corrected", "other", "pending")
LEAVES = [row.key for row in FORMS["2021"].table(3).rows]
OUTCOME = {outcome.row: key for key, outcome in reversed(outcomes().items()) if key != "merged"}


def corrected(report: AnnualReport) -> Cells:
    """Table 3 with its sums put right: outcomes, carried in and carried out are believed, the rest is added up."""
    cells: Cells = {}
    for kind in requesters().columns:
        for row in LEAVES:
            cells[CellRef(3, row, kind)] = int(report.value(3, row, kind) or 0)
        total = sum(cells[CellRef(3, row, kind)] for row in OUTCOME if row)
        cells[CellRef(3, "total", kind)] = total
        out, carried = (cells[CellRef(3, row, kind)] for row in ("carried_out", "carried_in"))
        cells[CellRef(3, "received", kind)] = total + out - carried
    for row in LEAVES:
        cells[CellRef(3, row, "total")] = sum(cells[CellRef(3, row, kind)] for kind in requesters().columns)
    return cells


class Line(NamedTuple):
    """A line of a ledger: who asked, when it came, and how it ended (empty where it is open)."""

    kind: str
    came: dt.date
    outcome: str


def lines(cells: Cells, year: int) -> Iterator[Line]:
    """A line for every application of the table."""
    for kind in requesters().columns:
        early, late = dt.date(year - 1, 12, 25), dt.date(year, 3, 2)
        carried = cells[CellRef(3, "carried_in", kind)]
        endings = list(_endings(cells, kind))
        assert len(endings) >= carried
        for number, outcome in enumerate(endings):
            came = (late if outcome else dt.date(year, 12, 22)) if number >= carried else early
            yield Line(kind, came, outcome)


def corrected_4(report: AnnualReport) -> Cells:
    """Table 4 with its sums put right: the results are believed, the totals are added up."""
    cells: Cells = {}
    for row in FORMS["2021"].table(4).rows:
        for column in COLUMNS:
            cells[CellRef(4, row.key, column)] = int(report.value(4, row.key, column) or 0)
        cells[CellRef(4, row.key, "total")] = sum(cells[CellRef(4, row.key, column)] for column in COLUMNS)
    return cells


def make(office: Office, cells: Cells, year: int) -> Records:
    """Register and handle every application of the table; the keys of those that each cell counts."""
    made: Records = {ref: set() for ref in cells}
    for kind in requesters().columns:
        early, late = dt.date(year - 1, 12, 25), dt.date(year, 3, 2)
        for number, outcome in enumerate(_endings(cells, kind)):
            carried = number < cells[CellRef(3, "carried_in", kind)]
            came = (late if outcome else dt.date(year, 12, 22)) if not carried else early
            application = _received(office, kind, came)
            if outcome:
                bring_about(office, application, outcome)
            rows = (outcomes()[outcome].row, "total") if outcome else ("carried_out",)
            for row in ("carried_in" if carried else "received", *rows):
                for column in (kind, "total"):
                    made[CellRef(3, row, column)].add(application.pk)
        assert sum(1 for _ in _endings(cells, kind)) >= cells[CellRef(3, "carried_in", kind)]
    return made


def make_disputes(office: Office, cells: Cells, year: int) -> Records:
    """A review or a suit for every one that table 4 counts, on applications of the office that were replied to."""
    made: Records = {ref: set() for ref in cells}
    replied = iter(Application.objects.filter(organ=office.organ, replied_on__isnull=False).order_by("pk"))
    for row, court in (("review", Dispute.Court.REVIEW), ("suit_direct", Dispute.Court.SUIT)):
        for column in COLUMNS:
            for _ in range(cells[CellRef(4, row, column)]):
                filed = disputes.file_dispute(office.officer, next(replied), court, "示例机关", dt.date(year, 5, 6))
                if column != "pending":
                    result = next(key for key, one in results().items() if (one.court, one.column) == (court, column))
                    disputes.conclude(office.officer, filed, dt.date(year, 6, 30), result)
                made[CellRef(4, row, column)].add(filed.pk)
                made[CellRef(4, row, "total")].add(filed.pk)
    return made


def make_documents(office: Office, report: AnnualReport, year: int) -> Records:
    """The rules and normative documents that table 2 counts: issued, abolished, in force at the end of the year."""
    made: Records = {}
    for row, kind in (("gov_rules", DocumentKind.GOV_RULE), ("normative_docs", DocumentKind.NORMATIVE_DOC)):
        issued, abolished, in_force = (int(report.value(2, row, c) or 0) for c in ("issued", "abolished", "in_force"))
        assert in_force >= issued
        older, ended, day = dt.date(year - 2, 5, 6), dt.date(year, 8, 3), dt.date(year, 4, 8)
        new, old, gone = (
            {_document(office, kind, signed, end).pk for _ in range(count)}
            for signed, end, count in ((day, None, issued), (older, None, in_force - issued), (older, ended, abolished))
        )
        made |= {CellRef(2, row, "issued"): new, CellRef(2, row, "abolished"): gone}
        made[CellRef(2, row, "in_force")] = new | old
    return made


def _document(office: Office, kind: str, signed: dt.date, ended: dt.date | None) -> Document:
    fields = {"kind": kind, "heading": "rules", "title": "示例文件", "signed_on": signed, "effective_on": signed}
    return Document.objects.create(organ=office.organ, published_on=signed, ended_on=ended, live=True, **fields)


def _endings(cells: Cells, kind: str) -> Iterator[str]:
    """The outcomes that the column counts, and an empty one for each case carried out."""
    for row, outcome in OUTCOME.items():
        yield from [outcome] * (cells[CellRef(3, row, kind)] if row else 0)
    yield from [""] * cells[CellRef(3, "carried_out", kind)]


def _received(office: Office, kind: str, on: dt.date) -> Application:
    return intake.register(office.officer, office.organ, wanted(kind), "counter", noon(on))
