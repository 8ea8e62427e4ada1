"""Word documents (DOCX, DOCM, DOTX; Office Open XML), read from their XML as Word shows them.

Insertions under revision are kept, deletions and hidden text are left out, automatic numbers are written out.
"""

from collections.abc import Iterator

from lxml import etree

from gongkai.report.document import Document
from gongkai.report.readers.archive import Archive
from gongkai.report.readers.errors import Unreadable
from gongkai.report.readers.numbering import Numbering
from gongkai.report.readers.ooxml import MC, A, M, V, W, main_part, parse_part, part_beside
from gongkai.report.readers.tables import (
    MAX_AREA,
    MAX_COLSPAN,
    Item,
    Line,
    Slot,
    Table,
    blocks_of,
    inner_of,
    lines_of,
    unwrap,
)
from gongkai.report.readers.wordstyles import Styles

_P, _TBL, _TR, _TC, _RUN, _TAB = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc", f"{W}r", f"{W}tab"
_WRAPPERS = frozenset((f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}moveTo"))
_TEXT = frozenset((f"{W}t", f"{M}t"))
_CHARACTERS = {f"{W}br": "\n", f"{W}cr": "\n", _TAB: "\t", f"{W}ptab": "\t", f"{W}noBreakHyphen": "-"}
_GONE = (f"{MC}Fallback", f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}rt")


def read(data: bytes) -> Document:
    """The document in a DOCX file."""
    archive = Archive(data)
    name = main_part(archive, "word/document.xml")
    root = parse_part(archive.require(name, "正文（document.xml）"), "文档正文")
    body = root.find(f"{W}body")
    if body is None:
        raise Unreadable("文档没有正文", "请用 Word 或 WPS 打开后重新另存")
    revised = root.find(f".//{W}ins") is not None or root.find(f".//{W}del") is not None
    styles = Styles(part_beside(archive, name, "styles", "文档样式"))
    numbering = Numbering(part_beside(archive, name, "numbering", "文档编号"))
    story = _Story(root, styles, numbering)
    items = story.content(body)
    images = sum(1 for _ in root.iter(f"{A}blip", f"{V}imagedata"))
    if images and not items:
        raise Unreadable("文档里只有图片，没有文字", "请把图片另存为 PDF 或 JPG，再按扫描件识别")
    notes = ["文档带有修订痕迹，已按“接受所有修订”读取"] if revised else []
    if root.find(f".//{W}altChunk") is not None:
        notes.append("文档中嵌入了另一个文件，其内容没有读取")
    return Document("docx", tuple(blocks_of(items)), images, tuple(notes))


def walk(body: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs (``w:p``) and tables (``w:tbl``) of a body, cell or text box, in order.

    ``Place.block`` is an element's ordinal in this walk over ``w:body``. Content controls are descended into.
    """
    return _descend(body, (_P, _TBL))


def rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows (``w:tr``) of a table as stored; ``Place.row`` is the ordinal."""
    return _descend(table, (_TR,))


def cells(row: etree._Element) -> Iterator[etree._Element]:
    """The cells (``w:tc``) of a row as stored; ``Place.column`` is the ordinal."""
    return _descend(row, (_TC,))


def _descend(parent: etree._Element, wanted: tuple[str, ...]) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag in wanted:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _descend(child, wanted)


class _Story:
    """The main text, from which everything that Word does not show has been taken out."""

    def __init__(self, root: etree._Element, styles: Styles, numbering: Numbering) -> None:
        self.styles = styles
        self.numbering = numbering
        self.deleted = set(root.iterfind(f".//{W}trPr/{W}del/../.."))
        etree.strip_elements(root, *_GONE, with_tail=False)
        _drop_hidden(root)
        self.boxes = _take_boxes(root)

    def content(
        self, container: etree._Element, block: int | None = None, at: tuple[int, int] | None = None
    ) -> list[Item]:
        """The paragraphs and tables of a body, or of a cell or text box that stands in ``block``, ``at`` a cell."""
        items: list[Item] = []
        for ordinal, element in enumerate(walk(container)):
            here = ordinal if block is None else block
            if element.tag == _TBL:
                items += unwrap(self._table(element, here, at))
            else:
                items += self._paragraph(element, here, at)
                for box in self.boxes.get(element, ()):
                    items += self.content(box, here, at)
        return items

    def _paragraph(self, paragraph: etree._Element, block: int, at: tuple[int, int] | None) -> Iterator[Line]:
        text = _text_of(paragraph)
        style = self.styles.of(paragraph)
        label = self.numbering.label(*style.numbered) if style.numbered else ""
        if style.contents or not (text.strip() or (label and at)):
            return
        for line in (label + text).split("\n"):
            tidied = "\t".join(" ".join(part.split()) for part in line.strip().split("\t"))
            if tidied:
                yield Line(tidied, style.level or 0, block, at)

    def _table(self, table: etree._Element, block: int, outer: tuple[int, int] | None) -> Table:
        slots: list[Slot] = []
        above: dict[int, Slot] = {}  # the cell that reaches down to this row, by its first column
        height = width = 0
        for r, row in enumerate(rows(table)):
            if row in self.deleted:
                continue
            column = _number(row, f"{W}trPr/{W}gridBefore", 0)
            reaching: dict[int, Slot] = {}
            for c, cell in enumerate(cells(row)):
                span = max(1, _number(cell, f"{W}tcPr/{W}gridSpan", 1))
                merge = _merge(cell)
                if merge == "continue" and column in above:
                    above[column].rowspan += 1
                    reaching[column] = above[column]
                else:
                    at = outer or (r, c)
                    items = self.content(cell, block, at)
                    text = "\n".join(lines_of(items)).replace("\t", " ")
                    slots.append(Slot(text, height, column, 1, span, at, inner_of(items)))
                    if merge:
                        reaching[column] = slots[-1]
                column += span
            above = reaching
            width = max(width, column)
            height += 1
            if height * width > MAX_AREA:
                raise Unreadable(f"表格过大，超过 {MAX_AREA} 格", "请只留年度报告部分")
        return Table(slots, height, width, block)


def _text_of(paragraph: etree._Element) -> str:
    pieces: list[str] = []
    for element in paragraph.iter(*_TEXT, *_CHARACTERS):
        if element.tag in _TEXT:
            pieces.append(element.text or "")
        elif (parent := element.getparent()) is not None and parent.tag == _RUN:
            pieces.append(_CHARACTERS[element.tag])  # elsewhere w:tab is a tab stop
    return "".join(pieces)


def _number(element: etree._Element, path: str, default: int) -> int:
    found = element.find(path)
    value = found.get(f"{W}val", "") if found is not None else ""
    return min(int(value[:9]), MAX_COLSPAN) if value.isascii() and value.isdecimal() else default


def _merge(cell: etree._Element) -> str:
    """``restart``, ``continue``, or ``""`` for a cell that reaches neither up nor down."""
    found = cell.find(f"{W}tcPr/{W}vMerge")
    return "" if found is None else found.get(f"{W}val", "continue")


def _drop_hidden(root: etree._Element) -> None:
    for mark in list(root.iter(f"{W}vanish")):
        properties = mark.getparent()
        run = properties.getparent() if properties is not None else None
        if mark.get(f"{W}val") not in ("0", "false") and run is not None and run.tag == _RUN:
            run.clear()


def _take_boxes(root: etree._Element) -> dict[etree._Element, list[etree._Element]]:
    """The text boxes by the paragraph they are anchored in, taken out of it."""
    boxes: dict[etree._Element, list[etree._Element]] = {}
    for box in list(root.iter(f"{W}txbxContent")):
        host, parent = next(box.iterancestors(_P), None), box.getparent()
        if host is not None and parent is not None:
            boxes.setdefault(host, []).append(box)
            parent.remove(box)
    return boxes
