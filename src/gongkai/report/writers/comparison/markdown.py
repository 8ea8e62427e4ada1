"""A comparison in Markdown."""

from collections.abc import Iterator

from gongkai.report.compare import Comparison, Kind, Piece, SectionChange
from gongkai.report.form.schema import table_name
from gongkai.report.writers.comparison.wording import figure_row, figures, heading, heads, name_of, reuse_said, title
from gongkai.report.writers.markdown import escape, table

_SIGNS = {Kind.DELETED: "删：", Kind.INSERTED: "增：", Kind.CHANGED: "改："}
_MARKS = {Kind.SAME: ("", ""), Kind.DELETED: ("~~", "~~"), Kind.INSERTED: ("**", "**")}


def write_comparison(comparison: Comparison) -> str:
    """Two reports: the figures that are not 0 in both, and the paragraphs that are not the same in both."""
    return "\n\n".join(_parts(comparison)) + "\n"


def _parts(comparison: Comparison) -> Iterator[str]:
    yield f"# {escape(title(comparison))}"
    yield reuse_said(comparison)
    for declared in comparison.after.edition.tables:
        yield f"## {table_name(declared.number)} {declared.title}"
        rows = [[name_of(change), *figure_row(change)] for change in figures(comparison, declared.number)]
        yield table([["", *heads(comparison)], *rows]) if rows else "两份报告都是 0 或者没有填。"
    for section in filter(SectionChange.has_text, comparison.sections):
        yield f"## {escape(heading(section))}"
        yield from _passages(section)


def _passages(section: SectionChange) -> Iterator[str]:
    if same := sum(passage.kind is Kind.SAME for passage in section.passages):
        yield f"{same} 段没有变化。"
    for passage in section.passages:
        if passage.kind is not Kind.SAME:
            text = "".join(map(_marked, passage.pieces)) or escape(passage.before or passage.after)
            yield f"- {_SIGNS[passage.kind]}{text}"


def _marked(piece: Piece) -> str:
    opening, closing = _MARKS[piece.kind] if piece.text.strip() else ("", "")
    return opening + escape(piece.text) + closing
