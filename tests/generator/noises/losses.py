"""Noise that loses something: a row, a column, a figure, the blank cells of a row."""

from random import Random

import msgspec

from generator.board import Board, Box
from generator.noises.figures import instead_of_zero
from generator.noises.model import Noise, losing, table_3
from generator.script import Script
from gongkai.findings import CellRef
from gongkai.report.model import BLANK


def _lost_row(script: Script, rng: Random) -> Script:
    """A row of table 3 is not in the file: its cells must not come back with a figure of another row."""
    board = table_3(script)
    if board is None:
        return script
    row = rng.choice(sorted({box.row for box in board.boxes if box.cell}))
    gone = frozenset(box.cell for box in board.boxes if box.row == row and box.cell)
    return losing(script.with_boards({3: board.without_row(row)}), gone)


def _lost_column(script: Script, rng: Random) -> Script:
    """A column of figures of table 3 is not in the file: all figures of its table may be in doubt."""
    board = table_3(script)
    if board is None:
        return script
    column = rng.choice(sorted({box.column for box in board.boxes if box.cell}))
    return losing(script.with_boards({3: board.without_column(column)}), _cells_of(board))


def _lost_zero(script: Script, rng: Random) -> Script:
    """As in sample 000: rows of the leaves that stand under two groups lack one figure, a zero where there is one."""
    board = table_3(script)
    if board is None:
        return script
    lost: set[CellRef] = set()
    gone: set[CellRef] = set()
    boxes = list(board.boxes)
    for row in range(board.heads, board.height):
        figures = [box for box in board.boxes if box.row == row and box.cell]
        label = next((box for box in board.boxes if box.row == row and box.column == 2 and not box.cell), None)
        if label is None or not figures:
            continue
        zeros = [box for box in figures[:-1] if box.text == "0"] or figures[:-1]
        victim = rng.choice(zeros)
        lost |= {box.cell for box in figures if box.cell}
        gone |= {victim.cell} if victim.cell else set()
        boxes.remove(victim)
        for box in figures:
            if box.column > victim.column:
                boxes[boxes.index(box)] = msgspec.structs.replace(box, column=box.column - 1)
    changed = script.with_boards({3: msgspec.structs.replace(board, boxes=tuple(boxes))})
    return msgspec.structs.replace(changed, losable=script.losable | lost | gone)


def _packed_blanks(script: Script, rng: Random) -> Script:
    """Zeros are left out and the figures behind them move to the left: what is there may stand anywhere in its row."""
    report = script.report
    script = instead_of_zero(("",), BLANK)(script, rng)
    changed: dict[int, Board] = {}
    losable = {ref for ref in report.cells if ref.table == 2}  # a file that moves figures cannot be trusted elsewhere
    for board in script.boards():
        if board.number == 2:
            continue
        boxes: list[Box] = []
        for row in board.rows():
            figures = [box for box in row if box.cell]
            kept = [box for box in figures if box.text]
            boxes += [box for box in row if not box.cell]
            boxes += [
                msgspec.structs.replace(box, column=place.column) for box, place in zip(kept, figures, strict=False)
            ]
            if len(kept) < len(figures):
                losable |= {box.cell for box in figures if box.cell}
        changed[board.number] = msgspec.structs.replace(board, boxes=tuple(boxes))
    cells = {ref: report.cells[ref] if ref in losable else cell for ref, cell in script.report.cells.items()}
    changed_report = msgspec.structs.replace(report, cells=cells)
    packed = msgspec.structs.replace(script.with_boards(changed), report=changed_report)
    return losing(packed, frozenset(losable))


def _cells_of(board: Board) -> frozenset[CellRef]:
    return frozenset(box.cell for box in board.boxes if box.cell)


LOSS_NOISES = (
    Noise("lost-row", _lost_row),
    Noise("lost-column", _lost_column),
    Noise("lost-zero", _lost_zero),
    Noise("packed-blanks", _packed_blanks),
)
