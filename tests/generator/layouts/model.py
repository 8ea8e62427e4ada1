"""What a layout is."""

from collections.abc import Callable
from random import Random

import msgspec

from generator.script import Script
from gongkai.findings import CellRef
from gongkai.report.model import AnnualReport


class Rendered(msgspec.Struct, frozen=True):
    """A file with what an ideal reader brings back from it: one report, or several in their order.

    Cells in ``losable`` may come back as ``None``; ``loose`` tells that running text may come back changed.
    """

    data: bytes
    suffix: str
    reports: tuple[AnnualReport, ...]
    losable: frozenset[CellRef] = frozenset()
    loose: bool = False


class Layout(msgspec.Struct, frozen=True):
    """``positional`` is false where nothing in the file says that a blank cell is there.

    ``loose`` marks layouts that put page numbers and the like into running text. ``cost`` is roughly the seconds
    that one file takes to make. ``lossy`` layouts leave every cell in doubt: any may be lost, none may be wrong.
    ``programs`` must be installed to make a file.
    """

    name: str
    suffix: str
    render: Callable[[Script, Random], bytes]
    positional: bool = True
    loose: bool = False
    cost: float = 0.0
    lossy: bool = False
    programs: tuple[str, ...] = ()

    def apply(self, script: Script, rng: Random) -> Rendered:
        """The file of the script, with what may be lost in it."""
        data = self.render(script, rng)
        return Rendered(data, self.suffix, (script.report,), self.losable(script), self.loose or script.loose)

    def losable(self, script: Script) -> frozenset[CellRef]:
        """The cells that may come back as ``None`` from the script in this layout."""
        if self.lossy:
            return frozenset(script.report.cells)
        if self.positional:
            return script.losable
        return script.losable | script.doubtful_in_flow | _rows_with_blanks(script)


def _rows_with_blanks(script: Script) -> frozenset[CellRef]:
    """All cells of rows in which one is blank; table 4 prints its rows side by side, so it goes as a whole."""
    blanks = script.blank_cells()
    rows = {(ref.table, ref.row) for ref in blanks}
    tables = {4} if any(ref.table == 4 for ref in blanks) else set()
    return frozenset(ref for ref in script.report.cells if (ref.table, ref.row) in rows or ref.table in tables)
