"""A comparison in every format: each says each change."""

import io
import json
import re
from pathlib import Path

import msgspec
import pytest
from lxml import html as parser
from python_calamine import CalamineWorkbook

from gongkai.report.compare import Comparison, compare
from gongkai.report.load import load_reports
from gongkai.report.model import AnnualReport
from gongkai.report.writers.comparison import data, markdown, page, terminal, workbook
from gongkai.report.writers.fold import columns
from gongkai.report.writers.terminal import Screen

SAMPLES = sorted((Path(__file__).parents[2] / "samples/reports").glob("*.txt"))


def sample(number: int) -> AnnualReport:
    """A sample report."""
    return load_reports(SAMPLES[number])[0].report


def comparison() -> Comparison:
    """Two years of one body, with a sentence kept and a number changed in it."""
    before, after = sample(1), sample(0)
    kept = "全年共受理申请 {} 件，均在法定期限内答复。"
    return compare(*(_with_line(r, kept.format(n)) for r, n in ((before, 24), (after, 10))))


def _with_line(report: AnnualReport, line: str) -> AnnualReport:
    first, *rest = report.sections
    first = msgspec.structs.replace(first, text=f"{line}\n{first.text}")
    return msgspec.structs.replace(report, sections=(first, *rest))


def test_data_has_every_figure_and_both_texts() -> None:
    found = json.loads(json.dumps(data.comparison_data(comparison())))
    assert len(found["figures"]) == 200
    figure = next(f for f in found["figures"] if (f["row"], f["column"]) == ("received", "total"))
    assert (figure["before"], figure["after"], figure["difference"], figure["percent"]) == (24, 10, -14, "-58.3")
    assert (found["before"]["year"], found["after"]["year"]) == (2022, 2025)
    assert found["sections"][0]["passages"][0]["kind"] == "changed"
    assert 0 <= found["reuse"] < 0.1


@pytest.mark.parametrize("width", [80, 100])
def test_the_terminal_shows_figures_and_changes_within_its_width(width: int) -> None:
    text = terminal.write_comparison(comparison(), Screen(width))
    assert max(map(columns, text.split("\n"))) <= width
    assert re.search(r"一、本年新收政府信息公开申请数量 · 总计 +24 +10 +−14 +−58.3%", text)
    assert "[−24−]{+10+}" in text
    assert "\x1b" not in text


def test_markdown_has_a_row_for_each_figure_that_is_not_nothing() -> None:
    text = markdown.write_comparison(comparison())
    rows = re.findall(r"^\| .* \| .* \| .* \| .* \| .* \|$", text, re.MULTILINE)
    shown = [change for change in comparison().changes if not change.is_idle]
    assert len([row for row in rows if "---" not in row and "增减" not in row]) == len(shown)
    assert "~~24~~**10**" in text


def test_the_page_needs_nothing_and_shows_both_figures_in_changed_cells() -> None:
    source = page.write_comparison(comparison())
    assert not re.search(r"https?:|<script|<link|url\(", re.sub(r"<(?:p|ins|del).*?</(?:p|ins|del)>", "", source))
    tree = parser.document_fromstring(source)
    changed = [change for change in comparison().changes if not change.is_same]
    cells = tree.xpath("//td[@class='changed']")
    assert [cell.xpath("string(.//del)") for cell in cells] == [str(c.before.value) for c in changed if c.before]
    assert tree.xpath("//p[del='24' and ins='10']")
    assert len(tree.xpath("//table")) == 3


def test_the_workbook_has_all_figures_as_numbers() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook.write_comparison(comparison())))
    rows = book.get_sheet_by_name("数据").to_python()
    assert len(rows) == 201
    assert ["表三", "一、本年新收政府信息公开申请数量 · 总计", 24, 10, -14, -58.3] in rows
    assert [row[1] for row in book.get_sheet_by_name("文字").to_python()[1:]].count("改动") >= 1


@pytest.mark.parametrize("write", [markdown.write_comparison, page.write_comparison, workbook.write_comparison])
def test_two_editions_can_be_compared(write: object) -> None:
    before = msgspec.structs.replace(sample(1), form="2019")
    assert callable(write)
    assert write(compare(before, sample(0)))
