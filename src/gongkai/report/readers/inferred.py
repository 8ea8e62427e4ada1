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
    for first, last in _regions(lines, width):
        if first >= done:
            table, used = table_of(lines[first : last + 1], [*map(figures_of, lines[first : last + 1])])
            yield from lines[done:first]
            yield table
            done = first + used
    yield from lines[done:]


def _regions(lines: list[Line], width: float) -> Iterator[tuple[int, int]]:
    """First and last line of each stretch that may be a table, with the lines before and behind its figures."""
    cores = [index for index, line in enumerate(lines) if figures_of(line)]
    while cores:
        first = last = cores.pop(0)
        size, rows = lines[first].height, 1
        while cores and all(_belongs(lines[index], lines[index + 1], size, width) for index in range(last, cores[0])):
            last, rows = cores.pop(0), rows + 1
        if rows < 2 and len(figures_of(lines[first])) < _MANY:
            continue
        while first and _belongs(lines[first], lines[first - 1], size, width):
            first -= 1
        while last + 1 < len(lines) and _belongs(lines[last], lines[last + 1], size, width, TIGHT):
            last += 1
        yield first, last


def _belongs(known: Line, line: Line, size: float, width: float, step: float = _STEP) -> bool:
    """Whether the line next to one of a table is part of it too, and neither running text nor a heading."""
    away = abs(line.middle - known.middle)
    if away > step * size or abs(line.height - size) > 0.12 * size:
        return False
    if figures_of(line):
        return True
    if len(line.words) == 1 and _HEADING.match(line.text) and away > size:
        return False  # nearer it is half of a label in two lines, its figures between them
    return all(word.right - word.left < _WIDE * width for word in line.words)
