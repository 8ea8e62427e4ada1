"""Noise on the labels of tables: typos, blanks, breaks, widths, script, numbering, groups."""

import functools
import re
from collections.abc import Callable
from random import Random

import msgspec

from generator.board import Box
from generator.noises.model import Noise, boxes, labels, retext, some, table_3
from generator.script import Line, Script

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
        else b.map(lambda box: retext(box, _to_traditional()(box.text)))
        for b in script.blocks
    )
    return msgspec.structs.replace(script, blocks=blocks)


def _no_groups(script: Script, rng: Random) -> Script:
    """The labels that span rows are missing."""
    return boxes(script, lambda box: retext(box, "") if _is_group(box) else box)


def _is_group(box: Box) -> bool:
    return box.cell is None and box.rowspan > 1 and box.text[:1] in "三（" and "勾稽" not in box.text


def _groups_astray(script: Script, rng: Random) -> Script:
    """The labels that span rows stand beside another row of their group, or of the next."""
    board = table_3(script)
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


LABEL_NOISES = (
    Noise("typos", labels(some(0.25, _typo))),
    Noise("blanks-in-labels", labels(some(0.5, _blanks_inside))),
    Noise("breaks-in-labels", labels(some(0.4, _broken))),
    Noise("half-width", labels(_half)),
    Noise("full-width-labels", labels(_full)),
    Noise("no-numbers", labels(some(0.8, _unnumbered))),
    Noise("traditional", _traditional),
    Noise("no-groups", _no_groups),
    Noise("groups-astray", _groups_astray),
)
