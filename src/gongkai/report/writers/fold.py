"""Chinese text on a terminal of fixed width: how wide it is, and where a line may be broken."""

import re
import unicodedata
from collections.abc import Iterator

_WIDE = frozenset("WFA")
# A word or number stays whole; a closing mark stays with what it closes, an opening mark with what it opens.
_PIECE = re.compile(
    r"[“‘（《〈〔【「『(\[]*(?:[A-Za-z0-9.,%+:/_#@&=?~−-]+|\S|\s)[，。、；：？！”’）》〉〕】」』…—)\]]*"
)


def columns(text: str) -> int:
    """How many columns the text takes; characters of ambiguous width count as wide, as Chinese terminals show them.

    >>> columns("表三 B2")
    7
    """
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in _WIDE else 1 for c in text)


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
        line = ""
        for piece in _pieces(paragraph, width):
            if columns((line + piece).rstrip()) > width:
                yield line.rstrip()
                line = piece.lstrip()
            else:
                line += piece
        yield line.rstrip()


def _pieces(text: str, width: int) -> Iterator[str]:
    """What may not be broken; a piece longer than a line is broken all the same."""
    for match in _PIECE.finditer(text):
        piece = match[0]
        if columns(piece) <= width:
            yield piece
        else:
            yield from piece
