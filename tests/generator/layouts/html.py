"""Web pages: the official template, and what word processors and content systems make of it."""

from collections.abc import Callable
from html import escape
from random import Random

from generator.board import Board, Box
from generator.layouts.model import Layout
from generator.script import Line, Script

Paint = Callable[[Board, Random], str]
Say = Callable[[Line, Random], str]


def page(body: str, charset: str = "utf-8", title: str = "政府信息公开年报") -> bytes:
    """A whole HTML file around the body."""
    head = f'<meta charset="{charset}"><title>{title}</title>'
    return f"<!DOCTYPE html>\n<html><head>{head}</head><body>\n{body}\n</body></html>".encode(
        charset, "xmlcharrefreplace"
    )


def spans(box: Box) -> str:
    """The attributes for the box's spans."""
    rowspan = f' rowspan="{box.rowspan}"' if box.rowspan > 1 else ""
    return rowspan + (f' colspan="{box.colspan}"' if box.colspan > 1 else "")


def plain(text: str) -> str:
    """A cell's text, line breaks in it as ``<br>``."""
    return escape(text).replace("\n", "<br>")


def official_table(board: Board, rng: Random) -> str:
    """The template as the State Council's office gives it: tbody, td, spans."""
    rows = [
        "<tr>" + "".join(f"<td{spans(box)}>{plain(box.text)}</td>" for box in boxes) + "</tr>" for boxes in board.rows()
    ]
    return '<table border="1" cellspacing="0"><tbody>\n' + "\n".join(rows) + "\n</tbody></table>"


def official_line(line: Line, rng: Random) -> str:
    """Headings as headings or as bold paragraphs."""
    text = escape(line.text)
    if line.level == 1:
        return f"<h1>{text}</h1>"
    if line.level:
        return rng.choice((f"<h{line.level}>{text}</h{line.level}>", f"<p><strong>{text}</strong></p>"))
    return f"<p>{rng.choice(('', '　　'))}{text}</p>"


def body_of(script: Script, rng: Random, line: Say, table: Paint) -> str:
    """The script's blocks, each as HTML."""
    return "\n".join(line(b, rng) if isinstance(b, Line) else table(b, rng) for b in script.blocks)


def sloppy_table(board: Board, rng: Random) -> str:
    """No tbody, heads in ``th``, no closing tags for cells, figures inside ``span`` and ``p``."""
    lines = [f'<TABLE width=100% id="t{rng.randint(1, 99)}">']
    for row, boxes in enumerate(board.rows()):
        lines.append(f"<TR height={rng.randint(20, 60)}>")
        for box in boxes:
            tag = "TH" if row < board.heads else "TD"
            inner = plain(box.text)
            if box.cell:
                inner = rng.choice(
                    ("<span>{}</span>", "<p align=center>{}</p>", "<p><span>{}</span></p>", "{}")
                ).format(inner)
            lines.append(f"<{tag}{spans(box)} width={rng.randint(30, 90)}>\n  {inner}")
    return "\n".join(lines) + "\n</TABLE>"


def unspanned_table(board: Board, rng: Random) -> str:
    """Empty cells stand where the template has spans."""
    nothing = rng.choice(("", "&nbsp;", "<br>"))
    rows = []
    for boxes in board.rows():
        fields = [nothing] * board.width
        for box in boxes:
            fields[box.column] = plain(box.text) or nothing
        rows.append("<tr>" + "".join(f"<td>{field}</td>" for field in fields) + "</tr>")
    return "<table><tbody>" + "\n".join(rows) + "</tbody></table>"


def repeated_head_table(board: Board, rng: Random) -> str:
    """Broken at a page: two tables, the lower with the head rows again; group labels stay in the upper."""
    if board.number != 3:
        return official_table(board, rng)
    upper, lower = board.split(rng.randint(board.heads + 2, board.height - 3))
    lower = lower.below(board.head())
    if rng.random() < 0.5:
        return official_table(upper, rng) + rng.choice(("", "<p>- 5 -</p>", "<hr>")) + official_table(lower, rng)
    return official_table(lower.below(upper) if rng.random() < 0.5 else _rejoined(board), rng)


def _rejoined(board: Board) -> Board:
    """One table in which the head rows stand a second time in the middle."""
    at = board.heads + 11
    upper, lower = board.split(at)
    return lower.below(board.head()).below(upper)


def table_per_row(board: Board, rng: Random) -> str:
    """A layout table around the data table, and a further one that only draws a frame."""
    inner = official_table(board, rng)
    return (
        '<table width="1000"><tr><td width="20">&nbsp;</td><td>'
        f'<table class="frame"><tr><td>{inner}</td></tr></table></td><td>&nbsp;</td></tr></table>'
    )


def _render(line: Say, table: Paint, charset: str = "utf-8") -> Callable[[Script, Random], bytes]:
    def render(script: Script, rng: Random) -> bytes:
        return page(body_of(script, rng, line, table), charset)

    return render


def _in_layout_table(script: Script, rng: Random) -> bytes:
    """The whole page stands in cells of a layout table, as sites of the 2000s are made."""
    body = body_of(script, rng, official_line, table_per_row)
    left = '<td width="180"><ul><li>政务公开</li><li>办事服务</li></ul></td>'
    return page(f'<table width="1200"><tr>{left}<td valign="top">{body}</td></tr></table>')


def _without_cell_text(script: Script, rng: Random) -> bytes:
    """The opening tags of a content system: every line in a ``div`` with ``br``, no paragraphs."""
    parts = []
    for block in script.blocks:
        if isinstance(block, Line):
            parts.append(f"{'&emsp;' * rng.randint(0, 2)}{escape(block.text)}<br/>")
        else:
            parts.append(official_table(block, rng))
    return page(f'<div class="TRS_Editor">{"".join(parts)}</div>')


HTML_LAYOUTS = (
    Layout("html-official", "html", _render(official_line, official_table)),
    Layout("html-gbk", "html", _render(official_line, official_table, "gbk")),
    Layout("html-sloppy", "html", _render(official_line, sloppy_table)),
    Layout("html-unspanned", "html", _render(official_line, unspanned_table)),
    Layout("html-broken-table", "html", _render(official_line, repeated_head_table), loose=True),
    Layout("html-layout-tables", "html", _in_layout_table, loose=True),
    Layout("html-breaks", "html", _without_cell_text),
)
