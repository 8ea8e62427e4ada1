"""Values of spreadsheet cells as text: numbers without a tail of ``.0``, dates, lines of text."""

import datetime as dt
import re

_BUILT_IN_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
"""Number formats that show dates and need no code (ECMA-376 18.8.30, with the Chinese ones)."""
_LITERALS = re.compile(r"\"[^\"]*\"|\\.|\[[^\]]*\]|_.|\*.")
_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001  a spreadsheet's dates know no time zone
_EPOCH_1904 = dt.datetime(1904, 1, 1)  # noqa: DTZ001
_LAST_DAY = 2_958_465


def number_text(value: str | float) -> str:
    """A number as it would be printed, with at most the 15 digits that a spreadsheet knows.

    >>> number_text("3.0"), number_text("1271.3899799999999"), number_text(2.5), number_text("1E3"), number_text("x")
    ('3', '1271.38998', '2.5', '1000', 'x')
    """
    try:
        number = float(value)
    except ValueError:
        return tidy(str(value))
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else f"{number:.15g}"


def date_text(value: str | float, *, epoch1904: bool = False) -> str:
    """The day, with hour and minute where it has them, that a serial number stands for.

    >>> date_text("46022"), date_text("46022.5")
    ('2025-12-31', '2025-12-31 12:00')
    """
    try:
        days = float(value)
    except ValueError:
        return tidy(str(value))
    if not 0 <= days <= _LAST_DAY:
        return number_text(days)
    moment = (_EPOCH_1904 if epoch1904 else _EPOCH) + dt.timedelta(minutes=round(days * 1440))
    return f"{moment:%Y-%m-%d}" if days.is_integer() else f"{moment:%Y-%m-%d %H:%M}"


def is_date_format(number: str, code: str) -> bool:
    """Whether a number format shows a date: by its number, or by its code once literals are taken out.

    >>> is_date_format("14", ""), is_date_format("176", 'yyyy"年"m"月"'), is_date_format("177", '0.00"日"')
    (True, True, False)
    """
    if not code:
        return number.isdecimal() and int(number[:4]) in _BUILT_IN_DATES
    positive = _LITERALS.sub("", code.split(";", maxsplit=1)[0])
    return "General" not in positive and re.search("[yYdDhHsSmM]", positive) is not None


def tidy(text: str) -> str:
    """The text with its line breaks, every other run of white space one space."""
    return "\n".join(filter(None, (" ".join(line.split()) for line in text.splitlines())))
