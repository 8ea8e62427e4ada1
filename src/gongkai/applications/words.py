"""By which words a case is found: those of what is wanted and of its number, and the bodies whose case it is.

Nothing of people: runs of digits as papers and phones have them, and addresses of mail, are no words.
"""

import datetime as dt
import re
from typing import NamedTuple

from gongkai.applications.models import Application
from gongkai.fulltext import tokens
from gongkai.fulltext.engines import Clause, TooSlow, Wanted, engine
from gongkai.law.receipt import BEIJING
from gongkai.organs.access import Act, Reach, reaches
from gongkai.organs.models import Organ, Person

__all__ = ["MOST", "NAME", "Said", "TooSlow", "Words", "saying", "words_of"]

NAME = "applications"
MOST = 10_000
"""So many cases are found, those that arrived last; of more it is said that there are more."""

_SECONDS = 3.0
_LONGEST = 60
_SLACK = dt.timedelta(days=60)
"""A case may have been received before the day of its arrival, where an amendment says so, but hardly by more."""
_EPOCH = dt.date(2000, 1, 1)
_KEY_BITS = 40
_OF_PEOPLE = re.compile(r"(?<![0-9A-Za-z])(?:\d[\d-]{9,}[Xx]?|[\w.+-]+@[\w.-]+)(?![0-9A-Za-z])")


class Words(NamedTuple):
    """What the index knows of a case."""

    place: int
    tokens: frozenset[str]


class Said(NamedTuple):
    """The keys of the cases found, and whether there are more than :data:`MOST`."""

    keys: list[int]
    more: bool


def words_of(application: Application) -> Words:
    """What the index knows of the case; the same for as long as what is wanted, and the case's body, are the same."""
    path = application.organ.path
    above = {tokens.of_organ(path[:end]) for end in range(Organ.steplen, len(path) + 1, Organ.steplen)}
    text = f"{_OF_PEOPLE.sub(' ', application.content)}\n{application.number}"
    place = (_day(application.submitted_at.astimezone(BEIJING).date()) << _KEY_BITS) + application.pk
    return Words(place, frozenset({tokens.ANYTHING, _own(path), *above, *tokens.tokens_of(text)}))


def saying(person: Person | None, on: dt.date, said: str, until: dt.date | None = None) -> Said:
    """The cases with all the words among those that the person may see, the last to arrive first.

    Of more than :data:`MOST` those received on the day ``until`` at the latest. Raises :class:`TooSlow`.
    """
    words, seen = _clauses(said), _seen(person, on)
    if not words or not seen:
        return Said([], more=False)
    index, wanted = engine(NAME), [*words, seen]
    with index.limited(_SECONDS):
        places = index.newest(wanted, MOST + 1)
        more = len(places) > MOST
        if more and until:
            places = index.newest(wanted, MOST, below=_day(until + _SLACK) << _KEY_BITS)
    return Said([place & ((1 << _KEY_BITS) - 1) for place in places[:MOST]], more)


def _clauses(said: str) -> Wanted:
    """A clause for each word: its pairs and numbers; a character or a number that stands alone begins a token.

    >>> _clauses("水利工程 2026第1号 路 20")
    [[('水利', '利工', '工程')], [('2026', '1')], [['路*']], [['20*']]]
    """
    return [clause for word in said[:_LONGEST].split() if (clause := _clause(word))]


def _clause(word: str) -> Clause:
    runs = list(tokens.runs(tokens.folded(word)))
    if len(runs) == 1 and (len(runs[0]) == 1 or not tokens.is_han(runs[0])):
        return [[f"{runs[0][: tokens.LONGEST]}*"]]
    wanted = tokens.wanted_of(word)
    return [wanted] if wanted else []


def _seen(person: Person | None, on: dt.date) -> Clause:
    """The bodies whose cases the person may see: alone, or with all beneath."""
    paths = reaches(person, Act.SEE_APPLICATIONS, on)
    return [[tokens.of_organ(path) if reach is Reach.BENEATH else _own(path)] for path, reach in paths]


def _own(path: str) -> str:
    """The token of what belongs to the body itself."""
    return f"@b{path.lower()}"


def _day(on: dt.date) -> int:
    return max(0, (on - _EPOCH).days)
