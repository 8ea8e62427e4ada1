"""S6: whether the tables are there and all of their cells hold a number."""

from collections.abc import Iterator

from gongkai.findings import CellRef, Fault, Severity
from gongkai.law.provisions import form_2021
from gongkai.report.form import Table
from gongkai.report.form.schema import table_name
from gongkai.report.model import Cell, CellState
from gongkai.report.rules.names import cell_name, column_label, listing, row_label
from gongkai.report.rules.numbers import is_improper
from gongkai.report.rules.subject import RULES, Subject

_FEWEST_LABELS, _SHORTEST_LABEL = 3, 4
"""So many labels of so many characters in a section's text are what is left of a table, not prose."""


@RULES.rule("S6", "表格没有填全", Severity.WARNING, form_2021("各表"))
def filled_cells(subject: Subject) -> Iterator[Fault]:
    """表格缺失、格子空白、标为不适用，或者读不出。

    ### 为什么
    格式要求每一格都填数，没有的填 0。空白让人分不清是“没有”还是“漏填”，汇总时也会丢数。

    ### 例
    “（三）8.属于行政查询事项”一行只印了 6 个数，却有 7 列：据合计推得出的，推定并提示；
    推不出的，作存疑并指明哪一行。

    ### 怎么办
    没有发生的填 0，不留空白，不画“—”“/”。读不出的，对照原件核对；表格是图片的，请换成文字表格。

    ### 局限
    每张表的空白、不适用各合成一条，读不出的每行一条。整张表缺失是错误；但表可能在没读的图片里，
    或者文中有表的行名而没有认出表格的，只作存疑。
    """
    form, cells = subject.report.edition, subject.report.cells
    whole = len(cells) == len(form.cells) and all(cell.state is CellState.NUMBER for cell in cells.values())
    if whole and not subject.reading.doubts:
        return
    odd: dict[int, list[tuple[CellRef, Cell | None]]] = {table.number: [] for table in form.tables}
    for ref in form.cells:
        cell = cells.get(ref)
        if cell is None or cell.state is not CellState.NUMBER:
            odd[ref.table].append((ref, cell))
    missing = {doubt.table for doubt in subject.reading.doubts if not doubt.cells}
    for table in form.tables:
        absent = [ref for ref, cell in odd[table.number] if cell is None]
        if table.number in missing or (absent and len(absent) == len(table.cells())):
            yield _missing(subject, table)
        elif odd[table.number]:
            yield from _gaps(subject, table, odd[table.number])
    for doubt in subject.reading.doubts:
        if doubt.accepted and doubt.cells:
            yield Fault(
                where=doubt.cells[0],
                message=f"{table_name(doubt.table)}有 {len(doubt.cells)} 格是推定的："
                f"{_rows(subject, doubt.cells)}。{doubt.reason}",
                cells=doubt.cells,
                hint="请对照原件核对这几行",
                severity=Severity.INFO,
                source=str(form.table(doubt.table).source),
            )


def _missing(subject: Subject, table: Table) -> Fault:
    images = subject.reading.document.images
    section = subject.report.section(table.number)
    if section and sum(label in section.text for label in _labels(table)) >= _FEWEST_LABELS:
        reason, hint = "；文中有表里的行名、列名，可能是排版读不懂", "请换一种格式（如 DOCX、XLSX）再读"
    elif images:
        reason, hint = (
            f"；文件里有 {images} 处图片或页面没有读，表格可能就在其中",
            "请把图片换成文字表格；扫描件请换用原文件，或安装 OCR 组件后再读",
        )
    else:
        reason, hint = "", "请补上表格"
    return Fault(
        where=table.cells()[0],
        message=f"没有找到{table_name(table.number)}“{table.title}”{reason}",
        expected=len(table.cells()),
        found=0,
        hint=hint,
        severity=Severity.WARNING if reason else Severity.ERROR,
        source=str(table.source),
    )


def _labels(table: Table) -> Iterator[str]:
    labels = (*(row.label for row in table.rows), *(column.label for column in table.columns))
    return (label for label in labels if len(label) >= _SHORTEST_LABEL)


def _gaps(subject: Subject, table: Table, odd: list[tuple[CellRef, Cell | None]]) -> Iterator[Fault]:
    form, count = subject.report.edition, len(table.cells())
    blank = tuple(ref for ref, cell in odd if cell is not None and cell.state is CellState.BLANK)
    marked = tuple(ref for ref, cell in odd if cell is not None and cell.state is CellState.NOT_APPLICABLE)
    lost = [ref for ref, cell in odd if cell is None or (cell.state is CellState.UNREADABLE and not is_improper(cell))]
    name = table_name(table.number)
    for refs, what, severity in ((blank, "空白", Severity.WARNING), (marked, "标为不适用", Severity.INFO)):
        if refs:
            yield Fault(
                where=refs[0],
                message=f"{name}有 {len(refs)} 格{what}：{_rows(subject, refs)}",
                expected=count,
                found=count - len(refs),
                cells=refs,
                hint="没有的填 0",
                severity=severity,
                source=str(table.source),
            )
    if len(lost) == count:
        yield _unread(subject, tuple(lost), f"{name}全部 {count} 格都读不出")
        return
    for row in dict.fromkeys(ref.row for ref in lost):
        refs = tuple(ref for ref in lost if ref.row == row)
        columns = "、".join(column_label(form, ref) for ref in refs)
        yield _unread(subject, refs, f"{name}“{row_label(form, refs[0])}”行有 {len(refs)} 格读不出：{columns}")


def _unread(subject: Subject, refs: tuple[CellRef, ...], message: str) -> Fault:
    reasons = dict.fromkeys(
        doubt.reason for doubt in subject.reading.doubts if not doubt.accepted and set(refs) & set(doubt.cells)
    )
    return Fault(
        where=refs[0],
        message="。".join((message, *reasons)),
        cells=refs,
        hint="请对照原件核对；值不能确定的格子没有参加计算",
        severity=Severity.WARNING,
        source=str(subject.report.edition.table(refs[0].table).source),
    )


def _rows(subject: Subject, refs: tuple[CellRef, ...]) -> str:
    """The cells in words, whole rows and shared columns summed up."""
    form = subject.report.edition
    by_row: dict[str, list[CellRef]] = {}
    for ref in refs:
        by_row.setdefault(ref.row, []).append(ref)
    return listing(
        cell_name(form, cells[0]) if len(cells) == 1 else f"“{row_label(form, cells[0])}”行 {len(cells)} 格"
        for cells in by_row.values()
    )
