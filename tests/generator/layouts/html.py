"""Web pages: the official template, and what word processors and content systems make of it."""

from collections.abc import Callable
from html import escape
from random import Random

from generator.board import Board, Box
from generator.layouts.model import Layout
from generator.script import Line, Script

Paint = Callable[[Board, Random], str]


def page(body: str, charset: str = "utf-8") -> bytes:
    """A whole HTML file around the body."""
    head = f'<meta charset="{charset}"><title>政府信息公开年报</title>'
    return f"<!DOCTYPE html>\n<html><head>{head}</head><body>\n{body}\n</body></html>".encode(charset)


def spans(box: Box) -> str:
    """The attributes for the box's spans."""
    rowspan = f' rowspan="{box.rowspan}"' if box.rowspan > 1 else ""
    return rowspan + (f' colspan="{box.colspan}"' if box.colspan > 1 else "")


def official_table(board: Board, rng: Random) -> str:
    """The template as the State Council's office gives it: tbody, td, spans."""
    rows = [
        "<tr>" + "".join(f"<td{spans(box)}>{escape(box.text)}</td>" for box in boxes) + "</tr>"
        for boxes in board.rows()
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


def body_of(script: Script, rng: Random, line: Callable[[Line, Random], str], table: Paint) -> str:
    """The script's blocks, each as HTML."""
    return "\n".join(line(b, rng) if isinstance(b, Line) else table(b, rng) for b in script.blocks)


def _official(script: Script, rng: Random) -> bytes:
    return page(body_of(script, rng, official_line, official_table))


HTML_LAYOUTS = (Layout("html-official", "html", _official),)
