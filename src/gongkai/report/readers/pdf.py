"""PDF: its text with boxes and its ruled lines, through pdfium; pages that are pictures go to the recognition of text.

:func:`read` is the fast way. :func:`read_ruled` is the thorough one, for reports whose sums do not prove the first
reading: it lets pdfplumber find text and tables, and has every page recognised whose text cannot be seen.
"""

import time
from collections.abc import Iterator
from typing import Any

import msgspec
import pypdfium2

from gongkai.report.document import Document
from gongkai.report.readers.boxes import Box, Page, Word
from gongkai.report.readers.errors import Unreadable
from gongkai.report.readers.layout import blocks_of
from gongkai.report.readers.pdfrules import drawn_on
from gongkai.report.readers.pdftext import text_of_page

MAX_PAGES = 300
"""Pages that are looked at. An annual report has 4 to 20."""
SECONDS = 10.0
"""After this time no further page is begun."""
_PASSWORD, _UNSUPPORTED = 4, 5
_BIG = 0.25
"""A picture over this share of a page may be all of its content."""
_FEW = 20
"""Fewer words on a picture are a stamp or a caption; more of them are text on a background."""
_GARBLED = 0.2


class Sheet(msgspec.Struct, frozen=True):
    """A page as found: what can be read of it at once, and where pictures stand that may hold more text."""

    page: Page
    pictures: tuple[Box, ...] = ()
    unseen: bool = False


def read(data: bytes) -> Document:
    """The document in a PDF file; :class:`Unreadable` where it is damaged, locked or holds nothing to read."""
    document = _open(data)
    try:
        sheets = list(_sheets(document))
        notes = _cut_notes(len(document), len(sheets))
        if any(sheet.pictures for sheet in sheets):
            from gongkai.report.readers.scans import with_recognised  # loads the recognition of text only for pictures

            return with_recognised(document, sheets, notes)
    finally:
        document.close()
    if not any(sheet.page.words for sheet in sheets):
        raise Unreadable("PDF 里没有文字，也没有图片", "请检查文件是否导出完整")
    unseen = [str(sheet.page.number) for sheet in sheets if sheet.unseen]
    if unseen:
        notes += (f"第 {'、'.join(unseen)} 页是带有隐藏文字的扫描件，所读为其隐藏文字，可能有识别错误",)
    return Document("pdf", blocks_of([sheet.page for sheet in sheets]), notes=notes)


def _open(data: bytes) -> Any:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == _PASSWORD:
            raise Unreadable("PDF 加了密码，打不开", "请用 PDF 软件取消打开密码后另存再试") from None
        if error.err_code == _UNSUPPORTED:
            raise Unreadable("PDF 用了不支持的加密方式", "请用 PDF 软件取消加密后另存再试") from None
        raise Unreadable("PDF 已损坏或不完整，打不开", "请重新下载或由原文件重新导出") from None


def _sheets(document: Any) -> Iterator[Sheet]:
    until = time.monotonic() + SECONDS
    for index in range(min(len(document), MAX_PAGES)):
        if time.monotonic() > until:
            return
        try:
            page = document[index]
        except pypdfium2.PdfiumError:
            continue  # a page that is announced but not there
        try:
            yield _sheet(page, index + 1)
        finally:
            page.close()


def _sheet(page: Any, number: int) -> Sheet:
    text = text_of_page(page)
    drawn = drawn_on(page, text.frame)
    width, height = text.frame.size
    seen = text.seen if text.garbled < _GARBLED else ()
    pictures = tuple(
        picture
        for picture in drawn.pictures
        if _area(picture, width, height) > _BIG * width * height and _count_on(seen, picture) < _FEW
    )
    if text.garbled >= _GARBLED:
        return Sheet(Page(number, width, height, ()), ((0.0, 0.0, width, height),))
    if pictures and len(text.unseen) > _FEW > len(seen):
        return Sheet(Page(number, width, height, text.unseen, drawn.rules), unseen=True)
    return Sheet(Page(number, width, height, seen, drawn.rules), pictures)


def _area(box: Box, width: float, height: float) -> float:
    """How much of the page the box covers."""
    left, top, right, bottom = box
    return max(0.0, min(right, width) - max(left, 0.0)) * max(0.0, min(bottom, height) - max(top, 0.0))


def _count_on(words: tuple[Word, ...], box: Box) -> int:
    return sum(box[0] < (word.left + word.right) / 2 < box[2] and box[1] < word.middle < box[3] for word in words)


def _cut_notes(pages: int, read: int) -> tuple[str, ...]:
    return (f"文件有 {pages} 页，只读了 {read} 页",) if read < pages else ()
