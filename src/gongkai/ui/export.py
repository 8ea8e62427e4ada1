"""Lists as files, written row by row: a hundred thousand rows take no more memory than ten."""

import csv
import datetime as dt
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from gongkai.report.writers.xlsx.sheets import Columns

FORMATS = {"xlsx": "下载 Excel 表格", "csv": "下载 CSV 文件"}
_FORMULA = re.compile(r"^[=+\-@\t\r]")
_CSV = "text/csv; charset=utf-8"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def export(format: str, name: str, columns: Columns, rows: Iterable[Sequence[Any]]) -> HttpResponseBase:
    """The rows as a file of the format (a key of :data:`FORMATS`), named with the day."""
    filename = f"{name}{timezone.localdate():%Y%m%d}.{format}"
    if format == "csv":
        response = StreamingHttpResponse(_csv(columns, rows), content_type=_CSV)
        response["Content-Disposition"] = content_disposition_header(True, filename) or ""
        return response
    return FileResponse(_xlsx(name, columns, rows), as_attachment=True, filename=filename, content_type=_XLSX)


def said(value: Any) -> str:
    """A value as a table of text has it; text that a spreadsheet would take for a formula is given an apostrophe.

    >>> said("=1+1"), said(-3), said(None)
    ("'=1+1", '-3', '')
    """
    match value:
        case None:
            return ""
        case dt.datetime():
            return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
        case str():
            return f"'{value}" if _FORMULA.match(value) else value
    return str(value)


class _Line:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def _csv(columns: Columns, rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """With a byte order mark: without it Excel takes Chinese for something else."""
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow([caption for caption, _ in columns])
    for row in rows:
        yield writer.writerow([said(value) for value in row])


def _xlsx(name: str, columns: Columns, rows: Iterable[Sequence[Any]]) -> Any:
    import xlsxwriter

    from gongkai.report.writers.xlsx.sheets import SAFE, add_sheet, put_row

    file = tempfile.TemporaryFile()  # noqa: SIM115  (closed by the response)
    with xlsxwriter.Workbook(file, SAFE | {"constant_memory": True}) as book:
        style = book.add_format({"text_wrap": True, "valign": "top"})
        sheet = add_sheet(book, name[:31], columns)
        for number, row in enumerate(rows, 1):
            put_row(sheet, number, [value if isinstance(value, int) else said_cell(value) for value in row], style)
    file.seek(0)
    return file


def said_cell(value: Any) -> str:
    """A value as a cell of a workbook has it, where text is never a formula."""
    return value if isinstance(value, str) else said(value)
