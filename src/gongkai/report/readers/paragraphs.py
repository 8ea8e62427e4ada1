"""Lines of running text → paragraphs: by indent, by lines that end early, by spacing and size."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import msgspec

from gongkai.report.document import Paragraph, Place
from gongkai.report.readers.boxes import Item, Line, around, folded, median, rounded

_ENDS = ("。", "！", "？", "；", "：", ".", "!", "?", ";", ":", "”", "）", ")")
_INDENT = 1.2
"""A first line is set in by two characters; from this many on (in heights of a line) it counts."""
_APART = 1.3
"""From so many usual steps on the next line stands apart."""
_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]")
_MOST_STEP = 2.5
"""Lines of one paragraph are never further apart."""
_COLUMN = 1.6
"""So many heights apart words of one line stand in columns."""
_EARLY = 1.5
_VERY_EARLY = 4.5
"""So many heights before the margin a line ends that ends a sentence, and one that does not."""


class Measure(msgspec.Struct, frozen=True):
    """The margins of each page's running text, and the usual step from line to line in heights of a line."""

    margins: dict[int, tuple[float, float]]
    step: float

    @classmethod
    def of(cls, pages: Sequence[Sequence[Item]]) -> "Measure":
        """Measured on the pages' lines; a page of few lines takes over what the pages before have."""
        margins: dict[int, tuple[float, float]] = {}
        steps: list[float] = []
        for items in pages:
            lines = [item for item in items if isinstance(item, Line)]
            if not lines:
                continue
            left, right = min(line.box[0] for line in lines), max(line.box[2] for line in lines)
            if len(lines) < 4 and margins:
                known = next(reversed(margins.values()))
                left, right = min(left, known[0]), max(right, known[1])
            margins[lines[0].page] = left, right
            steps += [
                (below.middle - line.middle) / line.height
                for line, below in pairwise(lines)
                if abs(below.height - line.height) < 0.1 * line.height
            ]
        return cls(margins, median((step for step in steps if 0 < step < _MOST_STEP), 1.6))

    def centred(self, line: Line) -> bool:
        """Whether the line is as far from the left margin as from the right one, as those of a title are."""
        left, right = self.margins[line.page]
        return abs(line.box[0] - left - right + line.box[2]) < line.height


def paragraphs(lines: Iterable[Line], measure: Measure) -> Iterator[Paragraph]:
    """The paragraphs that the lines make."""
    own: list[Line] = []
    for line in lines:
        if own and _starts(own[-1], line, measure):
            yield _paragraph(own)
            own = []
        own.append(line)
    if own:
        yield _paragraph(own)


def _starts(before: Line, line: Line, measure: Measure) -> bool:
    size = line.height
    if abs(size - before.height) > 0.15 * max(size, before.height):
        return True
    if line.page == before.page and not 0 < line.middle - before.middle < _APART * measure.step * size:
        return True
    if _set_apart(before) or _set_apart(line):
        return True
    ended = before.words[-1].text.endswith(_ENDS)
    short = (measure.margins[before.page][1] - before.box[2]) / size
    if short > (_EARLY if ended else _VERY_EARLY) or (ended and _HEADING.match(line.words[0].text)):
        return True
    indent = (line.box[0] - measure.margins[line.page][0]) / size
    return indent > _INDENT and not (measure.centred(before) and measure.centred(line))


def _set_apart(line: Line) -> bool:
    """Whether words stand in columns: such a line is no part of running text."""
    return any(word.left - before.right > _COLUMN * line.height for before, word in pairwise(line.words))


def _paragraph(lines: Sequence[Line]) -> Paragraph:
    page = lines[0].page
    box = around(word for line in lines if line.page == page for word in line.words)
    return Paragraph(folded([line.text for line in lines]), Place(page=page, box=rounded(box)))
