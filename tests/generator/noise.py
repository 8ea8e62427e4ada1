"""What happens to labels, cells and lines between the form and the published file."""

import functools
import re
from collections.abc import Callable
from random import Random

import msgspec

from generator.board import Board, Box
from generator.script import Line, Script
from gongkai.findings import CellRef
from gongkai.report.model import BLANK, NOT_APPLICABLE, Cell


class Noise(msgspec.Struct, frozen=True):
    """``allowed`` are rules of severity error that the noise may set off: it makes the report itself faulty in form."""

    name: str
    change: Callable[[Script, Random], Script]
    allowed: frozenset[str] = frozenset()

    def apply(self, script: Script, rng: Random) -> Script:
        """The script with the noise in it."""
        return self.change(script, rng)


def _labels(change: Callable[[str, Random], str]) -> Callable[[Script, Random], Script]:
    """Noise on the labels of tables."""

    def apply(script: Script, rng: Random) -> Script:
        return _boxes(script, lambda box: box if box.cell else msgspec.structs.replace(box, text=change(box.text, rng)))

    return apply


def _figures(change: Callable[[Box, Random], Box]) -> Callable[[Script, Random], Script]:
    """Noise on the printed figures that leaves their value as it is."""

    def apply(script: Script, rng: Random) -> Script:
        return _boxes(script, lambda box: change(box, rng) if box.cell and box.text else box)

    return apply


def _boxes(script: Script, change: Callable[[Box], Box]) -> Script:
    return script.with_boards({board.number: board.map(change) for board in script.boards()})


def _retext(box: Box, text: str) -> Box:
    return msgspec.structs.replace(box, text=text)


def _some(share: float, change: Callable[[str, Random], str]) -> Callable[[str, Random], str]:
    return lambda text, rng: change(text, rng) if text and rng.random() < share else text


_TYPOS = {
    "勾稽": "钩稽",
    "公益": "公盖",
    "另行制作": "另行制做",
    "申请人": "申請人",
    "逾期": "预期",
    "重新出具": "从新出具",
    "举报": "举保",
    "缴纳": "交纳",
    "掌握": "掌屋",
    "其他法律": "其它法律",
    "其他处理": "其它处理",
    "其他结果": "其它结果",
    "行政强制": "行政強制",
    "继续": "继读",
    "数量": "数",
}


def _typo(text: str, rng: Random) -> str:
    fitting = [right for right in _TYPOS if right in text]
    if fitting:
        right = rng.choice(fitting)
        return text.replace(right, _TYPOS[right])
    if len(text) > 9:
        at = rng.randrange(4, len(text) - 1)
        return text[:at] + text[at + 1 :]
    return text


def _blanks_inside(text: str, rng: Random) -> str:
    return "".join(c + rng.choice(("", "", " ", "　")) for c in text)


def _broken(text: str, rng: Random) -> str:
    at = rng.randrange(1, len(text)) if len(text) > 2 else 0
    return f"{text[:at]}\n{text[at:]}" if at else text


_HALF = str.maketrans("（）：，“”、．", '():,"",.')
_FULL = str.maketrans("0123456789.()", "０１２３４５６７８９．（）")


def _half(text: str, rng: Random) -> str:
    return text.translate(_HALF)


def _full(text: str, rng: Random) -> str:
    return text.translate(_FULL)


def _unchanged(script: Script, rng: Random) -> Script:
    return script


def _unnumbered(text: str, rng: Random) -> str:
    return re.sub(r"^\d\.", rng.choice(("", "{}、", "（{}）", "{} ", "{}．")).replace("{}", text[:1]), text)


@functools.cache
def _to_traditional() -> Callable[[str], str]:
    from opencc import OpenCC

    converter = OpenCC("s2t")
    return converter.convert


def _traditional(script: Script, rng: Random) -> Script:
    """The whole file in traditional script; what comes back is compared in simplified script by the judge."""
    blocks = tuple(
        msgspec.structs.replace(b, text=_to_traditional()(b.text))
        if isinstance(b, Line)
        else b.map(lambda box: _retext(box, _to_traditional()(box.text)))
        for b in script.blocks
    )
    return msgspec.structs.replace(script, blocks=blocks)


