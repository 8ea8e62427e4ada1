"""Plain text, with whatever is left of its tables: tabs, pipes, or just lines."""

import codecs
import re
from collections.abc import Iterator

from gongkai.report.document import Block, Document, Grid, GridCell, Paragraph, Place
from gongkai.report.readers.errors import Unreadable
from gongkai.text.widths import normalise

MAX_LINES = 200_000
_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+(.*)$")
_PAGE_NUMBER = re.compile(r"^\s*(?:[-—–·\s]*\d{1,4}[-—–·\s]*|第\s*\d{1,4}\s*页.{0,12})\s*$")
_SURE_NUMBER = re.compile(r"^\s*(?:[-—–]+\s*[1-9]\d{0,3}\s*[-—–]+|\d{1,4}\s*/\s*\d{1,4}|第\s*\d{1,4}\s*页.{0,12})\s*$")
_NUMBER_BEGINS = re.compile(r"\s*[-—–－﹣·第\d]")
_LONGEST_PAGE_NUMBER = 120
_CENTRED_NUMBER = re.compile(r"^(?:\s{8,}|\u3000{4,})(\d{1,4})\s*$")
_PIPE = re.compile(r"(?<!\\)\|")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_RULE = re.compile(r"^[\s|:+=-]+$")
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def read(data: bytes) -> Document:
    """The document in a text file in UTF-8, UTF-16 or GB18030."""
    lines = _lines(decode(data))
    return Document("text", tuple(_blocks(lines)))


def decode(data: bytes) -> str:
    """The text that the bytes hold; :class:`Unreadable` where they are no text in an encoding used in China."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) if encoding == "utf-8" else 0 :].decode(encoding, "replace")
    if b"\x00" in data[:4096]:
        raise Unreadable("这不是文本文件", "请给出报告的 TXT、HTML、DOCX、XLSX、PDF 或 OFD 文件")
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("文字编码无法识别（既不是 UTF-8 也不是 GB18030）", "请用记事本另存为 UTF-8 后再试")


def _lines(text: str) -> list[tuple[int, str]]:
    """Numbered lines without page numbers, which form feeds give away and dashes on both sides too."""
    numbered: list[tuple[int, str]] = []
    number = 0
    for page in text.replace("\r\n", "\n").replace("\r", "\n").split("\f"):
        lines = list(enumerate(page.split("\n"), number + 1))
        number += len(lines) - (1 if page.endswith("\n") else 0)
        if number > MAX_LINES:
            raise Unreadable(f"文件超过 {MAX_LINES} 行，不像一份年度报告", "请只留年度报告部分")
        if "\f" in text:
            _drop_page_number(lines)
        numbered.extend((n, line) for n, line in lines if not _is_page_number(line, _SURE_NUMBER))
    return _without_centred_numbers(numbered)


def _is_page_number(line: str, pattern: re.Pattern[str]) -> bool:
    return (
        bool(_NUMBER_BEGINS.match(line)) and len(line) < _LONGEST_PAGE_NUMBER and bool(pattern.match(normalise(line)))
    )


def _without_centred_numbers(lines: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """The lines without numbers that stand alone far from the margin and count on from one to the next."""
    centred = [
        (index, int(match[1])) for index, (_, line) in enumerate(lines) if (match := _CENTRED_NUMBER.match(line))
    ]
    counts = [number for _, number in centred]
    if len(counts) < 2 or counts != list(range(counts[0], counts[0] + len(counts))):
        return lines
    pages = {index for index, _ in centred}
    return [line for index, line in enumerate(lines) if index not in pages]


def _drop_page_number(lines: list[tuple[int, str]]) -> None:
    for index in range(len(lines) - 1, -1, -1):
        if lines[index][1].strip():
            if _is_page_number(lines[index][1], _PAGE_NUMBER):
                del lines[index]
            return


def _blocks(lines: list[tuple[int, str]]) -> Iterator[Block]:
    table: list[tuple[int, list[str]]] = []
    for number, line in lines:
        if "|" in line and _RULE.match(line) and ("---" in line or len(table) == 1):
            continue
        cells = _cells(line)
        if cells is not None:
            table.append((number, cells))
            continue
        if table:
            yield _grid(table)
            table = []
        if line.strip():
            heading = _HEADING.match(line)
            text = _unescaped((heading[2] if heading else line).replace("**", "").rstrip())
            yield Paragraph(
                text if "  " in text else text.strip(), Place(line=number), len(heading[1]) if heading else 0
            )
    if table:
        yield _grid(table)


def _cells(line: str) -> list[str] | None:
    """The cells of a line of a table; ``None`` for a line of text."""
    if "\t" in line:
        return [cell.strip() for cell in line.split("\t")]
    if "|" in line:
        stripped = line.strip()
        if stripped.startswith("|") or len(_PIPE.findall(stripped)) >= 2:
            inner = stripped.strip("|")
            return [_unescaped(cell.strip()) for cell in (_PIPE.split(inner) if "\\" in inner else inner.split("|"))]
    return None


def _unescaped(text: str) -> str:
    """The text without the backslashes that Markdown puts before a mark that is meant as it stands."""
    return _ESCAPED.sub(r"\1", text) if "\\" in text else text


def _grid(table: list[tuple[int, list[str]]]) -> Grid:
    width = max(len(cells) for _, cells in table)
    laid: list[GridCell] = []
    for row, (number, cells) in enumerate(table):
        place = Place(line=number)
        laid += [GridCell(text, row, column, 1, 1, place) for column, text in enumerate(cells)]
    return Grid(tuple(laid), len(table), width, Place(line=table[0][0]), exact=False)
