"""How well an item answers the words looked for: the same on every database, and to be explained to anybody.

The title weighs most, then how often the words stand in the text for its length, then files; of two alike the newer one
and the one in force come first.
"""

import datetime as dt
import re
from collections.abc import Sequence
from typing import NamedTuple

from gongkai.search.words import Term

NUMBER, TITLE_IS, TITLE_HAS_ALL, TITLE_HAS = 60.0, 40.0, 12.0, 8.0
IN_TEXT, IN_FILES = 4.0, 1.5
RECENT, HALF_LIFE = 3.0, 3 * 365.25
OVER = -4.0
_OTHER = 0.8
_USUAL_LENGTH = 1_500
_BARE = re.compile(r"[\W_]+")


class Candidate(NamedTuple):
    """What of an item counts."""

    place: int
    title: str
    numbers: str
    on: dt.date | None
    ended_on: dt.date | None
    text: str
    attached: str


def ranked(candidates: Sequence[Candidate], query: str, terms: Sequence[Term], on: dt.date) -> list[int]:
    """The places of the candidates, the best first."""
    bare = _bare(query)
    scores = {one.place: score(one, bare, terms, on) for one in candidates}
    return sorted(scores, key=lambda place: (-scores[place], -place))


def score(one: Candidate, bare: str, terms: Sequence[Term], on: dt.date) -> float:
    """How well the item answers; ``bare`` is the query without anything but letters."""
    title = f"{one.title} {one.numbers}".lower()
    points = _named(one, bare)
    for term in terms:
        points += TITLE_HAS * max(_weight(term, word) * (word in title) for word in term.all)
        points += IN_TEXT * max(_weight(term, word) * _density(one.text, word) for word in term.all)
        points += IN_FILES * any(word in one.attached for word in term.all)
    if one.on:
        points += RECENT * 0.5 ** ((on - one.on).days / HALF_LIFE)
    return points + OVER * (one.ended_on is not None and one.ended_on <= on)


def _named(one: Candidate, bare: str) -> float:
    """Points for an item whose number or whole title was typed, or whose title has the query as it was typed."""
    if bare in (_bare(number) for number in one.numbers.split()):
        return NUMBER
    title = _bare(one.title)
    return TITLE_IS if bare == title else TITLE_HAS_ALL * (bare in title)


def _weight(term: Term, word: str) -> float:
    return 1.0 if word == term.word else _OTHER


def _density(text: str, word: str) -> float:
    """From 0 to 1: rises with every time that the word stands there, ever more slowly, and less in a long text."""
    times = text.count(word)
    return times / (times + 0.4 + 0.8 * len(text) / _USUAL_LENGTH) if times else 0.0


def _bare(text: str) -> str:
    return _BARE.sub("", text.lower())
