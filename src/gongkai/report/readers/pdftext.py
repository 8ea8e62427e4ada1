"""The text of a PDF page as words with boxes, through pdfium, character by character."""

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec
import pypdfium2.raw as pdfium

from gongkai.report.readers.boxes import Box, Word
from gongkai.report.readers.lookalikes import plain

MAX_CHARACTERS = 100_000
"""Characters of one page that are looked at; a page in the smallest print has 10,000."""
_WORD_GAP = 0.3
"""So many ems apart two characters belong to two words."""
_BLANK = 0.15
"""So many ems apart two Latin characters belong to two words."""
_ASKEW = 5
"""Degrees from which on text is not in line with the page: watermarks."""
_WHITE = frozenset("\xa0\u3000\ufffe\uffff")
_FIRST_WIDE = "\u2e7f"
_FIRST_ODD = "\u2e80"
_INVISIBLE = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)


class Frame(msgspec.Struct, frozen=True):
    """The part of the PDF plane that a page shows, and by how many quarters of a turn its text stands on end."""

    left: float
    bottom: float
    right: float
    top: float
    quarters: int = 0

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the page as it is read."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.quarters % 2 else (width, height)

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A box of the PDF plane, whose origin is below, as left, top, right, bottom of the upright page."""
        match self.quarters:
            case 1:
                return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
            case 2:
                return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
            case 3:
                return self.top - top, self.right - right, self.top - bottom, self.right - left
            case _:
                return left - self.left, self.top - top, right - self.left, self.top - bottom

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the PDF plane on the upright page."""
        return self.box(x, y, x, y)[:2]


class Text(msgspec.Struct, frozen=True):
    """What is written on a page: what is seen, what is there unseen (as behind a scan), and how much is no text."""

    frame: Frame
    seen: tuple[Word, ...]
    unseen: tuple[Word, ...]
    garbled: float


def text_of_page(page: Any) -> Text:
    """The words of a pdfium page."""
    text = page.get_textpage()
    try:
        count = min(pdfium.FPDFText_CountChars(text.raw), MAX_CHARACTERS)
        frame = _frame(page, text.raw, count)
        seen: list[Word] = []
        unseen: list[Word] = []
        total = odd = 0
        for run in _Runs(text.raw, frame).over(count):
            total += len(run.text)
            odd += sum(map(_is_garbled, run.text))
            if not run.askew:
                (unseen if run.hidden else seen).append(run.word)
        return Text(frame, _once(seen), _once(unseen), odd / max(total, 1))
    finally:
        text.close()


