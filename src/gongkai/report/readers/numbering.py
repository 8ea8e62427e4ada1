"""Automatic numbers of Word paragraphs (一、 （二） 3.), which stand nowhere in the text."""

import re
from collections.abc import Callable

import msgspec
from lxml import etree

from gongkai.report.readers.ooxml import W
from gongkai.text.numerals import chinese_numeral

_PLACEHOLDER = re.compile(r"%([1-9])")
_LEVELS = 9
_LARGEST = 9999


class _Level(msgspec.Struct, frozen=True):
    start: int
    format: str
    text: str


_UNKNOWN = _Level(1, "none", "")


class Numbering:
    """The lists of a document; :meth:`label` must be asked once for each numbered paragraph, in order."""

    def __init__(self, root: etree._Element | None) -> None:
        """``root`` is the root of ``numbering.xml``; ``None`` if the document has none."""
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._list: dict[str, str] = {}
        self._restarts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, list[int | None]] = {}
        if root is not None:
            for abstract in root.iterfind(f"{W}abstractNum"):
                self._abstract[abstract.get(f"{W}abstractNumId", "")] = _levels(abstract)
            for number in root.iterfind(f"{W}num"):
                self._declare(number)

    def _declare(self, number: etree._Element) -> None:
        name = number.get(f"{W}numId", "")
        self._list[name] = _value(number, "abstractNumId")
        for override in number.iterfind(f"{W}lvlOverride"):
            start = _value(override, "startOverride")
            if start.isdecimal():
                self._restarts[name, _integer(override.get(f"{W}ilvl"), 0)] = _integer(start, 1)

    def label(self, number: str, place: int) -> str:
        """The number that Word puts before the next paragraph at a place (0 to 8) of the list; ``""`` for bullets.

        Lists that share a definition go on counting where the other one stopped, unless told to start again.
        """
        abstract = self._list.get(number, "")
        levels = self._abstract.get(abstract)
        if not levels:
            return ""
        counts = self._counts.setdefault(abstract, [None] * _LEVELS)
        restart = self._restarts.pop((number, place), None)
        current = counts[place]
        if restart is not None or current is None:
            counts[place] = levels.get(place, _UNKNOWN).start if restart is None else restart
        else:
            counts[place] = current + 1
        counts[place + 1 :] = [None] * (_LEVELS - place - 1)
        label = _PLACEHOLDER.sub(
            lambda match: _written(levels, counts, int(match[1]) - 1), levels.get(place, _UNKNOWN).text
        )
        return f"{label} " if label[-1:].isascii() and label[-1:].isalnum() else label


def _levels(abstract: etree._Element) -> dict[int, _Level]:
    levels = {}
    for level in abstract.iterfind(f"{W}lvl"):
        kind = _value(level, "numFmt") or "decimal"
        text = "" if kind == "bullet" else _value(level, "lvlText")
        levels[_integer(level.get(f"{W}ilvl"), 0)] = _Level(_integer(_value(level, "start"), 1), kind, text)
    return levels


def _written(levels: dict[int, _Level], counts: list[int | None], place: int) -> str:
    level = levels.get(place, _UNKNOWN)
    count = counts[place]
    number = level.start if count is None else count
    write = _FORMATS.get(level.format, str)
    return write(number) if 0 <= number <= _LARGEST else str(number)


def _circled(number: int) -> str:
    return chr(0x245F + number) if 1 <= number <= 20 else str(number)


def _letter(number: int) -> str:
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1) if 1 <= number <= 260 else str(number)


_FORMATS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(
        (
            "chineseCounting",
            "chineseCountingThousand",
            "japaneseCounting",
            "taiwaneseCounting",
            "taiwaneseCountingThousand",
            "ideographDigital",
            "japaneseDigitalTenThousand",
            "taiwaneseDigital",
        ),
        chinese_numeral,
    ),
    "none": lambda _: "",
    "decimalZero": lambda number: f"{number:02}",
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "upperLetter": _letter,
    "lowerLetter": lambda number: _letter(number).lower(),
}


def _value(parent: etree._Element, child: str) -> str:
    found = parent.find(f"{W}{child}")
    return found.get(f"{W}val", "") if found is not None else ""


def _integer(text: str | None, default: int) -> int:
    return int(text) if text is not None and text.isascii() and text.isdecimal() and len(text) < 6 else default