def _grouped(box: Box, rng: Random) -> Box:
    """Thousands separators, half or full width."""
    whole, dot, rest = box.text.partition(".")
    return _retext(box, f"{int(whole):,}".replace(",", rng.choice((",", "，"))) + dot + rest)


def _wide(box: Box, rng: Random) -> Box:
    return _retext(box, box.text.translate(_FULL) if rng.random() < 0.6 else box.text)


def _with_unit(box: Box, rng: Random) -> Box:
    if rng.random() < 0.5 or box.cell is None:
        return box
    unit = "万元" if box.cell.column == "amount" else rng.choice(("件", " 件", "项"))
    return _retext(box, box.text + unit)


def _padded(box: Box, rng: Random) -> Box:
    return _retext(box, rng.choice((" ", "　", "\u00a0", "\u200b")) + box.text + rng.choice(("", " ")))


def _instead_of_zero(signs: tuple[str, ...], cell: Cell) -> Callable[[Script, Random], Script]:
    """Zeros printed as something else; in part of the reports all of them, in others some."""

    def apply(script: Script, rng: Random) -> Script:
        share = rng.choice((1.0, 0.5, 0.1))
        zeros = {ref for ref, c in script.report.cells.items() if c.value == 0 and rng.random() < share}
        sign = rng.choice(signs)
        cells = {ref: cell if ref in zeros else c for ref, c in script.report.cells.items()}
        changed = _boxes(script, lambda box: _retext(box, sign) if box.cell in zeros else box)
        return msgspec.structs.replace(changed, report=msgspec.structs.replace(script.report, cells=cells))

    return apply


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


def _no_groups(script: Script, rng: Random) -> Script:
    """The labels that span rows are missing."""
    return _boxes(script, lambda box: _retext(box, "") if _is_group(box) else box)


def _is_group(box: Box) -> bool:
    return box.cell is None and box.rowspan > 1 and box.text[:1] in "三（" and "勾稽" not in box.text


def _groups_astray(script: Script, rng: Random) -> Script:
    """The labels that span rows stand beside another row of their group, or of the next."""
    board = next((board for board in script.boards() if board.number == 3), None)
    if board is None:
        return script
    boxes = []
    for box in board.boxes:
        if not _is_group(box) or box.column == 0:
            boxes.append(box)
            continue
        beside = rng.randrange(box.rowspan)
        boxes += [
            msgspec.structs.replace(box, row=box.row + i, rowspan=1, text=box.text if i == beside else "")
            for i in range(box.rowspan)
        ]
    return script.with_boards({3: msgspec.structs.replace(board, boxes=tuple(boxes))})


def _lost_row(script: Script, rng: Random) -> Script:
    """A row of table 3 is not in the file: its cells must not come back with a figure of another row."""
    board = next((board for board in script.boards() if board.number == 3), None)
    if board is None:
        return script
    row = rng.choice(sorted({box.row for box in board.boxes if box.cell}))
    gone = frozenset(box.cell for box in board.boxes if box.row == row and box.cell)
    return _losing(script.with_boards({3: board.without_row(row)}), gone)


def _lost_column(script: Script, rng: Random) -> Script:
    """A column of figures of table 3 is not in the file: all figures of its table may be in doubt."""
    board = next((board for board in script.boards() if board.number == 3), None)
    if board is None:
        return script
    column = rng.choice(sorted({box.column for box in board.boxes if box.cell}))
    return _losing(script.with_boards({3: board.without_column(column)}), _cells_of(board))


