"""HTML → a passage with the way back to its elements, so that findings can be shown where they stand."""

import html
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lxml import etree
from lxml.html import HTMLParser, document_fromstring, fragment_fromstring, tostring

from gongkai.report.readers.errors import Unreadable
from gongkai.scan.passage import Passage

_BLOCKS = frozenset(
    (
        *("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "tr", "table", "caption", "blockquote", "section"),
        *("article", "br", "hr", "dt", "dd", "pre", "title", "body", "ul", "ol"),
    )
)
_CELLS = frozenset(("td", "th"))
_SILENT = frozenset(("script", "style", "template", "noscript"))
_LEFT_OUT = "left-out"
_INVISIBLE = ("display:none", "visibility:hidden", "font-size:0", "text-indent:-9", "left:-9", "opacity:0;")


class _Piece(NamedTuple):
    """Some text of the passage and where it hangs: the text of an element, or the tail behind it."""

    start: int
    element: "etree._Element"
    tail: bool


class Mark(NamedTuple):
    """Characters of a passage to be marked; ``key`` names what is said of them, ``style`` how grave it is."""

    start: int
    end: int
    key: str
    style: str


class Marked:
    """A text with marks as a passage; ``place`` names it. :class:`Unreadable` for tags nested beyond all reason."""

    def __init__(self, source: str, place: str = "正文") -> None:
        parser = HTMLParser(huge_tree=True)
        self._root = fragment_fromstring(source, create_parent="div", parser=parser)
        if parser.error_log.filter_from_fatals():
            raise Unreadable("正文的标签嵌套过深，读不完整", "请复制到 Word 里再粘贴回来")
        self._pieces: list[_Piece] = []
        self._texts: list[str] = []
        self._length = 0
        for event, element in etree.iterwalk(self._root, events=("start", "end", "comment", "pi")):
            self._visit(event, element)
        links = tuple(link for a in self._root.iter("a") if (link := a.get("href", "")))
        self.passage = Passage(place, "".join(self._texts), links=links)

    def _visit(self, event: str, element: "etree._Element") -> None:
        is_root, silent = element is self._root, element.tag in _SILENT
        if event in ("start", "end") and not is_root and not silent:
            self._part(element)
        if event == "start" and not silent:
            self._add(element, element.text, tail=False)
        if event != "start" and not is_root:
            self._add(element, element.tail, tail=True)

    def _part(self, child: "etree._Element") -> None:
        """Blocks are parted by line breaks, cells by tabs; neither is a place of its own."""
        mark = "\t" if child.tag in _CELLS else "\n" if child.tag in _BLOCKS else ""
        last = self._texts[-1] if self._texts else "\n"
        if mark == "\n" and last == "\t":
            self._texts[-1] = mark
        elif mark and not last.endswith(("\n", "\t")):
            self._texts.append(mark)
            self._length += 1

    def _add(self, element: "etree._Element", text: str | None, *, tail: bool) -> None:
        if text:
            self._pieces.append(_Piece(self._length, element, tail))
            self._texts.append(text)
            self._length += len(text)

    def html(self, marks: Iterable[Mark] = ()) -> str:
        """The text with marked words in ``mark`` elements; the first of each finding has the identifier ``m-`` + key."""
        ordered = sorted(mark for mark in marks if mark.end > mark.start)
        for piece in reversed(self._pieces):
            text = (piece.element.tail if piece.tail else piece.element.text) or ""
            for mark in reversed([m for m in ordered if m.start < piece.start + len(text) and m.end > piece.start]):
                text = _put(piece, text, mark)
        inner = (self._root.text and html.escape(self._root.text, quote=False)) or ""
        return inner + "".join(tostring(child, encoding="unicode") for child in self._root)


def _put(piece: _Piece, text: str, mark: Mark) -> str:
    """Put a mark around some characters of a text; what is left before it."""
    start, end = max(mark.start - piece.start, 0), mark.end - piece.start
    made = etree.Element("mark", {"class": mark.style})
    if mark.start >= piece.start:
        made.set("id", f"m-{mark.key}")
    made.text, made.tail, before = text[start:end], text[end:], text[:start]
    if piece.tail:
        parent = piece.element.getparent()
        if parent is None:
            return text
        parent.insert(parent.index(piece.element) + 1, made)
        piece.element.tail = before
    else:
        piece.element.insert(0, made)
        piece.element.text = before
    return before


def page(data: bytes) -> tuple[tuple[Passage, ...], tuple[str, ...]]:
    """The passages of a whole page: what it shows, its comments, what its style hides with the links in it."""
    from gongkai.report.readers.webpage import source_of  # MHTML and the like are told apart there

    parser = HTMLParser(huge_tree=True, encoding="utf-8")
    return tuple(_parts(document_fromstring(source_of(data) or b"<p></p>", parser=parser))), ()


def _parts(root: "etree._Element") -> Iterator[Passage]:
    hidden = [element for element in root.iter(etree.Element) if _is_hidden(element)]
    for element in hidden:
        links = tuple(a.get("href", "") for a in element.iter("a"))
        yield Passage("网页里隐藏的内容", _words(element), links=links, unseen=True)
    comments = "\n".join(comment.text or "" for comment in root.iter(etree.Comment))
    if comments.strip():
        yield Passage("网页源代码的注释", comments, unseen=True)
    for element in hidden:
        element.tag = _LEFT_OUT
    etree.strip_elements(root, _LEFT_OUT, with_tail=False)
    body = root.find("body")
    yield Marked(tostring(root if body is None else body, encoding="unicode")).passage


def _is_hidden(element: "etree._Element") -> bool:
    style = "".join(element.get("style", "").lower().split())
    return bool(style) and any(mark in f"{style};" for mark in _INVISIBLE) and bool(_words(element).strip())


def _words(element: "etree._Element") -> str:
    return " ".join(map(str, element.itertext()))
