"""What became of a text: paragraphs and sentences kept, inserted, deleted, changed."""

import enum
import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

import msgspec
from rapidfuzz import fuzz

_SENTENCE = re.compile(r"[^。！？；]*[。！？；]|[^。！？；]+")
_WORD = re.compile(r"\d[\d.,]*%?|[A-Za-z]+|\s+|.", re.DOTALL)
ALIKE = 50
"""From this likeness (0 to 100) on two paragraphs or sentences are taken for versions of one another."""
_MOST_PAIRS = 40_000
"""More pairs of paragraphs than this are not compared one by one: the texts are not versions of one another."""
_LONGEST = 2_000
"""Longer sentences are not compared word by word."""


class Kind(enum.StrEnum):
    """What became of a passage, or of a piece of one."""

    SAME = "same"
    INSERTED = "inserted"
    DELETED = "deleted"
    CHANGED = "changed"


class Piece(msgspec.Struct, frozen=True):
    """A stretch of a changed paragraph: SAME, INSERTED or DELETED."""

    kind: Kind
    text: str


class Passage(msgspec.Struct, frozen=True):
    """A paragraph of either text; ``pieces`` tell what changed within one that is CHANGED."""

    kind: Kind
    before: str = ""
    after: str = ""
    pieces: tuple[Piece, ...] = ()


def passages(before: str, after: str) -> Iterator[Passage]:
    """The paragraphs of both texts in order, each with what became of it."""
    old, new = before.split("\n") if before else [], after.split("\n") if after else []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from (Passage(Kind.SAME, text, text) for text in old[i1:i2])
        else:
            yield from _rewritten(old[i1:i2], new[j1:j2])


def _rewritten(old: Sequence[str], new: Sequence[str]) -> Iterator[Passage]:
    """Paragraphs that were replaced: those that are alike as changed, in order, the others as deleted or inserted."""
    i = j = 0
    for at, to in [*_pairs(old, new), (len(old), len(new))]:
        yield from (Passage(Kind.DELETED, before=text) for text in old[i:at])
        yield from (Passage(Kind.INSERTED, after=text) for text in new[j:to])
        if at < len(old):
            yield Passage(Kind.CHANGED, old[at], new[to], tuple(_joined(_by_sentence(old[at], new[to]))))
        i, j = at + 1, to + 1


def _pairs(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Which of the old and new texts are versions of one another, in order: the pairs most alike first."""
    if not old or not new or len(old) * len(new) > _MOST_PAIRS:
        return []
    likeness = ((fuzz.ratio(a, b, score_cutoff=ALIKE), i, j) for i, a in enumerate(old) for j, b in enumerate(new))
    chosen: list[tuple[int, int]] = []
    for _, i, j in sorted((pair for pair in likeness if pair[0]), reverse=True):
        if all((i - a) * (j - b) > 0 for a, b in chosen):
            chosen.append((i, j))
    return sorted(chosen)


def _by_sentence(before: str, after: str) -> Iterator[Piece]:
    old, new = _SENTENCE.findall(before), _SENTENCE.findall(after)
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece(Kind.SAME, "".join(old[i1:i2]))
            continue
        i, j = i1, j1
        for at, to in [*_pairs(old[i1:i2], new[j1:j2]), (i2 - i1, j2 - j1)]:
            yield from _replaced(old[i : i1 + at], new[j : j1 + to])
            if i1 + at < i2:
                yield from _by_word(old[i1 + at], new[j1 + to])
            i, j = i1 + at + 1, j1 + to + 1


def _by_word(before: str, after: str) -> Iterator[Piece]:
    if max(len(before), len(after)) > _LONGEST:
        yield from _replaced([before], [after])
        return
    old, new = _WORD.findall(before), _WORD.findall(after)
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece(Kind.SAME, "".join(old[i1:i2]))
        else:
            yield from _replaced(old[i1:i2], new[j1:j2])


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    return (Piece(k, "".join(texts)) for k, texts in ((Kind.DELETED, old), (Kind.INSERTED, new)) if texts)


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Neighbours of one kind as one piece."""
    merged: list[Piece] = []
    for piece in pieces:
        if merged and merged[-1].kind is piece.kind:
            merged[-1] = Piece(piece.kind, merged[-1].text + piece.text)
        else:
            merged.append(piece)
    return iter(merged)
