"""A PDF page as it is seen: its picture, and its characters, each told visible or hidden.

A character is visible where the picture changes when all text is taken off the page, and no later text lies on it.
So white words on white, words under a picture or a box, words outside the page and the hidden layer of a scan are told.
"""

import ctypes
from collections.abc import Iterable
from typing import Any

import msgspec
import pypdfium2.raw as pdfium
from PIL import Image, ImageChops

from gongkai.report.readers.errors import Unreadable

_FINE = 1000
"""Parts of a point in which places are asked for."""
_SEEN = 12
"""A pixel that changes by so much (of 255) is seen to change."""
_AWAY = 1e6
_DEEP = 15
_MOST_PIXELS = 60_000_000
_UPON = 0.5
"""The share of a character under a later one from which it is hidden."""


class Glyph(msgspec.Struct, frozen=True):
    """A character with its box in points from the top left of the page as shown."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    visible: bool = True


class Sheet(msgspec.Struct, frozen=True):
    """A page: number from 1, size in points, picture, characters in the file's order, whether it is mostly a picture."""

    number: int
    width: float
    height: float
    picture: Image.Image
    glyphs: tuple[Glyph, ...]
    pictured: bool

    @property
    def text(self) -> str:
        """All characters, hidden ones too; a glyph is one character here (white space included)."""
        return "".join(glyph.text for glyph in self.glyphs)


def sheet_of(document: Any, number: int, dpi: int) -> Sheet:
    """The page with annotations and form fields printed into it, for they are seen."""
    page = document[number - 1]
    pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY)
    page.close()
    page = document[number - 1]
    width, height = page.get_size()
    scale = dpi / 72
    if width * height * scale * scale > _MOST_PIXELS:
        scale = (_MOST_PIXELS / (width * height)) ** 0.5
    if not (1 <= width <= 20_000 and 1 <= height <= 20_000):
        raise Unreadable(f"第 {number} 页的尺寸不正常（{width:.0f}×{height:.0f} 点）", "请用 PDF 软件重新打印成 PDF")
    picture = page.render(scale=scale).to_pil().convert("RGB")
    glyphs = _glyphs(page, width, height)
    bare = _without_text(page).render(scale=scale).to_pil().convert("RGB")
    changed = ImageChops.difference(picture, bare).convert("L").point(lambda value: 255 if value > _SEEN else 0)
    seen = tuple(_seen(glyphs, changed, scale))
    pictured = bool(list(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=_DEEP)))
    page.close()
    return Sheet(number, width, height, picture, seen, pictured)


class _Placed(msgspec.Struct):
    glyph: Glyph
    order: int


def _glyphs(page: Any, width: float, height: float) -> list[_Placed]:
    """The characters with boxes; ``order`` tells when the object they belong to is drawn."""
    objects = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=_DEEP)
    drawn = {_address(item.raw): n for n, item in enumerate(objects)}
    text = page.get_textpage()
    try:
        return [
            _Placed(Glyph(character, *_box(page, text, n, width, height)), drawn.get(_object(text, n), 0))
            for n in range(text.count_chars())
            if (character := _character(text, n))
        ]
    finally:
        text.close()


def _character(text: Any, n: int) -> str:
    code = pdfium.FPDFText_GetUnicode(text.raw, n)
    if not code or 0xD800 <= code < 0xE000 or code > 0x10FFFF or code in (0xFFFE, 0xFFFF):
        return "\ufffd" if code else ""
    return chr(code) if code >= ord(" ") else " "


def _address(pointer: Any) -> int:
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


def _object(text: Any, n: int) -> int:
    return _address(pdfium.FPDFText_GetTextObject(text.raw, n))


def _box(page: Any, text: Any, n: int, width: float, height: float) -> tuple[float, float, float, float]:
    """The line's height and the character's ink together: the one knows nothing of turned text, the other of blanks."""
    loose, ink = pdfium.FS_RECTF(), [ctypes.c_double() for _ in range(4)]
    corners: list[tuple[float, float]] = []
    if pdfium.FPDFText_GetLooseCharBox(text.raw, n, loose):
        corners += [(loose.left, loose.top), (loose.right, loose.bottom)]
    if pdfium.FPDFText_GetCharBox(text.raw, n, *ink):
        left, right, bottom, top = (side.value for side in ink)
        corners += [(left, top), (right, bottom)] if left < right and bottom < top else []
    if not corners:
        return (0.0, 0.0, 0.0, 0.0)
    across, down = zip(*(_shown(page, x, y, width, height) for x, y in corners), strict=True)
    return min(across), min(down), max(across), max(down)


def _shown(page: Any, x: float, y: float, width: float, height: float) -> tuple[float, float]:
    """A place of the page in points from its top left corner, turned and cut as it is shown."""
    across, down = ctypes.c_int(), ctypes.c_int()
    size = (round(width * _FINE), round(height * _FINE))
    pdfium.FPDF_PageToDevice(page.raw, 0, 0, *size, 0, x, y, across, down)
    return across.value / _FINE, down.value / _FINE


def _without_text(page: Any) -> Any:
    """The page in memory with all its text moved far away."""
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=_DEEP):
        pdfium.FPDFPageObj_Transform(item.raw, 1, 0, 0, 1, _AWAY, _AWAY)
    return page


def _seen(placed: list[_Placed], changed: Image.Image, scale: float) -> Iterable[Glyph]:
    upon = _hidden_by_text(placed)
    for n, item in enumerate(placed):
        glyph = item.glyph
        left, top, right, bottom = (int(x * scale) for x in (glyph.left, glyph.top, glyph.right, glyph.bottom))
        visible = n not in upon and changed.crop((left, top, right + 1, bottom + 1)).getbbox() is not None
        yield msgspec.structs.replace(glyph, visible=visible)


def _hidden_by_text(placed: list[_Placed]) -> set[int]:
    """Characters under ones of objects drawn later: somebody wrote anew over an old text."""
    cells: dict[tuple[int, int], list[int]] = {}
    for n, item in enumerate(placed):
        if item.glyph.text.strip():
            for cell in _cells(item.glyph):
                cells.setdefault(cell, []).append(n)
    return {
        n
        for inside in cells.values()
        for n in inside
        for m in inside
        if placed[m].order > placed[n].order and _share(placed[n].glyph, placed[m].glyph) > _UPON
    }


def _cells(glyph: Glyph) -> set[tuple[int, int]]:
    return {(int(x // 20), int(y // 20)) for x in (glyph.left, glyph.right) for y in (glyph.top, glyph.bottom)}


def _share(under: Glyph, over: Glyph) -> float:
    across = min(under.right, over.right) - max(under.left, over.left)
    down = min(under.bottom, over.bottom) - max(under.top, over.top)
    area = (under.right - under.left) * (under.bottom - under.top)
    return across * down / area if across > 0 and down > 0 and area > 0 else 0.0
