"""Files as people make them, beyond what layouts and noises cover: each comes back whole, and without an error."""

import html
from collections.abc import Callable
from random import Random

import msgspec
import pytest

from generator.board import Board, Box
from generator.draft import random_report
from generator.judge import Outcome, judge_findings, judge_readings
from generator.layouts import Rendered
from generator.layouts.paged import columns_of_blanks
from generator.layouts.text import cell_lines, spaced_rows, tab_rows
from generator.script import Line, Script, script_of
from gongkai.report.load import reports_in
from gongkai.report.model import AnnualReport
from gongkai.report.rules import audit

Flatten = Callable[[Board, Random], list[str]]
Reports = tuple[AnnualReport, ...]
TEXTS = {"tabs": tab_rows, "lines": cell_lines, "blanks": spaced_rows, "columns": columns_of_blanks}
CRUMBS = "首页 > 政务公开 > 政府信息公开年报\n发布时间：2026-01-20 来源：办公室 浏览次数：1234 字体：大 中 小\n"
FOOTER = "上一篇：2023年政府信息公开工作年度报告\n下一篇：2025年政府信息公开工作年度报告\n版权所有：办公室\n"


def check(data: bytes, reports: Reports, *allowed: str) -> None:
    """Every cell of every report in the file comes back, and no error that is not allowed."""
    readings = list(reports_in(data))
    outcome: Outcome = judge_readings(Rendered(data, "", reports, loose=True), readings)
    for reading in readings:
        judge_findings(outcome, reading, audit(reading), frozenset(), frozenset(allowed))
    assert not outcome.problems


def text(script: Script, flatten: Flatten) -> str:
    return "\n".join(
        block.text if isinstance(block, Line) else "\n".join(flatten(block, Random(1))) for block in script.blocks
    )


def page(script: Script, table: Callable[[Board], str]) -> str:
    return "".join(
        f"<p>{html.escape(block.text)}</p>" if isinstance(block, Line) else table(block) for block in script.blocks
    )


def table(board: Board) -> str:
    def cell(box: Box) -> str:
        return f"<td rowspan={box.rowspan} colspan={box.colspan}>{html.escape(box.text).replace(chr(10), '<br>')}</td>"

    return "<table>" + "".join(f"<tr>{''.join(map(cell, row))}</tr>" for row in board.rows()) + "</table>"


def unmerged(board: Board) -> str:
    """Every place of a merged cell filled with its text, as some programs export them."""
    texts = {
        (row, column): box.text
        for box in board.boxes
        for row in range(box.row, box.row + box.rowspan)
        for column in range(box.column, box.column + box.colspan)
    }
    rows = ("".join(f"<td>{texts.get((r, c), '')}</td>" for c in range(board.width)) for r in range(board.height))
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def cut(board: Board) -> list[Board]:
    """Table 3 on two pages, its head on both; the others as they are."""
    if board.number != 3:
        return [board]
    upper, lower = board.split(15)
    return [upper, lower.below(board.head())]


def with_notes(board: Board) -> Board:
    """A row of figures that the form does not have, and a remark with figures below."""
    if board.number != 3:
        return board
    boxes = [msgspec.structs.replace(box, row=box.row + (box.row > 3)) for box in board.boxes]
    boxes += [Box("其中：网上申请", 4, 0, colspan=3), *(Box("1" if i in (0, 6) else "0", 4, 3 + i) for i in range(7))]
    boxes.append(Box("注：1.本表数据截至2025年12月31日；2.其中结转5件。", board.height + 1, 0, colspan=board.width))
    return msgspec.structs.replace(board, boxes=tuple(boxes), height=board.height + 2)


def upright(board: Board) -> Board:
    """Group labels one character a line."""
    return board.map(lambda b: b if b.cell or b.rowspan < 3 else msgspec.structs.replace(b, text="\n".join(b.text)))


@pytest.fixture(params=["2021", "2019"])
def report(request: pytest.FixtureRequest) -> AnnualReport:
    return random_report(3, edition=request.param)


@pytest.mark.parametrize("flatten", TEXTS.values(), ids=TEXTS)
def test_only_tables(report: AnnualReport, flatten: Flatten) -> None:
    script = script_of(report)
    tables = msgspec.structs.replace(script, blocks=tuple(script.boards()))
    bare = msgspec.structs.replace(report, sections=(), organ=None, year=None)
    check(text(tables, flatten).encode(), (bare,), "S1")


@pytest.mark.parametrize("flatten", TEXTS.values(), ids=TEXTS)
def test_rows_that_the_form_does_not_have(report: AnnualReport, flatten: Flatten) -> None:
    script = script_of(report)
    noted = script.with_boards({board.number: with_notes(board) for board in script.boards()})
    check(text(noted, flatten).encode(), (report,))
    check(page(noted, table).encode(), (report,))


@pytest.mark.parametrize("flatten", TEXTS.values(), ids=TEXTS)
def test_heads_repeated_after_a_break(report: AnnualReport, flatten: Flatten) -> None:
    script = script_of(report)
    check(text(script, lambda b, r: "\n— 3 —\n".join("\n".join(flatten(p, r)) for p in cut(b)).split("\n")).encode(),
          (report,))  # fmt: skip
    check(page(script, lambda board: "<p>3</p>".join(map(table, cut(board)))).encode(), (report,))


@pytest.mark.parametrize("flatten", TEXTS.values(), ids=TEXTS)
def test_several_reports_saved_from_a_site_in_one_file(report: AnnualReport, flatten: Flatten) -> None:
    other = random_report(503)
    pages = (CRUMBS + text(script_of(one), flatten) + "\n" + FOOTER for one in (report, other))
    check("".join(pages).encode("gb18030"), (report, other))


def test_two_reports_beside_each_other(report: AnnualReport) -> None:
    other = random_report(503)
    cells = "".join(f"<td>{page(script_of(one), table)}</td>" for one in (report, other))
    check(f"<table><tr>{cells}</tr></table>".encode(), (report, other))


def test_a_page_that_holds_its_report_twice(report: AnnualReport) -> None:
    once = page(script_of(report), table)
    check(f"<div>{once}</div><div style='display:none'>{once}</div>".encode(), (report,))


def test_a_report_in_a_cell_of_a_page(report: AnnualReport) -> None:
    body = page(script_of(report), table)
    menu = "<td width=200><ul><li>首页</li><li>年报 12</li></ul></td>"
    check(f"<table><tr>{menu}<td><table><tr><td>{body}</td></tr></table></td></tr></table>".encode(), (report,))


def test_merged_cells_filled_in_every_place(report: AnnualReport) -> None:
    check(page(script_of(report), unmerged).encode(), (report,))


def test_group_labels_one_character_a_line(report: AnnualReport) -> None:
    check(page(script_of(report), lambda board: table(upright(board))).encode(), (report,))


def test_each_court_in_a_row_of_its_own(report: AnnualReport) -> None:
    def rows(board: Board, rng: Random) -> list[str]:
        if board.number != 4:
            return tab_rows(board, rng)
        figures = [box.text for box in sorted(board.boxes, key=lambda box: box.column) if box.cell]
        names = ("行政复议", "未经复议直接起诉", "复议后起诉")
        head = "项目\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计"
        return [head, *("\t".join([name, *figures[5 * i : 5 * i + 5]]) for i, name in enumerate(names))]

    check(text(script_of(report), rows).encode(), (report,))
