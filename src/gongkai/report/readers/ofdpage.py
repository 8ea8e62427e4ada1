"""A page of an OFD document (GB/T 33190-2016) → words and ruled lines, in points from the top left corner.

Objects stand in millimetres: a point of an object is taken through its CTM, then moved by its Boundary (chapter 8.5).
"""

import itertools
import math
import re
import unicodedata
from collections.abc import Iterator

from lxml import etree

from gongkai.report.readers.layout import Rule, Word

POINTS = 72 / 25.4
"""Points in a millimetre."""
_ASCENT = 0.86
"""How much of a character's size lies above the line it stands on."""
_THIN = 1.0
"""Up to so many millimetres a filled shape is a line."""
_STRAIGHT = 0.3
_GAP = 1.0
"""A space of more than so many characters parts two words."""
_LONGEST = 20_000
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?")
_ARGUMENTS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7}
"""The numbers behind each letter of a path (chapter 9.1); the last two are where it leads."""

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]


def words_of(content: etree._Element) -> Iterator[Word]:
    """The words of all text objects; text that is turned, such as a watermark, is left out."""
    for element in content.iter("{*}TextObject"):
        matrix = _matrix(element)
        if element.get("Visible") == "false" or abs(matrix[1]) > abs(matrix[0]) / 10 or matrix[0] <= 0:
            continue
        size = _number(element.get("Size"), 4.0)
        at = (0.0, 0.0)
        for code in element.iterfind("{*}TextCode"):
            at = (_number(code.get("X"), at[0]), _number(code.get("Y"), at[1]))
            yield from _words(code, at, size, matrix, _number(element.get("HScale"), 1.0))


def rules_of(content: etree._Element) -> Iterator[Rule]:
    """The horizontal and vertical lines of all path objects."""
    for element in content.iter("{*}PathObject"):
        matrix = _matrix(element)
        stroked = element.get("Stroke", "true") != "false"
        for path in _subpaths(element.findtext("{*}AbbreviatedData") or ""):
            points = [_through(matrix, point) for point in path]
            left, top, right, bottom = _bounds(points)
            if min(right - left, bottom - top) <= _THIN * POINTS:
                yield Rule(left, top, right, bottom)
            elif stroked:
                yield from _straight(points)


def box_of(text: str | None) -> tuple[float, float, float, float] | None:
    """``x y width height`` as numbers; ``None`` where it is not that.

    >>> box_of("0 0 210 297.5"), box_of("A4")
    ((0.0, 0.0, 210.0, 297.5), None)
    """
    numbers = [float(number) for number in _NUMBER.findall(text or "")]
    return (numbers[0], numbers[1], numbers[2], numbers[3]) if len(numbers) == 4 and _sane(numbers) else None


# ── text ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _words(code: etree._Element, at: Point, size: float, matrix: Matrix, scale: float) -> Iterator[Word]:
    text = (code.text or "")[:_LONGEST]
    across = _deltas(code.get("DeltaX"), len(text))
    down = _deltas(code.get("DeltaY"), len(text))
    x, y = at
    word: list[tuple[str, float, float]] = []  # character, left, right
    line = y
    for index, character in enumerate(text):
        width = size * scale * (1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.5)
        if word and (character.isspace() or x - word[-1][2] > _GAP * size or abs(y - line) > size / 2):
            yield _word(word, line, size, matrix)
            word = []
        if not character.isspace():
            line = line if word else y
            word.append((character, x, x + width))
        x += across[index] if index < len(across) else 0.0 if down else width
        y += down[index] if index < len(down) else 0.0
    if word:
        yield _word(word, line, size, matrix)


def _word(word: list[tuple[str, float, float]], line: float, size: float, matrix: Matrix) -> Word:
    left, top = _through(matrix, (word[0][1], line - _ASCENT * size))
    right, bottom = _through(matrix, (word[-1][2], line + (1 - _ASCENT) * size))
    return Word("".join(character for character, _, _ in word), left, top, right, bottom)


def _deltas(text: str | None, most: int) -> list[float]:
    """The distances from character to character; ``g n d`` stands for n times d (chapter 11.3).

    >>> _deltas("g 3 4.2 5", 10)
    [4.2, 4.2, 4.2, 5.0]
    """
    deltas: list[float] = []
    parts = iter((text or "").split())
    for part in parts:
        if part == "g":
            count, distance = next(parts, ""), next(parts, "")
            times = min(int(count[:6]), most) if count.isascii() and count.isdecimal() else 0
            deltas += [_number(distance, 0.0)] * times
        else:
            deltas.append(_number(part, 0.0))
        if len(deltas) >= most:
            break
    return deltas[:most]


# ── lines ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _subpaths(data: str) -> Iterator[list[Point]]:
    """The corners of each path drawn without lifting the pen; curves count by their ends."""
    path: list[Point] = []
    parts = iter(data.split())
    for operator in parts:
        if operator in "SM":
            if len(path) > 1:
                yield path
            path = []
        numbers = [_number(next(parts, None), 0.0) for _ in range(_ARGUMENTS.get(operator, 0))]
        if numbers:
            path.append((numbers[-2], numbers[-1]))
        elif operator == "C" and path:
            path.append(path[0])
    if len(path) > 1:
        yield path


def _straight(points: list[Point]) -> Iterator[Rule]:
    for (x1, y1), (x2, y2) in itertools.pairwise(points):
        if min(abs(x1 - x2), abs(y1 - y2)) <= _STRAIGHT * POINTS < max(abs(x1 - x2), abs(y1 - y2)):
            yield Rule(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))


def _bounds(points: list[Point]) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


# ── coordinates ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _matrix(element: etree._Element) -> Matrix:
    """The object's CTM, its Boundary and the change to points in one matrix."""
    numbers = [float(number) for number in _NUMBER.findall(element.get("CTM", ""))]
    a, b, c, d, e, f = numbers if len(numbers) == 6 and _sane(numbers) else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    left, top = (box_of(element.get("Boundary")) or (0.0, 0.0))[:2]
    return a * POINTS, b * POINTS, c * POINTS, d * POINTS, (e + left) * POINTS, (f + top) * POINTS


def _through(matrix: Matrix, point: Point) -> Point:
    a, b, c, d, e, f = matrix
    return a * point[0] + c * point[1] + e, b * point[0] + d * point[1] + f


def _number(text: str | None, default: float) -> float:
    match = _NUMBER.fullmatch(text) if text else None
    number = float(match[0]) if match else default
    return number if abs(number) < _LONGEST else default


def _sane(numbers: list[float]) -> bool:
    return all(math.isfinite(number) and abs(number) < _LONGEST for number in numbers)
