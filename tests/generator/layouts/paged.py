"""What ``pdftotext`` makes of a printed table: columns of blanks, or the order of the page's content stream."""

import unicodedata
from random import Random

from generator.board import Board, Box

_WIDTHS = {
    2: [18, 16, 16, 16],
    3: [4, 8, 30, 8, 8, 8, 10, 10, 6, 6],
    4: [6] * 15,
}


def columns_of_blanks(board: Board, rng: Random) -> list[str]:
    """``pdftotext -layout``: labels wrapped in their column, figures on the middle line of their row."""
    widths = _WIDTHS[board.number] if len(_WIDTHS[board.number]) == board.width else [8] * board.width
    starts = [sum(widths[:i]) + 2 * i for i in range(board.width)]
    heights = [_height(board, row, widths) for row in range(board.height)]
    tops = [sum(heights[:i]) for i in range(board.height)]
    canvas: list[list[tuple[int, str]]] = [[] for _ in range(sum(heights))]
    for box in sorted(board.boxes, key=lambda box: box.column):
        wrapped = _wrap(box.text, _width(box, widths))
        room = sum(heights[box.row : box.row + box.rowspan])
        top = tops[box.row] + max(0, (room - len(wrapped)) // 2)
        for i, piece in enumerate(wrapped):
            if top + i < len(canvas):
                canvas[top + i].append((starts[box.column], piece))
    indent = rng.choice((0, 1, 4))
    return [line for line in (_join(pieces, indent) for pieces in canvas) if line.strip()]


def _height(board: Board, row: int, widths: list[int]) -> int:
    own = [_wrap(box.text, _width(box, widths)) for box in board.boxes if box.row == row and box.rowspan == 1]
    spans = [
        -(-len(_wrap(box.text, _width(box, widths))) // box.rowspan)
        for box in board.boxes
        if box.row <= row < box.row + box.rowspan
    ]
    return max([1, *map(len, own), *spans])


def _width(box: Box, widths: list[int]) -> int:
    return sum(widths[box.column : box.column + box.colspan]) + 2 * (box.colspan - 1)


def display_width(text: str) -> int:
    """Columns on a terminal: two for a wide character."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def _wrap(text: str, width: int) -> list[str]:
    lines, line = [], ""
    for character in text:
        if line and display_width(line + character) > width and not (line[-1].isdigit() and character.isdigit()):
            lines.append(line)
            line = ""
        line += character
    return [*lines, line] if line else lines


def _join(pieces: list[tuple[int, str]], indent: int) -> str:
    line = " " * indent
    for start, piece in sorted(pieces):
        gap = start + indent - display_width(line)
        line += " " * max(1 if line.strip() else 0, gap) + piece
    return line


def raw_order(board: Board, rng: Random) -> list[str]:
    """``pdftotext -raw``: cell after cell, labels wrapped, the figures of a row on one line behind its label."""
    width = rng.choice((16, 28, 40))
    together = rng.random() < 0.5
    lines: list[str] = []
    for boxes in board.rows():
        figures = " ".join(box.text for box in boxes if box.cell and box.text)
        labels = [piece for box in boxes if not box.cell for piece in _wrap(box.text, width)]
        if not all(box.cell for box in boxes) and not any(box.cell for box in boxes) and together:
            labels = [" ".join(labels)]
        if labels and figures and together:
            labels[-1] = f"{labels[-1]} {figures}"
        elif figures:
            labels.append(figures)
        lines += labels
    return lines
