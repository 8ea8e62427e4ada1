"""What stands where on a page: words, ruled lines, visual lines of words. All lengths in points from the top left."""

import statistics
from collections.abc import Iterable, Sequence
from itertools import pairwise

import msgspec

from gongkai.report.document import Grid

Box = tuple[float, float, float, float]


class Word(msgspec.Struct, frozen=True, gc=False):
    """Characters printed close together on one baseline. Top and bottom are those of the font, not of the ink."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        """About the size of its font."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Where it stands down the page."""
        return (self.top + self.bottom) / 2


class Rule(msgspec.Struct, frozen=True, gc=False):
    """A thin ruled line, horizontal or vertical."""

    left: float
    top: float
    right: float
    bottom: float


class Page(msgspec.Struct, frozen=True):
    """A page as printed: number from 1, size, words in any order, ruled lines."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...] = ()


class Line(msgspec.Struct, frozen=True):
    """Words on one baseline, from left to right; ``height`` and ``middle`` are those of most of its words."""

    page: int
    words: tuple[Word, ...]
    box: Box
    height: float
    middle: float

    @property
    def text(self) -> str:
        """The words as one text."""
        return joined(self.words)


class Table(msgspec.Struct, frozen=True):
    """A grid on one page, with the places of its column edges, which tell whether the next page goes on with it."""

    page: int
    grid: Grid
    edges: tuple[float, ...]
    box: Box


Item = Line | Table


def around(boxes: Iterable[Word | Rule]) -> Box:
    """The smallest box that holds all of them; there must be one."""
    lefts, tops, rights, bottoms = zip(*((b.left, b.top, b.right, b.bottom) for b in boxes), strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def rounded(box: Box) -> Box:
    """The box to a tenth of a point."""
    left, top, right, bottom = box
    return round(left, 1), round(top, 1), round(right, 1), round(bottom, 1)


def lines_of(words: Iterable[Word], page: int) -> list[Line]:
    """The words as visual lines, from the top down."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.middle):
        if rows and _same_line(rows[-1], word):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [_line(sorted(row, key=lambda word: word.left), page) for row in rows]


def _line(words: list[Word], page: int) -> Line:
    if len(words) == 1:
        word = words[0]
        return Line(page, (word,), (word.left, word.top, word.right, word.bottom), word.height, word.middle)
    heights, middles = sorted(word.height for word in words), sorted(word.middle for word in words)
    return Line(page, tuple(words), around(words), heights[len(heights) // 2], middles[len(middles) // 2])


def _same_line(row: Sequence[Word], word: Word) -> bool:
    last = row[-1]
    reach = 0.5 * min(last.height, word.height)
    return word.middle - last.middle < reach and word.middle - row[0].middle < 2 * reach


def joined(words: Sequence[Word]) -> str:
    """The words of a line as text: a space where Latin words or figures stand apart, or anything far apart."""
    text = words[0].text
    for before, word in pairwise(words):
        gap = (word.left - before.right) / max(word.height, 1)
        narrow = before.text[-1].isascii() and word.text[0].isascii()
        text += f" {word.text}" if gap > (0.28 if narrow else 0.7) else word.text
    return text


def folded(lines: Sequence[str]) -> str:
    """Wrapped lines as one text: nothing between Chinese characters, a space between Latin words."""
    text = ""
    for line in lines:
        latin = text[-1:].isalpha() and text[-1:].isascii() and line[:1].isalpha() and line[:1].isascii()
        text += f" {line}" if latin else line
    return text


def median(values: Iterable[float], otherwise: float) -> float:
    """The middle one of the values, or what is given for none."""
    known = list(values)
    return statistics.median(known) if known else otherwise
