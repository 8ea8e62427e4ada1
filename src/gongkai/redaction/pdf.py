"""Redacting a PDF: every page becomes a picture with the boxes burnt in, and only words that are seen stay searchable.

Taking single words out of a PDF's own instructions is never certain: a word may be cut over many of them, repeated in
a layer that is not shown, in a form field, an earlier version, a picture's margin. So nothing of the old file is kept
but what a reader sees.
"""

import io
import time
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pikepdf
import pypdfium2
from PIL import Image, ImageDraw

from gongkai.redaction.cover import Cover
from gongkai.redaction.pdfpages import Pages
from gongkai.redaction.pdfsheet import Glyph, Sheet, sheet_of
from gongkai.redaction.redacted import Box, Covered, Redacted
from gongkai.report.readers.errors import Unreadable
from gongkai.report.readers.pdfguard import check as refuse_bombs

MAX_BYTES = 100 * 2**20
MAX_PAGES = 500
SECONDS = 300.0
DPI = 200
_PAD = 1.0
_REACH = 0.06
"""Points, and heights of a letter, by which a box around words is made larger at least."""
_PASSWORD = 4
_GARBLED = 0.03
"""The share of characters without a meaning from which a page may hide words from the search."""


def redact_pdf(data: bytes, cover: Cover, boxes: Sequence[Box] = ()) -> Redacted:
    """The PDF with words and boxes covered; raises :class:`Unreadable` (one Chinese line) where it cannot be done.

    Only ``gongkai.redaction.prove`` says that the result may be released.
    """
    covered: list[Covered] = []
    notes: list[str] = []
    pages = Pages()
    with opened(data) as document:
        if beyond := [box.page for box in boxes if box.page > len(document)]:
            raise Unreadable(f"文件只有 {len(document)} 页，没有第 {beyond[0]} 页", "请检查遮盖框的页码")
        for sheet in sheets(document):
            own = [Covered("框选", box) for box in boxes if box.page == sheet.number]
            found = [*own, *_found(sheet, cover)]
            covered += found
            places = [item.box for item in found if item.box]
            pages.add(sheet, _burnt(sheet, places), _left(sheet, places))
            notes += _remarks(sheet, cover)
    return Redacted(pages.to_bytes(), tuple(covered), tuple(_dropped(data)), tuple(notes))


def find(data: bytes, cover: Cover) -> tuple[Covered, ...]:
    """Where the words stand, for people to look at before anything is covered."""
    with opened(data) as document:
        return tuple(item for sheet in sheets(document, 72) for item in _found(sheet, cover))


def sheets(document: Any, dpi: int = DPI) -> Iterator[Sheet]:
    """The pages one by one; :class:`Unreadable` where there are too many or they take too long."""
    if len(document) > MAX_PAGES:
        raise Unreadable(f"文件有 {len(document)} 页，超过 {MAX_PAGES} 页", "请分成几个文件")
    until = time.monotonic() + SECONDS
    for number in range(1, len(document) + 1):
        if time.monotonic() > until:
            raise Unreadable(f"处理超过 {SECONDS:.0f} 秒，停在第 {number} 页", "请分成几个文件")
        try:
            yield sheet_of(document, number, dpi)
        except pypdfium2.PdfiumError:
            raise Unreadable(f"第 {number} 页已损坏，打不开", "请由原文件重新导出 PDF") from None


def opened(data: bytes) -> Any:
    """The PDF, refused with one Chinese line where it is broken, locked or too large."""
    if len(data) > MAX_BYTES:
        raise Unreadable(f"文件有 {len(data) / 2**20:.0f} MB，超过 {MAX_BYTES // 2**20} MB", "请分成几个文件")
    refuse_bombs(data)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == _PASSWORD:
            raise Unreadable("PDF 加了密码，打不开", "请取消打开密码后另存再试") from None
        raise Unreadable("PDF 已损坏或者不是 PDF，打不开", "请由原文件重新导出 PDF") from None
    document.init_forms()
    return document


