"""How a comparison is put in words: figures of both reports, their change, reuse. Every output says it the same way."""

from gongkai.report.compare import Change, Comparison, SectionChange
from gongkai.report.model import Cell
from gongkai.report.reuse import NOISE_FLOOR
from gongkai.report.writers.layout import printed
from gongkai.report.writers.wording import signed
from gongkai.text.numerals import chinese_numeral


def heads(comparison: Comparison) -> list[str]:
    """The heads over what :func:`figure_row` gives."""
    return [*comparison.labels, "增减", "幅度"]


def title(comparison: Comparison) -> str:
    """The heading of a comparison: whose reports, which years."""
    before, after = comparison.before, comparison.after
    if before.organ == after.organ and before.year != after.year:
        return f"{after.organ or '未识别机关'}：{after.year or '未识别'}年与{before.year or '未识别'}年年报比较"
    return f"{after.name} 与 {before.name} 年报比较"


def heading(section: SectionChange) -> str:
    """The heading of a section; both titles where they differ."""
    titles = dict.fromkeys(text or "（没有这一部分）" for text in (section.before, section.after))
    return f"{chinese_numeral(section.number)}、{' → '.join(titles)}"


def reuse_said(comparison: Comparison) -> str:
    """The measure of reuse with what it means."""
    meaning = "与互不相关的报告没有差别" if comparison.reuse <= NOISE_FLOOR else "高于互不相关的报告"
    return f"文字重合度 {comparison.reuse:.1%}：{meaning}（后者不超过 {NOISE_FLOOR:.0%}）"


def figures(comparison: Comparison, table: int) -> list[Change]:
    """The figures of a table, without those that are 0 or nothing in both reports."""
    return [change for change in comparison.changes if change.ref.table == table and not change.is_idle]


def figure_row(change: Change) -> list[str]:
    """Both figures, the change, the change in percent; empty where there is none."""
    percent = f"{signed(change.percent)}%" if change.percent is not None else ""
    return [_side(change.before), _side(change.after), signed(change.difference), percent]


def name_of(change: Change) -> str:
    """The cell in words, without its table: （七）总计 · 自然人."""
    table = change.edition.table(change.ref.table)
    return f"{table.row(change.ref.row).label} · {table.column(change.ref.column).label}"


def _side(cell: Cell | None) -> str:
    return "无此项" if cell is None else printed(cell) or "空白"
