"""What the machine lacks: programs, fonts, time."""

import datetime as dt
import importlib.util
import shutil
import subprocess

from django.db import DatabaseError, connection
from django.utils import timezone

from gongkai.law.calendar.tables import year_table
from gongkai.project.checkup.fault import Fault

CLOCK_SECONDS = 10
RELEASED = dt.date(2026, 1, 1)
"""A clock before this day is wrong."""


def clock() -> Fault | None:
    """The clock is right, as far as the database's tells."""
    if timezone.localdate() < RELEASED:
        return Fault(f"本机时间是 {timezone.localtime():%Y-%m-%d %H:%M}，明显不对", "校准时间并启用 NTP")
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT CURRENT_TIMESTAMP")
            (there,) = cursor.fetchone()
    except DatabaseError:
        return None
    if isinstance(there, dt.datetime) and abs((timezone.now() - there).total_seconds()) > CLOCK_SECONDS:
        return Fault("本机与数据库服务器的时间相差 10 秒以上，期限和留痕会不准", "两边都启用 NTP")
    return None


def fonts() -> Fault | None:
    """Chinese fonts for letters and pages to print."""
    if shutil.which("fc-list") is None:
        return Fault("没有 fontconfig，无法查看字体", "安装 fontconfig 和 fonts-noto-cjk", grave=False)
    listed = subprocess.run(["fc-list", ":lang=zh-cn", "family"], capture_output=True, text=True, check=False).stdout
    if not listed.strip():
        return Fault(
            "没有中文字体，生成的 PDF 会缺字", "安装 fonts-noto-cjk；公文用的仿宋、小标宋请装本单位的字库", grave=False
        )
    return None


def office() -> Fault | None:
    """LibreOffice, for files of old office programs."""
    if shutil.which("soffice") or shutil.which("libreoffice"):
        return None
    mend = "安装 libreoffice-writer-nogui 和 libreoffice-calc-nogui"
    return Fault("没有 LibreOffice，旧版 Word、WPS 文件（DOC、WPS、RTF）读不了", mend, grave=False)


def recognition() -> Fault | None:
    """The parts for scans and pictures."""
    return _parts(("rapidocr", "onnxruntime"), "扫描件和图片读不了", "ocr")


def pdf() -> Fault | None:
    """The part for tables in PDF files."""
    return _parts(("pdfplumber",), "少数 PDF 的表格读不全", "pdf")


def holidays() -> Fault | None:
    """The holidays of this year are known, and from December on those of the next."""
    today = timezone.localdate()
    last = today.year + (today.month == 12)
    missing = [year for year in (today.year, last) if year_table(year) is None]
    if missing:
        return Fault(
            f"程序里没有 {missing[0]} 年的放假安排，期限只是暂定", "升级到收录了这一年放假安排的版本", grave=False
        )
    return None


def _parts(modules: tuple[str, ...], lack: str, extra: str) -> Fault | None:
    if all(importlib.util.find_spec(module) for module in modules):
        return None
    return Fault(lack, f"pip install 'gongkai[{extra}]'", grave=False)
