"""The page: needs nothing but itself, marks every finding, joins mark and note, can be read by anyone."""

import re
from importlib.resources import files

import msgspec
import pytest
from lxml import html as parser
from tests.writers.cases import DENIAL, FINDINGS, TOTAL, audited, finding, report

from gongkai.findings import Sentence, Severity
from gongkai.report.writers.html import write_audit, write_report
from gongkai.report.writers.results import Audited
from gongkai.report.writers.wording import MARKS

CSS = files("gongkai.report.writers.html").joinpath("page.css").read_text("utf-8")


def page() -> parser.HtmlElement:
    """The audited page as a tree."""
    return parser.document_fromstring(write_audit(audited()))


@pytest.mark.parametrize("source", [write_report(report()), write_audit(audited())])
def test_the_page_asks_for_nothing_and_runs_nothing(source: str) -> None:
    assert not re.search(r"https?://|//|<script|<link|<img|<iframe|@import|url\(|\son\w+=|javascript:", source)
    tree = parser.document_fromstring(source)
    assert all(link.startswith("#") for link in tree.xpath("//@href"))
    assert not tree.xpath("//@src")
    assert (tree.get("lang"), tree.xpath("count(//h1)"), tree.xpath("count(//main)")) == ("zh-CN", 1, 1)


def test_every_finding_has_one_note_and_one_mark_and_each_leads_to_the_other() -> None:
    tree = page()
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    for number in range(1, len(FINDINGS) + 1):
        (note,) = tree.xpath(f"//aside[@id='n{number}']")
        assert note.xpath(f".//a[@href='#f{number}']")
        (mark,) = tree.xpath(f"//*[@id='f{number}']")
        assert mark.get("href") == f"#n{number}"
    assert {link[1:] for link in tree.xpath("//@href")} <= set(ids)


def test_a_faulty_cell_is_framed_and_shows_its_value_with_the_numbers() -> None:
    (cell,) = page().xpath("//td[contains(@class, 'error')]")
    value = report().value(TOTAL.table, TOTAL.row, TOTAL.column)
    assert cell.text_content() == f"{value}{MARKS[Severity.ERROR]}2{MARKS[Severity.WARNING]}3"


def test_overlapping_words_are_each_underlined_to_their_end_over_paragraphs() -> None:
    marks = page().xpath("//p/mark")
    words = "".join(mark.text_content() for mark in marks)
    assert words == "全年共受理申请 34 件，其中区本级" + "受理 8 件" + "，" + DENIAL
    severities = {mark.get("class") for mark in marks}
    assert severities == {"error", "warning", "info"}
    (note,) = page().xpath("//a[@id='f4']")
    assert note.getprevious().text_content() == "受理 8 件"


def test_words_are_marked_in_their_own_section_only() -> None:
    text = msgspec.structs.replace(
        report(),
        sections=tuple(msgspec.structs.replace(s, text=f"甲{s.number}。相同的话。") for s in report().sections),
    )
    tree = parser.document_fromstring(write_audit(Audited("a", text, (finding(Sentence(5, "相同的话")),))))
    (paragraph,) = tree.xpath("//p[mark]")
    assert paragraph.text.startswith("甲5")


def test_findings_without_words_stand_on_the_heading_and_those_without_a_section_in_the_overview() -> None:
    tree = page()
    assert [h.text for h in tree.xpath("//h2[a]")] == ["二、主动公开政府信息情况", "五、存在的主要问题及改进情况"]
    assert tree.xpath("//h1//a[@id]")
    missing = msgspec.structs.replace(report(), title="", sections=report().sections[:2])
    lost = (finding(Sentence(6, "")), finding(Sentence(0, "")))
    tree = parser.document_fromstring(write_audit(Audited("a", missing, lost)))
    assert len(tree.xpath("//header//aside")) == 2
    assert not tree.xpath("//header//aside//a[@href]")


def test_nothing_in_a_report_becomes_markup() -> None:
    attack = "<script>alert(1)</script>\"'&amp;\x00\x1b"
    sections = tuple(msgspec.structs.replace(s, title=attack, text=attack) for s in report().sections)
    bad = msgspec.structs.replace(report(), title=attack, organ=attack, opening=attack, sections=sections)
    source = write_audit(Audited(attack, bad, (finding(Sentence(1, "alert(1)"), attack),), notes=(attack,)))
    assert "<script" not in source
    assert "\x00" not in source
    assert "&amp;amp;" in source


def test_a_clean_report_says_so() -> None:
    tree = parser.document_fromstring(write_audit(Audited("a", report(), ())))
    assert tree.xpath("string(//header/p[1])") == "未发现问题"
    assert not tree.xpath("//aside")


def luminance(colour: str) -> float:
    """The relative luminance of #rgb or #rrggbb, as WCAG defines it."""
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    parts = (int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("palette", re.findall(r":root \{(.*?)\}", CSS, re.DOTALL))
def test_every_text_colour_has_contrast_on_every_ground(palette: str) -> None:
    colours = dict(re.findall(r"--([\w-]+): (#\w+)", palette))
    grounds = [colours[name] for name in colours if name == "sheet" or name.endswith("-tint")]
    assert len(grounds) == 4
    for name in ("ink", "quiet", "link", "error", "warning", "info"):
        for ground in grounds:
            light, dark = sorted((luminance(colours[name]), luminance(ground)), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (name, colours[name], ground)
