"""A ledger made from a report's table 3: an application for every case that it counts, handled as an office would."""

import datetime as dt
import io
from collections.abc import Iterator
from typing import NamedTuple

import xlsxwriter

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


def make(office: Office, cells: Cells, year: int) -> None:
    """Register and handle every application of the table."""
    for line in lines(cells, year):
        application = _received(office, line.kind, line.came)
        if line.outcome:
            bring_about(office, application, line.outcome)


HEADINGS = (
    "序号",
    "登记编号",
    "收到申请日期",
    "申请人姓名（名称）",
    "申请人类别",
    "申请内容",
    "处理结果",
    "答复（办结）日期",
)


def workbook(name: str, cells: Cells, year: int) -> bytes:
    """The table as an office keeps it in Excel: a title, a heading, a line for each application, a sum."""
    file, labels = io.BytesIO(), requesters().columns
    with xlsxwriter.Workbook(file) as book:
        sheet, day = book.add_worksheet("台账"), book.add_format({"num_format": "yyyy/m/d"})
        sheet.merge_range(0, 0, 0, len(HEADINGS) - 1, f"{name}{year}年政府信息公开申请台账")
        sheet.write_row(1, 0, HEADINGS)
        row = 1
        for row, line in enumerate(lines(cells, year), 2):
            sheet.write_number(row, 0, row - 1)
            sheet.write_string(row, 1, f"{name}依申请〔{year}〕{row - 1}号")
            sheet.write_datetime(row, 2, dt.datetime.combine(line.came, dt.time()), day)
            sheet.write_string(row, 3, "张某某" if line.kind == "natural_person" else "示例单位")
            sheet.write_string(row, 4, labels[line.kind])
            sheet.write_string(row, 5, "2025年度水利工程建设资金使用情况")
            if line.outcome:
                ended = dt.datetime.combine(max(line.came, dt.date(year, 1, 1)), dt.time()) + dt.timedelta(days=15)
                sheet.write_string(row, 6, outcomes()[line.outcome].name)
                sheet.write_datetime(row, 7, ended, day)
        sheet.write_row(row + 1, 0, ["合计", row - 1])
    return file.getvalue()


def _endings(cells: Cells, kind: str) -> Iterator[str]:
    """The outcomes that the column counts, and an empty one for each case carried out."""
    for row, outcome in OUTCOME.items():
        yield from [outcome] * (cells[CellRef(3, row, kind)] if row else 0)
    yield from [""] * cells[CellRef(3, "carried_out", kind)]


def _received(office: Office, kind: str, on: dt.date) -> Application:
    return intake.register(office.officer, office.organ, wanted(kind), "counter", noon(on))