def _found(sheet: Sheet, cover: Cover) -> Iterator[Covered]:
    """A box for each line on which covered words stand."""
    for span in cover.spans(sheet.text):
        line: list[Glyph] = []
        placed = [g for g in sheet.glyphs[span.start : span.end] if g.right > g.left and g.bottom > g.top]
        if not placed:
            raise Unreadable(
                f"第 {sheet.number} 页有要遮盖的文字，但位置读不出来", "请由原文件重新导出 PDF，或者框选遮盖"
            )
        for glyph in (*placed, None):
            if line and (glyph is None or not _on_line(line[-1], glyph)):
                yield Covered(span.why, _around(sheet.number, line))
                line = []
            if glyph is not None:
                line.append(glyph)


def _on_line(one: Glyph, other: Glyph) -> bool:
    return one.top < other.bottom and other.top < one.bottom and other.left < one.right + (one.bottom - one.top) * 2


def _around(page: int, glyphs: Sequence[Glyph]) -> Box:
    """A box around them with a margin, for slanted letters reach beyond their own."""
    left, top, right, bottom = zip(*((g.left, g.top, g.right, g.bottom) for g in glyphs), strict=True)
    pad = max(_PAD, _REACH * max(g.bottom - g.top for g in glyphs))
    return Box(page, min(left) - pad, min(top) - pad, max(right) + pad, max(bottom) + pad)


def _burnt(sheet: Sheet, boxes: Iterable[Box]) -> Image.Image:
    """The picture with black in place of the boxes; pixels that a box only touches are black, too."""
    picture = sheet.picture.copy()
    draw = ImageDraw.Draw(picture)
    across, down = picture.width / sheet.width, picture.height / sheet.height
    for box in boxes:
        corners = (box.left * across, box.top * down, box.right * across + 1, box.bottom * down + 1)
        draw.rectangle(tuple(map(int, corners)), fill=(0, 0, 0))
    return picture


def _left(sheet: Sheet, boxes: Sequence[Box]) -> list[Glyph]:
    """The characters that are seen and that no box hides."""
    return [
        glyph
        for glyph in sheet.glyphs
        if glyph.visible and not any(box.hides(glyph.left, glyph.top, glyph.right, glyph.bottom) for box in boxes)
    ]


def _remarks(sheet: Sheet, cover: Cover) -> Iterator[str]:
    solid = [glyph for glyph in sheet.glyphs if not glyph.text.isspace()]
    if any(not glyph.visible for glyph in solid):
        yield f"第 {sheet.number} 页有看不见的文字，没有保留"
    if not cover:
        return
    if sheet.pictured:
        yield f"第 {sheet.number} 页有图片，图片里的文字没有查找，请人工查看"
    elif not solid and sheet.picture.convert("L").getextrema() != (255, 255):
        yield f"第 {sheet.number} 页没有可以查找的文字（可能画成了图形），请人工查看"
    elif sum(map(_is_garbled, solid)) > len(solid) * _GARBLED:
        yield f"第 {sheet.number} 页的文字编码不正常，可能查找不到，请人工查看"


def _is_garbled(glyph: Glyph) -> bool:
    """Whether the file does not tell which character it is."""
    return unicodedata.category(glyph.text) in ("Co", "Cn", "Cc") or glyph.text == "\ufffd"


_PARTS = {
    "/Metadata": "元数据（XMP）",
    "/AcroForm": "表单",
    "/OCProperties": "图层",
    "/Outlines": "书签",
    "/Names": "附件、脚本等名称表",
    "/OpenAction": "打开时的动作",
    "/AF": "关联文件",
    "/StructTreeRoot": "结构树",
}


def _dropped(data: bytes) -> Iterator[str]:
    """What the old file had beside its pages."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if "/Info" in pdf.trailer:
                yield "文件属性（标题、作者等）"
            yield from (name for key, name in _PARTS.items() if key in pdf.Root)
            if notes := sum(len(page.get("/Annots", [])) for page in pdf.pages):
                yield f"批注、链接 {notes} 处"
    except pikepdf.PdfError:
        yield "读不出的内部结构"
    if data.count(b"%%EOF") > 1:
        yield "以前保存的版本"
