"""Workbooks of Excel 97 to 2003 and of WPS (XLS, ET) → worksheets, read by xlrd in a process of its own.

Such a file can name any cell of 65,536 × 65,536 and nest its records at will: time and memory are bounded from outside.
"""

import sys

import msgspec

from gongkai.report.readers.child import OutOfTime, run
from gongkai.report.readers.errors import Unreadable
from gongkai.report.readers.sheets import Sheet

SECONDS = 12
MEGABYTES = 1_500
ENCRYPTED = 3
"""Exit status of the process for a workbook with a password."""


class Plain(msgspec.Struct, array_like=True):
    """A sheet as it passes between the processes."""

    name: str
    cells: list[tuple[int, int, str]]
    merged: list[tuple[int, int, int, int]]


def sheets(data: bytes) -> list[Sheet]:
    """The visible worksheets."""
    try:
        status, output = run([sys.executable, "-m", f"{__name__}worker"], data, seconds=SECONDS, megabytes=MEGABYTES)
    except OutOfTime:
        raise Unreadable("旧版 Excel 工作簿读取超时", "请另存为 XLSX 后再试") from None
    if status == ENCRYPTED:
        raise Unreadable("工作簿加了密码", "请取消密码后另存再试")
    if status != 0:
        raise Unreadable("旧版 Excel 工作簿已损坏，读不出来", "请用 Excel 或 WPS 打开后另存为 XLSX")
    return [
        Sheet(plain.name, {(row, column): text for row, column, text in plain.cells}, plain.merged)
        for plain in msgspec.json.decode(output, type=list[Plain])
    ]
