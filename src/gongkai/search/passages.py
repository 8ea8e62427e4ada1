"""What a list of results shows of a text: the passage with most of the words, and where the words stand in it."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

LENGTH = 110
_LEAD = 24


class Piece(NamedTuple):
    """Some text, and whether it is one of the words; escaped by whoever shows it."""

    text: str
    found: bool


def marked(text: str, words: Iterable[str]) -> tuple[Piece, ...]:
    """The text in pieces.

    >>> marked("医保报销办法", ["报销"])
    (Piece(text='医保', found=False), Piece(text='报销', found=True), Piece(text='办法', found=False))
    """
    pattern = _pattern(words)
    if pattern is None:
        return (Piece(text, found=False),) if text else ()
    return tuple(_pieces(text, pattern))


def passage(text: str, words: Iterable[str], length: int = LENGTH) -> tuple[Piece, ...]:
    """The passage of the text with most different words, in pieces; its beginning where it has none of them."""
    listed = list(words)
    pattern = _pattern(listed)
    start = _best(text, pattern, length) if pattern else 0
    begin = 0 if start <= _LEAD else start - _LEAD
    cut = " ".join(text[begin : begin + length].split())
    before, after = "…" if begin else "", "…" if begin + length < len(text) else ""
    return marked(f"{before}{cut}{after}", listed) if cut else ()


def _best(text: str, pattern: "re.Pattern[str]", length: int) -> int:
    """Where the window with the most different words begins; of windows alike the first."""
    found = [(match.start(), match[0].lower()) for match in pattern.finditer(text)]
    best, most, first = 0, 0, 0
    for last, (place, _) in enumerate(found):
        while place - found[first][0] > length - 2 * _LEAD:
            first += 1
        different = len({word for _, word in found[first : last + 1]})
        if different > most:
            best, most = found[first][0], different
    return best


def _pieces(text: str, pattern: "re.Pattern[str]") -> Iterator[Piece]:
    end = 0
    for match in pattern.finditer(text):
        if match.start() > end:
            yield Piece(text[end : match.start()], found=False)
        yield Piece(match[0], found=True)
        end = match.end()
    if end < len(text):
        yield Piece(text[end:], found=False)


def _pattern(words: Iterable[str]) -> "re.Pattern[str] | None":
    """The words as they are, the longest first; what a person typed is never a pattern."""
    longest = sorted(filter(None, words), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest)), re.IGNORECASE) if longest else None
