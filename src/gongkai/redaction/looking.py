"""A file as people look at it before and after: its pages as pictures, its text page by page, extracted again."""

import io
from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2

from gongkai.redaction.pdf import opened
from gongkai.report.readers.errors import Unreadable
from gongkai.report.readers.sniff import kind_of

_LARGEST = 3_000
"""Points: what is larger is not drawn for a screen."""
_DPI = 100


class Size(NamedTuple):
    """The size of a page in points."""

    width: float
    height: float


def sizes(data: bytes) -> tuple[Size, ...]:
    """The pages of a PDF; none of another file. Raises :class:`Unreadable`."""
    if kind_of(data) != "pdf":
        return ()
    with opened(data) as document:
        return tuple(Size(*document.get_page_size(number)) for number in range(len(document)))


def picture(data: bytes, number: int) -> bytes:
    """A page of a PDF (from 1) as PNG for a screen. Raises :class:`Unreadable` where it cannot be drawn."""
    with opened(data) as document:
        if not 1 <= number <= len(document):
            raise Unreadable(f"文件只有 {len(document)} 页", "请选择其他页")
        try:
            page = document[number - 1]
            width, height = page.get_size()
            scale = _DPI / 72 * min(1.0, _LARGEST / max(width, height))
            drawn = page.render(scale=scale).to_pil().convert("RGB")
        except pypdfium2.PdfiumError:
            raise Unreadable(f"第 {number} 页已损坏，打不开", "请由原文件重新导出 PDF") from None
    file = io.BytesIO()
    drawn.save(file, "PNG")
    return file.getvalue()


def words_of(data: bytes) -> Iterator[tuple[str, str]]:
    """The text of a PDF, Word or Excel file with its place, read anew. Raises :class:`Unreadable`."""
    if kind_of(data) == "pdf":
        with opened(data) as document:
            for number in range(1, len(document) + 1):
                yield f"第{number}页", _text(document, number)
        return
    from gongkai.scan.files import passages_of_file  # the readers of office files, only where there is one

    for passage in passages_of_file(data)[0]:
        if not passage.unseen:
            yield passage.place, passage.text


def _text(document: pypdfium2.PdfDocument, number: int) -> str:
    try:
        words = document[number - 1].get_textpage()
        text: str = words.get_text_range()
        words.close()
    except pypdfium2.PdfiumError:
        raise Unreadable(f"第 {number} 页已损坏，打不开", "请由原文件重新导出 PDF") from None
    return text.replace("\r\n", "\n").replace("\ufffe", "")
