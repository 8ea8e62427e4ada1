"""A comparison on the terminal: the figures side by side, then what became of the text."""

from collections.abc import Iterator

from gongkai.report.compare import Comparison, Kind, Piece, SectionChange
from gongkai.report.form.schema import table_name
from gongkai.report.writers.characters import printable
from gongkai.report.writers.comparison.wording import figure_row, figures, heading, heads, name_of, reuse_said, title
from gongkai.report.writers.fold import columns, fold, padded
from gongkai.report.writers.terminal import BOLD, FAINT, Screen

_SIGNS = {Kind.DELETED: ("−", "31"), Kind.INSERTED: ("+", "32"), Kind.CHANGED: ("~", "33")}
_MARKS = {Kind.SAME: ("", ""), Kind.DELETED: ("[−", "−]"), Kind.INSERTED: ("{+", "+}")}
_ROOM = 24
"""Columns that the name of a figure has at the least."""


def write_comparison(comparison: Comparison, screen: Screen) -> str:
    """Two reports: the figures that are not 0 in both, and the paragraphs that are not the same in both."""
    return "\n".join(_lines(comparison, screen))


def _lines(comparison: Comparison, screen: Screen) -> Iterator[str]:
    yield screen.paint(fold(printable(title(comparison)), screen.width), BOLD)
    yield fold(reuse_said(comparison), screen.width)
    for table in comparison.after.edition.tables:
        yield ""
        yield screen.rule(f"{table_name(table.number)} {table.title}", BOLD)
        yield from _figures(comparison, table.number, screen)
    for section in filter(SectionChange.has_text, comparison.sections):
        yield ""
        yield screen.rule(printable(heading(section)), BOLD)
        yield from _passages(section, screen)


def _figures(comparison: Comparison, table: int, screen: Screen) -> Iterator[str]:
    shown = figures(comparison, table)
    rows = [heads(comparison), *map(figure_row, shown)]
    widths = [max(columns(row[n]) for row in rows) for n in range(len(rows[0]))]
    room = max(_ROOM, screen.width - sum(widths) - 2 * len(widths))
    for name, row, change in zip(("", *map(name_of, shown)), rows, (None, *shown), strict=True):
        *above, last = fold(name, room).split("\n")
        yield from above
        numbers = "".join("  " + padded(text, width, left=True) for text, width in zip(row, widths, strict=True))
        line = printable(padded(last, room) + numbers)
        yield screen.paint(line, BOLD) if change and not change.is_same else line
    idle = sum(change.ref.table == table for change in comparison.changes) - len(shown)
    if idle:
        yield screen.paint(f"{'其余' if shown else '全部'} {idle} 项两份报告都是 0 或者没有填", FAINT)


def _passages(section: SectionChange, screen: Screen) -> Iterator[str]:
    if same := sum(passage.kind is Kind.SAME for passage in section.passages):
        yield screen.paint(f"{same} 段没有变化", FAINT)
    for passage in section.passages:
        if passage.kind is not Kind.SAME:
            sign, colour = _SIGNS[passage.kind]
            text = "".join(map(_marked, passage.pieces)) or passage.before or passage.after
            yield screen.paint(sign + fold(printable(text), screen.width, "  ")[1:], colour)


def _marked(piece: Piece) -> str:
    opening, closing = _MARKS[piece.kind]
    return opening + piece.text + closing
