"""The words of the form, as they are looked up in a file: rows, columns, groups, with every known wording."""

import functools
import re

import msgspec
from rapidfuzz import fuzz

from gongkai.report.form import Form, Row
from gongkai.text.widths import skeleton

_NUMBER = re.compile(r"^(?:[一二三四五六七八九]|\d)(?=[^\d年月])")
ALIKE = 78
"""From this similarity (0 to 100) on two labels may be the same one, printed with a slip of the pen."""


class Vocabulary(msgspec.Struct, frozen=True):
    """The skeletons of one table's labels: rows and groups by every wording, columns likewise."""

    rows: dict[str, str]
    columns: dict[str, str]
    groups: frozenset[str]
    order: tuple[str, ...]
    labels: dict[str, str]


def _wordings(row: Row) -> set[str]:
    plain = {skeleton(label) for label in (row.label, *row.variants)}
    unnumbered = {_NUMBER.sub("", label) for label in plain}
    grouped = {skeleton(group) + label for group in row.groups for label in plain}
    return {label for label in plain | unnumbered | grouped if len(label) > 1}


@functools.cache
def vocabulary(form: Form, table: int) -> Vocabulary:
    """The vocabulary of a table in an edition of the form."""
    declared = form.table(table)
    rows = {wording: row.key for row in declared.rows for wording in _wordings(row)}
    columns = {
        skeleton(wording): column.key for column in declared.columns for wording in (column.label, *column.variants)
    }
    groups = {skeleton(group) for row in declared.rows for group in row.groups} | {
        skeleton(column.group) for column in declared.columns if column.group
    }
    groups |= {_NUMBER.sub("", group) for group in groups}
    return Vocabulary(
        rows=rows,
        columns=columns,
        groups=frozenset(groups - rows.keys()),
        order=tuple(row.key for row in declared.rows),
        labels={row.key: skeleton(row.label) for row in declared.rows},
    )


def alike(text: str, label: str) -> float:
    """How alike a printed label (a skeleton) and one of the form are, 0 to 100.

    Where the print carries more than the label, such as a group's name in front, its best matching part counts.
    """
    if not text:
        return 0.0
    if len(text) > len(label) + 2:
        return max(fuzz.ratio(text, label), fuzz.partial_ratio(text, label) - 8)
    return fuzz.ratio(text, label)
