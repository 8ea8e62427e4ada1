"""A page of a PDF as found: its words and ruled lines, and the pictures that may hold more text."""

from typing import Any

import msgspec

from gongkai.report.readers.boxes import Box, Page, Word
from gongkai.report.readers.pdfrules import drawn_on
from gongkai.report.readers.pdftext import text_of_page

_BIG = 0.25
"""A picture over this share of a page may be all of its content."""
_FEW = 20
"""Fewer words on a picture are a stamp or a caption; more of them are text on a background."""
_GARBLED = 0.2
"""From this share of characters without meaning on, the text of a page is useless."""


class Sheet(msgspec.Struct, frozen=True):
    """What can be read of a page at once.

    ``pictures`` are those that may hold text; ``unseen`` is true where the words are hidden behind a picture, as
    programs that scan put them there.
    """

    page: Page
    pictures: tuple[Box, ...] = ()
    unseen: bool = False


def sheet_of(page: Any, number: int) -> Sheet:
    """The sheet of a pdfium page."""
    text = text_of_page(page)
    drawn = drawn_on(page, text.frame)
    width, height = text.frame.size
    if text.garbled >= _GARBLED:
        return Sheet(Page(number, width, height, ()), ((0.0, 0.0, width, height),))
    pictures = tuple(
        picture
        for picture in drawn.pictures
        if _area(picture, width, height) > _BIG * width * height and _count_on(text.seen, picture) < _FEW
    )
    if pictures and len(text.unseen) > _FEW > len(text.seen):
        return Sheet(Page(number, width, height, text.unseen, drawn.rules), pictures, unseen=True)
    return Sheet(Page(number, width, height, text.seen, drawn.rules), pictures)


def _area(box: Box, width: float, height: float) -> float:
    """How much of the page the box covers."""
    left, top, right, bottom = box
    return max(0.0, min(right, width) - max(left, 0.0)) * max(0.0, min(bottom, height) - max(top, 0.0))


def _count_on(words: tuple[Word, ...], box: Box) -> int:
    return sum(box[0] < (word.left + word.right) / 2 < box[2] and box[1] < word.middle < box[3] for word in words)
