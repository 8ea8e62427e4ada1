"""Pictures: scans and photographs of pages, one or several in a file, and long ones with a whole report on them."""

import io
import struct
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from gongkai.report.document import Document
from gongkai.report.readers.errors import NotInstalled, Unreadable
from gongkai.report.readers.layout import blocks_of

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_PIXELS = 80_000_000
"""Twelve pages under each other at 200 dots an inch have 47 million."""
MAX_FRAMES = 60
_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP", "GIF")
_BROKEN = (ArithmeticError, EOFError, LookupError, OSError, SyntaxError, TypeError, ValueError, struct.error)
"""What Pillow raises over malformed files."""
_SMALLEST = 200
"""Pixels: a picture that is smaller either way holds no page."""
_SHORT, _LONG = 595.0, 842.0
"""A4 in points."""
_LEAST, _MOST = 150 / 72, 200 / 72
"""Pixels to a point: pictures are brought into this range, in which all further work is done."""
_TALL = 1.9
"""From so many times as high as wide on, pages stand under each other in one picture."""


def read(data: bytes) -> Document:
    """The document in a picture: PNG, JPEG, TIFF, BMP, WebP, GIF; :class:`Unreadable` where nothing can be read.

    A long picture counts as several pages, one for each height of a page.
    """
    try:
        from PIL import Image
    except ImportError:
        raise NotInstalled(
            "这是图片，要由文字识别组件来读，本机未安装", "请安装 gongkai[ocr]，或换用可复制文字的原文件"
        ) from None
    from gongkai.report.readers.scans import recognised_pictures

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about odd metadata and sizes, which are looked at below
            sheets = [
                sheet for frame in _frames(Image.open(io.BytesIO(data), formats=_FORMATS)) for sheet in _cut(frame)
            ]
    except (Image.DecompressionBombError, MemoryError):
        raise _too_large() from None
    except _BROKEN:
        raise Unreadable("图片已损坏或不完整，打不开", "请重新扫描或重新下载") from None
    pages, note = recognised_pictures(((number, *sheet) for number, sheet in enumerate(sheets, 1)), len(sheets), "页")
    if not any(page.words for page in pages):
        raise Unreadable("图片里没有认出文字", "请给出报告的文档，或清晰端正的整页图片")
    return Document("image", blocks_of(pages), len(sheets) - len(pages), (note,))


def _too_large() -> Unreadable:
    return Unreadable(f"图片超过 {MAX_PIXELS // 10_000} 万像素", "请按每页 200 DPI 重新扫描，或分页给出")


def _frames(image: "Image") -> Iterator["Image"]:
    """The pages of a TIFF file; of every other kind the first picture, for what follows there is animation."""
    for number in range(MAX_FRAMES if image.format == "TIFF" else 1):
        try:
            image.seek(number)
        except EOFError:
            return
        if image.width * image.height > MAX_PIXELS:
            raise _too_large()
        if min(image.size) < _SMALLEST:
            raise Unreadable("图片太小，看不清文字", "请给出清晰的整页图片")
        yield _plain(image)


def _plain(image: "Image") -> "Image":
    """The picture upright, on white, in a fitting size, in grey or in three colours."""
    from PIL import Image, ImageOps

    points = _SHORT if image.width < 1.2 * image.height else _LONG
    scale = min(max(image.width / points, _LEAST), _MOST)
    image.draft(
        image.mode, (round(points * scale), round(points * scale * image.height / image.width))
    )  # a JPEG need not be unpacked in full
    image = ImageOps.exif_transpose(image)
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        clear = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear)
    if image.mode.startswith("I"):
        image = image.point(lambda value: value / 256).convert("L")
    plain = image.convert("L" if image.mode in ("1", "L") else "RGB")
    size = round(points * scale), round(plain.height * points * scale / plain.width)
    return plain.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0) if size != plain.size else plain


def _cut(image: "Image") -> Iterator[tuple[Any, float]]:
    """The picture as pages in pixels, each with how many pixels make a point."""
    import numpy as np

    pixels = np.asarray(image)
    height, width = pixels.shape[:2]
    scale = width / (_SHORT if width < 1.2 * height else _LONG)
    if height < _TALL * width:
        yield pixels, scale
        return
    page = width * _LONG / _SHORT
    bright = pixels if pixels.ndim == 2 else pixels.min(-1)
    top = 0
    while top < height:
        bottom = round(top + page)
        if bottom + page / 4 > height:
            bottom = height
        elif height % page > 0.02 * page:  # no stack of whole pages: cut where there is least to cut
            first = round(top + 0.75 * page)
            dark = np.count_nonzero(bright[first:bottom] < 128, axis=1)
            bottom = first + int(np.flatnonzero(dark == dark.min())[-1]) + 1
        yield pixels[top:bottom], scale
        top = bottom
