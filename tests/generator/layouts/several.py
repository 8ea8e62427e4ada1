"""Files that hold more than one report."""

import io
from collections.abc import Callable
from random import Random

import msgspec
import xlsxwriter

from generator.draft import random_report
from generator.layouts.html import body_of, official_line, official_table, page
from generator.layouts.model import Layout, Rendered
from generator.layouts.text import pipe_rows, render_text, tab_rows
from generator.layouts.xlsx import write_report
from generator.script import Script, script_of

Join = Callable[[list[Script], Random], bytes]


class Several(Layout, frozen=True):
    """A layout that puts further made-up reports behind or beside the one given."""

    join: Join | None = None
    most: int = 3

    def apply(self, script: Script, rng: Random) -> Rendered:
        """The file with all its reports, in their order."""
        others = [
            random_report(rng.randrange(10**6), edition=script.report.form)
            for _ in range(rng.randint(1, self.most - 1))
        ]
        scripts = [script, *map(script_of, others)]
        assert self.join is not None
        reports = tuple(s.report for s in scripts)
        return Rendered(self.join(scripts, rng), self.suffix, reports, self.losable(script), self.loose or script.loose)


def _one_after_another(scripts: list[Script], rng: Random) -> bytes:
    flatten = rng.choice((tab_rows, pipe_rows))
    return rng.choice(("\n\n", "\f", "\n----------\n")).join(render_text(s, rng, flatten) for s in scripts).encode()


def _on_one_page(scripts: list[Script], rng: Random) -> bytes:
    return page("<hr>".join(body_of(s, rng, official_line, official_table) for s in scripts))


def _side_by_side(scripts: list[Script], rng: Random) -> bytes:
    cells = (f'<td valign="top">{body_of(s, rng, official_line, official_table)}</td>' for s in scripts)
    return page(f"<table><tr>{''.join(cells)}</tr></table>")


def _columns_of_a_sheet(scripts: list[Script], rng: Random) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("对比")
        for number, script in enumerate(scripts):
            write_report(sheet, script, rng, 0, 18 * number)
    return stream.getvalue()


def _sheets(scripts: list[Script], rng: Random) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        for number, script in enumerate(scripts):
            write_report(book.add_worksheet(f"报告{number + 1}"), script, rng, 0, 0)
    return stream.getvalue()


def _several(name: str, suffix: str, join: Join, most: int = 3, cost: float = 0.0, loose: bool = False) -> Several:
    return Several(name, suffix, _unused, join=join, most=most, cost=cost, loose=loose)


def _unused(script: Script, rng: Random) -> bytes:
    raise msgspec.ValidationError("a file of several reports is made by apply")


SEVERAL_LAYOUTS = (
    _several("several-text", "txt", _one_after_another, loose=True),
    _several("several-html", "html", _on_one_page),
    _several("several-side-by-side", "html", _side_by_side, most=2),
    _several("several-sheets", "xlsx", _sheets, cost=0.05),
    _several("several-columns", "xlsx", _columns_of_a_sheet, most=2, cost=0.05),
)
