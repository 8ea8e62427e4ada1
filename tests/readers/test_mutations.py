"""Damaged files: whatever happens to a real one, it is read or refused in one line, and nothing else."""

import io
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.report.document import Document
from gongkai.report.readers import Unreadable
from gongkai.report.readers.open import read_bytes
from gongkai.report.readers.sniff import kind_of
from readers.ofd_maker import Cell, Ruled, flow, make
from readers.test_docx import p, package, tbl, tc
from readers.test_sheets import book, ods, values

PAGE = (
    "<!DOCTYPE html><html><head><meta charset=utf-8></head><body><h1>报告</h1><p>收到<b>3</b>件</p>"
    "<table><tbody><tr><td rowspan=2>甲</td><td colspan=2>乙</td></tr><tr><td>1</td><td><table><tr><td>2</table></td>"
    "</tr></tbody></table><p style='display:none'>藏</p><img src=a></body></html>"
).encode()
NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="1"/>'
WORD = package(
    p("一", NUMBERED) + tbl(tc("甲", '<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>') + tc("1"), tc("2") + tc("3"))
)
MHTML = (
    b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n"
    b"Content-Transfer-Encoding: quoted-printable\r\n\r\n<p>=E6=8A=A5</p>\r\n--x--\r\n"
)
OFD = make(flow(["一、总体情况", Ruled([Cell("规章", 0, 0), Cell("1", 0, 1)], [40, 30])]), template=flow(["底"])[0])
ODS = ods(
    '<t:table-row t:number-rows-repeated="2"><t:table-cell t:number-columns-spanned="2"><x:p>1</x:p></t:table-cell></t:table-row>'
)

RAW = {"html": PAGE, "mhtml": MHTML, "docx": WORD, "xlsx": book(values), "ofd": OFD, "ods": ODS}
PARTS = {
    "docx": ("word/document.xml", "word/_rels/document.xml.rels", "word/numbering.xml", "_rels/.rels"),
    "xlsx": ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"),
    "ofd": ("Doc_0/Pages/Page_0/Content.xml", "Doc_0/Document.xml", "OFD.xml"),
    "ods": ("content.xml",),
}

_JUNK = st.sampled_from(
    [b"<", b">", b"&", b'"', b"\0", b"\xff", b"&#x0;", b"&#55555;", b"-1", b"1e999", b"NaN", b"9" * 30, "²".encode()]
)
_Edit = Callable[[bytes], bytes]


def _edit(at: float, length: int, junk: bytes) -> _Edit:
    def edit(data: bytes) -> bytes:
        start = int(at * len(data))
        return data[:start] + junk + data[start + length :]

    return edit


_EDITS = st.lists(
    st.builds(_edit, st.floats(0, 1), st.sampled_from([0, 0, 1, 3, 40, 10**6]), _JUNK | st.binary(max_size=6)),
    min_size=1,
    max_size=8,
)


def _try(data: bytes) -> None:
    """Read, or be refused in one line. What damage has turned into a picture is not for the readers tested here."""
    try:
        document = read_bytes(data) if kind_of(data) in {"text", "html", "docx", "xlsx", "ofd"} else None
    except Unreadable as refused:
        line = str(refused)
        if "\n" in line or not line.endswith("。"):
            pytest.fail(f"not one line of Chinese: {line}")
    else:
        assert document is None or isinstance(document, Document)


@pytest.mark.parametrize("kind", RAW)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(edits=_EDITS)
def test_damaged_files(kind: str, edits: list[_Edit]) -> None:
    data = RAW[kind]
    for edit in edits:
        data = edit(data)
    _try(data)


@pytest.mark.parametrize(("kind", "part"), [(kind, part) for kind, parts in PARTS.items() for part in parts])
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(edits=_EDITS)
def test_damaged_parts_in_a_sound_container(kind: str, part: str, edits: list[_Edit]) -> None:
    source, stream = zipfile.ZipFile(io.BytesIO(RAW[kind])), io.BytesIO()
    with zipfile.ZipFile(stream, "w") as new:
        for name in source.namelist():
            content = source.read(name)
            for edit in edits if name == part else ():
                content = edit(content)
            new.writestr(name, content)
    _try(stream.getvalue())


@settings(max_examples=150)
@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
def test_any_bytes(data: bytes) -> None:
    _try(data)
