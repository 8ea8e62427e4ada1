"""The font of the invisible layer: one box stands for every character, and a table tells which character is meant."""

import functools
import io

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from pikepdf import Array, Dictionary, Name, Pdf

_EM, _ASCENT, _DESCENT = 1000, 800, -200


def unseen_font(pdf: Pdf, numbers: dict[str, int]) -> Dictionary:
    """The font for a file whose characters have these numbers (from 1). Readers skip characters without a shape."""
    shape = pdf.make_stream(_box())
    shape.Length1 = len(_box())
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name.Unseen,
        Flags=4,
        FontBBox=Array([0, _DESCENT, _EM, _ASCENT]),
        ItalicAngle=0,
        Ascent=_ASCENT,
        Descent=_DESCENT,
        CapHeight=_ASCENT,
        StemV=80,
        FontFile2=shape,
    )
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name.Unseen,
        CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
        CIDToGIDMap=pdf.make_stream(b"\x00\x01" * (len(numbers) + 1)),
        FontDescriptor=pdf.make_indirect(descriptor),
        DW=_EM,
    )
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=Name.Unseen,
        Encoding=Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(descendant)]),
        ToUnicode=pdf.make_stream(_to_unicode(numbers)),
    )


@functools.cache
def _box() -> bytes:
    """A TrueType font of one box."""
    pen = TTGlyphPen(None)
    pen.moveTo((0, _DESCENT))
    for corner in ((0, _ASCENT), (_EM, _ASCENT), (_EM, _DESCENT)):
        pen.lineTo(corner)
    pen.closePath()
    names = [".notdef", "box"]
    builder = FontBuilder(_EM, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({0x20: "box"})
    builder.setupGlyf(dict.fromkeys(names, pen.glyph()))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (_EM, 0)))
    builder.setupHorizontalHeader(ascent=_ASCENT, descent=_DESCENT)
    builder.setupNameTable({"familyName": "Unseen", "styleName": "Regular", "psName": "Unseen"})
    builder.setupOS2(sTypoAscender=_ASCENT, sTypoDescender=_DESCENT)
    builder.setupPost()
    builder.updateHead(created=0, modified=0)
    builder.font.recalcTimestamp = False
    file = io.BytesIO()
    builder.font.save(file)
    return file.getvalue()


def _to_unicode(numbers: dict[str, int]) -> bytes:
    """Which character each number stands for, in blocks of a hundred as the format demands."""
    told = [f"<{number:04X}> <{text.encode('utf-16-be').hex().upper()}>" for text, number in numbers.items()]
    blocks = [told[n : n + 100] for n in range(0, len(told), 100)]
    lines = "".join(f"{len(block)} beginbfchar\n{chr(10).join(block)}\nendbfchar\n" for block in blocks)
    return _CMAP.replace("%BLOCKS%", lines).encode()


_CMAP = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
%BLOCKS%endcmap CMapName currentdict /CMap defineresource pop end end"""
