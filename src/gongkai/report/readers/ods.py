"""OpenDocument spreadsheets (ODS) → worksheets."""

from collections.abc import Iterator

from lxml import etree

from gongkai.report.readers.archive import Archive
from gongkai.report.readers.cellvalues import number_text, tidy
from gongkai.report.readers.errors import Unreadable
from gongkai.report.readers.sheets import MAX_AREA, Sheet
from gongkai.report.readers.xml import parse

_T = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_O = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_X = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_MANIFEST = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"
_GROUPS = frozenset((f"{_T}table-header-rows", f"{_T}table-row-group", f"{_T}table-rows"))
_LARGEST = 10**8


def sheets(archive: Archive) -> list[Sheet]:
    """The worksheets of the package."""
    manifest = archive.read("META-INF/manifest.xml")
    if manifest and next(parse(manifest, "文件内部目录").iter(f"{_MANIFEST}encryption-data"), None) is not None:
        raise Unreadable("文件加了密码，内容已加密", "请取消密码后另存再试")
    root = parse(archive.require("content.xml", "内容（content.xml）"), "表格内容")
    return [_sheet(table) for table in root.iter(f"{_T}table")]


def _sheet(table: etree._Element) -> Sheet:
    sheet = Sheet(table.get(f"{_T}name", ""), {}, [])
    row = 0
    for element in _rows(table):
        times = _count(element, "number-rows-repeated")
        column = 0
        for cell in element:
            if cell.tag not in (f"{_T}table-cell", f"{_T}covered-table-cell"):
                continue
            width = _count(cell, "number-columns-repeated")
            text = _text(cell)
            if text:
                _enter(sheet, text, (row, times), (column, width))
            down, across = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
            if down > 1 or across > 1:
                sheet.merged.append((row, column, row + down - 1, column + across - 1))
            column += width
        row += times
    return sheet


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == f"{_T}table-row":
            yield child
        elif child.tag in _GROUPS:
            yield from _rows(child)


def _enter(sheet: Sheet, text: str, rows: tuple[int, int], columns: tuple[int, int]) -> None:
    """Write a repeated cell; each of ``rows`` and ``columns`` is where it begins and how often it stands there."""
    if len(sheet.cells) + rows[1] * columns[1] > MAX_AREA:
        raise Unreadable(f"工作表“{sheet.name}”中重复的单元格过多", "请删去多余的行列后另存")
    for row in range(rows[0], sum(rows)):
        for column in range(columns[0], sum(columns)):
            sheet.cells[row, column] = text


def _text(cell: etree._Element) -> str:
    """The text of a cell: a number by its value, everything else as shown."""
    value = cell.get(f"{_O}value")
    if value is not None and cell.get(f"{_O}value-type") in ("float", "currency"):
        return number_text(value)
    return tidy("\n".join("".join(map(str, line.itertext())) for line in cell.iterfind(f"{_X}p")))


def _count(element: etree._Element, name: str) -> int:
    text = element.get(f"{_T}{name}", "1")
    return min(max(int(text[:12]), 1), _LARGEST) if text.isascii() and text.isdecimal() else 1
