"""MHTML (``.mht``): a web page with its pictures in one file, as browsers and Word save it; also ``.doc`` by ending."""

import binascii
import quopri
import re
from collections.abc import Iterator

from gongkai.report.readers.errors import Unreadable

_BOUNDARY = re.compile(rb"boundary\s*=\s*(?:\"([^\"\r\n]{1,200})\"|([^\s;\"]{1,200}))", re.IGNORECASE)
_HEADER_END = re.compile(rb"\r?\n\r?\n")
_FIRST_HEADER = re.compile(rb"\s*[\w-]+:[^\n]*\n")
_IS_MAIL = re.compile(rb"(?:^|\n)content-type:\s*(?:multipart/|text/html)", re.IGNORECASE)
_IS_PAGE = re.compile(rb"content-type:\s*text/html", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s*=\s*\"?([\w-]+)", re.IGNORECASE)
_ENCODING = re.compile(rb"content-transfer-encoding:\s*([\w-]+)", re.IGNORECASE)
_HEAD = 16_384
_MOST_BOUNDARIES = 8
MAX_PAGES = 100


def is_mhtml(data: bytes) -> bool:
    """Whether the bytes begin with mail headers rather than with markup."""
    return _FIRST_HEADER.match(data) is not None and _IS_MAIL.search(data, 0, _HEAD) is not None


def pages_of(data: bytes) -> Iterator[bytes]:
    """The HTML parts, decoded from their transfer encoding, each telling its charset if its header does."""
    count = 0
    for part in _parts(data):
        end = _HEADER_END.search(part, 0, _HEAD)
        if end is None or not _IS_PAGE.search(part, 0, end.start()):
            continue
        count += 1
        if count > MAX_PAGES:
            raise Unreadable(f"文件中有 {MAX_PAGES} 个以上的网页", "请只留年度报告的网页")
        header = part[: end.start()]
        body = _decoded(part[end.end() :], header)
        charset = _CHARSET.search(header)
        yield b'<meta charset="' + charset[1] + b'">' + body if charset and body[:1] == b"<" else body


def _parts(data: bytes) -> list[bytes]:
    """The parts between all boundaries that the beginning declares: a part may hold parts again."""
    found = [quoted or plain for quoted, plain in _BOUNDARY.findall(data, 0, _HEAD)][:_MOST_BOUNDARIES]
    return re.split(b"|".join(b"--" + re.escape(boundary) for boundary in found), data) if found else [data]


def _decoded(body: bytes, header: bytes) -> bytes:
    encoding = _ENCODING.search(header)
    name = encoding[1].lower() if encoding else b""
    if name == b"quoted-printable":
        return quopri.decodestring(body)
    if name == b"base64":
        try:
            return binascii.a2b_base64(body)
        except binascii.Error:
            return b""
    return body
