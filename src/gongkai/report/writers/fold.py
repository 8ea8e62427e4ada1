"""Chinese text on a terminal of fixed width: how wide it is, and where a line may be broken."""

import functools
import re
import unicodedata
from collections.abc import Iterator

_WIDE = frozenset("WFA")
# A word or number stays whole; a closing mark stays with what it closes, an opening mark with what it opens.
_PIECE = re.compile(
    r"[“‘（《〈〔【「『(\[]*(?:[A-Za-z0-9.,%+:/_#@&=?~−-]+|\S|\s)[，。、；：？！”’）》〉〕】」』…—)\]]*"
)


@functools.lru_cache(maxsize=8192)
def _column(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in _WIDE else 1


def columns(text: str) -> int:
    """How many columns the text takes; characters of ambiguous width count as wide, as Chinese terminals show them.

    >>> columns("表三 B2")
    7
    """
    if text.isascii():
        return len(text)
    return sum(map(_column, text))


def padded(text: str, width: int, *, left: bool = False) -> str:
    """The text with spaces to its right, or to its left, until it takes the width."""
    space = " " * (width - columns(text))
    return space + text if left else text + space


def fold(text: str, width: int, indent: str = "") -> str:
    """The text in lines of at most ``width`` columns, each behind the indent.

    >>> print(fold("各列之和为 36，总计填 38。", 14, "  "))
      各列之和为
      36，总计填
      38。
    """
    return "\n".join(indent + line for line in _lines(text, width - columns(indent)))


def _lines(text: str, width: int) -> Iterator[str]:
    for paragraph in text.split("\n"):
        line, taken = "", 0
        for piece in _pieces(paragraph, width):
            room = columns(piece)
            if taken + room > width and not piece.isspace():
                yield line.rstrip()
                line, taken = "", 0
            if line or not piece.isspace():
                line, taken = line + piece, taken + room
        yield line.rstrip()


def _pieces(text: str, width: int) -> Iterator[str]:
    """What may not be broken; a piece longer than a line is broken all the same."""
    for match in _PIECE.finditer(text):
        piece = match[0]
        if columns(piece) <= width:
            yield piece
        else:
            yield from piece
