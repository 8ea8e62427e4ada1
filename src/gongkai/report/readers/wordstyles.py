"""What a paragraph's style tells: heading level, list it is numbered in, whether it belongs to a table of contents."""

import re

import msgspec
from lxml import etree

from gongkai.report.readers.ooxml import W

_HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_TITLE_NAMES = frozenset(("title", "标题"))
_CONTENTS_NAME = re.compile(r"(?:toc|目录|contents)\s*(?:\d|heading|标题)", re.IGNORECASE)
_BODY_TEXT = "9"  # the outline level that stands for none
_LOWEST = 6
_PLACES = frozenset("012345678")
_LONGEST_CHAIN = 20


class Style(msgspec.Struct, frozen=True):
    """What a style or a paragraph says; ``None`` where it says nothing.

    ``level`` is the heading level (0: text), ``numbered`` the id of the list (``"0"``: none) and the level in it,
    ``contents`` that the paragraph belongs to a table of contents.
    """

    level: int | None = None
    numbered: tuple[str, int] | None = None
    contents: bool = False

    def over(self, base: "Style") -> "Style":
        """What holds where ``base`` fills in what this one leaves open."""
        return Style(
            base.level if self.level is None else self.level,
            base.numbered if self.numbered is None else self.numbered,
            self.contents or base.contents,
        )


_NOTHING = Style()


class Styles:
    """The paragraph styles of a document, looked up as paragraphs ask for them."""

    def __init__(self, root: etree._Element | None) -> None:
        """``root`` is the root of ``styles.xml``; ``None`` if the document has none."""
        declared = root.iterfind(f"{W}style") if root is not None else ()
        self._declared = {style.get(f"{W}styleId", ""): style for style in declared}
        self._known: dict[str, Style] = {}

    def of(self, paragraph: etree._Element) -> Style:
        """What holds for the paragraph: what it says itself, else what its style and the styles under it say."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return _NOTHING
        own = _said(properties)
        name = _value(properties, "pStyle")
        return own.over(self._style(name)) if name else own

    def _style(self, name: str) -> Style:
        if name not in self._known:
            style, base = _NOTHING, name
            for _ in range(_LONGEST_CHAIN):
                element = self._declared.get(base)
                if element is None:
                    break
                properties = element.find(f"{W}pPr")
                said = _said(properties) if properties is not None else _NOTHING
                style = style.over(said).over(_named(_value(element, "name").strip()))
                base = _value(element, "basedOn")
            self._known[name] = style
        return self._known[name]


def _said(properties: etree._Element) -> Style:
    outline = _value(properties, "outlineLvl")
    level = None
    if outline.isdecimal():
        level = 0 if outline == _BODY_TEXT else min(int(outline[:2]) + 1, _LOWEST)
    numbers = properties.find(f"{W}numPr")
    number = _value(numbers, "numId") if numbers is not None else ""
    if numbers is None or not number:
        return Style(level)
    place = _value(numbers, "ilvl")
    return Style(level, (number, int(place) if place in _PLACES else 0))


def _named(name: str) -> Style:
    heading = _HEADING_NAME.fullmatch(name)
    level = min(int(heading[1]), _LOWEST) if heading else 1 if name.lower() in _TITLE_NAMES else None
    return Style(level, contents=_CONTENTS_NAME.match(name) is not None)


def _value(parent: etree._Element, child: str) -> str:
    found = parent.find(f"{W}{child}")
    return found.get(f"{W}val", "") if found is not None else ""
