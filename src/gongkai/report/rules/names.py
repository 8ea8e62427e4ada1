"""Cells and sums of the form in words short enough for a sentence."""

from collections.abc import Iterable
from decimal import Decimal

from gongkai.findings import CellRef
from gongkai.report.form import Form, Row
from gongkai.report.form.schema import table_name

_LONGEST_LABEL = 20
_INNER_QUOTES = str.maketrans("“”", "‘’")


def row_name(row: Row) -> str:
    """The row's label, in its shorter wording where it is long, after the number of its group.

    >>> from gongkai.report.form import FORM_2021
    >>> row_name(FORM_2021.table(3).row("closed.other")), row_name(FORM_2021.table(3).row("partial"))
    ('（六）3.其他', '（二）部分公开')
    """
    label = row.label if len(row.label) <= _LONGEST_LABEL else min((row.label, *row.variants), key=len)
    return (row.groups[-1][:3] + label if row.groups and label[0].isdigit() else label).translate(_INNER_QUOTES)


def cell_name(form: Form, cell: CellRef) -> str:
    """A cell in words: “（四）1.本机关不掌握相关政府信息”行“自然人”列."""
    table = form.table(cell.table)
    return f"“{row_name(table.row(cell.row))}”行“{table.column(cell.column).label}”列"


def full_name(form: Form, cell: CellRef) -> str:
    """A cell in words with its table: 表三“（七）总计”行“自然人”列."""
    return table_name(cell.table) + cell_name(form, cell)


def listing(names: Iterable[str], most: int = 6) -> str:
    """Names joined as a list, cut off with 等 where there are too many to read."""
    all_names = list(names)
    return "、".join(all_names[:most]) + (f"等 {len(all_names)} 处" if len(all_names) > most else "")


def excess(difference: int | Decimal) -> str:
    """A difference of found and expected in words: 多 2, 少 3."""
    return f"多 {difference}" if difference > 0 else f"少 {-difference}"
