"""What is to be covered: words, kinds of personal numbers; and where they stand in a text, however it is set."""

import enum
import re
import unicodedata
from collections.abc import Iterable

import msgspec

MARK = "■■■"
"""What stands in place of covered words: always the same, so that it does not tell how long they were."""


class Kind(enum.StrEnum):
    """Numbers of persons that are found by their form; rather one too many is found than one too few."""

    IDENTITY = "identity"
    PHONE = "phone"
    BANK_CARD = "bank_card"
    EMAIL = "email"

    @property
    def label(self) -> str:
        """The kind in Chinese."""
        return {"identity": "身份证号码", "phone": "电话号码", "bank_card": "银行卡号", "email": "电子邮箱"}[self.value]


_FORMS = {
    Kind.IDENTITY: r"(?<!\d)\d{6}(?:18|19|20)?\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dx]?(?!\d)",
    Kind.PHONE: r"(?<!\d)(?:(?:\+?86)?-?1[3-9]\d-?\d{4}-?\d{4}|\(?0\d{2,3}\)?-?\d{7,8})(?!\d)",
    Kind.BANK_CARD: r"(?<!\d)\d{16,19}(?!\d)",
    Kind.EMAIL: r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
}
_PATTERNS = {kind: re.compile(form, re.ASCII) for kind, form in _FORMS.items()}


class Span(msgspec.Struct, frozen=True, order=True):
    """Characters of a text from ``start`` up to ``end``, and why they are covered."""

    start: int
    end: int
    why: str


class Cover(msgspec.Struct, frozen=True):
    """What is to be covered. Raises ``ValueError`` with a Chinese message where a word is too short to be meant.

    >>> cover = Cover(("王小明",), frozenset({Kind.PHONE}))
    >>> cover.hide("联系人王 小明，电话１３８ 1234 5678。")
    '联系人■■■，电话■■■。'
    """

    words: tuple[str, ...] = ()
    kinds: frozenset[Kind] = frozenset()

    def __post_init__(self) -> None:
        for word in self.words:
            if not _plain(word)[0]:
                raise ValueError("要遮盖的文字不能是空白")

    def __bool__(self) -> bool:
        return bool(self.words or self.kinds)

    def spans(self, text: str) -> list[Span]:
        """Where it stands in a text, white space and width aside; spans that touch are joined."""
        plain, places = _plain(text)
        found = [
            Span(places[at], places[at + len(word) - 1] + 1, "指定的文字")
            for own in self.words
            for word in (_plain(own)[0],)
            for at in _all(plain, word)
        ]
        if self.kinds:
            found += [*_numbers(self.kinds, plain, places), *_numbers(self.kinds, *_narrow(text))]
        return _joined(found)

    def hide(self, text: str) -> str:
        """The text with a mark in place of what is covered."""
        for span in reversed(self.spans(text)):
            text = text[: span.start] + MARK + text[span.end :]
        return text


def _numbers(kinds: Iterable[Kind], plain: str, places: list[int]) -> list[Span]:
    return [
        Span(places[match.start()], places[match.end() - 1] + 1, kind.label)
        for kind in Kind
        if kind in kinds
        for match in _PATTERNS[kind].finditer(plain)
    ]


def _plain(text: str, *, keep_blanks: bool = False) -> tuple[str, list[int]]:
    """The text folded in width and case without white space, and for each of its characters where it came from."""
    characters, places = [], []
    for n, character in enumerate(text):
        for folded in unicodedata.normalize("NFKC", character).casefold():
            if keep_blanks or not (folded.isspace() or unicodedata.category(folded) in ("Cf", "Cc")):
                characters.append(folded)
                places.append(n)
    return "".join(characters), places


def _narrow(text: str) -> tuple[str, list[int]]:
    """The same with its blanks."""
    return _plain(text, keep_blanks=True)


def _all(text: str, word: str) -> list[int]:
    found, at = [], text.find(word)
    while at >= 0:
        found.append(at)
        at = text.find(word, at + 1)
    return found


def _joined(spans: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            last = joined.pop()
            joined.append(Span(last.start, max(last.end, span.end), last.why))
        else:
            joined.append(span)
    return joined
