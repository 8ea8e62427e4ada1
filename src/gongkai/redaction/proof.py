"""The proof before release: the finished file is read again in every way, and nothing covered may be found."""

import io
from collections.abc import Iterator, Sequence
from typing import Any

import pikepdf
import pypdfium2
from PIL import Image

from gongkai.redaction.cover import Cover
from gongkai.redaction.officeproof import remains_in_office
from gongkai.redaction.pdfsheet import sheet_of
from gongkai.redaction.redacted import Box, NotRedacted
from gongkai.report.readers.errors import Unreadable
from gongkai.report.readers.sniff import kind_of

_ROOT = frozenset({"/Type", "/Pages", "/Lang"})
_PAGE = frozenset({"/Type", "/Parent", "/MediaBox", "/Resources", "/Contents"})
_TRAILER = frozenset({"/Root", "/Size", "/ID", "/Type", "/W", "/Index", "/Length", "/Filter", "/DecodeParms"})
_ENCODINGS = ("utf-8", "utf-16-be", "utf-16-le", "gb18030")
_LONG = 6
"""Shorter needles turn up in pictures by chance."""
_DPI = 100
_DARK = 40


def prove(data: bytes, cover: Cover, boxes: Sequence[Box] = ()) -> None:
    """Return where nothing covered is left in a redacted PDF, DOCX or XLSX; else raise :class:`NotRedacted`.

    For a PDF: its text through two readers, its every object unpacked, its structure (no annotation, form, layer,
    attachment, property, earlier version), and the pixels under each box. :class:`Unreadable` for a broken file.
    """
    kind = kind_of(data)
    if kind == "pdf":
        remains = tuple(dict.fromkeys(_remains_in_pdf(data, cover, boxes)))
    elif kind in ("docx", "xlsx"):
        remains = tuple(dict.fromkeys(remains_in_office(data, cover)))
    else:
        raise Unreadable("只能证明 PDF、DOCX、XLSX 文件遮盖干净", "请先转成 PDF")
    if remains:
        raise NotRedacted(remains)


def _remains_in_pdf(data: bytes, cover: Cover, boxes: Sequence[Box]) -> Iterator[str]:
    if data.count(b"%%EOF") != 1 or data.count(b"startxref") != 1:
        yield "文件里有以前保存的版本"
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            yield from _structure(pdf)
            yield from _objects(pdf, data, cover)
        document = pypdfium2.PdfDocument(data)
    except (pikepdf.PdfError, pypdfium2.PdfiumError):
        raise Unreadable("PDF 已损坏，打不开", "请重新遮盖") from None
    try:
        yield from _pages(document, cover, boxes)
    finally:
        document.close()
    yield from _plumbed(data, cover)


def _structure(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Only what our own pages are made of may be there."""
    odd = {*pdf.trailer.keys()} - _TRAILER | {*pdf.Root.keys()} - _ROOT
    odd |= {key for page in pdf.pages for key in page.obj.keys() if key not in _PAGE}  # noqa: SIM118
    if odd:
        yield f"文件里还有页面以外的内容（{'、'.join(sorted(odd))}）"


def _objects(pdf: pikepdf.Pdf, data: bytes, cover: Cover) -> Iterator[str]:
    """Every stream unpacked, as bytes: words are looked for in four encodings; every string, as text."""
    needles = {word.encode(encoding, "ignore") for word in cover.words for encoding in _ENCODINGS}
    long = {needle for needle in needles if len(needle) >= _LONG}
    inside = any(needle in data for needle in long)
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream):
            picture = item.get("/Subtype") == pikepdf.Name.Image
            content = item.read_raw_bytes() if picture else item.read_bytes()
            inside |= any(needle and needle in content for needle in (long if picture else needles))
        for words in _strings(item):
            yield from (f"文件内部的数据里还有{span.why}" for span in cover.spans(words))
    if inside:
        yield "文件内部的数据里还有指定的文字"


def _strings(item: Any, *, inner: bool = False) -> Iterator[str]:
    """The strings of an object; what it refers to comes by itself."""
    if isinstance(item, pikepdf.String):
        yield str(item)
    elif inner and getattr(item, "is_indirect", False):
        return
    elif isinstance(item, pikepdf.Array):
        for one in list(item):
            yield from _strings(one, inner=True)
    elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        for key in item.keys():  # noqa: SIM118  (an object of pikepdf walks its values)
            yield from _strings(item[key], inner=True)


def _pages(document: Any, cover: Cover, boxes: Sequence[Box]) -> Iterator[str]:
    for number in range(1, len(document) + 1):
        sheet = sheet_of(document, number, _DPI)
        yield from (f"第 {number} 页还能读出{span.why}" for span in cover.spans(sheet.text))
        for box in (box for box in boxes if box.page == number):
            if any(box.hides(g.left, g.top, g.right, g.bottom) for g in sheet.glyphs if g.right > g.left):
                yield f"第 {number} 页的遮盖框下面还有文字"
            scale = sheet.picture.width / sheet.width
            inside = [max(value, 0) * scale for value in (box.left, box.top, box.right, box.bottom)]
            left, top, right, bottom = (
                round(inside[0]) + 1,
                round(inside[1]) + 1,
                round(inside[2]) - 1,
                round(inside[3]) - 1,
            )
            if left < right and top < bottom and not _is_dark(sheet.picture.crop((left, top, right, bottom))):
                yield f"第 {number} 页的遮盖框没有全部涂黑"


def _is_dark(inside: Image.Image) -> bool:
    """Whether no pixel is lighter than nearly black."""
    return inside.convert("L").point(lambda value: 255 if value > _DARK else 0).getbbox() is None


def _plumbed(data: bytes, cover: Cover) -> Iterator[str]:
    """A second reader of PDF, where it is installed."""
    try:
        import pdfplumber
    except ImportError:
        return
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            text = "".join(character["text"] for character in page.chars)
            yield from (f"第 {page.page_number} 页还能读出{span.why}" for span in cover.spans(text))
