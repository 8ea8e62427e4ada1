"""What pages put between the parts of one thing: running heads, page numbers, tables cut in two."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import takewhile

from msgspec.structs import replace

from gongkai.report.document import Grid, GridCell
from gongkai.report.readers.boxes import Item, Line, Page, Table
from gongkai.text.widths import squeeze

_PAGE_NUMBER = re.compile(r"[-—–―─·•.~第共]*\d{1,4}(?:页?[/／,，共第]{1,3}\d{1,4})?[-—–―─·•.~页]*")
_DIGITS = re.compile(r"\d+")
_NUMBER = "#"
_FIGURE = re.compile(r"\s*(?:\d[\d,.\s]*(?:件次|[件项条个宗份部起次元%]|万元)?|[-–—/]+)$")
_NUMBERED = re.compile(
    r"\s*[（(]?(?:[一二三四五六七八九十]+|\d+)[）).．、]"
)  # a label that begins like this begins a row
_MARGIN = 0.12
"""The share of a page's height at its top and bottom in which running heads and page numbers stand."""
_MOST_HEADS = 6


def without_running_lines(pages: Sequence[list[Item]], sheets: Sequence[Page]) -> list[list[Item]]:
    """The pages' items without page numbers, and without lines that stand at the edge of several pages alike."""
    edges = [[_edge(item, sheet) for item in items] for items, sheet in zip(pages, sheets, strict=True)]
    seen = Counter(key for page in edges for key in set(page) if key)
    running = {key for key, times in seen.items() if key == _NUMBER or (times > 2 and 2 * times >= len(pages))}
    result = []
    for items, keys in zip(pages, edges, strict=True):
        first = sum(1 for _ in takewhile(running.__contains__, keys))
        last = len(items) - sum(1 for _ in takewhile(running.__contains__, reversed(keys)))
        result.append(items[first:last])
    return result


def _edge(item: Item, sheet: Page) -> str:
    """The text of a line at the edge of its page with digits masked; empty for everything else."""
    if not isinstance(item, Line) or _MARGIN < item.middle / sheet.height < 1 - _MARGIN:
        return ""
    text = squeeze(item.text)
    return _NUMBER if len(item.words) < 4 and _PAGE_NUMBER.fullmatch(text) else _DIGITS.sub("0", text)


def continued(table: Table, further: Table) -> Table | None:
    """The table with the rows of the one that follows overleaf; ``None`` where that is another table."""
    if not _goes_on(table, further):
        return None
    upper, lower = table.grid, further.grid
    skip = _repeated(upper, lower)
    cells = list(upper.cells)
    shift = upper.height - skip
    rest = [cell for cell in lower.cells if cell.row >= skip]
    if rest and _cut(upper, rest, skip):
        shift -= 1
        rest = _healed(cells, rest, upper.height - 1, skip)
    cells += [replace(cell, row=cell.row + shift) for cell in rest]
    cells.sort(key=lambda cell: (cell.row, cell.column))
    grid = Grid(tuple(cells), lower.height + shift, upper.width, upper.place, upper.exact and lower.exact)
    return Table(further.page, grid, table.edges, further.box)


def _goes_on(table: Table, further: Table) -> bool:
    if further.page != table.page + 1 or table.grid.width != further.grid.width:
        return False
    slack = 0.02 * (table.edges[-1] - table.edges[0]) + 3
    shift = further.edges[0] - table.edges[0]
    return all(abs(b - a - shift) < slack for a, b in zip(table.edges, further.edges, strict=True))


def _row(grid: Grid, row: int) -> tuple[tuple[int, str], ...]:
    return tuple((cell.column, squeeze(cell.text)) for cell in grid.cells if cell.row == row and cell.text)


def _repeated(upper: Grid, lower: Grid) -> int:
    """How many rows at the top of the lower grid are the head rows of the upper one again."""
    rows = range(min(_MOST_HEADS, lower.height, upper.height))
    same = sum(1 for _ in takewhile(lambda row: _row(upper, row) == _row(lower, row), rows))
    return same if any(_row(lower, row) for row in range(same)) else 0


def _cut(upper: Grid, rest: Sequence[GridCell], first: int) -> bool:
    """Whether the break went through a row: its figures are on one side, its label on the other or on both."""
    above = {cell.column: cell.text for cell in upper.cells if cell.row + cell.rowspan == upper.height}
    below = {cell.column: cell.text for cell in rest if cell.row == first}
    if above.keys() != below.keys():
        return False
    labels = {column for side in (above, below) for column, text in side.items() if text and not _FIGURE.match(text)}
    figures = [{column for column, text in side.items() if _FIGURE.match(text)} for side in (above, below)]
    if not labels or not any(figures) or all(figures):
        return False
    bare = above if figures[1] else below
    label = max(labels)
    if not bare[label] or any(bare[column] for column in max(figures)):
        return False
    return not (above[label] and _NUMBERED.match(below[label]))


def _healed(cells: list[GridCell], rest: list[GridCell], last: int, first: int) -> list[GridCell]:
    """Put the lower half of a cut row into the upper half; what is left is the rows after it."""
    below = {cell.column: cell for cell in rest if cell.row == first}
    for index, cell in enumerate(cells):
        if cell.row + cell.rowspan - 1 == last and cell.column in below:
            lower = below[cell.column]
            place = lower.place if lower.text and not cell.text else cell.place
            cells[index] = replace(
                cell, text=cell.text + lower.text, rowspan=cell.rowspan + lower.rowspan - 1, place=place
            )
    return [cell for cell in rest if cell.row != first]
