"""What a table tells, and which of its columns tells it, by the headings that offices use."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from gongkai.text.widths import normalise, squeeze

_MARKS = re.compile(r"[\s()\[\]{}<>《》〈〉〔〕【】“”\"':：、，,。.．/\\|*#_+-]|(?<=.)\((?:必填|选填|必填项)\)")


class Field(NamedTuple):
    """Something that a table tells: its name here, names of it in tables (the first exact ones, the usual first)."""

    name: str
    words: tuple[str, ...]
    hint: str = ""


Fields = Mapping[str, Field]
"""By key, in the order in which people read them."""


def clean(text: str) -> str:
    """A heading as it is compared."""
    return _MARKS.sub("", squeeze(normalise(text)))


def known(headings: Iterable[str], fields: Fields) -> set[str]:
    """What these headings tell."""
    words = {clean(text) for text in headings}
    return {key for key, field in fields.items() if words & {clean(word) for word in field.words}}


def guessed(headings: Mapping[int, str], fields: Fields, remembered: Mapping[str, str] = {}) -> dict[str, int]:
    """The column of each field: as it was last time, else by its usual names, exact ones before those within others.

    >>> guessed({0: "届 次", 1: "建议编号（必填）"}, {"no": Field("编号", ("编号",)), "session": Field("届次", ("届次",))})
    {'session': 0}
    """
    cleaned = {column: clean(text) for column, text in headings.items()}
    found: dict[str, int] = {}
    for key, heading in remembered.items():
        place = next((column for column, text in headings.items() if text == heading), None)
        if key in fields and place is not None:
            found[key] = place
    for matches in (_same, _within):
        for key in fields:
            free = {column: text for column, text in cleaned.items() if column not in found.values()}
            place = matches(fields[key].words, free) if key not in found else None
            if place is not None:
                found[key] = place
    return {key: found[key] for key in fields if key in found}


def _same(words: Iterable[str], headings: Mapping[int, str]) -> int | None:
    for word in words:
        for column, heading in headings.items():
            if heading == clean(word):
                return column
    return None


def _within(words: Iterable[str], headings: Mapping[int, str]) -> int | None:
    """A name of at least three characters within a heading, so that 类别 does not match everything."""
    for word in words:
        for column, heading in headings.items():
            if len(word) >= 3 and clean(word) in heading:
                return column
    return None
