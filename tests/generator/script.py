"""A report as a sequence of paragraphs and tables, before it becomes a file; what noise works on and layouts print."""

import msgspec

from generator.board import Board, boards
from gongkai.findings import CellRef
from gongkai.report.model import AnnualReport, CellState


class Line(msgspec.Struct, frozen=True):
    """A paragraph; ``level`` 1 is the title, 2 a section's heading, 3 a heading inside a section, 0 running text."""

    text: str
    level: int = 0
    section: int = 0


class Script(msgspec.Struct, frozen=True):
    """``report`` is what an ideal reader brings back.

    ``losable`` are cells whose figure the file does not place for certain: they may come back as ``None``, never as
    another number; ``doubtful_in_flow`` are further ones where a layout does not keep columns apart. ``loose`` tells
    that the running text comes back changed.
    """

    report: AnnualReport
    blocks: tuple[Line | Board, ...]
    losable: frozenset[CellRef] = frozenset()
    doubtful_in_flow: frozenset[CellRef] = frozenset()
    loose: bool = False

    def boards(self) -> tuple[Board, ...]:
        """The tables, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Board))

    def with_boards(self, changed: dict[int, Board]) -> "Script":
        """The script with tables replaced, by number."""
        blocks = tuple(changed.get(b.number, b) if isinstance(b, Board) else b for b in self.blocks)
        return msgspec.structs.replace(self, blocks=blocks)

    def blank_cells(self) -> frozenset[CellRef]:
        """Cells of which nothing is printed."""
        return frozenset(ref for ref, cell in self.report.cells.items() if cell.state is CellState.BLANK)


def script_of(report: AnnualReport) -> Script:
    """The report in the official order: title, opening, six sections, tables in sections two to four."""
    tables = boards(report)
    blocks: list[Line | Board] = [Line(report.title, 1)]
    blocks += [Line(text) for text in report.opening.splitlines()]
    for section in report.sections:
        blocks.append(Line(f"{'零一二三四五六'[section.number]}、{section.title}", 2, section.number))
        blocks += [_line(text, section.number) for text in section.text.splitlines()]
        if section.number in tables:
            blocks.append(tables[section.number])
    return Script(report, tuple(blocks))


def _line(text: str, section: int) -> Line:
    heading = text.startswith("（") and len(text) < 24 and not text.endswith("。")
    return Line(text, 3 if heading else 0, section)
