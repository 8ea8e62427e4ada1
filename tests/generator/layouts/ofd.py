"""OFD files: text drawn by the line, by the character or in a print driver's units; tables drawn with rules."""

from collections.abc import Callable
from random import Random

from generator.board import Board
from generator.layouts.model import Layout
from generator.script import Line, Script
from readers.ofd_maker import WIDTH, Cell, Pen, Ruled, flow, make

_TEXT_WIDTH = WIDTH - 2 * 25


def _ruled(board: Board) -> Ruled:
    cells = [Cell(box.text, box.row, box.column, box.rowspan, box.colspan) for box in board.boxes]
    labels = {2: 1, 3: 3}.get(board.number, 0)
    figures = 90.0 / (board.width - labels) if labels else _TEXT_WIDTH / board.width
    widths = [70.0 / labels] * labels + [figures] * (board.width - labels)
    return Ruled(cells, widths, 8.5)


def _ofd(style: str) -> Callable[[Script, Random], bytes]:
    def render(script: Script, rng: Random) -> bytes:
        blocks = [block.text if isinstance(block, Line) else _ruled(block) for block in script.blocks]
        template = Pen()
        template.watermark(script.report.organ or "")
        return make(flow(blocks, style), template=template if rng.random() < 0.5 else None)

    return render


OFD_LAYOUTS = (
    Layout("ofd", "ofd", _ofd("run"), cost=0.05),
    Layout("ofd-characters", "ofd", _ofd("single"), cost=0.09),
    Layout("ofd-scaled", "ofd", _ofd("scaled"), cost=0.05),
)
