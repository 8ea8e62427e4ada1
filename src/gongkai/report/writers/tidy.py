"""The tables of a report as CSV: every cell a line, for spreadsheets and statistics."""

import csv
import io

from gongkai.report.model import AnnualReport
from gongkai.report.writers.layout import printed

HEAD = ("机关", "年度", "表", "行标识", "行", "列标识", "列", "数值", "说明")
_SAID = {"blank": "空白", "not_applicable": "不适用", "unreadable": "读不出", "number": ""}


def write_report(report: AnnualReport) -> bytes:
    """The cells in the form's order, with keys and labels; UTF-8 with the mark that Excel asks for."""
    file = io.StringIO()
    rows = csv.writer(file)
    rows.writerow(HEAD)
    form = report.edition
    for ref in form.cells:
        table, cell = form.table(ref.table), report.cell(ref.table, ref.row, ref.column)
        value = "" if cell.value is None else printed(cell)
        labels = (ref.row, table.row(ref.row).label, ref.column, table.column(ref.column).label)
        rows.writerow((report.organ, report.year, ref.table, *labels, value, _SAID[cell.state.value]))
    return file.getvalue().encode("utf-8-sig")
