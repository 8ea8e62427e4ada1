"""What people do to the tables: rows cut, repeated, exchanged, added; columns added; cells merged; remarks in cells."""

from collections.abc import Callable
from random import Random

import msgspec

from generator.board import Board, Box
from generator.draft import random_report
from generator.noises.model import Change, Noise, figures, losing, retext, table_3
from generator.script import Line, Script, script_of
from gongkai.findings import CellRef

Edited = tuple[Board, set[CellRef], set[CellRef]]
"""The board, the cells that are in doubt, those that are where a layout does not keep columns apart."""
Edit = Callable[[Board, Random], Edited]


def _on_table_3(edit: Edit) -> Change:
    """Noise on the table on applications."""

    def apply(script: Script, rng: Random) -> Script:
        board = table_3(script)
        if board is None:
            return script
        changed, doubtful, in_flow = edit(board, rng)
        return losing(script.with_boards({3: changed}), frozenset(doubtful), frozenset(in_flow))

    return apply


def _figure_rows(board: Board) -> list[int]:
    return sorted({box.row for box in board.boxes if box.cell})


def _cells(board: Board, *rows: int) -> set[CellRef]:
    return {box.cell for box in board.boxes if box.cell and box.row in rows}


def _with_row_inserted(board: Board, row: int) -> Board:
    """Room for a new row before ``row``: boxes across the place grow, boxes below move down."""
    moved = []
    for box in board.boxes:
        if box.row >= row:
            moved.append(msgspec.structs.replace(box, row=box.row + 1))
        elif box.row + box.rowspan > row:
            moved.append(msgspec.structs.replace(box, rowspan=box.rowspan + 1))
        else:
            moved.append(box)
    return msgspec.structs.replace(board, boxes=tuple(moved), height=board.height + 1)


def _cut_row(board: Board, rng: Random) -> Edited:
    """A page ends inside a row: half the label above with the figures, half below without, or the other way round."""
    row = rng.choice([r for r in _figure_rows(board) if r + 1 < board.height])
    label = _label(board, row)
    at, figures_below = len(label.text) // 2, rng.random() < 0.5
    grown = _with_row_inserted(board, row + 1)
    boxes = [box for box in grown.boxes if box != label]
    if figures_below:
        boxes = [msgspec.structs.replace(b, row=row + 1) if b.row == row and b.cell else b for b in boxes]
    halves = (label.text[:at], label.text[at:])
    boxes += [msgspec.structs.replace(label, row=row + i, text=half) for i, half in enumerate(halves)]
    return msgspec.structs.replace(grown, boxes=tuple(boxes)), _cells(board, row, row + 1), set()


def _label(board: Board, row: int) -> Box:
    """The box that names the row: the last before its figures."""
    return max((b for b in board.boxes if b.row == row and not b.cell), key=lambda box: box.column)


def _lost_label(board: Board, rng: Random) -> Edited:
    """A row without its label."""
    row = rng.choice(_figure_rows(board))
    label = _label(board, row)
    boxes = tuple(retext(box, "") if box == label else box for box in board.boxes)
    return msgspec.structs.replace(board, boxes=boxes), _cells(board, row), _cells(board, row - 1, row + 1)


def _repeated_row(board: Board, rng: Random) -> Edited:
    """A row stands twice, before and after a page break."""
    row = rng.choice(_figure_rows(board))
    grown = _with_row_inserted(board, row + 1)
    copies = tuple(
        msgspec.structs.replace(b, row=row + 1)
        for b in board.boxes
        if b.row == row and (b.cell or b == _label(board, row))
    )
    return msgspec.structs.replace(grown, boxes=(*grown.boxes, *copies)), _cells(board, row), set()


def _exchanged_rows(board: Board, rng: Random) -> Edited:
    """Two neighbouring rows in the other order, labels and figures together."""
    rows = [r for r in _figure_rows(board) if _label(board, r).column == 2 and r + 1 < board.height]
    upper = rng.choice([r for r in rows if _label(board, r + 1).column == 2])
    other = {upper: upper + 1, upper + 1: upper}
    boxes = tuple(
        msgspec.structs.replace(b, row=other[b.row]) if b.row in other and b.column >= 2 else b for b in board.boxes
    )
    return msgspec.structs.replace(board, boxes=boxes), _cells(board, upper, upper + 1), set()


def _subtotals(board: Board, rng: Random) -> Edited:
    """A row 小计 below a group of leaves, with the group's sums."""
    groups = [b for b in board.boxes if b.column == 1 and b.rowspan > 1 and not b.cell]
    group = rng.choice(groups)
    end = group.row + group.rowspan
    grown = _with_row_inserted(board, end)
    boxes = list(grown.boxes)
    boxes[boxes.index(group)] = msgspec.structs.replace(group, rowspan=group.rowspan + 1)
    boxes.append(Box(rng.choice(("小计", "合计", "（小计）")), end, 2))
    for column in range(3, board.width):
        column_texts = (b.text for b in board.boxes if b.cell and b.column == column and group.row <= b.row < end)
        boxes.append(Box(str(sum(int(text) for text in column_texts if text.isdigit())), end, column))
    return msgspec.structs.replace(grown, boxes=tuple(boxes)), set(), set()


