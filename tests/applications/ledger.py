"""A ledger made from a report's table 3: an application for every case that it counts, handled as an office would."""

import datetime as dt
from collections.abc import Iterator

from applications.conftest import noon, wanted
from gongkai.applications.actions import intake
from gongkai.applications.models import Application
from gongkai.demo.cases import Office, bring_about
from gongkai.findings import CellRef
from gongkai.law.outcomes import outcomes
from gongkai.law.requesters import requesters
from gongkai.report.form import FORMS
from gongkai.report.model import AnnualReport

Cells = dict[CellRef, int]
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


def make(office: Office, cells: Cells, year: int) -> None:
    """Register and handle every application of the table."""
    for kind in requesters().columns:
        early, late = dt.date(year - 1, 12, 25), dt.date(year, 3, 2)
        for number, outcome in enumerate(_endings(cells, kind)):
            carried = number < cells[CellRef(3, "carried_in", kind)]
            came = (late if outcome else dt.date(year, 12, 22)) if not carried else early
            application = _received(office, kind, came)
            if outcome:
                bring_about(office, application, outcome)
        assert sum(1 for _ in _endings(cells, kind)) >= cells[CellRef(3, "carried_in", kind)]


def _endings(cells: Cells, kind: str) -> Iterator[str]:
    """The outcomes that the column counts, and an empty one for each case carried out."""
    for row, outcome in OUTCOME.items():
        yield from [outcome] * (cells[CellRef(3, row, kind)] if row else 0)
    yield from [""] * cells[CellRef(3, "carried_out", kind)]


def _received(office: Office, kind: str, on: dt.date) -> Application:
    return intake.register(office.officer, office.organ, wanted(kind), "counter", noon(on))
