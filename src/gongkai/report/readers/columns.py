"""The columns of a table without lines: the fewest that keep words standing beside each other apart."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

import msgspec

from gongkai.report.readers.boxes import Word

_LEVEL = 0.6
"""Words whose middles differ by less (in heights) stand beside each other."""
_LEAST = 0.15
_REACH = 40


class Columns(msgspec.Struct, frozen=True):
    """The places between columns, from left to right."""

    cuts: tuple[float, ...]

    @classmethod
    def of(cls, words: Sequence[Word]) -> "Columns":
        """The fewest cuts such that one goes through every gap between neighbours.

        Taken in the order of their ends, a gap that no cut so far goes through needs a new one: the classic way to
        stab intervals. Each cut is then moved to the middle of what its gaps have in common.
        """
        cuts: list[list[float]] = []
        for start, end in sorted(_gaps(words), key=lambda gap: gap[1]):
            if cuts and start < cuts[-1][1]:
                cuts[-1][0] = max(cuts[-1][0], start)
            else:
                cuts.append([start, end])
        return cls(tuple((start + end) / 2 for start, end in cuts))

    @property
    def count(self) -> int:
        """How many columns there are."""
        return len(self.cuts) + 1

    def span(self, word: Word) -> tuple[int, int]:
        """The first and the last column that the word stands in."""
        slack = 0.2 * word.height
        return bisect_left(self.cuts, word.left + slack), bisect_left(self.cuts, word.right - slack)


def _gaps(words: Sequence[Word]) -> Iterator[tuple[float, float]]:
    """From each word to the nearest one at its right."""
    ordered = sorted(words, key=lambda word: word.middle)
    for index, word in enumerate(ordered):
        near = ordered[max(0, index - _REACH) : index + _REACH]
        right = [
            other.left
            for other in near
            if other.left > word.right + _LEAST * word.height
            and abs(other.middle - word.middle) < _LEVEL * min(word.height, other.height)
        ]
        if right:
            yield word.right, min(right)
