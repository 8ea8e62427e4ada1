"""The columns of a table without lines: the fewest that keep words standing beside each other apart."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

import msgspec

from gongkai.report.readers.boxes import Word, lines_of

_LEVEL = 0.6
"""Words whose middles differ by less (in heights) stand beside each other."""
_LEAST = 0.15
_BLANK = 1.1
"""A blank in a label is narrower (in heights)."""
_MOST_ACROSS = 0.4
"""The share of labels that may stand across a gap between columns of labels; across a blank in one, more do."""
_REACH = 40


class _Cut(msgspec.Struct):
    """Where a cut may go: between these places. ``sure`` if a figure stands right of one of its gaps."""

    start: float
    end: float
    sure: bool

    @property
    def at(self) -> float:
        return (self.start + self.end) / 2


class Columns(msgspec.Struct, frozen=True):
    """The places between columns, from left to right."""

    cuts: tuple[float, ...]

    @classmethod
    def of(cls, words: Sequence[Word], figures: Sequence[Word]) -> "Columns":
        """The fewest cuts such that one goes through every gap between neighbours.

        Taken in the order of their ends, a gap that no cut so far goes through needs a new one: the classic way to
        stab intervals. Each cut is then moved to the middle of what its gaps have in common. A gap that is left of
        no figure parts columns of labels, or is a blank in a label, as many have.
        """
        cuts: list[_Cut] = []
        for start, end, sure in sorted(_gaps(words, set(map(id, figures))), key=lambda gap: gap[1]):
            if cuts and start < cuts[-1].end:
                cuts[-1].start = max(cuts[-1].start, start)
                cuts[-1].sure |= sure
            else:
                cuts.append(_Cut(start, end, sure))
        first = min((cut.at for cut in cuts if cut.sure), default=0.0)
        labels = _phrases([word for word in words if word.left < first])
        return cls(tuple(cut.at for cut in cuts if cut.sure or (cut.at < first and _parts(cut.at, labels))))

    @property
    def count(self) -> int:
        """How many columns there are."""
        return len(self.cuts) + 1

    def span(self, word: Word) -> tuple[int, int]:
        """The first and the last column that the word stands in."""
        slack = 0.2 * word.height
        return bisect_left(self.cuts, word.left + slack), bisect_left(self.cuts, word.right - slack)


def _phrases(words: Sequence[Word]) -> list[tuple[float, float]]:
    """From where to where words of one line reach that are parted by blanks at most."""
    phrases: list[tuple[float, float]] = []
    for line in lines_of(words, 0):
        phrases.append((line.words[0].left, line.words[0].right))
        for word in line.words[1:]:
            if word.left - phrases[-1][1] < _BLANK * word.height:
                phrases[-1] = phrases[-1][0], word.right
            else:
                phrases.append((word.left, word.right))
    return phrases


def _parts(at: float, labels: Sequence[tuple[float, float]]) -> bool:
    return sum(left < at < right for left, right in labels) <= _MOST_ACROSS * len(labels)


def _gaps(words: Sequence[Word], figures: set[int]) -> Iterator[tuple[float, float, bool]]:
    """From each word to the nearest one at its right, and whether that is a figure."""
    ordered = sorted(words, key=lambda word: word.middle)
    for index, word in enumerate(ordered):
        right = [
            other
            for other in ordered[max(0, index - _REACH) : index + _REACH]
            if other.left > word.right + _LEAST * word.height
            and abs(other.middle - word.middle) < _LEVEL * min(word.height, other.height)
        ]
        if right:
            nearest = min(right, key=lambda other: other.left)
            yield word.right, nearest.left, id(nearest) in figures
