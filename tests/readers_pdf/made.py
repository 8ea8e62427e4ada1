"""PDF files written by hand, for what no printer makes."""

import zlib
from collections.abc import Sequence


def pdf_of(objects: Sequence[bytes]) -> bytes:
    """A file of the objects, numbered from 1; the first is the catalog."""
    out, starts = b"%PDF-1.5\n", []
    for number, body in enumerate(objects, 1):
        starts.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % size
    return out + head + table + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(out))


def stream(content: bytes) -> bytes:
    """The content, packed."""
    packed = zlib.compress(content, 9)
    return b"<</Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream" % (len(packed), packed)


def page_of(content: bytes, box: bytes = b"[0 0 595 842]") -> bytes:
    """A file of one page, with Helvetica as font F."""
    return pdf_of(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox " + box + b"/Resources<</Font<</F 5 0 R>>>>/Contents 4 0 R>>",
            stream(content),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        ]
    )
