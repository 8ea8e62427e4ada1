"""Lists of words: what stands in a list and why, versions with their sources, and the automaton over all of them."""

import datetime as dt
import functools
from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import NamedTuple

import msgspec

from gongkai.findings import Severity
from gongkai.law.loading import convert, parse
from gongkai.scan.matcher import Matcher

NAMES = ("political", "usage", "bodies", "typos", "banned")
"""The shipped lists, the gravest first: of a word that stands in two the first one counts."""


class Word(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A word that should not stand in a text: what to write, why, and longer words in which it is right."""

    right: str = ""
    why: str = ""
    severity: Severity | None = None
    unless: tuple[str, ...] = ()


class WordList(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A list with its version; ``rule`` is the rule that reports its words. A word given as text is what to write."""

    name: str
    rule: str
    version: str
    date: dt.date
    source: str
    severity: Severity
    words: dict[str, Word | str]
    right: tuple[str, ...] = ()
    """Words that are right although this list or one after it holds them."""


class Entry(NamedTuple):
    """A word of a list, ready to be reported."""

    wrong: str
    word: Word
    severity: Severity
    list: WordList


class Found(NamedTuple):
    """A word found from ``start`` up to ``end``."""

    start: int
    end: int
    entry: Entry


class Lexicon:
    """Lists compiled together."""

    def __init__(self, lists: Iterable[WordList]) -> None:
        self.lists = tuple(lists)
        entries: dict[str, Entry | None] = {}
        for one in self.lists:
            for word in one.right:
                entries.setdefault(word, None)
            for entry in _entries(one):
                entries.setdefault(entry.wrong, entry)
        for entry in [entry for entry in entries.values() if entry]:
            for longer in (*entry.word.unless, *((entry.word.right,) if entry.wrong in entry.word.right else ())):
                entries.setdefault(longer, None)
        self._entries: tuple[Entry | None, ...] = tuple(entries.values())
        self._matcher = Matcher(entries)

    @property
    def version(self) -> str:
        """Names and versions of the lists, in a line: results are only as good as these."""
        return "；".join(f"{one.name} {one.version}" for one in self.lists)

    def find(self, text: str) -> Iterator[Found]:
        """The words in a text, in order."""
        for hit in self._matcher.hits(text):
            entry = self._entries[hit.word]
            if entry is not None:
                yield Found(hit.start, hit.end, entry)


def _entries(words: WordList) -> Iterator[Entry]:
    for wrong, given in words.words.items():
        word = Word(right=given) if isinstance(given, str) else given
        yield Entry(wrong, word, word.severity or words.severity, words)


def read_list(text: str, name: str) -> WordList:
    """A list out of YAML; :class:`gongkai.law.loading.DataError` says what is wrong in it."""
    return convert(parse(text, name), WordList, name)


@functools.cache
def shipped() -> tuple[WordList, ...]:
    """The lists that come with the program."""
    folder = files("gongkai.scan.lists")
    return tuple(read_list(folder.joinpath(f"{name}.yaml").read_text("utf-8"), f"{name}.yaml") for name in NAMES)


@functools.cache
def _standard() -> Lexicon:
    return Lexicon(shipped())


def lexicon(own: WordList | None = None) -> Lexicon:
    """The shipped lists, before them an office's own; what the own list calls right, no shipped list finds fault with."""
    return _standard() if own is None else Lexicon((own, *shipped()))
