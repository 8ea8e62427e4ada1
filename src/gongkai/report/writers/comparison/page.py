"""A comparison as a page: the form's tables with both figures where they changed, the text with its changes."""

from collections.abc import Iterator

from gongkai.findings import CellRef
from gongkai.report.compare import Change, Comparison, Kind, Passage, Piece
from gongkai.report.writers.comparison.wording import figure_row, heading, heads, name_of, reuse_said, title
from gongkai.report.writers.html.page import page, shown
from gongkai.report.writers.html.tables import table
from gongkai.report.writers.layout import layout, printed
from gongkai.report.writers.wording import signed

_TAGS = {Kind.SAME: "", Kind.DELETED: "del", Kind.INSERTED: "ins"}


def write_comparison(comparison: Comparison) -> str:
    """The later report in the official form; what was before stands beside what is now."""
    blocks = [_header(comparison)]
    changes = {change.ref: change for change in comparison.changes}
    for section in comparison.sections:
        blocks.append(f"<h2>{shown(heading(section))}</h2>")
        blocks += map(_passage, section.passages)
        blocks += _table(comparison, section.number, changes)
    told = {section.number for section in comparison.sections}
    for declared in comparison.after.edition.tables:
        if declared.number not in told:
            blocks += _table(comparison, declared.number, changes)
    body = "\n".join(blocks)
    return page(title(comparison), f'<main class="sheet">\n{body}\n</main>', "compared")


def _header(comparison: Comparison) -> str:
    before, after = map(shown, comparison.labels)
    return (
        f'<header class="overview"><p class="verdict">{shown(title(comparison))}</p>'
        f"<p>{shown(reuse_said(comparison))}</p>"
        f"<p>表格中是{after}的数；有变化的格，下面是{before}的数和增减。"
        f"正文中<ins>加底纹的</ins>和旁边有实线的是{after}新写的，<del>划去的</del>和旁边有虚线的是{before}原有的。</p></header>"
    )


def _table(comparison: Comparison, number: int, changes: dict[CellRef, Change]) -> Iterator[str]:
    """The table of the later form, then what only the earlier form asks."""
    if number not in {declared.number for declared in comparison.after.edition.tables}:
        return
    yield table(layout(comparison.after.form, number), lambda ref: _cell(changes[ref]))
    gone = [change for change in comparison.changes if change.ref.table == number and change.after is None]
    if gone:
        rows = ([name_of(change), *figure_row(change)] for change in gone)
        cells = ("".join(f"<td>{shown(text)}</td>" for text in row) for row in rows)
        head = "".join(f'<th scope="col">{shown(text)}</th>' for text in ("只有一份报告有的项目", *heads(comparison)))
        body = "".join(f"<tr>{row}</tr>\n" for row in cells)
        yield f'<div class="scroll" role="region" tabindex="0"><table><tr>{head}</tr>\n{body}</table></div>'


def _cell(change: Change) -> tuple[str, str]:
    now = shown(printed(change.after)) if change.after else ""
    if change.is_same or change.before is None:
        return "", now
    was = shown(printed(change.before)) or "空白"
    difference = f" <b>{signed(change.difference)}</b>" if change.difference is not None else ""
    percent = f' title="{signed(change.percent)}%"' if change.percent is not None else ""
    return f' class="changed"{percent}', f"{now}<small><del>{was}</del>{difference}</small>"


def _passage(passage: Passage) -> str:
    if passage.kind is Kind.CHANGED:
        return f"<p>{''.join(map(_piece, passage.pieces))}</p>"
    text = _piece(Piece(passage.kind, passage.before or passage.after))
    return f'<p class="{passage.kind}">{text}</p>'


def _piece(piece: Piece) -> str:
    tag = _TAGS[piece.kind]
    return f"<{tag}>{shown(piece.text)}</{tag}>" if tag else shown(piece.text)
