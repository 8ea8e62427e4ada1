"""Where each finding stands among the parts of a report: cells in tables, words in paragraphs, sections, nowhere."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import ceil

import msgspec

from gongkai.findings import CellRef, Finding, Sentence
from gongkai.report.writers.layout import Layout
from gongkai.report.writers.outline import Heading, Part, Text, Title
from gongkai.report.writers.quotes import find

Numbered = tuple[int, Finding]


class Span(msgspec.Struct, frozen=True):
    """Words of a paragraph that a finding is about; ``last`` is false where they go on in the next paragraph."""

    start: int
    end: int
    numbered: Numbered
    last: bool


class Places(msgspec.Struct, frozen=True):
    """The findings by the part that carries their note (``None`` for those without a place); the words to underline."""

    notes: dict[int | None, list[Numbered]]
    spans: dict[int, list[Span]]


class Stack(msgspec.Struct, frozen=True):
    """Notes in the margin beside the parts from ``first`` to before ``until``; ``last`` is the last they are about."""

    first: int
    last: int
    until: int
    findings: list[Numbered]


def locate(parts: Sequence[Part], findings: Sequence[Numbered]) -> Places:
    """Find the place of each finding.

    A finding about a cell belongs to its table, one about words to the paragraph where they begin, any other to the
    heading of its section or to the title.
    """
    places = Places({}, {})
    for numbered in findings:
        where = numbered[1].where
        if isinstance(where, CellRef):
            at = next((i for i, p in enumerate(parts) if isinstance(p, Layout) and p.number == where.table), None)
        else:
            spans = list(_spans(parts, where, numbered))
            for index, span in spans:
                places.spans.setdefault(index, []).append(span)
            at = spans[0][0] if spans else _head(parts, where.section)
        places.notes.setdefault(at, []).append(numbered)
    return places


def _spans(parts: Sequence[Part], where: Sentence, numbered: Numbered) -> Iterator[tuple[int, Span]]:
    """The pieces of the quoted words, by paragraph; they are looked for in the section as a whole."""
    texts = [(index, part.text) for index, part in enumerate(parts) if isinstance(part, Text)]
    texts = [(index, text) for index, text in texts if _section(parts[index]) == where.section]
    found = find("\n".join(text for _, text in texts), where.quote)
    first, end = found or (0, 0)
    for index, text in texts:
        if max(first, 0) < min(end, len(text)):
            yield index, Span(max(first, 0), min(end, len(text)), numbered, last=end <= len(text))
        first, end = first - len(text) - 1, end - len(text) - 1


def _head(parts: Sequence[Part], section: int) -> int | None:
    return next((i for i, p in enumerate(parts) if isinstance(p, Heading | Title) and _section(p) == section), None)


def _section(part: Part) -> int:
    match part:
        case Heading(number) | Text(number):
            return number
        case Title():
            return 0
        case Layout():
            return part.number


def stacks(parts: Sequence[Part], places: Places) -> list[Stack]:
    """The notes as they are stacked in the margin.

    A stack that would outgrow the text beside it takes in the notes of the next paragraph, so that it does not tear
    the text apart.
    """
    tops = {index: _top(parts, places, index) for index in range(len(parts)) if index in places.notes}
    stacked: list[Stack] = []
    for index, (top, until) in zip(tops, pairwise([*tops.values(), len(parts)]), strict=True):
        before = stacked[-1] if stacked else None
        if (
            before
            and isinstance(parts[index], Text)
            and _height(before.findings) > sum(map(_lines, parts[before.first : top]))
        ):
            stacked[-1] = Stack(before.first, index, until, before.findings + places.notes[index])
        else:
            stacked.append(Stack(top, index, until, places.notes[index]))
    return stacked


def _top(parts: Sequence[Part], places: Places, index: int) -> int:
    """Where the notes on a part begin: beside the heading right above it, so that the two are never torn apart."""
    above = index - 1
    return above if index and isinstance(parts[above], Heading) and above not in places.notes else index


def _lines(part: Part) -> float:
    """How tall a part is, roughly, in lines of text."""
    match part:
        case Text(_, text):
            return ceil((len(text) + 2) / 36)
        case Layout():
            return len(part.rows)
        case Heading() | Title():
            return 2.5


def _height(findings: Sequence[Numbered]) -> float:
    """How tall notes are, roughly, in lines of text."""
    texts = [text for _, f in findings for text in (f.rule, f.message, "values", f.hint, f.source) if text]
    return sum(ceil(len(text) / 21) * 0.72 for text in texts) + 0.8 * len(findings)
