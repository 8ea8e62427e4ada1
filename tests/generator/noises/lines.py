"""Noise on running text: headings, titles, captions, widths of figures."""

import re
from random import Random

import msgspec

from generator.board import Board
from generator.noises.model import Noise
from generator.script import Line, Script

_HEADINGS = {
    1: ("总体情况", "总体情况概述"),
    2: ("主动公开政府信息情况", "主动公开情况", "主动公开信息情况"),
    3: ("收到和处理政府信息公开申请情况", "依申请公开情况"),
    4: ("政府信息公开行政复议、行政诉讼情况", "因政府信息公开工作被申请行政复议、提起行政诉讼情况"),
    5: ("存在主要问题及改进情况", "存在的主要问题和改进情况", "存在的问题及改进措施"),
    6: ("需要报告的其他事项", "其他需要报告的情况"),
}
_ORDINALS = ("{}、", "{}.", "{} 、", "（{}）", "{}，", "第{}部分 ")


def _other_headings(script: Script, rng: Random) -> Script:
    """Headings in other words and with other numbering than the form's."""
    ordinal = rng.choice(_ORDINALS[:3] if rng.random() < 0.7 else _ORDINALS)
    titles = {s.number: rng.choice((s.title, *_HEADINGS[s.number])) for s in script.report.sections}
    blocks = tuple(
        msgspec.structs.replace(b, text=ordinal.format("零一二三四五六"[b.section]) + titles[b.section])
        if isinstance(b, Line) and b.level == 2
        else b
        for b in script.blocks
    )
    sections = tuple(msgspec.structs.replace(s, title=titles[s.number]) for s in script.report.sections)
    report = msgspec.structs.replace(script.report, sections=sections)
    return msgspec.structs.replace(script, blocks=blocks, report=report)


def _title_in_two_lines(script: Script, rng: Random) -> Script:
    """Body on one line, year and the name of the report on the next, as samples 003 and 004 print it."""
    organ, year = script.report.organ, script.report.year
    gap = rng.choice(("", " "))
    lines = (Line(str(organ), 1), Line(f"{year}{gap}年政府信息公开工作年度报告", rng.choice((0, 1))))
    return msgspec.structs.replace(script, blocks=(*lines, *script.blocks[1:]))


def _year_in_characters(script: Script, rng: Random) -> Script:
    """二〇二五年 in the title."""
    digits = str(script.report.year).translate(
        str.maketrans("0123456789", rng.choice(("〇一二三四五六七八九", "○一二三四五六七八九")))
    )
    title = Line(f"{script.report.organ}{digits}年政府信息公开工作年度报告", 1)
    return msgspec.structs.replace(script, blocks=(title, *script.blocks[1:]))


def _captions(script: Script, rng: Random) -> Script:
    """Lines around the tables: units, captions, remarks with figures."""
    blocks: list[Line | Board] = []
    for block in script.blocks:
        if not isinstance(block, Board):
            blocks.append(block)
            continue
        before = rng.choice(("（单位：件）", f"表{block.number - 1}　统计表", "单位：件", "具体情况如下表所示：", ""))
        after = rng.choice(("注：以上数据截至12月31日。", "填报人：办公室　审核人：办公室", "", ""))
        blocks += [Line(t, 0, block.number) if isinstance(t, str) else t for t in (before, block, after) if t]
    return msgspec.structs.replace(script, blocks=tuple(blocks))


def _prose_widths(script: Script, rng: Random) -> Script:
    """Figures in running text in full width, or with blanks around them."""

    def change(text: str) -> str:
        if style == "wide":
            return text.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
        return re.sub(r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=\d)(?=[\u4e00-\u9fff])", " ", text)

    style = rng.choice(("wide", "blanks"))
    blocks = tuple(
        msgspec.structs.replace(b, text=change(b.text)) if isinstance(b, Line) and b.level != 2 else b
        for b in script.blocks
    )
    return msgspec.structs.replace(script, blocks=blocks)


LINE_NOISES = (
    Noise("headings", _other_headings, frozenset({"S1", "S6"})),
    Noise("title-lines", _title_in_two_lines, frozenset()),
    Noise("year-in-characters", _year_in_characters, frozenset()),
    Noise("captions", _captions, frozenset()),
    Noise("prose-widths", _prose_widths, frozenset()),
)
