"""The parts of an XLSX package → worksheets.

Read from the XML, cell by cell as stored: a library that lays a sheet out in memory first falls over a single value
in the last cell of it (1,048,576 × 16,384), and errors in cells must not turn into blanks.
"""

import io
import re
from collections.abc import Iterator
from typing import NamedTuple

import msgspec
from lxml import etree

from gongkai.report.readers.archive import Archive
from gongkai.report.readers.cellvalues import date_text, is_date_format, number_text, tidy
from gongkai.report.readers.errors import Unreadable
from gongkai.report.readers.ooxml import R, S, main_part, parse_part, part_beside, related, usual
from gongkai.report.readers.sheets import Sheet

Row = tuple[int, dict[int, str]]
"""A row's ordinal, and the texts of its cells by column."""
_WHAT = "工作表"
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_AREA = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6}):([A-Z]{1,3})([1-9]\d{0,6})")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_COLUMNS = 16_384


class Worksheet(msgspec.Struct):
    """A worksheet with what of it is not shown: all of it, or rows and columns (from 0)."""

    sheet: Sheet
    visible: bool
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]


def sheets(archive: Archive) -> tuple[list[Sheet], int]:
    """The visible worksheets, and the number of formulas whose results were not saved."""
    reader, entries = _opened(archive)
    found = [
        reader.sheet(e.name, parse_part(data, _WHAT)) for e in entries if e.visible and (data := archive.read(e.part))
    ]
    return found, reader.pending


def all_sheets(archive: Archive) -> list[Worksheet]:
    """All worksheets, hidden ones too, for those who look for what is not shown."""
    reader, entries = _opened(archive)
    found = []
    for entry in entries:
        if data := archive.read(entry.part):
            tree = parse_part(data, _WHAT)
            sheet = reader.sheet(entry.name, tree)
            hidden = frozenset(_hidden_rows(tree)), frozenset(_hidden_columns(tree))
            found.append(Worksheet(sheet, entry.visible, *hidden))
    return found


def streamed(archive: Archive) -> Iterator[tuple[str, Iterator[Row]]]:
    """The visible worksheets, each row by row: a long table takes no more memory than a short one.

    Rows and columns count from 0; rows without text are left out. Each sheet is read before the next one is asked for.
    """
    reader, entries = _opened(archive)
    for entry in entries:
        if entry.visible and (data := archive.read(entry.part)):
            yield entry.name, reader.rows(usual(data))


class _Entry(NamedTuple):
    """A worksheet in the directory of the workbook."""

    name: str
    part: str
    visible: bool


def _opened(archive: Archive) -> tuple["_Cells", list[_Entry]]:
    """What tells the texts of cells, and the worksheets."""
    book = main_part(archive, "xl/workbook.xml")
    root = parse_part(archive.require(book, "工作簿目录（workbook.xml）"), "工作簿目录")
    properties = root.find(f"{S}workbookPr")
    epoch1904 = properties is not None and properties.get("date1904") in ("1", "true")
    parts = related(archive, book, "worksheet")
    entries = [
        _Entry(entry.get("name", ""), parts[key], entry.get("state", "visible") == "visible")
        for entry in root.iter(f"{S}sheet")
        if (key := entry.get(f"{R}id", "")) in parts
    ]
    return _Cells(_shared(archive, book), _date_styles(archive, book), epoch1904=epoch1904), entries


def _hidden_rows(root: etree._Element) -> Iterator[int]:
    for row in root.iterfind(f"{S}sheetData/{S}row[@hidden]"):
        number = row.get("r", "")
        if row.get("hidden") in ("1", "true") and number.isdecimal() and len(number) < 8:
            yield int(number) - 1


def _hidden_columns(root: etree._Element) -> Iterator[int]:
    for group in root.iterfind(f"{S}cols/{S}col[@hidden]"):
        first, last = group.get("min", ""), group.get("max", "")
        if group.get("hidden") in ("1", "true") and first.isdecimal() and last.isdecimal():
            yield from range(int(first) - 1, min(int(last), _COLUMNS))


