"""What is drawn on a PDF page: its ruled lines and its pictures, through pdfium's page objects."""

import ctypes
import time
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import msgspec
import pypdfium2.raw as pdfium

from gongkai.report.readers.boxes import Box, Rule
from gongkai.report.readers.pdftext import Frame

_MAX_OBJECTS = 200_000
_MAX_SEGMENTS = 5_000
_MAX_DEPTH = 4
_THIN = 3.5
"""A line is at most so thick (in points)."""
_SHORT = 4.0
_SECONDS = 3.0
"""Time to look at one page's drawings; where it does not suffice there is a map on the page, not a table."""


class Drawn(msgspec.Struct, frozen=True):
    """The ruled lines of a page, and the boxes of its pictures."""

    rules: tuple[Rule, ...]
    pictures: tuple[Box, ...]


Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
_RECTANGLE = (4, 5)


class _Points:
    """Places for pdfium to write numbers to, made once for a page."""

    def __init__(self) -> None:
        self.values = [ctypes.c_float() for _ in range(4)]
        self.refs = [ctypes.byref(value) for value in self.values]
        self.mode, self.stroke = ctypes.c_int(), ctypes.c_int()
        self.until = time.monotonic() + _SECONDS
        self.left = _MAX_OBJECTS


def drawn_on(page: Any, frame: Frame) -> Drawn:
    """The rules and pictures of a pdfium page, in the coordinates of the upright page."""
    points = _Points()
    rules: list[Rule] = []
    pictures: list[Box] = []
    objects = (pdfium.FPDFPage_GetObject(page.raw, index) for index in range(pdfium.FPDFPage_CountObjects(page.raw)))
    for kind, box in _shapes(objects, points, _IDENTITY, 0):
        placed = frame.box(*box)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictures.append(placed)
        else:
            rules += _rules(placed, outline=kind == pdfium.FPDF_PAGEOBJ_FORM)
    return Drawn(tuple(rules), tuple(pictures))


def _rules(box: Box, *, outline: bool) -> list[Rule]:
    """The line that a thin box is, the four that a drawn rectangle has, or none."""
    left, top, right, bottom = box
    width, height = right - left, bottom - top
    if min(width, height) <= _THIN:
        return [Rule(*box)] if max(width, height) > _SHORT else []
    if not outline:
        return []
    return [
        Rule(left, top, right, top),
        Rule(left, bottom, right, bottom),
        Rule(left, top, left, bottom),
        Rule(right, top, right, bottom),
    ]


def _shapes(objects: Iterator[Any], points: _Points, matrix: Matrix, depth: int) -> Iterator[tuple[int, Box]]:
    """Lines (as PATH), outlines of rectangles (as FORM) and pictures (as IMAGE), each with its box."""
    for thing in objects:
        points.left -= 1
        if points.left < 0 or (points.left % 256 == 0 and time.monotonic() > points.until):
            points.left = 0
            return
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            yield from _path(thing, points, matrix)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            yield kind, _bounds(thing, points, matrix)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
            inner = (
                pdfium.FPDFFormObj_GetObject(thing, index) for index in range(pdfium.FPDFFormObj_CountObjects(thing))
            )
            yield from _shapes(inner, points, _times(_matrix(thing), matrix), depth + 1)


def _path(thing: Any, points: _Points, matrix: Matrix) -> Iterator[tuple[int, Box]]:
    box = _bounds(thing, points, matrix)
    if min(box[2] - box[0], box[3] - box[1]) <= _THIN:
        yield pdfium.FPDF_PAGEOBJ_PATH, box
        return
    pdfium.FPDFPath_GetDrawMode(thing, ctypes.byref(points.mode), ctypes.byref(points.stroke))
    count = pdfium.FPDFPath_CountSegments(thing)
    if count in _RECTANGLE and points.stroke.value:
        yield pdfium.FPDF_PAGEOBJ_FORM, box
    elif count > _RECTANGLE[-1] and (points.stroke.value or points.mode.value):
        yield from _pieces(thing, min(count, _MAX_SEGMENTS), points, _times(_matrix(thing), matrix))


def _pieces(thing: Any, count: int, points: _Points, matrix: Matrix) -> Iterator[tuple[int, Box]]:
    """The parts of a path that draws many lines at once: strokes one by one, filled rectangles as a whole."""
    x, y = points.refs[:2]
    parts: list[list[tuple[float, float]]] = []
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(thing, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = _moved(points.values[0].value, points.values[1].value, matrix)
        if kind == pdfium.FPDF_SEGMENT_MOVETO or not parts:
            parts.append([point])
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            parts[-1].append(point)
        if pdfium.FPDFPathSegment_GetClose(segment):
            parts[-1].append(parts[-1][0])
    for part in parts:
        strokes = pairwise(part) if points.stroke.value else [part]
        for stroke in strokes:
            yield pdfium.FPDF_PAGEOBJ_PATH, _hull(stroke)


def _hull(spots: Any) -> Box:
    xs, ys = zip(*spots, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _bounds(thing: Any, points: _Points, matrix: Matrix) -> Box:
    """The box of an object in the page's plane; an empty one where pdfium knows none."""
    if not pdfium.FPDFPageObj_GetBounds(thing, *points.refs):
        return 0.0, 0.0, 0.0, 0.0
    left, bottom, right, top = (value.value for value in points.values)
    if matrix is _IDENTITY:
        return left, bottom, right, top
    return _hull((_moved(left, bottom, matrix), _moved(right, top, matrix)))


def _matrix(thing: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(thing, ctypes.byref(found))
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _moved(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
