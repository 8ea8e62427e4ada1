"""Web pages, and what Word, Excel, WPS and browsers save as such: HTML and MHTML."""

import functools
import re
from collections.abc import Iterator

from lxml import etree

from gongkai.report.document import Document
from gongkai.report.readers.errors import Unreadable
from gongkai.report.readers.mhtml import is_mhtml, pages_of
from gongkai.report.readers.tables import Item, Line, RawCell, arrange, blocks_of, inner_of, lines_of, unwrap
from gongkai.report.readers.webpage import as_utf8, charset_of, lighten, parse, tags_of, without_hidden

MAX_NESTED_TABLES = 50
_LEFT_OUT = (
    "script",
    "style",
    "noscript",
    "template",
    "nav",
    "footer",
    "select",
    "button",
    "textarea",
    "input",
    "svg",
    "head",
)
_INLINE_TAGS = """
a abbr acronym b basefont bdi bdo big cite code data del dfn em font form i img ins kbd label mark nobr o:p q rp rt ruby
s samp small span st1:chmetcnv st1:chsdate strike strong sub sup time tt u ucapcontent ucaptitle v wbr
"""
_BLOCK_TAGS = """
address article aside blockquote body br caption center dd details dir div dl dt fieldset figcaption figure footer h1 h2
h3 h4 h5 h6 header hr html iframe legend li main menu ol p pre section summary table tbody td tfoot th thead tr ul
"""
_INLINE = tuple(_INLINE_TAGS.split())
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_MAY_HIDE = (b"display:none", b"display: none", b"display :")
_LEVELS = {f"h{level}": level for level in range(1, 7)}
_PLAIN = frozenset(("p", "div", "br"))
_TABLE_PARTS = frozenset(("tr", "thead", "tbody", "tfoot", "colgroup", "col"))
_LONG_ROW = 2000
_ICON = 100
"""Pixels."""
_SPAN = re.compile(r"\s*(\d{1,9})")
_PLAIN_CELL = re.compile(r"<t[dh]([^>]*)>(?:\s*<(?:p|div)[^>]*>([^<]*)</(?:p|div)>\s*|([^<]*))</t[dh]>")
_EMPTY = re.compile(r"<(t[dhr]|p|div)([^>]*)/>")
_SPANS = re.compile(r' (row|col)span="\s*(\d{1,9})')
_WIDE = "\u2e80-\u303f\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’…—"
_BROKEN = re.compile(rf"(?<=[{_WIDE}])[ \t\r]*\n[ \t\r\n]*(?=[{_WIDE}])")
"""A line break in the source between two wide characters stands for nothing (CSS Text 3, 4.1.3)."""
_PARAGRAPHS = (b"<p ", b"<p>", b"<br", b"<div", b"<body", b"<html", b"<li", b"<center")


def read(data: bytes) -> Document:
    """The document in a page, or in the pages of an MHTML file."""
    items: list[Item] = []
    images = 0
    for page in pages_of(data) if is_mhtml(data) else (data,):
        found, pictures = _read_page(page)
        items += found
        images += pictures
    return Document("html", tuple(blocks_of(items)), images)


def _read_page(data: bytes) -> tuple[list[Item], int]:
    source = tags_of(data)
    lowered = source.lower()
    hides = b" hidden" in lowered or (b"display" in lowered and any(mark in lowered for mark in _MAY_HIDE))
    lines = not any(mark in lowered for mark in _PARAGRAPHS)
    light = source if hides else lighten(source, lines=lines or b"<pre" in lowered)
    root = parse(as_utf8(light, charset_of(source)))
    if root is None:
        return [], 0
    etree.strip_elements(root, *_LEFT_OUT, with_tail=False)
    if hides:
        root = without_hidden(root)
    images = sum(1 for image in root.iter("img") if not _is_icon(image))
    etree.strip_tags(root, *_INLINE)
    return _Page(root, lines=lines).items(), images


def _is_icon(image: etree._Element) -> bool:
    """Whether a picture is declared too small to hold a table."""
    sizes = (_span(image.get(side, "")) for side in ("width", "height"))
    return any(1 < size < _ICON for size in sizes)


# ── tree → items ─────────────────────────────────────────────────────────────────────────────────────────────────────


