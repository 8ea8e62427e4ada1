"""Cells and sums of the form in words short enough for a sentence."""

import functools
from collections.abc import Iterable
from decimal import Decimal

from gongkai.findings import CellRef
from gongkai.report.form import FORMS, Form, Row
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


@functools.cache
def _labels(edition: str, table: int) -> tuple[dict[str, str], dict[str, str]]:
    form = FORMS[edition].table(table)
    return {row.key: row_name(row) for row in form.rows}, {column.key: column.label for column in form.columns}


def row_label(form: Form, cell: CellRef) -> str:
    """The label of the cell's row, as :func:`row_name` has it."""
    return _labels(form.edition, cell.table)[0][cell.row]


def column_label(form: Form, cell: CellRef) -> str:
    """The label of the cell's column."""
    return _labels(form.edition, cell.table)[1][cell.column]


def cell_name(form: Form, cell: CellRef) -> str:
    """A cell in words: “（四）1.本机关不掌握相关政府信息”行“自然人”列."""
    return f"“{row_label(form, cell)}”行“{column_label(form, cell)}”列"


def full_name(form: Form, cell: CellRef) -> str:
    """A cell in words with its table: 表三“（七）总计”行“自然人”列."""
    return table_name(cell.table) + cell_name(form, cell)


def listing(names: Iterable[str], most: int = 6) -> str:
    """Names joined as a list, cut off with 等 where there are too many to read."""
    every = list(names)
    return "、".join(every[:most]) + (f"等 {len(every)} 处" if len(every) > most else "")


def excess(difference: int | Decimal) -> str:
    """A difference of found and expected in words: 多 2, 少 3."""
    return f"多 {difference}" if difference > 0 else f"少 {-difference}"
