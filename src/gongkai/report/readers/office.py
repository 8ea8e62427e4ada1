"""What only an office program can read: DOC, WPS, RTF, ODT, UOF, through LibreOffice where it is installed."""

import shutil
import tempfile
from pathlib import Path

from gongkai.report.document import Document
from gongkai.report.readers import docx
from gongkai.report.readers.child import OutOfTime, run
from gongkai.report.readers.errors import NotInstalled, Unreadable

SECONDS = 13
"""Time for a conversion, of the 16 seconds that a file has. The first one after the start of a machine takes about 6 seconds, any other 2."""
MEGABYTES = 1_500
"""Address space of LibreOffice; it reserves about twice what it uses."""
_PROGRAMS = ("soffice", "libreoffice")
_WHAT = {
    "docx": ("旧版 Word/WPS 文档（DOC、WPS、RTF、ODT 一类）", "DOCX", "libreoffice-writer"),
    "xlsx": ("旧版表格（XLSB、XML 表格一类）", "XLSX", "libreoffice-calc"),
    "pdf": ("要排成 PDF 的 Word 文档", "PDF", "libreoffice-writer"),
}
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">
<value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse">
<value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse">
<value>1</value></prop></item>
</oor:items>
"""
"""No macros, no linked files: a document from elsewhere must not make this machine open anything."""


def read(data: bytes) -> Document:
    """The document in a file of an older or foreign office program; needs LibreOffice."""
    return docx.read(convert(data, "docx"))


def convert(data: bytes, to: str) -> bytes:
    """The file as ``docx``, ``xlsx`` or ``pdf``; :class:`NotInstalled`; :class:`Unreadable` where LibreOffice fails."""
    what, wanted, package = _WHAT[to]
    advice = f"请用 Word 或 WPS 另存为 {wanted} 后再试"
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise NotInstalled(f"这是{what}，要由 LibreOffice 转换，本机未安装 LibreOffice", f"{advice}，或安装 {package}")
    with tempfile.TemporaryDirectory(prefix="gongkai-") as name:
        room = Path(name)
        source, target = room / "source", room / f"source.{to}"
        source.write_bytes(data)
        _settle(room / "profile")
        try:
            run(_command(program, room, source, to), seconds=SECONDS, megabytes=MEGABYTES)
        except OutOfTime:
            raise Unreadable(f"LibreOffice 转换超过 {SECONDS} 秒，已停止", advice) from None
        if not target.is_file():
            raise Unreadable(f"LibreOffice 读不出这个文件，它可能已损坏（{what}）", advice)
        return target.read_bytes()


def _settle(profile: Path) -> None:
    """A profile of its own: conversions may run side by side, and the user's own settings stay as they are."""
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, "utf-8")


def _command(program: str, room: Path, source: Path, to: str) -> list[str]:
    profile = f"-env:UserInstallation={(room / 'profile').as_uri()}"
    options = ["--headless", "--norestore", "--nologo", "--nolockcheck", "--convert-to", to, "--outdir", str(room)]
    return [program, profile, *options, str(source)]
