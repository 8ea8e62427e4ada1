"""Where failing sums most likely come from: the smallest edit that restores all of them, in words."""

import msgspec

from gongkai.findings import CellRef
from gongkai.report.form.schema import table_name
from gongkai.report.model import AnnualReport
from gongkai.report.rules.balance import Imbalance
from gongkai.report.rules.edits import Edit, smallest_edits, systems
from gongkai.report.rules.names import column_label, row_label

_MOST_NAMED = 3
_FORGOTTEN = "漏填"


Change = tuple[CellRef, int | None, int]
"""A cell, its value now, and the value that restores the sums."""


class Repair(msgspec.Struct, frozen=True):
    """One edit that restores all sums of a table (of one block in table 4), and what it is in words."""

    cells: tuple[Change, ...]
    words: str


def diagnose(report: AnnualReport) -> tuple[Repair, ...]:
    """The repairs for all tables of the report, the more likely ones first; all repairs of one table are equally small.

    Nothing where the sums hold, or where no edit of three cells, one slipped row or two exchanged rows restores them.
    """
    return tuple(
        repair for system in systems(report.form) for repair in _repairs(report, smallest_edits(system, report))
    )


def hints(report: AnnualReport, imbalances: tuple[Imbalance, ...]) -> dict[CellRef, str]:
    """For the cell that each failing sum is placed on: what is likely wrong, in words."""
    if not imbalances:
        return {}
    failing = {imbalance.identity.placed for imbalance in imbalances}
    found = {}
    for system in systems(report.form):
        placed = [identity.placed for identity in system.identities if identity.placed in failing]
        if placed and (repairs := _repairs(report, smallest_edits(system, report))):
            found.update(dict.fromkeys(placed, _advice(repairs)))
    return found


def _advice(repairs: list[Repair]) -> str:
    if len(repairs) == 1:
        return ("疑似填错一格：" if len(repairs[0].cells) == 1 else "") + repairs[0].words
    named = "；".join(f"{mark}{repair.words}" for mark, repair in zip("①②③", repairs[:_MOST_NAMED], strict=False))
    return f"改动同样少的办法有 {len(repairs)} 种，仅凭表格不能判定，请核对台账：{named}"


def _repairs(report: AnnualReport, edits: list[Edit]) -> list[Repair]:
    ranked = []
    for edit in edits:
        slip = _Slip(report, edit)
        primary = sum(ref.row != "total" and ref.column != "total" for ref in edit)
        ranked.append((slip.pattern in ("", _FORGOTTEN), primary, sum(map(abs, edit.values())), slip))
    ranked.sort(key=lambda entry: entry[:3])
    return [Repair(slip.cells, slip.words) for *_, slip in ranked]


class _Slip:
    """An edit as the slip of the pen that it undoes; ``pattern`` is empty where it looks like none that is known."""

    def __init__(self, report: AnnualReport, edit: Edit) -> None:
        self.form = report.edition
        self.cells = tuple(
            (ref, _old(report, ref), (_old(report, ref) or 0) + edit[ref])
            for ref in sorted(edit, key=self.form.cells.index)
        )
        self.pattern = {1: self._digits, 2: self._pair}.get(len(self.cells), self._rows)()

    @property
    def words(self) -> str:
        """What went wrong, where that can be told, and what should stand where."""
        if len(self.cells) == 1:
            ((ref, *_),) = self.cells
            return table_name(ref.table) + self._changes() + (f"（疑似{self.pattern}）" if self.pattern else "")
        return f"{self.pattern}（{self._changes()}）" if self.pattern else self._changes()

    def _changes(self) -> str:
        """The changes, one clause for each row."""
        by_row: dict[str, list[str]] = {}
        for ref, old, new in self.cells:
            change = f"“{column_label(self.form, ref)}”列由 {_printed(old)} 改为 {new}"
            by_row.setdefault(f"“{row_label(self.form, ref)}”行", []).append(change)
        return "，".join(row + "、".join(changes) for row, changes in by_row.items())

    def _digits(self) -> str:
        ((_, old, new),) = self.cells
        printed, right = str(old or ""), str(new)
        if not old:
            return _FORGOTTEN
        if len(right) == len(printed) and sorted(right) == sorted(printed):
            return "数字颠倒"
        if len(right) == len(printed) + 1 and _without_one(right, printed):
            return "少打一位数字"
        if len(printed) == len(right) + 1 and _without_one(printed, right):
            return "多打一位数字"
        return ""

    def _pair(self) -> str:
        """Two cells of one row or column that were exchanged, or of which one took what belongs to the other."""
        (a, old_a, new_a), (b, old_b, new_b) = self.cells
        if new_a + new_b != (old_a or 0) + (old_b or 0):
            return ""
        exchanged = (new_a, new_b) == (old_b or 0, old_a or 0)
        if exchanged and a.column == b.column:
            return f"疑似“{column_label(self.form, a)}”列的“{row_label(self.form, a)}”与“{row_label(self.form, b)}”两行填反"
        if exchanged and a.row == b.row and new_a and new_b:
            return f"疑似“{row_label(self.form, a)}”行的“{column_label(self.form, a)}”与“{column_label(self.form, b)}”两列填反"
        if a.row == b.row:
            more, less = (self.cells[0], b) if new_a < (old_a or 0) else (self.cells[1], a)
            return self._taken(more, less, lost=not (old_b if less == b else old_a))
        return ""

    def _taken(self, more: Change, less: CellRef, lost: bool) -> str:
        """A column that took what belongs to another one; ``lost`` where nothing was left there."""
        ref, old, new = more
        moved = (old or 0) - new
        row, into, out = row_label(self.form, ref), column_label(self.form, ref), column_label(self.form, less)
        said = "少计" if ref.row == "total" else "多计"
        cause = f"将{out}{'并入' if new else '填入'}{into}列" if lost else f"将 {moved} 件{out}计入{into}列"
        return f"{into}列{said} {moved} 件，与{out}列的 {moved} 件相符：疑似{row}行{cause}"

    def _rows(self) -> str:
        rows = list(dict.fromkeys(ref.row for ref, *_ in self.cells))
        if len(rows) == 1 and _slipped([(old or 0, new) for _, old, new in self.cells]):
            return f"疑似“{row_label(self.form, self.cells[0][0])}”行各数错了一列"
        if len(rows) == 2 and len(self.cells) > 3:
            upper, lower = (row_label(self.form, self.cells[at][0]) for at in (0, -1))
            return f"疑似“{upper}”与“{lower}”两行填反"
        return ""


def _slipped(changes: list[tuple[int, int]]) -> bool:
    """Whether the new values are the old ones moved by one place."""
    old, new = [before for before, _ in changes], [after for _, after in changes]
    return old[1:] == new[:-1] or old[:-1] == new[1:]


def _old(report: AnnualReport, ref: CellRef) -> int | None:
    value = report.value(ref.table, ref.row, ref.column)
    return None if value is None else int(value)


def _printed(value: int | None) -> str:
    return "空白" if value is None else str(value)


def _without_one(longer: str, shorter: str) -> bool:
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))
