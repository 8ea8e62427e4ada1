"""What in a file might have to be covered, for a person to choose from: numbers of people, names, addresses, words."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from gongkai.redaction.cover import Cover, Kind
from gongkai.redaction.looking import words_of
from gongkai.scan.passage import folded
from gongkai.scan.personal import personal_in

_AROUND = 18
MOST = 400
"""Candidates that a person can go through."""
_NAMED = re.compile(
    r"(?:姓名|联系人|户主|法定代表人|负责人|经办人|当事人|申请人|举报人|投诉人|信访人|被处罚人|证人|收款人)[:：\s]{0,3}"
    r"([\u4e00-\u9fff]{2,4})(?=[\s,，。；;、:：()（）]|$)"
)
_NAME, _WORD = "姓名", "指定的文字"


class Candidate(msgspec.Struct, frozen=True):
    """Words that stand in the file: why they are offered, how often and where they stand, the first words around."""

    text: str
    why: str
    count: int
    places: tuple[str, ...]
    around: str


def candidates(data: bytes, words: Sequence[str], on: dt.date) -> tuple[Candidate, ...]:
    """What is found by form, by what stands before it, and by ``words``; told ones first, then in the file's order.

    ``on`` is today, for what tells dates of birth. Raises :class:`Unreadable` where the file cannot be read.
    """
    found: dict[str, Candidate] = {}
    for place, text in words_of(data):
        for start, end, why in _spans(text, words, on):
            word = text[start:end].strip()
            key = re.sub(r"\s", "", word)
            if len(key) < 2:
                continue
            there = found.get(key)
            if there is None:
                around = re.sub(r"\s+", " ", text[max(0, start - _AROUND) : end + _AROUND]).strip()
                found[key] = Candidate(word, why, 1, (place,), around)
            else:
                places = there.places if place in there.places else (*there.places, place)
                found[key] = msgspec.structs.replace(there, count=there.count + 1, places=places)
    return tuple(sorted(found.values(), key=lambda each: each.why != _WORD))[:MOST]


def _spans(text: str, words: Sequence[str], on: dt.date) -> list[tuple[int, int, str]]:
    """Places in a text, none within another; those by the words of a person come first."""
    taken: list[tuple[int, int, str]] = []
    for start, end, why in _all(text, words, on):
        if all(end <= other or start >= after for other, after, _ in taken):
            taken.append((start, end, why))
    return sorted(taken)


def _all(text: str, words: Sequence[str], on: dt.date) -> Iterator[tuple[int, int, str]]:
    yield from ((span.start, span.end, _WORD) for span in Cover(tuple(words)).spans(text))
    for kind in Kind:
        yield from ((span.start, span.end, kind.label) for span in Cover(kinds=frozenset({kind})).spans(text))
    yield from ((*match.span(1), _NAME) for match in _NAMED.finditer(text))
    plain = folded(text)
    for found in personal_in(plain.text, on):
        yield plain.original(found.start), plain.original(found.end - 1) + 1, found.kind.label


def unfound(data: bytes, words: Iterable[str]) -> tuple[str, ...]:
    """The words that stand nowhere in the file's text: misspelt, or in a picture."""
    whole = "\n".join(text for _, text in words_of(data))
    return tuple(word for word in words if not Cover((word,)).spans(whole))