class _Page:
    """A page whose tables are resolved from the innermost outwards, without recursion."""

    def __init__(self, root: etree._Element, *, lines: bool) -> None:
        self.root = root
        self.lines = lines  # line breaks of the source are meant: no other paragraphs are marked
        self.tables = list(root.iter("table"))
        self.rows: dict[etree._Element, list[etree._Element]] = {table: [] for table in self.tables}
        self.done: dict[etree._Element, list[Item]] = {}

    def items(self) -> list[Item]:
        """What the page holds, in reading order."""
        depth: dict[etree._Element | None, int] = {None: 0}
        for table in self.tables:
            depth[table] = depth[next(table.iterancestors("table"), None)] + 1
        if max(depth.values()) > MAX_NESTED_TABLES:
            raise Unreadable("网页中的表格层层嵌套，读不完整", "请在浏览器中打开，将正文复制到 Word 后另存再试")
        if max(depth.values()) == 1:
            self.rows = {table: list(table.iter("tr")) for table in self.tables}
        else:
            for row in self.root.iter("tr"):
                owner = next(row.iterancestors("table"), None)
                if owner is not None:
                    self.rows[owner].append(row)
        for table in reversed(self.tables):
            self.done[table] = self._table(table)
        return self._content(self.root)

    def _table(self, table: etree._Element) -> list[Item]:
        rows: list[list[RawCell]] = []
        parents: list[etree._Element | None] = []
        strays = self._strays(table)
        for row, source in zip(self.rows[table], _sources(table, len(self.rows[table])), strict=True):
            cells = _plain_row(source)
            if cells is None:
                cells = []
                for cell in row:
                    if cell.tag in ("td", "th"):
                        cells.append(self._cell(cell))
                    else:
                        strays += self.done[cell] if cell.tag == "table" else self._content(cell)
            rows.append(cells)
            parents.append(row.getparent())
        return strays + unwrap(arrange(rows, _ends(parents)))

    def _strays(self, table: etree._Element) -> list[Item]:
        """What stands in the table but in no row: its caption, and misplaced text, which browsers put before it."""
        strays: list[Item] = []
        for child in table:
            if child.tag == "table":
                strays += self.done[child]
            elif child.tag not in _TABLE_PARTS and next(child.iter("tr"), None) is None:
                strays += self._content(child)
        return strays

    def _cell(self, cell: etree._Element) -> RawCell:
        rowspan, colspan = cell.get("rowspan"), cell.get("colspan")
        spans = (_span(rowspan) if rowspan else 1, (_span(colspan) or 1) if colspan else 1)
        simple = _simple(cell)
        if simple is not None:
            return simple, *spans, None
        items = self._content(cell)
        return "\n".join(lines_of(items)), *spans, inner_of(items)

    def _content(self, container: etree._Element) -> list[Item]:
        """The paragraphs and tables inside the element, whose tree is walked with a stack of our own."""
        items: list[Item] = []
        pieces = [container.text or ""]
        stack: list[tuple[Iterator[etree._Element], etree._Element, int]] = [(iter(container), container, 0)]
        while stack:
            children, parent, level = stack[-1]
            for element in children:
                tag = element.tag
                if tag in _BLOCKS:
                    self._close(pieces, level, parent, items)
                if tag == "table":
                    items += self.done[element]
                elif len(element):
                    pieces.append(element.text or "")
                    stack.append((iter(element), element, _LEVELS.get(tag, level)))
                    break
                else:
                    pieces.append(element.text or "")
                    if tag in _BLOCKS:
                        self._close(pieces, _LEVELS.get(tag, level), element, items)
                pieces.append(element.tail or "")
            else:
                stack.pop()
                if parent.tag in _BLOCKS:
                    self._close(pieces, level, parent, items)
                if stack:
                    pieces.append(parent.tail or "")
        self._close(pieces, 0, container, items)
        return items

    def _close(self, pieces: list[str], level: int, element: etree._Element, items: list[Item]) -> None:
        """End the paragraph whose pieces have been gathered."""
        text = "".join(pieces)
        pieces.clear()
        separate = "\n" in text and (self.lines or element.tag == "pre")
        for line in text.split("\n") if separate else (text,):
            tidied = _tidy(line)
            if tidied:
                items.append(Line(tidied, level))


def _sources(table: etree._Element, rows: int) -> list[str]:
    """Each row between its tags as the parser writes it; nothing for the rows of tables in tables.

    To match a row as a whole takes a third of a walk over its elements, and to write a table a fraction of writing
    its rows one by one.
    """
    source: str = etree.tostring(table, encoding="unicode", with_tail=False)
    if "/>" in source:
        source = _EMPTY.sub(r"<\1\2></\1>", source)
    found = [row.partition(">")[2].partition("</tr>")[0] for row in source.split("<tr")[1:]]
    return found if len(found) == rows and source.count("<table") == 1 else [""] * rows


def _plain_row(source: str) -> list[RawCell] | None:
    """The cells of a row in which each holds text or one paragraph, as most do; ``None`` for any other row."""
    if not source or "&" in source:
        return None
    found = _PLAIN_CELL.findall(source)
    if source.count("<") != 2 * (len(found) + source.count("</p>") + source.count("</div>")):
        return None
    return list(map(_raw_cell if len(source) < _LONG_ROW else _raw_cell.__wrapped__, found))


@functools.lru_cache(maxsize=4096)
def _raw_cell(found: tuple[str, str, str]) -> RawCell:
    """The cell with these attributes and this paragraph or text; labels and small figures are the same in all reports."""
    attributes, paragraph, text = found
    return _tidy(paragraph or text), *_spans(attributes), None


def _spans(attributes: str) -> tuple[int, int]:
    """Rowspan and colspan."""
    if "span=" not in attributes:
        return 1, 1
    spans = {side: int(span) for side, span in _SPANS.findall(attributes)}
    return spans.get("row", 1), spans.get("col", 1) or 1


def _simple(cell: etree._Element) -> str | None:
    """The text of a cell that holds nothing but text and plain paragraphs, as most do; ``None`` for any other."""
    first = cell.text
    if len(cell) == 0:
        return _tidy(first) if first else ""
    lines = [_tidy(first)] if first else []
    for child in cell:
        if child.tag not in _PLAIN or len(child):
            return None
        text, tail = child.text, child.tail
        if text:
            lines.append(_tidy(text))
        if tail:
            lines.append(_tidy(tail))
    return "\n".join(filter(None, lines))


def _tidy(text: str) -> str:
    """The text on one line, each run of white space one space; a break between Chinese characters is none.

    >>> _tidy(" 政府信息\\r\\n  公开  <a> \\n b ")
    '政府信息公开 <a> b'
    """
    if "\n" in text:
        text = "" if text.isspace() else _BROKEN.sub("", text)
    return " ".join(text.split())


def _span(value: str) -> int:
    match = _SPAN.match(value)
    return int(match[1]) if match else 1


def _ends(parents: list[etree._Element | None]) -> list[int]:
    """For each row the first row behind its group."""
    ends = [len(parents)] * len(parents)
    for row in range(len(parents) - 2, -1, -1):
        ends[row] = ends[row + 1] if parents[row] is parents[row + 1] else row + 1
    return ends
