"""What is checked: passages of text, each with the place where people find it; and how a fault in one is reported."""

import datetime as dt
import functools
import re
from bisect import bisect_right
from collections.abc import Iterator

import msgspec

from gongkai.findings import Fault, Registry, Sentence, Severity
from gongkai.scan.personal import Personal, personal_in
from gongkai.scan.wording import Found, Lexicon

_FOLDED = {
    **{0xFF01 + n: 0x21 + n for n in range(94) if chr(0x21 + n).isalnum() or chr(0x21 + n) in "@._-+/"},
    **dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"), None),
}
_TO_FOLD = re.compile("[" + "".join(map(chr, _FOLDED)) + "]")
_AROUND = 24
_STOPS = "。；！？\n\t"


class Passage(msgspec.Struct, frozen=True):
    """A stretch of text and where it stands, in Chinese (``正文``, ``第3页``, ``工作表“名单”``).

    ``rows`` are the numbers of its lines as people see them, for sheets. ``links`` are the addresses it links to.
    ``unseen`` tells that readers do not see it when they open the file: a comment, a hidden row, a property.
    """

    place: str
    text: str
    rows: tuple[int, ...] = ()
    links: tuple[str, ...] = ()
    unseen: bool = False

    def place_of(self, start: int) -> str:
        """The place of a character, as exactly as it is known."""
        if not self.rows:
            return self.place
        line = self.text.count("\n", 0, start)
        return f"{self.place}第{self.rows[min(line, len(self.rows) - 1)]}行"


class Spot(Sentence, frozen=True):
    """The place of a finding: the passage's number as ``section``, and the characters from ``start`` up to ``end``.

    They take no part in the finding's fingerprint, nor does anything that only moves the words to another line.
    """

    start: int = 0
    end: int = 0
    place: str = ""


class Folded(msgspec.Struct, frozen=True):
    """A text with full-width letters and digits made narrow and invisible characters dropped, and the way back."""

    text: str
    dropped: tuple[int, ...] = ()

    def original(self, place: int) -> int:
        """The place in the text as it was given."""
        return place + bisect_right(self.dropped, place, key=lambda at: at)


def folded(text: str) -> Folded:
    """The text as the checks read it.

    >>> folded("１３８")
    Folded(text='138', dropped=())
    >>> folded("ab\\u200bc").original(2)
    3
    """
    if not _TO_FOLD.search(text):
        return Folded(text)
    gone = [n for n, c in enumerate(text) if ord(c) in _FOLDED and _FOLDED[ord(c)] is None]
    return Folded(text.translate(_FOLDED), tuple(place - n for n, place in enumerate(gone)))


class Subject:
    """Passages under check on a day, with the lists of words that apply."""

    def __init__(self, passages: tuple[Passage, ...], lexicon: Lexicon, on: dt.date) -> None:
        self.passages = passages
        self.lexicon = lexicon
        self.on = on

    @functools.cached_property
    def folded(self) -> tuple[Folded, ...]:
        """The texts as the checks read them."""
        return tuple(folded(passage.text) for passage in self.passages)

    @functools.cached_property
    def personal(self) -> tuple[tuple[Personal, ...], ...]:
        """The personal data in each passage."""
        return tuple(tuple(personal_in(text.text, self.on)) for text in self.folded)

    @functools.cached_property
    def words(self) -> tuple[tuple[Found, ...], ...]:
        """The words of the lists in each passage."""
        return tuple(tuple(self.lexicon.find(text.text)) for text in self.folded)

    def texts(self) -> Iterator[tuple[int, str]]:
        """The passages by number, as the checks read them."""
        return enumerate(text.text for text in self.folded)

    def fault(  # noqa: PLR0913  (what a fault consists of)
        self,
        number: int,
        start: int,
        end: int,
        message: str,
        *,
        expected: str | None = None,
        hint: str = "",
        severity: Severity | None = None,
        source: str = "",
    ) -> Fault:
        """A fault of the words from ``start`` up to ``end`` of a passage; personal data are masked in what it quotes."""
        passage, text = self.passages[number], self.folded[number]
        first, last = text.original(start), text.original(max(end - 1, start)) + 1
        quote = self._masked(number, *_clause(text.text, start, end)) if end > start else ""
        return Fault(
            where=Spot(number, quote, first, last, passage.place_of(first)),
            message=message,
            expected=expected,
            found=self._masked(number, start, end),
            hint=hint,
            severity=severity,
            source=source,
        )

    def _masked(self, number: int, start: int, end: int) -> str:
        """Some characters of a passage without the personal data in them."""
        text, pieces, at = self.folded[number].text, [], start
        for found in self.personal[number]:
            if found.end > at and found.start < end:
                pieces += [text[at : max(found.start, at)], found.masked]
                at = found.end
        return " ".join("".join([*pieces, text[at:end]]).split())


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    """The clause around some characters, shortened where it is long."""
    first = max((text.rfind(stop, max(0, start - _AROUND), start) for stop in _STOPS), default=-1) + 1
    ends = [at for stop in _STOPS if (at := text.find(stop, end, end + _AROUND)) >= 0]
    return max(first, start - _AROUND), min(ends, default=min(end + _AROUND, len(text)))


RULES: Registry[Subject] = Registry()
