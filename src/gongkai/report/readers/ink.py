"""Pixels: what is ink on a scanned page, how far it is askew, where its ruled lines are, where lines of text are.

Pictures are grey, 0 black to 255 white; ink is a mask of the same size, 255 where there is ink.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from gongkai.report.readers.boxes import Rule

Picture = NDArray[Any]
_RED = 60
"""By so much red exceeds the other colours in the print of a seal, which lies over what must be read."""
_SMALL = 700
_FAR, _COARSE, _FINE = 4.0, 0.5, 0.1
"""Degrees: how far askew a page may lie, and the steps in which that is looked for."""
_FLAT, _UPRIGHT, _LONG = 14.0, 8.0, 30.0
"""Points: the shortest ruled line across and down, and one so long that it needs no proof of being one."""
_THICK, _MEETS = 3.0, 1.6


def grey(picture: Picture) -> Picture:
    """A picture in grey, red seals made pale."""
    if picture.ndim == 2:
        return picture
    red, green, blue = (np.ascontiguousarray(picture[..., channel]) for channel in range(3))
    plain = cv2.cvtColor(np.ascontiguousarray(picture[..., :3]), cv2.COLOR_RGB2GRAY)
    seals = cv2.threshold(cv2.subtract(red, cv2.max(green, blue)), _RED, 255, cv2.THRESH_BINARY)[1]
    if cv2.countNonZero(seals):
        np.maximum(plain, red, out=plain, where=seals > 0)
    return plain


def ink_of(picture: Picture, scale: float) -> Picture:
    """What is darker than its surroundings. ``scale`` is pixels to a point."""
    around = max(15, round(10 * scale)) | 1
    smooth = cv2.GaussianBlur(picture, (3, 3), 0)  # the grain of a scanner is no ink
    return cv2.adaptiveThreshold(smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, around, 18)


def upright(picture: Picture, scale: float) -> Picture:
    """The picture turned so that its lines are level."""
    ink = ink_of(picture, scale)
    shrink = _SMALL / max(ink.shape)
    small = cv2.resize(ink, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    if 1.6 * _sharpness(small) < _sharpness(np.ascontiguousarray(small.T)):
        picture, small = (np.ascontiguousarray(np.rot90(image)) for image in (picture, small))
    rough = max(np.arange(-_FAR, _FAR + 0.1, _COARSE), key=lambda angle: _sharpness(_turned(small, angle, 0)))
    fine = np.arange(rough - _COARSE, rough + _COARSE + 0.01, _FINE)
    angle = max(fine, key=lambda angle: _sharpness(_turned(small, angle, 0)))
    return _turned(picture, angle, 255) if abs(angle) > _FINE / 2 else picture


def _sharpness(ink: Picture) -> float:
    """How sharply rows with ink and rows without alternate."""
    profile = ink.sum(1, dtype=np.int64)
    return float(np.square(np.diff(profile)).sum())


def _turned(picture: Picture, degrees: float, outside: int) -> Picture:
    height, width = picture.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), float(degrees), 1.0)
    return cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=(outside,) * 3)


def rules_of(ink: Picture, scale: float) -> list[Rule]:
    """The ruled lines, in points. Strokes of characters are told from short lines by ending in the open."""
    flat = list(_runs(ink, max(9, round(_FLAT * scale)), scale, across=True))
    upright = list(_runs(ink, max(7, round(_UPRIGHT * scale)), scale, across=False))
    flat = _held(flat, upright, 2 * _LONG, across=True)
    return flat + _held(upright, flat, _LONG, across=False)


def _runs(ink: Picture, length: int, scale: float, *, across: bool) -> Iterator[Rule]:
    shape = (length, 1) if across else (1, length)
    bridge = (5, 1) if across else (1, 5)
    whole = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones(bridge[::-1], np.uint8))
    kept = cv2.morphologyEx(whole, cv2.MORPH_OPEN, np.ones(shape[::-1], np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(kept, connectivity=8)
    for left, top, width, height, _ in stats[1:]:
        if (height if across else width) <= _THICK * scale:
            yield Rule(*(float(edge / scale) for edge in (left, top, left + width, top + height)))


def _held(lines: list[Rule], others: list[Rule], long: float, *, across: bool) -> list[Rule]:
    """The lines that are long, or reach from one of the others, which run the other way, to another."""
    spans = np.array([_span(other, across=not across) for other in others]).reshape(-1, 3)
    kept = []
    for line in lines:
        at, start, end = _span(line, across=across)
        near = spans[(spans[:, 1] - _MEETS <= at) & (at <= spans[:, 2] + _MEETS)][:, 0]
        if end - start > long or all((abs(near - edge) <= _MEETS).any() for edge in (start, end)):
            kept.append(line)
    return kept


def _span(line: Rule, *, across: bool) -> tuple[float, float, float]:
    """Where the line stands, from where, and to where it runs."""
    if across:
        return (line.top + line.bottom) / 2, line.left, line.right
    return (line.left + line.right) / 2, line.top, line.bottom


def without_rules(ink: Picture, rules: Iterable[Rule], scale: float) -> Picture:
    """The ink without the ruled lines."""
    bare = ink.copy()
    for rule in rules:
        left, top = (max(0, int(edge * scale) - 1) for edge in (rule.left, rule.top))
        bare[top : round(rule.bottom * scale) + 2, left : round(rule.right * scale) + 2] = 0
    return bare


def rows_of_ink(ink: Picture, least: int) -> list[tuple[int, int]]:
    """First and last row (exclusive) of each run of rows with at least so much ink."""
    return _spans(np.count_nonzero(ink, axis=1) >= least)


def columns_of_ink(ink: Picture) -> list[tuple[int, int]]:
    """First and last column (exclusive) of each run of columns with ink."""
    return _spans(np.count_nonzero(ink, axis=0) > 0)


def _spans(filled: NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([False], filled, [False])).astype(np.int8)))
    return [(int(start), int(end)) for start, end in edges.reshape(-1, 2)]


def without_specks(ink: Picture, least: float) -> Picture:
    """The ink without dots of fewer than ``least`` pixels."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    keep = stats[:, cv2.CC_STAT_AREA] >= least
    keep[0] = False
    return np.where(keep[labels], ink, 0).astype(np.uint8)


def joined_spans(spans: Iterable[tuple[int, int]], most: float, gap: float = np.inf) -> list[tuple[int, int]]:
    """Neighbouring spans put together while the whole is no longer than ``most`` and no gap in it over ``gap``."""
    whole: list[tuple[int, int]] = []
    for start, end in spans:
        if whole and end - whole[-1][0] <= most and start - whole[-1][1] <= gap:
            whole[-1] = whole[-1][0], end
        else:
            whole.append((start, end))
    return whole
