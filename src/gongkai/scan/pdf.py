"""What a PDF holds beside its pages: properties, notes on pages, files inside."""

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from gongkai.report.readers.pdf import MAX_PAGES
from gongkai.scan.passage import Passage
from gongkai.scan.unseen import PROPERTY

_LABELS = {"Author": "作者", "Title": "标题", "Subject": "主题", "Keywords": "关键词"}
_LONGEST = 4_000
_NOTES = frozenset(
    (pdfium.FPDF_ANNOT_TEXT, pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_POPUP, pdfium.FPDF_ANNOT_HIGHLIGHT)
)


def beside(data: bytes) -> Iterator[Passage]:
    """The passages; none for a file that the reader of pages has refused already."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return
    try:
        properties = document.get_metadata_dict()
        for key, label in _LABELS.items():
            if text := properties.get(key, "").strip("\x00 "):
                yield Passage(f"{PROPERTY}（{label}）", text[:_LONGEST], unseen=True)
        for number in range(min(len(document), MAX_PAGES)):
            notes = "\n".join(filter(None, _notes(document, number)))
            if notes:
                yield Passage(f"第{number + 1}页的批注", notes, unseen=True)
        inside = [document.get_attachment(n).get_name() for n in range(document.count_attachments())]
        if inside:
            yield Passage("PDF 里另外夹带的文件", "、".join(inside), unseen=True)
    finally:
        document.close()


def _notes(document: Any, number: int) -> Iterator[str]:
    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return
    try:
        for n in range(pdfium.FPDFPage_GetAnnotCount(page)):
            note = pdfium.FPDFPage_GetAnnot(page, n)
            if note and pdfium.FPDFAnnot_GetSubtype(note) in _NOTES:
                yield _contents(note)
            pdfium.FPDFPage_CloseAnnot(note)
    finally:
        page.close()


def _contents(note: Any) -> str:
    size = min(pdfium.FPDFAnnot_GetStringValue(note, b"Contents", None, 0), 2 * _LONGEST)
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFAnnot_GetStringValue(note, b"Contents", ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw.decode("utf-16-le", "replace").rstrip("\x00")
