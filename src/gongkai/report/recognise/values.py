"""The text of a table cell as a value: a number, a blank, a mark for «not applicable», or no value at all."""

import functools
import re
from decimal import Decimal

from gongkai.report.model import BLANK, NOT_APPLICABLE, Cell, CellState
from gongkai.text.numerals import decimal
from gongkai.text.widths import normalise, squeeze

_NOT_APPLICABLE = frozenset(
    ("-", "--", "---", "–", "—", "——", "―", "─", "/", "//", "\\", "*", "无", "不适用", "不涉及", "N/A", "n/a")
)
_UNIT = re.compile(r"(?:\(?(?:件次|件|项|条|个|宗|份|部|起|次|万元|元)\)?)$")
_SIGNED = re.compile(r"^(?:增加?|\+)(\d+)$|^(?:减少?|下降)(\d+)$")
_ZEROS = frozenset("零〇○")
_MARK = re.compile(
    r"(?:[\u2460-\u24ff\u00b2\u00b3\u00b9\u2070-\u2079*※]|[\[［【]\s*注?\s*\d{1,2}\s*[\]］】]|[(（]?注\s*\d{1,2}[)）]?)+$"
)
"""A footnote's mark behind a figure; NFKC would turn «3①» into 31."""
_BEHIND_DIGIT = re.compile(
    r"(?<=\d)(?:[\u2460-\u24ff\u00b2\u00b3\u00b9\u2070-\u2079*※]|[\[［【]\s*注?\s*\d{1,2}\s*[\]］】])+(?!\S)"
)
_SPOILT = re.compile(
    r"^(?:[Oo]+|\d[\d,.]*(?<![.,])(?![\d,])(?!\s*[.、]\s*(?:[^\d]|$))(?!(?![件项条个宗份部年次])[\u4e00-\u9fff]{2}).+)$"
)
"""A figure with something else in its cell, or letters that look like one: no label, and no number for certain."""
UNREAD = "—?"
"""How a cell that could not be read is printed by our own writers."""


@functools.lru_cache(maxsize=8192)
def value_of(text: str) -> Cell | None:
    """The cell that the text writes; ``None`` where the text is no value but a label or prose.

    Thousands separators, full-width digits and a unit behind the number are allowed. A number that is no integer
    keeps its decimals: whether they may be there depends on the cell.

    >>> value_of("１,234件").value, value_of("—").state.value, value_of("  ").state.value, value_of("自然人")
    (1234, 'not_applicable', 'blank', None)
    """
    if text.isdigit() and text.isascii() and len(text) < 16:
        return Cell.number(int(text))
    plain = squeeze(normalise(_MARK.sub("", text.strip())))
    if not plain:
        return None if text.strip() else BLANK
    if plain in _ZEROS:
        return Cell.number(0)
    if plain in _NOT_APPLICABLE:
        return NOT_APPLICABLE
    if plain == UNREAD:
        return Cell(state=CellState.UNREADABLE)
    if signed := _SIGNED.match(plain):
        return Cell.number(int(signed[1]) if signed[1] else -int(signed[2]))
    unit = _UNIT.search(plain)
    number = decimal(plain[: unit.start()] if unit else plain)
    if number is None:
        return None
    if unit and unit[0] == "元":
        number /= 10_000
    if number == number.to_integral_value() and not (unit and "元" in unit[0]):
        # The decimals of money are kept as printed; «3.0» of a spreadsheet is the count 3 all the same.
        return Cell(int(number), CellState.NUMBER, plain if "." in plain else "")
    return Cell.number(number)


def without_marks(line: str) -> str:
    """A line of figures without the footnotes' marks behind them, before NFKC makes digits of those."""
    return line if line.isascii() and "[" not in line and "*" not in line else _BEHIND_DIGIT.sub("", line)


def spoilt(text: str) -> Cell | None:
    """An unreadable cell where the text is a figure with a remark in it (``5（含结转1）``), ``None`` for a label."""
    plain = squeeze(normalise(text))
    return Cell(state=CellState.UNREADABLE, printed=plain) if _SPOILT.match(plain) and len(plain) < 24 else None


def as_count(cell: Cell) -> Cell:
    """The value as a count; a number with decimals cannot be one and becomes unreadable, its print kept."""
    if isinstance(cell.value, Decimal):
        if cell.value == cell.value.to_integral_value():
            return Cell.number(int(cell.value))
        return Cell(state=CellState.UNREADABLE, printed=str(cell.value))
    return Cell.number(cell.value) if cell.value is not None and cell.printed else cell


def as_amount(cell: Cell) -> Cell:
    """The value as money in 万元, its decimals as printed."""
    if cell.state is CellState.NUMBER and isinstance(cell.value, int):
        return Cell.number(Decimal(cell.printed or cell.value))
    return cell
