"""Streams of a PDF that are small in the file and endless when unpacked; pdfium would take minutes and gigabytes."""

import zlib

from gongkai.report.readers.errors import Unreadable

MAX_STREAM = 8 * 2**20
"""Bytes that one stream may unpack to, pictures and fonts aside; the content of a printed page has 0.1 million."""
MAX_TOTAL = 128 * 2**20
_OPEN, _CLOSE = b"stream", b"endstream"
_LEAST = MAX_STREAM // 1032
"""Deflate packs no better than this, so nothing smaller can be a bomb."""
_OTHERS = (b"/Image", b"/Length1", b"/CIDFontType0C", b"/Type1C", b"/OpenType")
_DICTIONARY = 1000


def check(data: bytes) -> None:
    """Raise :class:`Unreadable` where a stream of the file is a bomb."""
    total = 0
    start = data.find(_OPEN)
    while start >= 0:
        end = data.find(_CLOSE, start)
        end = len(data) if end < 0 else end
        if end - start > _LEAST and _is_content(data[max(0, start - _DICTIONARY) : start]):
            total += _unpacked(data[start + len(_OPEN) : end].lstrip(b"\r\n"))
            if total > MAX_TOTAL:
                raise _endless()
        start = data.find(_OPEN, end + len(_CLOSE))


def _is_content(before: bytes) -> bool:
    """Whether the dictionary before a stream tells of a packed one that is neither a picture nor a font."""
    dictionary = before[before.rfind(b" obj") :]
    return b"FlateDecode" in dictionary and not any(other in dictionary for other in _OTHERS)


def _unpacked(packed: bytes) -> int:
    """How many bytes the stream unpacks to; what is wrong with it is for pdfium to find."""
    try:
        size = len(zlib.decompressobj().decompress(packed, MAX_STREAM))
    except zlib.error:
        return 0
    if size >= MAX_STREAM:
        raise _endless()
    return size


def _endless() -> Unreadable:
    return Unreadable("PDF 的页面内容展开后大得异常，不像一份报告", "请用 PDF 软件重新导出，或只留年度报告部分")