def _frame(page: Any, text: Any, count: int) -> Frame:
    """The page's visible box, turned as most of its characters are."""
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page.raw, ctypes.byref(box))
    turns = Counter(
        round(math.degrees(pdfium.FPDFText_GetCharAngle(text, index)) / 90) % 4
        for index in range(0, count, max(count // 40, 1))
        if pdfium.FPDFText_GetUnicode(text, index) > 32
    )
    most = turns.most_common(1)
    quarters = most[0][0] if most else pdfium.FPDFPage_GetRotation(page.raw)
    return Frame(box.left, box.bottom, box.right, box.top, quarters)


class _Run(msgspec.Struct, gc=False):
    """Characters set close together on one baseline; ``em`` is the size of their font."""

    text: str
    left: float
    right: float
    baseline: float
    em: float
    askew: bool
    hidden: bool

    @property
    def word(self) -> Word:
        return Word(self.text, self.left, self.baseline - 0.88 * self.em, self.right, self.baseline + 0.12 * self.em)


class _Runs:
    """Walks over a page's characters. Each call into pdfium costs a microsecond, so it asks for little."""

    def __init__(self, text: Any, frame: Frame) -> None:
        self.text = text
        self.frame = frame
        self.rect, self.matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()

    def over(self, count: int) -> Iterator[_Run]:
        """The runs of the first ``count`` characters that stand on the page's visible part."""
        start, last, begun = 0.0, "", -1  # of the character before: its left edge, its text; where the run began
        left = right = baseline = em = 0.0
        run: list[str] = []
        for index, character, x, y in self._characters(count):
            gap, drop = x - right, y - baseline
            if begun < 0 or not (-em < gap < _WORD_GAP * em and -0.25 * em < drop < 0.25 * em):
                if run:
                    yield self._run(begun, "".join(run), left, right, baseline, em)
                begun, run, last = index, [], ""
                left, right, baseline, em = x, x, y, self._em(index)
            end = x + em if character > _FIRST_WIDE else self._right(index, x, em)
            if character == last and x - start < 0.3 * (end - x):
                continue  # printed twice, a hair apart, to look bold
            if gap > _BLANK * em and run and _parts(last, character):
                run.append(" ")
            run.append(character)
            start, last, right = x, character, max(right, end)
        if run:
            yield self._run(begun, "".join(run), left, right, baseline, em)

    def _characters(self, count: int) -> Iterator[tuple[int, str, float, float]]:
        """Index, character, left edge and baseline of what is printed, without white space."""
        text, upright, origin_of = self.text, not self.frame.quarters, pdfium.FPDFText_GetCharOrigin
        x, y = ctypes.c_double(), ctypes.c_double()
        at_x, at_y = ctypes.byref(x), ctypes.byref(y)
        west, north = self.frame.left, self.frame.top
        width, height = self.frame.size
        for index, character in enumerate(self._text(count)):
            if character <= " " or character in _WHITE:
                continue
            origin_of(text, index, at_x, at_y)
            left, baseline = (x.value - west, north - y.value) if upright else self.frame.point(x.value, y.value)
            if -1 <= left <= width and 0 <= baseline <= height + 1:
                yield index, plain(character) if character >= _FIRST_ODD else character, left, baseline

    def _text(self, count: int) -> str:
        """The characters, all at once where pdfium counts them as we do, which is nearly always."""
        buffer = (ctypes.c_ushort * (count + 1))()
        written = pdfium.FPDFText_GetText(self.text, 0, count, buffer)
        text = bytes(buffer)[: 2 * max(written - 1, 0)].decode("utf-16-le", "replace")
        if len(text) == count:
            return text
        return "".join(chr(pdfium.FPDFText_GetUnicode(self.text, index)) for index in range(count))

    def _run(self, index: int, text: str, left: float, right: float, baseline: float, em: float) -> _Run:
        angle = math.degrees(pdfium.FPDFText_GetCharAngle(self.text, index)) - 90 * self.frame.quarters
        thing = pdfium.FPDFText_GetTextObject(self.text, index)
        hidden = bool(thing) and pdfium.FPDFTextObj_GetTextRenderMode(thing) in _INVISIBLE
        askew = abs((angle + 180) % 360 - 180) > _ASKEW
        return _Run(text, left, right, baseline, em, askew, hidden)

    def _em(self, index: int) -> float:
        """The size of the character's font on the page; by its box where the font does not say."""
        pdfium.FPDFText_GetMatrix(self.text, index, ctypes.byref(self.matrix))
        em: float = pdfium.FPDFText_GetFontSize(self.text, index) * math.hypot(self.matrix.c, self.matrix.d)
        _, top, _, bottom = self._box(index)
        return em if 0.5 < em < 3 * (bottom - top) or em < 20 else max(bottom - top, 1.0)

    def _right(self, index: int, left: float, em: float) -> float:
        right = self._box(index)[2]
        return right if left < right < left + 2 * em else left + em / 2

    def _box(self, index: int) -> Box:
        rect = self.rect
        pdfium.FPDFText_GetLooseCharBox(self.text, index, ctypes.byref(rect))
        return self.frame.box(rect.left, rect.bottom, rect.right, rect.top)


def _parts(before: str, behind: str) -> bool:
    """Whether a gap between the characters is a blank: about Latin letters it is, between digits it is just wide."""
    return before.isascii() and behind.isascii() and (before.isalpha() or behind.isalpha())


def _once(words: list[Word]) -> tuple[Word, ...]:
    """The words without second prints of a word on the same spot."""
    kept: dict[tuple[str, int], list[Word]] = {}
    for word in words:
        text, row = word.text, round(word.middle / 3)
        twins = (twin for near in (row - 1, row, row + 1) for twin in kept.get((text, near), ()))
        if not any(abs(twin.left - word.left) < 0.3 * word.height for twin in twins):
            kept.setdefault((text, row), []).append(word)
    return tuple(word for group in kept.values() for word in group)


def _is_garbled(text: str) -> bool:
    """Whether the character is a font's private code or a sign for a missing one."""
    return "\ue000" <= text <= "\uf8ff" or text in "\ufffd\u25a1" or text >= "\U000f0000"
