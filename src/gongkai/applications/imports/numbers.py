"""The ledger's own numbers beside those of the register: kept as they are, and the register goes on after them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from gongkai.text.widths import normalise

_FIGURES = re.compile(r"\d+")
_LONGEST = 5
"""Figures of a serial; longer ones are days or codes."""


def serial_in(own: str, year: int) -> int | None:
    """The serial that a number holds: its last figures, where they are no year.

    >>> serial_in("青公开〔2026〕第12号", 2026), serial_in("2026-007", 2026), serial_in("20260312001", 2026)
    (12, 7, None)
    """
    found = [figures for figures in _FIGURES.findall(normalise(own)) if figures != str(year)]
    if not found or len(found[-1]) > _LONGEST or not int(found[-1]):
        return None
    return int(found[-1])


def is_bare(own: str) -> bool:
    """Whether a number is nothing but a serial, which is only written out within a register."""
    return own.isascii() and own.isdecimal() and len(own) <= _LONGEST


def serials(owns: Iterable[str], year: int, taken: set[int], last: int) -> Iterator[int]:
    """The serials of a year's rows, in their order: that of the own number where it is free, else the next free one."""
    wanted = [serial_in(own, year) for own in owns]
    free = {serial for serial, count in Counter(wanted).items() if serial and count == 1} - taken
    after = max([last, *free])
    for serial in wanted:
        if serial and serial in free:
            yield serial
        else:
            after += 1
            yield after
