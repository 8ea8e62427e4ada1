"""What the index knows a text by: the pairs of neighbouring characters, and whole words of Latin letters and digits.

Pairs do not depend on a dictionary or on what stands around: whatever is in a text can be found by any piece of it that
is at least two characters long, and neither a new word nor a synonym asks for a new index. The last character of a run
stands alone as well, so that each character begins some token.

A filter is a token too, so that an index can do all of the work: ``=`` marks what stands in the title, ``@`` begins
what a record is (kind, year, the body and all above it).
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from gongkai.text.widths import normalise

VERSION = 1
"""Rises with every change of what a text is known by; an index of another version has to be built anew."""

TITLE = "="
ANYTHING = "@"
"""The token that every record has."""

LONGEST = 40
_HAN = "㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff〇"
_RUNS = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+")
_IS_HAN = re.compile(rf"[{_HAN}]")


def folded(text: str) -> str:
    """The text in one width and case."""
    return normalise(text).lower()


def runs(text: str) -> Iterator[str]:
    """What stands together in a folded text: Han characters, or letters and digits.

    >>> list(runs("平政发〔2024〕1号"))
    ['平政发', '2024', '1', '号']
    """
    return (found[0] for found in _RUNS.finditer(text))


def is_han(run: str) -> bool:
    """Whether a run is of Han characters."""
    return _IS_HAN.match(run) is not None


def tokens_of(text: str) -> set[str]:
    """The tokens of a text.

    >>> sorted(tokens_of("医保局 GB2312"))
    ['gb2312', '保局', '医保', '局']
    """
    tokens: set[str] = set()
    for run in runs(folded(text)):
        if is_han(run):
            tokens.update(map(str.__add__, run, run[1:]))
            tokens.add(run[-1])
        else:
            tokens.add(run[:LONGEST])
    return tokens


def wanted_of(word: str) -> tuple[str, ...]:
    """The tokens that a text has which holds the word.

    A single Han character is the beginning of a token (``*``), and of one in the title: it is too common anywhere else.

    >>> wanted_of("医保局"), wanted_of("税"), wanted_of("2024年")
    (('医保', '保局'), ('=税*',), ('2024',))
    """
    tokens: list[str] = []
    pieces = list(runs(folded(word)))
    for run in pieces:
        if not is_han(run):
            tokens.append(run[:LONGEST])
        elif len(run) > 1:
            tokens += map(str.__add__, run, run[1:])
        elif len(pieces) == 1:
            tokens.append(f"{TITLE}{run}*")
    return tuple(dict.fromkeys(tokens))


def of_kind(kind: str) -> str:
    """The token of what is of a kind."""
    return f"@k{kind.replace('_', '')}"


def of_year(year: int) -> str:
    """The token of what was published in a year."""
    return f"@y{year}"


def of_organ(path: str) -> str:
    """The token of what belongs to the body with the path, or to one beneath it."""
    return f"@o{path.lower()}"


def marks(kinds: Iterable[str], on: dt.date | None, path: str, step: int) -> set[str]:
    """The tokens of what a record is; ``step`` is the length of a level in the path."""
    tokens = {of_kind(kind) for kind in kinds if kind}
    tokens.update(of_organ(path[:end]) for end in range(step, len(path) + 1, step))
    return tokens | {ANYTHING} | ({of_year(on.year)} if on else set())