def _lost_zero(script: Script, rng: Random) -> Script:
    """As in sample 000: rows of the leaves that stand under two groups lack one figure, a zero where there is one."""
    board = next((board for board in script.boards() if board.number == 3), None)
    if board is None:
        return script
    lost: set[CellRef] = set()
    gone: set[CellRef] = set()
    boxes = list(board.boxes)
    for row in range(board.heads, board.height):
        figures = [box for box in board.boxes if box.row == row and box.cell]
        label = next((box for box in board.boxes if box.row == row and box.column == 2 and not box.cell), None)
        if label is None or not figures:
            continue
        zeros = [box for box in figures[:-1] if box.text == "0"] or figures[:-1]
        victim = rng.choice(zeros)
        lost |= {box.cell for box in figures if box.cell}
        gone |= {victim.cell} if victim.cell else set()
        boxes.remove(victim)
        for box in figures:
            if box.column > victim.column:
                boxes[boxes.index(box)] = msgspec.structs.replace(box, column=box.column - 1)
    changed = script.with_boards({3: msgspec.structs.replace(board, boxes=tuple(boxes))})
    return msgspec.structs.replace(changed, losable=script.losable | lost | gone)


def _packed_blanks(script: Script, rng: Random) -> Script:
    """Zeros are left out and the figures behind them move to the left: what is there may stand anywhere in its row."""
    report = script.report
    script = _instead_of_zero(("",), BLANK)(script, rng)
    changed: dict[int, Board] = {}
    losable: set[CellRef] = set()
    for board in script.boards():
        if board.number == 2:
            continue
        boxes: list[Box] = []
        for row in board.rows():
            figures = [box for box in row if box.cell]
            kept = [box for box in figures if box.text]
            boxes += [box for box in row if not box.cell]
            boxes += [
                msgspec.structs.replace(box, column=place.column) for box, place in zip(kept, figures, strict=False)
            ]
            if len(kept) < len(figures):
                losable |= {box.cell for box in figures if box.cell}
        changed[board.number] = msgspec.structs.replace(board, boxes=tuple(boxes))
    cells = {ref: report.cells[ref] if ref in losable else cell for ref, cell in script.report.cells.items()}
    changed_report = msgspec.structs.replace(report, cells=cells)
    packed = msgspec.structs.replace(script.with_boards(changed), report=changed_report)
    return _losing(packed, frozenset(losable))


def _losing(script: Script, gone: frozenset[CellRef]) -> Script:
    return msgspec.structs.replace(script, losable=script.losable | gone)


def _cells_of(board: Board) -> frozenset[CellRef]:
    return frozenset(box.cell for box in board.boxes if box.cell)


_FORM = frozenset({"S6"})

NOISES: dict[str, Noise] = {
    noise.name: noise
    for noise in (
        Noise("none", _unchanged),
        Noise("typos", _labels(_some(0.25, _typo)), _FORM),
        Noise("blanks-in-labels", _labels(_some(0.5, _blanks_inside)), _FORM),
        Noise("breaks-in-labels", _labels(_some(0.4, _broken)), _FORM),
        Noise("half-width", _labels(_half), _FORM),
        Noise("full-width-labels", _labels(_full), _FORM),
        Noise("no-numbers", _labels(_some(0.8, _unnumbered)), _FORM),
        Noise("traditional", _traditional, _FORM),
        Noise("headings", _other_headings, frozenset({"S1", "S6"})),
        Noise("title-lines", _title_in_two_lines),
        Noise("year-in-characters", _year_in_characters),
        Noise("captions", _captions),
        Noise("prose-widths", _prose_widths),
        Noise("no-groups", _no_groups, _FORM),
        Noise("groups-astray", _groups_astray, _FORM),
        Noise("thousands", _figures(_grouped)),
        Noise("full-width-figures", _figures(_wide)),
        Noise("units", _figures(_with_unit), _FORM),
        Noise("padded", _figures(_padded)),
        Noise("blank-zeros", _instead_of_zero(("",), BLANK), _FORM),
        Noise("dashes", _instead_of_zero(("-", "—", "/", "－", "——", "／"), NOT_APPLICABLE), _FORM),
        Noise("lost-row", _lost_row, _FORM),
        Noise("lost-column", _lost_column, _FORM),
        Noise("lost-zero", _lost_zero, _FORM),
        Noise("packed-blanks", _packed_blanks, _FORM),
    )
}
