"""A document in few characters, for assertions."""

from gongkai.report.document import Document, Grid


def shown(document: Document) -> list[str | list[list[str]]]:
    """Paragraphs as text, ``#`` before headings; grids as rows of texts, ``^`` and ``<`` where a span covers."""
    return [_grid(block) if isinstance(block, Grid) else "#" * block.level + block.text for block in document.blocks]


def _grid(grid: Grid) -> list[list[str]]:
    rows = [["."] * grid.width for _ in range(grid.height)]
    for cell in grid.cells:
        for row in range(cell.row, cell.row + cell.rowspan):
            for column in range(cell.column, cell.column + cell.colspan):
                assert rows[row][column] == ".", "cells overlap"
                rows[row][column] = "^" if row > cell.row else "<"
        rows[cell.row][cell.column] = cell.text
    return rows
