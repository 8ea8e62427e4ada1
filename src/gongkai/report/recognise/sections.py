"""Blocks in reading order → reports, each with its title block and its sections."""

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from gongkai.report.document import Block, Grid, GridCell, Paragraph
from gongkai.report.recognise.headings import Heading, find_title, heading_of, is_title, loose_heading, run_in_heading
from gongkai.report.recognise.values import value_of

_FOOTER = re.compile(
    r"^[\[【(（]?(?:版权所有|主办(?:单位)?[:：]|承办(?:单位)?[:：]|网站标识码|(?:网站)?备案号|.{0,3}ICP备|.{0,4}公网安备|技术支持|上一篇|下一篇|上一条|下一条"
    r"|相关(?:链接|文章|附件|信息|阅读)|打印|关闭|扫一扫|分享到|责任编辑|网站地图|返回顶部|字体[:：]|友情链接)"
)


_LABEL = 60
"""The longest label of the form has 43 characters; more are running text."""
_HEADS = ("情况", "事项", "報告", "报告", "年报", "情況", "措施", "概述")
"""How headings and titles end."""
_MARKS = "*#：:。 "
_ENOUGH = 4
"""After so many sections, in section five or six, a title begins the next report of the file."""


class Part(msgspec.Struct):
    """A section with the blocks it holds; number 0 is what stands before section one."""

    number: int
    title: str
    blocks: list[Block]


def unwrap(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks; running text that stands in tables is taken out, tables side by side follow one another."""
    for block in blocks:
        if isinstance(block, Grid):
            for side in _sides(block):
                yield from _without_prose(side)
        else:
            yield block


def _sides(grid: Grid) -> list[Grid]:
    """Two reports or tables that stand beside each other in one grid, each as a grid of its own."""
    seen: dict[str, int] = {}
    split = 0
    for cell in grid.cells:
        if cell.text in (
            "自然人",
            "本年新收政府信息公开申请数量",
            "一、本年新收政府信息公开申请数量",
            "规章",
            "行政复议",
        ):
            first = seen.setdefault(cell.text, cell.column)
            if cell.column > first + 3:
                split = max(split, min(cell.column for cell in grid.cells if _opens(cell, first)))
    if not split:
        return [grid]
    return [_part(grid, 0, split), _part(grid, split, grid.width)]


def _opens(cell: GridCell, after: int) -> bool:
    """Whether the cell may be the leftmost one of a second table."""
    return (
        cell.column > after + 3
        and bool(cell.text)
        and ("、本年新收" in cell.text or "勾稽" in cell.text or cell.text in ("规章", "信息内容", "行政复议"))
    )


def _part(grid: Grid, left: int, right: int) -> Grid:
    cells = tuple(
        msgspec.structs.replace(cell, column=cell.column - left) for cell in grid.cells if left <= cell.column < right
    )
    return msgspec.structs.replace(grid, cells=cells, width=right - left)


def _without_prose(grid: Grid) -> Iterator[Block]:
    if not any(map(_is_prose, {cell.text for cell in grid.cells})):
        yield grid
        return
    lines: dict[int, list[GridCell]] = {}
    for cell in grid.cells:
        lines.setdefault(cell.row, []).append(cell)
    table: list[GridCell] = []
    for line in lines.values():
        texts = [cell for cell in line if cell.text.strip()]
        if len(texts) == 1 and _is_prose(texts[0].text):
            if table:
                yield msgspec.structs.replace(grid, cells=tuple(table))
                table = []
            for text in texts[0].text.split("\n"):
                if text.strip():
                    yield Paragraph(text.strip(), texts[0].place)
        else:
            table.extend(line)
    if table:
        yield msgspec.structs.replace(grid, cells=tuple(table)) if len(table) < len(grid.cells) else grid


def _is_prose(text: str) -> bool:
    """Whether a text that stands alone in a row of a table is none of the table's."""
    if len(text) > _LABEL:
        return value_of(text.strip()) is None and "勾稽" not in text
    plain = text.strip()
    return plain.rstrip(_MARKS).endswith(_HEADS) and (heading_of(plain) is not None or is_title(plain))


def split(blocks: Sequence[Block]) -> list[list[Part]]:
    """The reports that the blocks hold, each as its parts in printed order, the title block first."""
    reports: list[list[Part]] = []
    parts = [Part(0, "", [])]
    seen: set[int] = set()
    for block in blocks:
        if isinstance(block, Paragraph) and len(seen) >= _ENOUGH and parts[-1].number >= 5 and is_title(block.text):
            parts[-1].blocks.append(block)
            reports.append(parts)
            parts, seen = [Part(0, "", _next_title(parts[-1].blocks))], set()
            continue
        heading = _heading(block, parts[-1].number, seen) if isinstance(block, Paragraph) else None
        if heading is None:
            parts[-1].blocks.append(block)
            continue
        if heading.number in seen:
            reports.append(parts)
            parts = [Part(0, "", _next_title(parts[-1].blocks))]
            seen = set()
        seen.add(heading.number)
        parts.append(Part(heading.number, heading.title, []))
        if heading.rest and isinstance(block, Paragraph):
            parts[-1].blocks.append(msgspec.structs.replace(block, text=heading.rest, level=0))
    reports.append(parts)
    return _without_contents_lists(reports)


def _heading(block: Paragraph, current: int, seen: set[int]) -> Heading | None:
    heading = heading_of(block.text)
    if heading is not None:
        known = heading.number in seen
        return None if known and (heading.number != 1 or len(seen) == 1) else heading
    return (
        run_in_heading(block.text)
        if len(block.text) > 20 and current < 6 and block.text[1:2] in "、.．"
        else (loose_heading(block.text, current + 1) if current < 6 else None)
    )


def _next_title(blocks: list[Block]) -> list[Block]:
    """The title block of the next report, taken off the end of the last section of the one before."""
    first = len(blocks)
    for index in range(len(blocks) - 1, -1, -1):
        block = blocks[index]
        if not isinstance(block, Paragraph):
            break
        if is_title(block.text):
            title = find_title([b for b in blocks[max(0, index - 3) : index + 1] if isinstance(b, Paragraph)])
            first = index - (title.last - title.first if title else 0)
            break
    taken = blocks[first:]
    del blocks[first:]
    return taken


def _without_contents_lists(reports: list[list[Part]]) -> list[list[Part]]:
    """Reports without those that are but the list of contents in front of one; what stood before it is kept."""
    kept: list[list[Part]] = []
    head: list[Block] = []
    for parts in reports:
        if (
            len(reports) > 1
            and len(parts) > 1
            and not any(part.blocks for part in parts[1:-1])
            and parts is not reports[-1]
        ):
            head = [*head, *parts[0].blocks, *parts[-1].blocks]
        else:
            parts[0].blocks[:0] = head
            head = []
            kept.append(parts)
    return kept


def without_footer(blocks: Sequence[Block]) -> list[Block]:
    """The blocks up to where the site's own footer begins."""
    for index, block in enumerate(blocks):
        if isinstance(block, Paragraph) and len(block.text) < 80 and _FOOTER.match(block.text):
            return list(blocks[:index])
    return list(blocks)
