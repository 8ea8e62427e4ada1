"""A1: what a cell may hold."""

import re
from collections.abc import Iterator
from decimal import Decimal

from gongkai.findings import Fault, Severity
from gongkai.law.provisions import form_2021
from gongkai.report.model import Cell, CellState
from gongkai.report.rules.names import full_name
from gongkai.report.rules.subject import RULES, Subject
from gongkai.text.numerals import decimal

_SIGNED = "change"
"""The column 本年增/减 of the trial form of 2019: the only one in which a figure may be negative."""
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
