"""What people type for days and numbers on the command line; what cannot be read is refused in one line."""

import re
from datetime import date

import click

from gongkai.cli.status import Status
from gongkai.text.widths import normalise

_DAY = re.compile(r"(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?")
_NUMBER = re.compile(r"[+-]?\d{1,9}")


class Refused(click.ClickException):
    """A value that a command cannot work with."""

    exit_code = Status.UNREADABLE


def day(text: str, name: str) -> date:
    """A day as people write it: 2026-09-14, 2026/9/14, 2026年9月14日.

    >>> day("２０２６年9月14日", "--received")
    datetime.date(2026, 9, 14)
    """
    match = _DAY.fullmatch(normalise(text).strip())
    if match is None:
        raise Refused(f"{name} 的日期“{_short(text)}”认不出，请写成 2026-09-14 这样的形式。")
    try:
        return date(*map(int, match.groups()))
    except ValueError as error:
        raise Refused(f"{name} 的日期“{_short(text)}”不存在。") from error


def number(text: str, name: str) -> int:
    """A whole number.

    >>> number("２０", "--days")
    20
    """
    digits = normalise(text).strip()
    if not _NUMBER.fullmatch(digits):
        raise Refused(f"{name} 应为整数，收到“{_short(text)}”。")
    return int(digits)


def _short(text: str) -> str:
    """What was typed, fit for one line."""
    line = " ".join(text.split())
    return line if len(line) <= 40 else line[:40] + "…"
