"""What single cells may hold (A1) and whether all of them hold something (S6)."""

import re
from collections.abc import Iterator
from decimal import Decimal

from gongkai.findings import CellRef, Fault, Severity
from gongkai.law.provisions import form_2021
from gongkai.report.form import Table
from gongkai.report.form.schema import table_name
from gongkai.report.model import Cell, CellState
from gongkai.report.rules.names import cell_name, full_name, listing, row_name
from gongkai.report.rules.subject import RULES, Subject
from gongkai.text.numerals import decimal

_SIGNED = "change"
"""The column 本年增/减 of the trial form of 2019: the only one in which a figure may be negative."""
_FEWEST_LABELS, _SHORTEST_LABEL = 3, 4
"""So many labels of so many characters in a section's text are what is left of a table, not prose."""
_CENT, _YUAN = 6, 4
"""Decimals of a sum in 万元 that reach down to one 分 and to one 元."""
_UNIT = re.compile(r"(?:件|项|条|个|起|次|万元|元)$")
_MINUS = str.maketrans("−－–", "---")


@RULES.rule("A1", "格中不是应填的数", Severity.ERROR, form_2021("各表"))
def proper_numbers(subject: Subject) -> Iterator[Fault]:
    """件数不是非负整数，或收费金额不成其为金额。

    ### 为什么
    除收费金额外，三张表数的都是件数，只能是 0 或正整数；金额以万元为单位，不会是负数，也不会小于 1 分。

    ### 例
    “行政许可”填 3.5，“商业企业”填 -1，都是错误。收费金额 1271.38998 万元合 12713899.8 元，金额成立，
    只是比通行的两位小数细，作提示；12.3456789 万元的末位不到 1 分，不可能是实收金额，作存疑。

    ### 怎么办
    件数改为整数；金额核对是否把“元”填成了“万元”，通常保留两位小数。

    ### 局限
    数虽合法、却不合实际（如多填一位）的，这条规则看不出来。2019 年试行格式“本年增/减”一列可以为负，不查。
    """
    form = subject.report.edition
    for ref, cell in subject.report.cells.items():
        if type(cell.value) is int and cell.value >= 0:
            continue
        if (value := stated_number(cell)) is None or ref.column == _SIGNED:
            continue
        amount = form.table(ref.table).row(ref.row).amount
        if (fault := _amount(value) if amount else _count(value)) is not None:
            severity, message = fault
            yield Fault(
                where=ref,
                message=f"{full_name(form, ref)}{message}",
                found=value,
                cells=(ref,),
                hint="请核对金额，单位是万元" if amount else "件数只能是 0 或正整数，请核对",
                severity=severity,
                source=str(form.table(ref.table).source),
            )


def stated_number(cell: Cell) -> int | Decimal | None:
    """The number in the cell, also where it is not one that the cell may hold and was therefore not accepted.

    >>> stated_number(Cell(state=CellState.UNREADABLE, printed="-2件"))
    Decimal('-2')
    """
    if cell.value is not None or not cell.printed:
        return cell.value
    return decimal(_UNIT.sub("", cell.printed.strip().translate(_MINUS)))


def is_improper(cell: Cell) -> bool:
    """Whether A1 speaks of the count in a cell that was read as having no value."""
    number = stated_number(cell) if cell.state is CellState.UNREADABLE and cell.printed else None
    return number is not None and _count(number) is not None


def _count(value: int | Decimal) -> tuple[Severity, str] | None:
    if value < 0:
        return Severity.ERROR, f"填 {value}，件数不能是负数"
    if value != int(value):
        return Severity.ERROR, f"填 {value}，件数应是整数"
    return None


def _amount(value: int | Decimal) -> tuple[Severity, str] | None:
    if value < 0:
        return Severity.ERROR, f"填 {value}，金额不能是负数"
    exponent = Decimal(value).normalize().as_tuple().exponent
    places = -exponent if isinstance(exponent, int) else 0
    if places > _CENT:
        return Severity.WARNING, f"填 {value} 万元，末位不到 1 分，请核对金额和单位"
    if places > _YUAN:
        return (
            Severity.INFO,
            f"填 {value} 万元，精确到 1 元以下（合 {(Decimal(value) * 10000).normalize():f} 元），通常保留两位小数",
        )
    return None


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
    odd: dict[int, list[tuple[CellRef, Cell | None]]] = {table.number: [] for table in form.tables}
    for ref in form.cells:
        cell = cells.get(ref)
        if cell is None or cell.state is not CellState.NUMBER:
            odd[ref.table].append((ref, cell))
    for table in form.tables:
        if _is_missing(subject, table):
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


def _is_missing(subject: Subject, table: Table) -> bool:
    told = any(doubt.table == table.number and not doubt.cells for doubt in subject.reading.doubts)
    return told or not any(ref.table == table.number for ref in subject.report.cells)


def _missing(subject: Subject, table: Table) -> Fault:
    images = subject.reading.document.images
    section = subject.report.section(table.number)
    if section and sum(label in section.text for label in _labels(table)) >= _FEWEST_LABELS:
        reason, hint = "；文中有表里的行名、列名，可能是排版读不懂", "请换一种格式（如 DOCX、XLSX）再读"
    elif images:
        reason, hint = (
            f"；文件里有 {images} 张图片没有读，表格可能在图片里",
            "请把图片换成文字表格，或安装 OCR 组件后再读",
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
    count = len(table.cells())
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
        columns = "、".join(table.column(ref.column).label for ref in refs)
        yield _unread(subject, refs, f"{name}“{row_name(table.row(row))}”行有 {len(refs)} 格读不出：{columns}")


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
    table = form.table(refs[0].table)
    return listing(
        cell_name(form, cells[0]) if len(cells) == 1 else f"“{row_name(table.row(row))}”行 {len(cells)} 格"
        for row, cells in by_row.items()
    )
