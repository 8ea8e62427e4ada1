"""A new PDF of pictures, with what words remain as an invisible layer; nothing of the old file goes into it."""

import io
from collections.abc import Iterable

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image

from gongkai.redaction.pdffont import unseen_font
from gongkai.redaction.pdfsheet import Glyph, Sheet

_QUALITY = 85
_GREY = 10
"""Colours that differ by less (of 255) are grey: the page is stored without colour, in a third of the space."""


class Pages:
    """The file while its pages are added."""

    def __init__(self) -> None:
        self._pdf = Pdf.new()
        self._numbers: dict[str, int] = {}
        self._font = self._pdf.make_indirect(Dictionary())

    def add(self, sheet: Sheet, picture: Image.Image, glyphs: Iterable[Glyph]) -> None:
        """A page of the picture; the glyphs can be searched and read aloud but not seen."""
        pdf = self._pdf
        resources = Dictionary(XObject=Dictionary(Im0=_image(pdf, picture)), Font=Dictionary(F0=self._font))
        shown = f"q {sheet.width:.2f} 0 0 {sheet.height:.2f} 0 0 cm /Im0 Do Q\n".encode()
        page = Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, round(sheet.width, 2), round(sheet.height, 2)]),
            Resources=resources,
            Contents=pdf.make_stream(shown + self._words(sheet, glyphs)),
        )
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))

    def to_bytes(self) -> bytes:
        """The file: no properties, no history, equal pages give equal bytes."""
        self._font.update(unseen_font(self._pdf, self._numbers))
        self._pdf.Root.Lang = pikepdf.String("zh-CN")
        file = io.BytesIO()
        self._pdf.save(file, deterministic_id=True, compress_streams=True)
        return file.getvalue()

    def _words(self, sheet: Sheet, glyphs: Iterable[Glyph]) -> bytes:
        lines = ["BT 3 Tr"]
        for glyph in glyphs:
            width, height = glyph.right - glyph.left, glyph.bottom - glyph.top
            if width <= 0 or height <= 0 or glyph.text.isspace():
                continue
            number = self._numbers.setdefault(glyph.text, len(self._numbers) + 1)
            base = sheet.height - glyph.bottom + height * 0.2
            lines.append(
                f"/F0 {height:.2f} Tf {100 * width / height:.1f} Tz 1 0 0 1 {glyph.left:.2f} {base:.2f} Tm <{number:04X}> Tj"
            )
        return "\n".join([*lines, "ET"]).encode()


def _image(pdf: Pdf, picture: Image.Image) -> Stream:
    """A photograph as JPEG; a grey page, whose letters must stay sharp, in 16 shades where that is smaller."""
    if _is_grey(picture):
        picture = picture.convert("L")
    photo = io.BytesIO()
    picture.save(photo, "JPEG", quality=_QUALITY, optimize=True)
    packed = _in_shades(picture) if picture.mode == "L" else None
    if packed is not None and len(packed) < len(photo.getvalue()):
        image = pdf.make_stream(b"")
        image.write(
            packed,
            filter=Name.FlateDecode,
            decode_parms=Dictionary(Predictor=15, Colors=1, BitsPerComponent=4, Columns=picture.width),
        )
        image.BitsPerComponent = 4
    else:
        image = pdf.make_stream(b"")
        image.write(photo.getvalue(), filter=Name.DCTDecode)
        image.BitsPerComponent = 8
    image.Type, image.Subtype = Name.XObject, Name.Image
    image.Width, image.Height = picture.size
    image.ColorSpace = Name.DeviceGray if picture.mode == "L" else Name.DeviceRGB
    return image


def _in_shades(picture: Image.Image) -> bytes:
    """The picture in 16 shades of grey, packed as PNG packs it, which PDF reads as it is."""
    shades = picture.point(lambda value: round(value / 17))
    shades.putpalette([shade * 17 for shade in range(16) for _ in range(3)])
    file = io.BytesIO()
    shades.save(file, "PNG", bits=4, compress_level=9)
    data, at, packed = file.getvalue(), 8, b""
    while at < len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        if data[at + 4 : at + 8] == b"IDAT":
            packed += data[at + 8 : at + 8 + length]
        at += length + 12
    return packed


def _is_grey(picture: Image.Image) -> bool:
    small = picture.resize((max(picture.width // 4, 1), max(picture.height // 4, 1)), Image.Resampling.BOX)
    _, blueness, redness = small.convert("YCbCr").split()
    coloured = (part.point(lambda value: 255 if abs(value - 128) > _GREY else 0) for part in (blueness, redness))
    return all(part.getbbox() is None for part in coloured)
