"""What the tests ask of grids: every row of a printed table, its label with its figures in order."""

from collections.abc import Iterable

from generator.script import Script
from gongkai.report.document import Block, Grid
from gongkai.text.widths import squeeze


def rows_of(blocks: Iterable[Block]) -> set[tuple[str, tuple[str, ...]]]:
    """Label next to the figures and the figures, for each row with figures of each grid."""
    rows = set()
    for block in blocks:
        if isinstance(block, Grid):
            for number in range(block.height):
                texts = [squeeze(cell.text) for cell in block.cells if cell.row == number]
                labels = [text for text in texts if text and not _figure(text)]
                rows.add((labels[-1] if labels else "", tuple(text for text in texts if _figure(text))))
    return rows


def printed_rows(script: Script) -> set[tuple[str, tuple[str, ...]]]:
    """The same of the tables as they were given to the printer."""
    rows = set()
    for board in script.boards():
        for boxes in board.rows():
            figures = tuple(box.text for box in boxes if box.cell and box.text)
            labels = [squeeze(box.text) for box in boxes if not box.cell]
            if figures:
                rows.add((labels[-1] if labels else "", figures))
    return rows


def _figure(text: str) -> bool:
    return text.replace(",", "").replace(".", "").isdigit()
