"""Squeezed sentences into words of the lexicon, numbers with units, and times; what lies between is a gap."""

import functools
import re

from gongkai.report.claims.lexicon import WORDS, Kind
from gongkai.report.claims.numbers import SPECIAL, STARTS, Quantity, Token, special

LEXICON: dict[str, tuple[Kind, str]] = {
    word: (kind, value) for kind, values in WORDS.items() for value, words in values.items() for word in words.split()
}
_SILENT = frozenset((Kind.FILL, Kind.CAUSE))
_BINS = 12
_NAMES = (("12345", "hotline"), ("信箱", "other"), ("找错", "other"), ("公报", "gazette"))

Tree = dict[str, "Tree"]


def _tree(words: list[str]) -> Tree:
    root: Tree = {}
    for word in words:
        node = root
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    return root


def _branches(node: Tree) -> str:
    """A regular expression for what may follow in a word, longest first, shared beginnings factored out."""
    options = [re.escape(character) + _branches(rest) for character, rest in node.items() if character]
    if not options:
        return ""
    return f"(?:{'|'.join(options)}){'?' if '' in node else ''}"


def _words(words: list[str]) -> str:
    """A regular expression for the words; first characters are told apart in bins, which is quicker than one by one."""
    tree = _tree(words)
    firsts = sorted(tree)
    size = -(-len(firsts) // _BINS)
    bins = [firsts[n : n + size] for n in range(0, len(firsts), size)]
    return "|".join(f"(?=[{re.escape(''.join(chars))}]){_branches({c: tree[c] for c in chars})}" for chars in bins)


_NIL = re.compile(r"(?<=[为是])0(?=[,。;)]|$)")
_NONE_AT_ALL = Quantity(0, "=", "case", "件")
_NUMERAL = "0123456789一二三四五六七八九十"


@functools.cache
def _token() -> re.Pattern[str]:
    """The regular expression of all tokens, made when the first sentence comes: it takes its time to compile."""
    specials = f"{_words([word for word in LEXICON if word[0] in _NUMERAL])}|{SPECIAL}"
    return re.compile(f"(?=[{re.escape(''.join(STARTS))}])(?:{specials})|{_words(list(LEXICON))}|.", re.DOTALL)


def tokens(text: str, year: int | None) -> list[Token]:
    """The tokens of a squeezed sentence in NFKC, the longest word first, and one that marks the end.

    Words that mean nothing for a count are left out, and so are characters that are not understood: the next token
    tells that they were there. ``year`` is the year of the report: it tells what is carried in from what is carried on.
    """
    found: list[Token] = []
    position = 0
    gap = False
    look_up = LEXICON.get
    for word in _token().findall(text):
        start = position
        entry = look_up(word)
        if entry is None:
            if len(word) == 1 and not (word == "0" and _NIL.match(text, start)):
                position += 1
                gap = True
                continue
            position += len(word)
            kind, value, quantity = special(word, year) if len(word) > 1 else (Kind.QUANTITY, "", _NONE_AT_ALL)
            if kind is Kind.CITED:
                kind, value = _known(word)
            found.append(Token(kind, value, start, position, gap, quantity))
        else:
            position += len(word)
            if entry[0] in _SILENT:
                continue
            found.append(Token(entry[0], entry[1], start, position, gap))
        gap = False
    found.append(Token(Kind.END, "", position, position, gap))
    return found


def _known(word: str) -> tuple[Kind, str]:
    """Words in quotation marks that the lexicon has count as if they stood without; so do names of mailboxes."""
    inner = word[1:-1]
    for part, name in _NAMES:
        if part in inner and (name == "gazette" or word[0] != "《"):
            return Kind.OBJECT, name
    return LEXICON.get(inner, (Kind.CITED, ""))
