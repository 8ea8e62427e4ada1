"""OFD, the State's own page format: text and ruled lines at their places, each writer in its own manner."""

from collections.abc import Callable
from random import Random

from generator.board import Board
from generator.layouts.model import Layout
from generator.script import Line, Script
from readers.ofd_maker import Cell, Ruled, flow, make

_WIDTHS = {10: (9.0, 17.0, 44.0, 13.0, 13.0, 13.0, 13.0, 13.0, 12.0, 13.0)}
_PAGE_WIDTH = 160.0


def _ruled(board: Board) -> Ruled:
    widths = _WIDTHS.get(board.width, (_PAGE_WIDTH / board.width,) * board.width)
    cells = [Cell(box.text, box.row, box.column, box.rowspan, box.colspan) for box in board.boxes]
    return Ruled(cells, widths)


def _blocks(script: Script, rng: Random, cut: bool) -> list[str | Ruled]:
    blocks: list[str | Ruled] = []
    for block in script.blocks:
        if isinstance(block, Line):
            blocks.append(block.text)
        elif cut and block.number == 3:
            blocks += map(_ruled, block.split(rng.randint(block.heads + 4, block.height - 4)))
        else:
            blocks.append(_ruled(block))
    return blocks


def _rendering(style: str, cut: bool = False) -> Callable[[Script, Random], bytes]:
    return lambda script, rng: make(flow(_blocks(script, rng, cut), style))


OFD_LAYOUTS = (
    Layout("ofd", "ofd", _rendering("run"), loose=True, cost=0.02),
    Layout("ofd-scaled", "ofd", _rendering("scaled"), loose=True, cost=0.02),
    Layout("ofd-characters", "ofd", _rendering("single"), loose=True, cost=0.3),
    Layout("ofd-cut", "ofd", _rendering("run", cut=True), loose=True, cost=0.02),
)
