"""A report's table 3 as an office keeps it in Excel: a line for every application that it counts."""

import datetime as dt
import io
from collections.abc import Iterator
from typing import NamedTuple

import xlsxwriter

from applications.ledger import Cells, _endings
from gongkai.findings import CellRef
from gongkai.law.outcomes import outcomes
from gongkai.law.requesters import requesters

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
        for number, outcome in enumerate(_endings(cells, kind)):
            came = (late if outcome else dt.date(year, 12, 22)) if number >= carried else early
            yield Line(kind, came, outcome)


def workbook(name: str, cells: Cells, year: int) -> bytes:
    """The workbook: a title, a heading, the lines, a sum."""
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
