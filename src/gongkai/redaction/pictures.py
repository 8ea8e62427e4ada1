"""Pictures inside office files, as what is seen of them: pixels only, without what a crop hides."""

import io
from collections.abc import Mapping

import msgspec
from lxml.etree import _Attrib
from PIL import Image, UnidentifiedImageError

_MOST_PIXELS = 60_000_000
_WHOLE = 100_000
"""Crops are told in thousandths of a percent."""


class Picture(msgspec.Struct, frozen=True):
    """The bytes, and the name of their format."""

    data: bytes
    suffix: str


def cleaned(data: bytes, crop: Mapping[str, str] | _Attrib) -> Picture | None:
    """The picture drawn anew, without properties; ``None`` for what is not made of pixels, or cannot be read."""
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "BMP", "GIF", "TIFF")) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                return None
            whole = picture.convert("RGBA" if "A" in picture.getbands() or "transparency" in picture.info else "RGB")
            photo = picture.format == "JPEG"
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    share = {key: max(int(crop.get(key) or 0), 0) / _WHOLE for key in ("l", "t", "r", "b")}
    width, height = whole.size
    box = (
        int(width * share["l"]),
        int(height * share["t"]),
        width - int(width * share["r"]),
        height - int(height * share["b"]),
    )
    if box[0] >= box[2] or box[1] >= box[3]:
        return None
    fresh = Image.new(whole.mode, (box[2] - box[0], box[3] - box[1]))
    fresh.paste(whole.crop(box))
    file = io.BytesIO()
    fresh.save(file, "JPEG" if photo else "PNG", quality=90)
    return Picture(file.getvalue(), "jpeg" if photo else "png")
