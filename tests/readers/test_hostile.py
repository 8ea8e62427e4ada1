"""Files made to hurt: each is read or refused within 20 seconds and 2 GB, in a process that has no more than that."""

import io
import sys
import time
import zipfile

import pytest

from gongkai.report.readers.child import run
from readers.ofd_maker import flow, make
from readers.test_docx import package, tc
from readers.test_sheets import altered, sheet

SECONDS, MEGABYTES = 20, 2_000
LAUGHS = (
    "<!DOCTYPE l [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</worksheet>'
PROGRAM = """
import sys
from gongkai.report.readers import Unreadable
from gongkai.report.readers.open import read_bytes
try:
    print("read", len(read_bytes(sys.stdin.buffer.read()).blocks))
except Unreadable as refused:
    print("refused", refused)
"""


def _bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr("[Content_Types].xml", "<a/>")
        with new.open("word/document.xml", "w") as member:
            for _ in range(600):
                member.write(bytes(2**20))
    return stream.getvalue()


def _liar() -> bytes:
    """A member that unpacks to far more than it declares."""
    data = bytearray(_bomb())
    for marker, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.rfind(marker)
        data[at + offset : at + offset + 4] = (1000).to_bytes(4, "little")
    return bytes(data)


def _sheet(rows: str) -> bytes:
    return altered(sheet([[1]]), "xl/worksheets/sheet1.xml", lambda _: SHEET.format(rows).encode())


def _entity(text: str) -> bytes:
    return package("", lambda name, part: text.encode() if name == "word/document.xml" else part)


HOSTILE = {
    "nothing": (b"", "refused 文件是空的"),
    "zip bomb": (_bomb(), "压缩炸弹"),
    "zip that lies": (_liar(), "refused"),
    "laughs": (_entity(f"{LAUGHS}<a>&i;</a>"), "refused"),
    "laughs in a page": (f"{LAUGHS}<html><p>&i;</p></html>".encode(), "read"),
    "outer entity": (_entity("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>"), "XML 实体"),
    "endless colspan": (b"<table><tr><td colspan=100000000>a</td></tr><tr><td>1</td><td>2</td></tr></table>", "read"),
    "large spans": (b"<table>" + b"<tr><td colspan=200 rowspan=2000>a" * 190_000, "refused 表格过大"),
    "deep page": (b"<html><body>" + b"<div>" * 20_000 + b"x", "refused 网页标签嵌套过深"),
    "many tags": (b"<html>" + b"<p>a" * 399_000, "read 399000"),
    "too many tags": (b"<html>" + b"<p>a" * 2_000_000, "refused 网页有"),
    "hidden parts": (b"<div style='display:none'>" * 900 + b"<p hidden>a" * 200_000, "read 0"),
    "novel": (("<p>" + "他说了一句话。" * 50 + "</p>\n").encode() * 20_000, "read 20000"),
    "large attribute": (b"<p class='" + b"a" * 20_000_000 + b"'>a", "read 1"),
    "large text": (b"<html><p>" + "他说。".encode() * 2_500_000, "read 1"),
    "large page": (b"<html><p>" + "他说。".encode() * 5_000_000, "refused 网页有"),
    "deep document": (package("<w:tbl><w:tr><w:tc>" * 20_000), "refused"),
    "nested tables": (package("<w:tbl><w:tr><w:tc>" * 80 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 80), "read"),
    "document of cells": (package("<w:tbl>" + f"<w:tr>{tc('1') * 30}</w:tr>" * 2_000 + "</w:tbl>"), "read 1"),
    "full sheet": (_sheet("<sheetData>" + f"<row>{'<c><v>1</v></c>' * 100}</row>" * 990 + "</sheetData>"), "read 1"),
    "large merges": (
        _sheet(
            '<sheetData><row><c><v>1</v></c></row><row r="900"><c r="CV900"><v>1</v></c></row></sheetData><mergeCells>'
            + '<mergeCell ref="A1:CV900"/>' * 100_000
            + "</mergeCells>"
        ),
        "read",
    ),
    "page of words": (
        altered(
            make(flow(["字"])),
            "Doc_0/Pages/Page_0/Content.xml",
            lambda part: part.replace(
                b"</ofd:PageBlock>",
                b"".join(
                    b'<ofd:TextObject ID="7" Boundary="%d %d 9 9" Size="4"><ofd:TextCode X="1" Y="4">a%d</ofd:TextCode>'
                    b"</ofd:TextObject>" % (n % 200, n % 290, n)
                    for n in range(60_000)
                )
                + b"</ofd:PageBlock>",
            ),
        ),
        "read",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files(name: str) -> None:
    data, outcome = HOSTILE[name]
    started = time.monotonic()
    status, output = run([sys.executable, "-c", PROGRAM], data, seconds=SECONDS, megabytes=MEGABYTES)
    assert (status, output.decode().count("\n")) == (0, 1), output.decode()[-300:]
    assert outcome in output.decode()
    assert time.monotonic() - started < SECONDS
