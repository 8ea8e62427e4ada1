"""PDF: its text with boxes and its ruled lines, through pdfium; pages that are pictures go to the recognition of text.

:func:`read` is the fast way. :func:`read_ruled` is the thorough one, for reports whose sums do not prove the first
reading: it lets pdfplumber find text and lines, and has every page recognised whose text cannot be seen.
"""

import contextlib
import time
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2
from msgspec.structs import replace

from gongkai.report.document import Document
from gongkai.report.readers.errors import NotInstalled, Unreadable
from gongkai.report.readers.layout import blocks_of
from gongkai.report.readers.pdfguard import check
from gongkai.report.readers.pdfpage import Sheet, sheet_of

MAX_PAGES = 300
"""Pages that are looked at. An annual report has 4 to 20."""
SECONDS = 10.0
"""After this time no further page is begun."""
_PASSWORD, _UNSUPPORTED = 4, 5


def read(data: bytes) -> Document:
    """The document in a PDF file; :class:`Unreadable` where it is damaged, locked or holds nothing to read."""
    with _opened(data) as document:
        sheets = _sheets(document)
        return _document(document, sheets, [sheet for sheet in sheets if sheet.pictures and not sheet.unseen])


def read_ruled(data: bytes) -> Document:
    """The same, slower and more thorough.

    :class:`Unreadable` also where the extra ``pdf`` is not installed, and where all pages are pictures, in which there
    is nothing more to see.
    """
    from gongkai.report.readers.pdfplumbed import pages_of  # an extra, for the files that need it

    with _opened(data) as document:
        sheets = _sheets(document)
        if not any(sheet.page.words for sheet in sheets):
            raise Unreadable("PDF 里没有文字可以再仔细读", "请对照原件核对")
        printed = [sheet.page.number for sheet in sheets if sheet.page.words and not sheet.unseen]
        better = {page.number: page for page in pages_of(data, printed)}
        sheets = [replace(sheet, page=better.get(sheet.page.number, sheet.page)) for sheet in sheets]
        return _document(document, sheets, [sheet for sheet in sheets if sheet.pictures])


@contextlib.contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    check(data)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == _PASSWORD:
            raise Unreadable("PDF 加了密码，打不开", "请用 PDF 软件取消打开密码后另存再试") from None
        if error.err_code == _UNSUPPORTED:
            raise Unreadable("PDF 用了不支持的加密方式", "请用 PDF 软件取消加密后另存再试") from None
        raise Unreadable("PDF 已损坏或不完整，打不开", "请重新下载或由原文件重新导出") from None
    try:
        yield document
    finally:
        document.close()


def _sheets(document: Any) -> list[Sheet]:
    sheets = []
    until = time.monotonic() + SECONDS
    for index in range(min(len(document), MAX_PAGES)):
        if time.monotonic() > until:
            break
        try:
            page = document[index]
        except pypdfium2.PdfiumError:
            continue  # a page that is announced but not there
        try:
            sheets.append(sheet_of(page, index + 1))
        finally:
            page.close()
    return sheets


def _document(document: Any, sheets: Sequence[Sheet], pictured: Sequence[Sheet]) -> Document:
    """The document of the sheets, the text in the pictures of some of them recognised."""
    pages = {sheet.page.number: sheet.page for sheet in sheets}
    notes = [f"文件有 {len(document)} 页，只读了 {len(sheets)} 页"] if len(sheets) < len(document) else []
    images = len(document) - len(sheets)
    if pictured:
        from gongkai.report.readers.scans import recognised  # loads the recognition of text only for pictures

        try:
            found, remarks = recognised(document, pictured)
            pages |= found
            notes += remarks
            images += len(pictured) - len(found)
        except NotInstalled as missing:
            if not any(page.words for page in pages.values()):
                raise
            images += len(pictured)
            notes.append(f"第 {_numbers(pictured)} 页有图片，没有读其中的文字：{missing}")
    hidden = [sheet for sheet in sheets if sheet.unseen and sheet not in pictured]
    if hidden:
        notes.append(f"第 {_numbers(hidden)} 页是扫描件，读的是其中隐藏的文字层，可能有识别错误")
    if not any(page.words for page in pages.values()):
        raise Unreadable("PDF 里没有文字，图片中也没有认出文字", "请检查文件是否导出完整")
    return Document("pdf", blocks_of(list(pages.values())), images, tuple(notes))


def _numbers(sheets: Sequence[Sheet]) -> str:
    return "、".join(str(sheet.page.number) for sheet in sheets)
