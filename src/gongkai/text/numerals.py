"""Numbers as they are written in Chinese reports: 1,234、１２３、12.5、2.3万、五千余、四."""

import re
from decimal import Decimal, InvalidOperation

from gongkai.text.widths import normalise, squeeze

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
_ARABIC = re.compile(r"[+-]?\d+(?:\.\d+)?")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
MAX_DIGITS = 18
"""A count with more digits than this is not a count; nothing longer is turned into a number."""


def chinese_integer(text: str) -> int | None:
    """The integer that Chinese numerals write, or ``None`` where the characters are not such a numeral.

    >>> chinese_integer("二十一"), chinese_integer("一万零五十"), chinese_integer("二〇二五"), chinese_integer("件")
    (21, 10050, 2025, None)
    """
    if not text or len(text) > MAX_DIGITS:
        return None
    if all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total = section = digit = 0
    for c in text:
        if c in _DIGITS:
            digit = _DIGITS[c]
        elif c in _UNITS:
            section += (digit or 1) * _UNITS[c]
            digit = 0
        elif c in _MYRIADS:
            total = (total + section + digit) * _MYRIADS[c]
            section = digit = 0
        else:
            return None
    return total + section + digit


def decimal(text: str) -> Decimal | None:
    """The number that Arabic digits write, thousands separators and full-width forms allowed; else ``None``.

    The digits stay as printed: ``1271.38998`` keeps its five places and ``3.00`` its two.

    >>> decimal("１,234"), decimal("1271.38998"), decimal("1,2"), decimal("—")
    (Decimal('1234'), Decimal('1271.38998'), None, None)
    """
    digits = squeeze(normalise(text))
    if len(digits) > MAX_DIGITS + 8:
        return None
    if "," in digits:
        if not _GROUPED.fullmatch(digits):
            return None
        digits = digits.replace(",", "")
    elif not _ARABIC.fullmatch(digits):
        return None
    try:
        return Decimal(digits)
    except InvalidOperation:
        return None


def chinese_numeral(number: int) -> str:
    """An integer from 0 to 9999 in Chinese numerals, as articles and sections are numbered.

    >>> chinese_numeral(4), chinese_numeral(10), chinese_numeral(20), chinese_numeral(49), chinese_numeral(105)
    ('四', '十', '二十', '四十九', '一百零五')
    """
    if not 0 <= number <= 9999:
        raise ValueError(f"只能写出 0 到 9999 的中文数字，收到 {number}")
    names = "零一二三四五六七八九"
    if number < 10:
        return names[number]
    written = ""
    gap = False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            written += ("零" if gap and written else "") + names[digit] + name
            gap = False
        else:
            gap = True
    return written.removeprefix("一") if written.startswith("一十") else written
