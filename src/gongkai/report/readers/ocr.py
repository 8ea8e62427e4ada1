"""A page's picture → a page of words and ruled lines.

Inside a ruled table each cell is cut out along the lines and read line by line, which is several times as fast as
looking for text first, and never mixes two cells. Only what stands outside of tables has to be found by the model.
"""

import re
from collections.abc import Iterator

import cv2
import msgspec
import numpy as np

from gongkai.report.readers.boxes import Box, Page, Rule, Word, median
from gongkai.report.readers.ink import (
    Picture,
    columns_of_ink,
    grey,
    ink_of,
    joined_spans,
    rows_of_ink,
    rules_of,
    upright,
    without_rules,
    without_specks,
)
from gongkai.report.readers.models import PixelBox, Reading, fitted, models
from gongkai.report.readers.ruled import Lattice, lattices

_FIND = 1.33
"""Pixels to a point in which lines of text are looked for."""
_MARGIN = 8.0
"""Points of paper around text in which it is looked for."""
_TABLE = 100.0
"""Points: what is narrower is no table but strokes of large characters."""
_LONG = 4
"""So many times as long as high a line is no figure."""
_SQUEEZE = 0.6
"""Running text is made narrower before it is read: half the width changes no character, and takes half the time."""
_SURE, _FAIR = 0.5, 0.6
"""Below these a figure in a cell, and a whole page, are not believed."""
_INSET = 1.2
"""Points by which a cell is cut smaller than its lines say."""
_APART = 2.0
"""So many heights of a line apart two texts in a cell belong to two columns that no line divides."""
_FIGURE = re.compile(r"[\d.,]+")
_FOR_DIGITS = str.maketrans("OoQD〇日口lI|!丨", "000000011111")
_UNREAD = "—?"
"""What is printed for a cell that could not be read; the recogniser knows it as such."""


class Scan(msgspec.Struct):
    """A page made ready: level, in grey, with its ink, its ruled lines and the tables they make."""

    number: int
    picture: Picture
    scale: float
    ink: Picture
    rules: list[Rule]
    tables: list[Lattice]


class _Piece(msgspec.Struct):
    """A line of text on the scan: its ink in pixels, and how much around it may be shown to the model."""

    box: PixelBox
    around: PixelBox
    in_cell: bool

    @property
    def squeeze(self) -> float:
        """By how much it may be made narrower: figures are short, and must keep their width."""
        left, top, right, bottom = self.around
        return _SQUEEZE if right - left > _LONG * (bottom - top) else 1.0


def prepared(picture: Picture, number: int, scale: float) -> Scan:
    """The scan of a page; ``scale`` is pixels to a point."""
    return _scan(upright(grey(picture), scale), number, scale)


def _scan(level: Picture, number: int, scale: float) -> Scan:
    ink = ink_of(level, scale)
    drawn = rules_of(ink, scale)
    tables = [table for table in lattices(drawn) if table.box[2] - table.box[0] > _TABLE]
    rules = [rule for rule in drawn if any(_within(rule, table) for table in tables)]
    return Scan(number, level, scale, without_specks(without_rules(ink, rules, scale), 0.5 * scale), rules, tables)


def _within(rule: Rule, table: Lattice) -> bool:
    left, top, right, bottom = table.box
    return (
        left - _INSET < rule.left <= rule.right < right + _INSET
        and top - _INSET < rule.top <= rule.bottom < bottom + _INSET
    )


def page_of(scan: Scan) -> Page:
    """What is written on the scan; one that makes no sense is tried upside down."""
    page, sense = _read(scan)
    if sense < _FAIR and len(page.words) > 2:
        turned = _scan(np.ascontiguousarray(np.rot90(scan.picture, 2)), scan.number, scan.scale)
        other, more = _read(turned)
        return other if more > sense else page
    return page


def _read(scan: Scan) -> tuple[Page, float]:
    """The page, and how sure its lines are on the whole."""
    pieces = [*_in_cells(scan), *_outside(scan)]
    readings = models().read([fitted(_shown(scan, piece), piece.squeeze) for piece in pieces])
    narrow = [n for n, (piece, reading) in enumerate(zip(pieces, readings, strict=True)) if _too_narrow(piece, reading)]
    for n, reading in zip(narrow, models().read([fitted(_shown(scan, pieces[n])) for n in narrow]), strict=True):
        readings[n] = reading
    found = list(zip(pieces, readings, strict=True))
    height = median((box[3] - box[1] for piece, _ in found if not piece.in_cell for box in [piece.box]), 0.0)
    words = tuple(_word(scan, piece, reading, height) for piece, reading in found if reading.text)
    rows, columns = scan.picture.shape
    long = [reading.score for piece, reading in found if piece.squeeze < 1]  # a 0 upside down is still one
    sense = float(np.mean(long or [reading.score for _, reading in found] or [0.0]))
    return Page(scan.number, columns / scan.scale, rows / scan.scale, words, tuple(scan.rules)), sense


# ── where lines of text are ──────────────────────────────────────────────────────────────────────────────────────────