def _shared(archive: Archive, book: str) -> list[str]:
    root = part_beside(archive, book, "sharedStrings", "共享文字表")
    return [] if root is None else [_string(item) for item in root.iterfind(f"{S}si")]


def _string(item: etree._Element) -> str:
    """The text of a rich string, without the readings (``rPh``) of East Asian words."""
    pieces = [*item.iterfind(f"{S}t"), *item.iterfind(f"{S}r/{S}t")]
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), "".join(piece.text or "" for piece in pieces))


def _date_styles(archive: Archive, book: str) -> frozenset[str]:
    """The indices of the cell formats that show dates."""
    root = part_beside(archive, book, "styles", "单元格样式")
    if root is None:
        return frozenset()
    codes = {entry.get("numFmtId", ""): entry.get("formatCode", "") for entry in root.iter(f"{S}numFmt")}
    formats = (entry.get("numFmtId", "") for entry in root.iterfind(f"{S}cellXfs/{S}xf"))
    return frozenset(
        str(index) for index, number in enumerate(formats) if is_date_format(number, codes.get(number, ""))
    )


class _Cells:
    """What is needed to tell the text of a cell."""

    def __init__(self, shared: list[str], dates: frozenset[str], *, epoch1904: bool) -> None:
        self.shared = shared
        self.dates = dates
        self.epoch1904 = epoch1904
        self.pending = 0

    def sheet(self, name: str, root: etree._Element) -> Sheet:
        """The worksheet; rows and cells that do not tell their place stand behind the one before."""
        cells: dict[tuple[int, int], str] = {}
        row = -1
        for element in root.iterfind(f"{S}sheetData/{S}row"):
            row = _ordinal(element, row)
            cells |= {(row, column): text for column, text in self._texts(element).items()}
        areas = (_AREA.fullmatch(merge.get("ref", "")) for merge in root.iterfind(f"{S}mergeCells/{S}mergeCell"))
        merged = [(int(a[2]) - 1, _column(a[1]), int(a[4]) - 1, _column(a[3])) for a in areas if a]
        return Sheet(name, cells, merged)

    def rows(self, data: bytes) -> Iterator[Row]:
        """The rows of a worksheet, let go one by one."""
        row = -1
        options = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
        try:
            for _, element in etree.iterparse(io.BytesIO(data), tag=f"{S}row", **options):
                row = _ordinal(element, row)
                if texts := self._texts(element):
                    yield row, texts
                element.clear()
                while (before := element.getprevious()) is not None and before.getparent() is not None:
                    before.getparent().remove(before)
        except etree.XMLSyntaxError:
            raise Unreadable(f"{_WHAT}已损坏，不是完整的 XML", "请用制作它的软件打开后重新另存") from None

    def _texts(self, row: etree._Element) -> dict[int, str]:
        texts: dict[int, str] = {}
        column = -1
        for cell in row.iterfind(f"{S}c"):
            place = _REFERENCE.fullmatch(cell.get("r", ""))
            column = _column(place[1]) if place else column + 1
            if text := self._text(cell):
                texts[column] = text
        return texts

    def _text(self, cell: etree._Element) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inline = cell.find(f"{S}is")
            return tidy(_string(inline)) if inline is not None else ""
        value = cell.findtext(f"{S}v")
        if value is None:
            self.pending += cell.find(f"{S}f") is not None
            return ""
        if kind == "s":
            index = int(value) if value.isdecimal() and len(value) < 8 else -1
            return tidy(self.shared[index]) if 0 <= index < len(self.shared) else ""
        if kind == "b":
            return "TRUE" if value.strip() == "1" else "FALSE"
        if kind == "n":
            return date_text(value, epoch1904=self.epoch1904) if cell.get("s") in self.dates else number_text(value)
        return tidy(_ESCAPE.sub(lambda match: chr(int(match[1], 16)), value))


def _ordinal(row: etree._Element, before: int) -> int:
    """The row's place as it states it, else behind the one before."""
    stated = row.get("r", "")
    return int(stated) - 1 if stated.isdecimal() and 0 < len(stated) < 8 else before + 1


def _column(letters: str) -> int:
    """The column's ordinal from 0.

    >>> _column("A"), _column("XFD")
    (0, 16383)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
