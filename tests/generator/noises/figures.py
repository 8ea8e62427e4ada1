"""Noise on figures: separators, widths, units, blanks and dashes for zeros."""

from random import Random

import msgspec

from generator.board import Box
from generator.noises.model import Change, Noise, boxes, figures, retext
from generator.script import Script
from gongkai.report.model import BLANK, NOT_APPLICABLE, Cell

_FULL = str.maketrans("0123456789.", "０１２３４５６７８９．")


def _grouped(box: Box, rng: Random) -> Box:
    """Thousands separators, half or full width."""
    whole, dot, rest = box.text.partition(".")
    return retext(box, f"{int(whole):,}".replace(",", rng.choice((",", "，"))) + dot + rest)


def _wide(box: Box, rng: Random) -> Box:
    return retext(box, box.text.translate(_FULL) if rng.random() < 0.6 else box.text)


def _with_unit(box: Box, rng: Random) -> Box:
    if rng.random() < 0.5 or box.cell is None:
        return box
    unit = "万元" if box.cell.column == "amount" else rng.choice(("件", " 件", "项"))
    return retext(box, box.text + unit)


def _padded(box: Box, rng: Random) -> Box:
    return retext(box, rng.choice((" ", "　", "\u00a0", "\u200b")) + box.text + rng.choice(("", " ")))


def instead_of_zero(signs: tuple[str, ...], cell: Cell) -> Change:
    """Zeros printed as something else; in part of the reports all of them, in others some."""

    def apply(script: Script, rng: Random) -> Script:
        share = rng.choice((1.0, 0.5, 0.1))
        zeros = {ref for ref, c in script.report.cells.items() if c.value == 0 and rng.random() < share}
        sign = rng.choice(signs)
        cells = {ref: cell if ref in zeros else c for ref, c in script.report.cells.items()}
        changed = boxes(script, lambda box: retext(box, sign) if box.cell in zeros else box)
        return msgspec.structs.replace(changed, report=msgspec.structs.replace(script.report, cells=cells))

    return apply


FIGURE_NOISES = (
    Noise("thousands", figures(_grouped), frozenset()),
    Noise("full-width-figures", figures(_wide), frozenset()),
    Noise("units", figures(_with_unit)),
    Noise("padded", figures(_padded), frozenset()),
    Noise("blank-zeros", instead_of_zero(("",), BLANK)),
    Noise("dashes", instead_of_zero(("-", "—", "/", "－", "——", "／"), NOT_APPLICABLE)),
)
