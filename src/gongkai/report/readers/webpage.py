"""The bytes of a web page → its tree: encodings, limits, what a page hides."""

import copy
import re
from typing import cast

from lxml import etree

from gongkai.report.readers.errors import Unreadable

MAX_BYTES = 24 * 2**20
"""The largest page, pictures inside its text not counted."""
MAX_TAGS = 400_000
"""Start and end tags; a report has some thousands. So many take five seconds."""
_PICTURE = re.compile(rb"data:[\w/+.-]{0,60};base64,[\w+/=%\s]{64,}")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.IGNORECASE)
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_REST = rb"""(?:\s[^<>"']*+(?:"[^"<>]*+"[^<>"']*+|'[^'<>]*+'[^<>"']*+)*+)?+>"""
"""The rest of a tag whose quotes are closed and hold no tag; any other tag is left to the parser."""
_IDLE = tuple(
    (re.compile(tag + _REST), plain)
    for tag, plain in (
        (rb"</?(?:span|font|b|strong|a|o:p|st1:[a-z]+|u|i|em)", b""),
        (rb"<p(?=\s)", b"<p>"),
        (rb"<tr(?=\s)", b"<tr>"),
        (rb"<td(?=\s)(?![^<>]*span)", b"<td>"),
    )
)
"""What Word and WPS write most of: tags and attributes that a report is read without, and what is read instead."""
_CLOSING = (b"</span>", b"</font>", b"<o:p></o:p>")
"""The commonest of them; to look for their very bytes is the quickest."""
_LAYOUT = ((re.compile(rb">[ \t\r]*\n\s*"), b">"), (re.compile(rb"\n[ \t]*<"), b"<"))
"""Line breaks beside a tag, with which the source is laid out."""
_HIDDEN = "//*[@hidden or contains(translate(@style, 'DISPLAYNOE ', 'displaynoe'), 'display:none')]"
_OUT = "left-out"


def source_of(data: bytes) -> bytes:
    """The page in UTF-8, without the pictures that are written into its text."""
    source = tags_of(data)
    return as_utf8(source, charset_of(source))


def tags_of(data: bytes) -> bytes:
    """The page without the pictures that are written into its text, in an encoding that writes tags as ASCII does.

    That is UTF-8 and what is used in China beside it: no byte of a character of theirs is a bracket or a quote.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            data = data[len(bom) :].decode(encoding, "replace").encode()
            break
    if b";base64," in data:
        data = _PICTURE.sub(b"", data)
    if len(data) > MAX_BYTES or data.count(b"<") > MAX_TAGS:
        size = f"{len(data) / 2**20:.1f} MB、{data.count(b'<')} 个标签"
        raise Unreadable(f"网页有 {size}，超过能读的范围", "请只留年度报告部分后另存")
    return data


def charset_of(data: bytes) -> str:
    """The encoding that a page that is not in UTF-8 is in, as far as it declares one."""
    declared = _CHARSET.search(data, 0, 4096)
    return "big5hkscs" if declared and declared[1].lower().startswith(b"big5") else "gb18030"


def as_utf8(source: bytes, local: str) -> bytes:
    """The page in UTF-8: as it is if it is valid, else from the ``local`` encoding."""
    for encoding in ("utf-8", local):
        try:
            text = source.decode(encoding)
        except UnicodeDecodeError:
            continue
        return source if encoding == "utf-8" else text.encode()
    texts = [source.decode(encoding, "replace") for encoding in (local, "utf-8")]
    return min(texts, key=lambda text: text.count("\ufffd")).encode()


def lighten(source: bytes, *, lines: bool) -> bytes:
    """The page without what makes no difference to one that hides nothing: tags, attributes, and line breaks beside
    tags unless the ``lines`` of the source are meant.

    To parse all of it takes four times as long as to drop it first.
    """
    for tag in _CLOSING:
        source = source.replace(tag, b"")
    for idle, plain in _IDLE if lines else (*_IDLE, *_LAYOUT):
        source = idle.sub(plain, source)
    return source


def parse(source: bytes) -> etree._Element | None:
    """The tree. ``huge_tree`` is on because the depth allowed without it, 256, cuts pages whose font tags are never
    closed; size and number of tags are limited by us.
    """
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True, collect_ids=False
    )
    try:
        root = etree.fromstring(source, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Unreadable("网页内容读不出来", "请在浏览器中打开后重新另存") from None
    if parser.error_log.filter_from_fatals():
        raise Unreadable("网页标签嵌套过深或某处过长，读不完整", "请在浏览器中打开，将正文复制到 Word 后另存再试")
    return root


def without_hidden(root: etree._Element) -> etree._Element:
    """The page without what it hides; as it is where that would be all its tables, which a script shows later."""
    shown = copy.deepcopy(root)
    for element in cast("list[etree._Element]", shown.xpath(_HIDDEN)):
        element.tag = _OUT
    etree.strip_elements(shown, _OUT, with_tail=False)
    lost_all = next(shown.iter("table"), None) is None and next(root.iter("table"), None) is not None
    return root if lost_all else shown
