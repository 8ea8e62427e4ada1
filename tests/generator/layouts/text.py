"""Plain text: tables flattened to tabs, to pipes, to one cell a line, to columns of blanks."""

from collections.abc import Callable
from random import Random

from generator.board import Board, Box
from generator.layouts.model import Layout
from generator.layouts.paged import columns_of_blanks, raw_order
from generator.script import Line, Script

Flatten = Callable[[Board, Random], list[str]]


def render_text(script: Script, rng: Random, flatten: Flatten, marks: str = "") -> str:
    """The script as text: paragraphs, a blank line between them or not, tables as ``flatten`` prints them."""
    gap = rng.choice(("\n", "\n\n"))
    printed = (
        _line(block, rng, marks) if isinstance(block, Line) else "\n".join(flatten(block, rng))
        for block in script.blocks
    )
    return gap.join(printed) + "\n"


def _line(line: Line, rng: Random, marks: str) -> str:
    if marks and line.level:
        hashes = "#" * min(6, line.level + (rng.random() < 0.3) * rng.randint(0, 2))
        return f"{hashes} **{line.text}**" if rng.random() < 0.3 else f"{hashes} {line.text}"
    if marks and line.text.startswith("（") and "。" in line.text[:20] and rng.random() < 0.6:
        head, rest = line.text.split("。", 1)
        return f"**{head}。**{rest}"
    if marks:
        return line.text.replace("一是", "**一是**", 1) if rng.random() < 0.4 else line.text
    return rng.choice(("", "", "  ", "　　")) + line.text if not line.level else line.text


def tab_rows(board: Board, rng: Random) -> list[str]:
    """Cells with tabs between them, every cell in its place."""
    return ["\t".join(_placed(board, boxes)) for boxes in board.rows()]


def packed_tab_rows(board: Board, rng: Random) -> list[str]:
    """As in the samples: label cells that span columns take fewer fields, the row is filled up on the right."""
    return ["\t".join(fields) for fields in _packed_rows(board, rng)]


def _packed_rows(board: Board, rng: Random) -> list[list[str]]:
    rows = [_packed(board, row, boxes, rng.choice((1, 2))) for row, boxes in enumerate(board.rows())]
    return [fields + [""] * (board.width - len(fields)) for fields in rows]


def _placed(board: Board, boxes: list[Box]) -> list[str]:
    fields = [""] * board.width
    for box in boxes:
        fields[box.column] = box.text
    return fields


def _packed(board: Board, row: int, boxes: list[Box], widest: int) -> list[str]:
    """As in files of the samples: a box that spans columns takes fewer fields than columns; rows spans stay empty."""
    fields: list[str] = []
    covered = {
        column
        for box in board.boxes
        if box.row < row < box.row + box.rowspan
        for column in range(box.column, min(box.column + box.colspan, box.column + widest))
    }
    starts = {box.column: box for box in boxes}
    column = 0
    while column < board.width:
        box = starts.get(column)
        if box:
            keep = box.colspan if box.column >= 3 and box.cell is None else min(box.colspan, widest)
            fields += [box.text] + [""] * (keep - 1)
            column += box.colspan
        else:
            fields += [""] if column in covered else []
            column += 1
    return fields


def pipe_rows(board: Board, rng: Random) -> list[str]:
    """A pipe table, with its ruler under the first row, cells padded or not."""
    return _piped([_placed(board, boxes) for boxes in board.rows()], rng)


def packed_pipe_rows(board: Board, rng: Random) -> list[str]:
    """A pipe table whose rows are pushed together to the left, as in sample 003."""
    return _piped(_packed_rows(board, rng), rng)


def _piped(rows: list[list[str]], rng: Random) -> list[str]:
    wide = rng.random() < 0.5
    lines = [_pipe([text.ljust(rng.choice((4, 10))) if wide else text for text in row]) for row in rows]
    return [lines[0], _pipe(["---"] * len(rows[0])), *lines[1:]]


def _pipe(fields: list[str]) -> str:
    return "| " + " | ".join(fields) + " |"


def cell_lines(board: Board, rng: Random) -> list[str]:
    """One cell a line, blank lines between them or not; nothing for a blank cell."""
    blank_between = rng.random() < 0.4
    lines = [box.text for boxes in board.rows() for box in boxes if box.text]
    return [line + ("\n" if blank_between else "") for line in lines]


def spaced_rows(board: Board, rng: Random) -> list[str]:
    """Blanks where tabs were, and labels at the left margin."""
    wide = rng.random() < 0.5
    return [
        (" " * (rng.randint(2, 6) if wide else 1)).join(box.text for box in boxes if box.text) for boxes in board.rows()
    ]


def _encoder(flatten: Flatten, encoding: str = "utf-8", marks: str = "") -> Callable[[Script, Random], bytes]:
    def render(script: Script, rng: Random) -> bytes:
        return render_text(script, rng, flatten, marks).encode(encoding)

    return render


TEXT_LAYOUTS = (
    Layout("tab", "txt", _encoder(tab_rows)),
    Layout("tab-packed", "txt", _encoder(packed_tab_rows), positional=False),
    Layout("tab-gb18030", "txt", _encoder(tab_rows, "gb18030")),
    Layout("tab-bom", "txt", _encoder(tab_rows, "utf-8-sig")),
    Layout("tab-utf16", "txt", _encoder(tab_rows, "utf-16")),
    Layout("tab-markdown", "md", _encoder(tab_rows, marks="#")),
    Layout("pipe", "md", _encoder(pipe_rows)),
    Layout("pipe-packed", "md", _encoder(packed_pipe_rows), positional=False),
    Layout("pipe-markdown", "md", _encoder(pipe_rows, marks="#")),
    Layout("cell-lines", "txt", _encoder(cell_lines), positional=False),
    Layout("spaces", "txt", _encoder(spaced_rows), positional=False),
    Layout("pdftotext-layout", "txt", _encoder(columns_of_blanks), positional=False),
    Layout("pdftotext-raw", "txt", _encoder(raw_order), positional=False),
)
