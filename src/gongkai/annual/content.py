"""The content of a manuscript: running text with bound figures, figures that a person states otherwise, and why.

In storage a bound figure is the token ``{{ identifier }}``; it becomes a number when the text is rendered.
"""

import datetime as dt
import difflib
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

import msgspec

from gongkai.annual.binding import filled, key_of
from gongkai.annual.draft import bound, keys, opening, said
from gongkai.figures.measures import Value
from gongkai.figures.registry import FIGURES
from gongkai.organs.models import Organ
from gongkai.report.form import FORMS
from gongkai.report.model import AnnualReport, Section

EDITION = "2021"
FORM = FORMS[EDITION]
WRITTEN = (1, 5, 6)
"""The sections that are running text; the others are tables."""
TOKEN = re.compile(r"\{\{\s*([a-z0-9_.]+)\s*\}\}")
_PIECES = re.compile(r"\{\{\s*[a-z0-9_.]+\s*\}\}|\d[\d,.，]*\d|\d|[^\d{}，。；、：（）\n]+|.|\n")
_NUMBER = re.compile(r"\d")


class Override(msgspec.Struct, frozen=True):
    """A figure that the report states otherwise than the ledger: the number as text, why, who, and when (ISO)."""

    value: str
    reason: str
    by: str
    at: str

    @property
    def number(self) -> int | Decimal:
        """The number."""
        value = Decimal(self.value)
        return int(value) if value == value.to_integral_value() else value


class Typed(msgspec.Struct, frozen=True):
    """A number that somebody typed into a sentence in the place of a bound figure."""

    section: int
    key: str
    said: str
    reason: str
    by: str
    at: str


class Content(msgspec.Struct, frozen=True):
    """What a version of a manuscript holds: the texts of the sections that are written, by number."""

    sections: dict[int, str]
    overrides: dict[str, Override] = {}
    typed: tuple[Typed, ...] = ()

    @property
    def data(self) -> dict[str, Any]:
        """As JSON."""
        found: dict[str, Any] = msgspec.to_builtins(self, str_keys=True)
        return found

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "Content":
        """The content that :attr:`data` gave."""
        return msgspec.convert(data, cls, strict=False)


def seeded(organ: str, year: int, values: Mapping[str, Value]) -> Content:
    """The content of a manuscript that nobody has touched: the template's sentences with their figures bound."""
    texts = bound(FORM, organ, year, values)
    return Content({number: texts[number] for number in WRITTEN})


def stated(content: Content, values: Mapping[str, Value]) -> dict[str, Value]:
    """The figures as the report states them."""
    return dict(values) | {key: override.number for key, override in content.overrides.items()}


def rendered(content: Content, organ: Organ, year: int, values: Mapping[str, Value]) -> AnnualReport:
    """The report: tables from the figures, every bound figure in the text printed."""
    shown = stated(content, values)
    name = organ.name_on(dt.date(year, 12, 31))
    sections = tuple(
        Section(heading.number, heading.title, printed(content.sections.get(heading.number, ""), shown))
        for heading in FORM.sections
    )
    title = f"{name}{year}年政府信息公开工作年度报告"
    cells = filled(FORM, {key_of(ref): shown.get(key_of(ref)) for ref in FORM.cells})
    return AnnualReport(name, year, EDITION, title, opening(FORM, year), sections, cells)


def printed(text: str, values: Mapping[str, Value]) -> str:
    """The text with its figures; one that there is none of (an old identifier) is a dash."""
    return TOKEN.sub(lambda match: said(values.get(match[1])), text)


def keys_in(content: Content) -> list[str]:
    """The figures that the texts are bound to, in their order."""
    return list(dict.fromkeys(key for text in content.sections.values() for key in TOKEN.findall(text)))


def needed(content: Content | None = None) -> list[str]:
    """The figures of a report: its cells, those of the template, those that the texts are bound to."""
    own = [key for key in keys_in(content) if key in FIGURES] if content else []
    return list(dict.fromkeys((*map(key_of, FORM.cells), *keys(EDITION), *own)))


def unknown(content: Content) -> list[str]:
    """The identifiers in the texts that no figure has."""
    return [key for key in keys_in(content) if key not in FIGURES]


class Replaced(NamedTuple):
    """A bound figure for which a number was typed, and that number."""

    section: int
    key: str
    said: str


def replaced(old: Content, new: Content) -> list[Replaced]:
    """The bound figures of the old texts in whose place the new ones have a typed number."""
    pairs = ((number, text, new.sections.get(number, "")) for number, text in old.sections.items())
    return [Replaced(number, *pair) for number, before, after in pairs for pair in _replaced(before, after)]


def _replaced(before: str, after: str) -> Iterator[tuple[str, str]]:
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for operation, a, b, c, d in matcher.get_opcodes():
        if operation == "replace":
            kept = set(TOKEN.findall("".join(new[c:d])))
            gone = [key for key in TOKEN.findall("".join(old[a:b])) if key not in kept]
            numbers = [piece for piece in new[c:d] if _NUMBER.match(piece)]
            yield from zip(gone, numbers, strict=False)


def still_typed(content: Content) -> tuple[Typed, ...]:
    """The recorded typed numbers that are still in the text of their section."""
    return tuple(typed for typed in content.typed if typed.said in content.sections.get(typed.section, ""))


def number_typed(text: str) -> str:
    """A number that a person typed, as it is kept; ``ValueError`` where it is none or negative."""
    try:
        value = Decimal(text.strip().replace(",", "").replace("，", ""))
    except InvalidOperation:
        raise ValueError("不是数") from None
    if not value.is_finite() or value < 0:
        raise ValueError("小于 0")
    return f"{value:f}"
