"""Tables without ruled lines: where they are. Lines with figures set apart, one under the other, are a table."""

import re
from collections.abc import Iterator, Sequence

from gongkai.report.readers.boxes import Item, Line, Word
from gongkai.report.readers.inferredgrid import table_of
from gongkai.report.readers.rowlabels import TIGHT

_FIGURE = re.compile(r"\d[\d,.]*%?|[-–—/]{1,3}")
_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、.{4,}")
_APART = 0.8
"""So many heights of a line a figure stands behind what is before it."""
_WIDE = 0.5
"""A word over this share of the lines' width is running text."""
_MANY = 4
"""So many figures on one line are a table by themselves."""
_STEP = 3.0
"""Heights of a line from one line of a table to the next, at most."""


def with_inferred(items: Sequence[Item]) -> list[Item]:
    """The items of a page, lines that make a table put together as one."""
    lines = [item for item in items if isinstance(item, Line)]
    if not any(map(figures_of, lines)):
        return list(items)
    width = max(line.box[2] for line in lines) - min(line.box[0] for line in lines)
    result: list[Item] = []
    run: list[Line] = []
    for item in items:
        if isinstance(item, Line):
            run.append(item)
        else:
            result += [*_in_run(run, width), item]
            run = []
    return [*result, *_in_run(run, width)]


def figures_of(line: Line) -> list[Word]:
    """The figures at the end of a line that has more than one of them and nothing else, each apart from what is before."""
    found: list[Word] = []
    for before, word in zip((*reversed(line.words[:-1]), None), reversed(line.words), strict=True):
        if not _FIGURE.fullmatch(word.text):
            break
        if before is not None and word.left - before.right < _APART * word.height:
            return []
        found.append(word)
    return found if len(line.words) > 1 else []


def _in_run(lines: list[Line], width: float) -> Iterator[Item]:
    done = 0
    for start, last in _regions(lines, width):
        first = max(start, done)
        table, used = table_of(lines[first : last + 1], [*map(figures_of, lines[first : last + 1])])
        yield from lines[done:first]
        yield table
        done = first + used
    yield from lines[done:]


def _regions(lines: list[Line], width: float) -> Iterator[tuple[int, int]]:
    """First and last line of each stretch that may be a table, with the lines before and behind its figures."""
    cores = [index for index, line in enumerate(lines) if figures_of(line)]
    level = _level(lines, cores)
    while cores:
        first = last = cores.pop(0)
        size, rows = lines[first].height, 1

        def belongs(known: int, index: int, step: float = _STEP, size: float = size) -> bool:
            return _near(lines[known], lines[index], step * size, size) and (
                index in level or _may_be_label(lines[index], width)
            )

        while cores and all(belongs(index, index + 1) for index in range(last, cores[0])):
            last, rows = cores.pop(0), rows + 1
        if rows < 2 and len(figures_of(lines[first])) < _MANY:
            continue
        while first and belongs(first, first - 1):
            first -= 1
        while last + 1 < len(lines) and belongs(last, last + 1, TIGHT):
            last += 1
        yield first, last


def _level(lines: list[Line], cores: list[int]) -> set[int]:
    """The lines with figures, and those so near that they are half of a label in two lines, its figures between them."""
    return {
        index
        for core in cores
        for index in range(max(0, core - 2), min(core + 3, len(lines)))
        if abs(lines[index].middle - lines[core].middle) < lines[core].height
    }


def _near(known: Line, line: Line, step: float, size: float) -> bool:
    return abs(line.middle - known.middle) < step and abs(line.height - size) < 0.12 * size


def _may_be_label(line: Line, width: float) -> bool:
    """Whether a line may be part of a table: neither running text nor a heading."""
    if len(line.words) == 1 and _HEADING.match(line.text):
        return False
    return all(word.right - word.left < _WIDE * width for word in line.words)