def _with_column(board: Board, texts: dict[int, str], at: int) -> Board:
    boxes = [msgspec.structs.replace(box, column=box.column + (box.column >= at)) for box in board.boxes]
    boxes += [Box(text, row, at) for row, text in texts.items()]
    return msgspec.structs.replace(board, boxes=tuple(boxes), width=board.width + 1)


def _serial_column(board: Board, rng: Random) -> Edited:
    """序号 down the left side: small numbers that are no figures."""
    texts = {0: "序号"} | {row: str(i) for i, row in enumerate(_figure_rows(board), start=1)}
    return _with_column(board, texts, 0), set(), _cells(board, *_figure_rows(board))


def _remark_column(board: Board, rng: Random) -> Edited:
    """备注 down the right side, mostly blank."""
    texts = {row: rng.choice(("", "", "", "", "已核", "同上")) for row in _figure_rows(board)}
    return _with_column(board, {0: "备注"} | texts, board.width), set(), set()


def _merged_figures(board: Board, rng: Random) -> Edited:
    """Neighbouring zeros of a row in one merged cell."""
    boxes, doubtful = list(board.boxes), set()
    for row in rng.sample(_figure_rows(board), 6):
        zeros = [b for b in board.boxes if b.row == row and b.cell and 4 <= b.column <= 8 and b.text == "0"]
        if len(zeros) == 5:
            boxes = [box for box in boxes if box not in zeros[1:]]
            boxes[boxes.index(zeros[0])] = msgspec.structs.replace(zeros[0], colspan=5)
            doubtful |= _cells(board, row)
    return msgspec.structs.replace(board, boxes=tuple(boxes)), doubtful, set()


def _second_table(script: Script, rng: Random) -> Script:
    """Last year's table stands below this year's."""
    others = script_of(random_report(rng.randrange(10**6), edition=script.report.form))
    blocks: list[Line | Board] = []
    for block in script.blocks:
        blocks.append(block)
        if isinstance(block, Board) and block.number == 3:
            blocks.append(Line("附：上一年度收到和处理政府信息公开申请情况", 0, 3))
            blocks += [board.map(_anonymous) for board in others.boards() if board.number == 3]
    doubtful = frozenset(ref for ref in script.report.cells if ref.table == 3)
    return losing(msgspec.structs.replace(script, blocks=tuple(blocks)), doubtful)


def _anonymous(box: Box) -> Box:
    return msgspec.structs.replace(box, cell=None)


def _marked(box: Box, rng: Random) -> Box:
    """A footnote mark behind the figure, which compatibility forms would turn into a digit."""
    return retext(box, box.text + rng.choice(("①", "²", "[1]", "（注）", "*"))) if rng.random() < 0.1 else box


def _remarked(box: Box, rng: Random) -> Box:
    """A remark with another figure behind the figure."""
    remark = rng.choice(("（含结转1）", "(其中2件撤回)", "/3", "、2"))
    return retext(box, box.text + remark) if rng.random() < 0.05 else box


def _as_zero_sign(box: Box, rng: Random) -> Box:
    return retext(box, rng.choice(("零", "〇", "O", "○", "00"))) if box.text == "0" and rng.random() < 0.2 else box


def _as_decimal(box: Box, rng: Random) -> Box:
    return retext(box, f"{box.text}.0") if box.text.isdigit() and rng.random() < 0.3 else box


def _doubting(change: Callable[[Box, Random], Box]) -> Change:
    """Noise on figures that leaves the rows of every changed figure in doubt; table 4 is one printed row."""
    altered = figures(change)

    def apply(script: Script, rng: Random) -> Script:
        before = {box.cell: box.text for board in script.boards() for box in board.boxes if box.cell}
        after = altered(script, rng)
        texts = {box.cell: box.text for board in after.boards() for box in board.boxes if box.cell}
        rows = {_printed_row(ref) for ref, text in before.items() if texts.get(ref) != text}
        near = {row for ref in script.report.cells for row in _neighbours(script, ref) if _printed_row(ref) in rows}
        cells = script.report.cells
        doubtful = frozenset(ref for ref in cells if _printed_row(ref) in rows)
        return losing(after, doubtful, frozenset(ref for ref in cells if _printed_row(ref) in near))

    return apply


def _neighbours(script: Script, ref: CellRef) -> list[tuple[int, str]]:
    """The rows above and below, into whose lines a remark may wrap."""
    rows = [row.key for row in script.report.edition.table(ref.table).rows]
    at = rows.index(ref.row)
    return [(ref.table, key) for key in rows[max(0, at - 1) : at + 2]]


def _printed_row(ref: CellRef) -> tuple[int, str]:
    return ref.table, "" if ref.table == 4 else ref.row


TABLE_NOISES = (
    Noise("cut-row", _on_table_3(_cut_row)),
    Noise("lost-label", _on_table_3(_lost_label)),
    Noise("repeated-row", _on_table_3(_repeated_row)),
    Noise("exchanged-rows", _on_table_3(_exchanged_rows)),
    Noise("subtotals", _on_table_3(_subtotals)),
    Noise("serial-column", _on_table_3(_serial_column)),
    Noise("remark-column", _on_table_3(_remark_column)),
    Noise("merged-figures", _on_table_3(_merged_figures)),
    Noise("second-table", _second_table),
    Noise("footnotes", _doubting(_marked)),
    Noise("remarks-in-cells", _doubting(_remarked)),
    Noise("zero-signs", _doubting(_as_zero_sign)),
    Noise("decimals", _doubting(_as_decimal)),
)