def _in_cells(scan: Scan) -> Iterator[_Piece]:
    cells = [_inside(scan, lattice.box_of(span)) for lattice in scan.tables for span in lattice.spans()]
    inks = [scan.ink[top:bottom, left:right] for left, top, right, bottom in cells]
    runs = [rows_of_ink(ink, 1) for ink in inks]
    heights = [end - start for spans in runs for start, end in spans if 4 < (end - start) / scan.scale < 20]
    usual = float(np.percentile(heights, 80)) if heights else 9 * scan.scale
    for cell, ink, spans in zip(cells, inks, runs, strict=True):
        for top, bottom in joined_spans(spans, 1.15 * usual):
            for left, right in joined_spans(columns_of_ink(ink[top:bottom]), np.inf, _APART * usual):
                if max(right - left, bottom - top) > 0.2 * usual:
                    yield _piece(cell, (left, top, right, bottom), usual)


def _inside(scan: Scan, box: Box) -> PixelBox:
    left, top, right, bottom = (round(edge * scan.scale) for edge in box)
    inset = round(_INSET * scan.scale)
    return left + inset, top + inset, max(right - inset, left + inset), max(bottom - inset, top + inset)


def _piece(cell: PixelBox, ink: PixelBox, usual: float) -> _Piece:
    """The piece for ink within a cell, shown with some of the paper around it, but nothing beyond the cell."""
    west, north, east, south = cell
    left, top, right, bottom = ink[0] + west, ink[1] + north, ink[2] + west, ink[3] + north
    missing = max(0.0, 0.75 * usual - (bottom - top)) / 2
    more = round(0.2 * usual)
    around = (
        max(west, left - round(0.3 * usual)),
        max(north, round(top - missing) - more),
        min(east, right + round(0.3 * usual)),
        min(south, round(bottom + missing) + more),
    )
    return _Piece((left, top, right, bottom), around, in_cell=True)


def _outside(scan: Scan) -> Iterator[_Piece]:
    """The lines outside of tables, band by band: what is blank need not be searched."""
    ink = scan.ink
    if scan.tables:
        ink = ink.copy()
        for lattice in scan.tables:
            left, top, right, bottom = (max(0, round(edge * scan.scale)) for edge in lattice.box)
            ink[top : bottom + 2, left : right + 2] = 0
    more = round(_MARGIN * scan.scale)
    for top, bottom in joined_spans(rows_of_ink(ink, 2), np.inf, 2 * more):
        filled = columns_of_ink(ink[top:bottom])
        west, north = max(0, filled[0][0] - more), max(0, top - more)
        shown = scan.picture[north : bottom + more, west : filled[-1][1] + more]
        for box in models().find(shown, _FIND / scan.scale):
            whole = box[0] + west, box[1] + north, box[2] + west, box[3] + north
            yield _Piece(_tight(ink, whole), whole, in_cell=False)


def _tight(ink: Picture, box: PixelBox) -> PixelBox:
    """The ink within the box."""
    left, top, right, bottom = box
    x, y, width, height = cv2.boundingRect(ink[top:bottom, left:right])
    return (left + x, top + y, left + x + width, top + y + height) if width and height else box


# ── what they say ────────────────────────────────────────────────────────────────────────────────────────────────────


def _shown(scan: Scan, piece: _Piece) -> Picture:
    left, top, right, bottom = piece.around
    part = scan.picture[top:bottom, left:right]
    return 255 - part if np.median(part) < 110 else part  # light on dark


def _word(scan: Scan, piece: _Piece, reading: Reading, usual: float) -> Word:
    """The word, in points; all lines of nearly the usual height get just that."""
    left, top, right, bottom = piece.box
    if not piece.in_cell and 0.7 < (bottom - top) / usual < 1.35:
        top, bottom = round((top + bottom - usual) / 2), round((top + bottom + usual) / 2)
    text = _figure(scan, piece, reading) if piece.in_cell else reading.text
    return Word(text, left / scan.scale, top / scan.scale, right / scan.scale, bottom / scan.scale)


def _too_narrow(piece: _Piece, reading: Reading) -> bool:
    return piece.squeeze < 1 and _FIGURE.fullmatch(reading.text) is not None


def _figure(scan: Scan, piece: _Piece, reading: Reading) -> str:
    """The text of a cell: a letter or stroke that stands alone is the digit or dash it looks like."""
    text = reading.text.translate(_FOR_DIGITS)
    if not _FIGURE.fullmatch(text):
        return "—" if reading.text == "一" else reading.text
    if text == "1" and _slants(scan.ink, piece.box):
        return "/"
    return text if reading.score > _SURE else _UNREAD


def _slants(ink: Picture, box: PixelBox) -> bool:
    """Whether a stroke leans like a slash, not like a one."""
    left, top, right, bottom = box
    part = ink[top:bottom, left:right] > 0
    quarter = max(1, len(part) // 4)
    above, below = (np.flatnonzero(rows.any(0)).mean() for rows in (part[:quarter], part[-quarter:]))
    return bool(above - below > 0.5 * (right - left) > 0.1 * (bottom - top))
