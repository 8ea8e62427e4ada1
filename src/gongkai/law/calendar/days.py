"""What a day is: working or not, why, and whether that is settled."""

import functools
import re
from datetime import date, timedelta

import msgspec

ONE = timedelta(days=1)
FIRST, LAST = date(2004, 1, 1), date(2099, 12, 31)
"""The days that a calendar answers for: from the first year table on."""

_WEEKDAYS = "一二三四五六日"
_PROVINCE = re.compile(r"1[1-5]|2[123]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12]")


def weekday(on: date) -> str:
    """The day of the week in Chinese.

    >>> weekday(date(2026, 9, 20))
    '星期日'
    """
    return "星期" + _WEEKDAYS[on.weekday()]


class Day(msgspec.Struct, frozen=True):
    """A day in one region.

    ``why`` says in Chinese why it is a working day or not; ``source`` is the notice where one decided; ``doubt`` is
    empty where the day is settled, else it says what is still open.
    """

    on: date
    working: bool
    why: str
    source: str = ""
    doubt: str = ""

    @property
    def settled(self) -> bool:
        """Whether the notices for this day are known."""
        return not self.doubt


class Override(msgspec.Struct, frozen=True):
    """A later notice that changes one day, as a caller gives it: it goes before every table.

    ``region`` is the code of the place where it holds, with all places inside; empty for the whole country.
    """

    on: date
    working: bool
    why: str
    source: str
    region: str = ""


@functools.cache
def around(region: str) -> tuple[str, ...]:
    """The code of a place and of the places around it, the innermost first; nothing for the whole country.

    Raises ``ValueError`` with a Chinese message where the code cannot be one (GB/T 2260).

    >>> around("640122"), around("640000"), around("")
    (('640122', '640100', '640000'), ('640000',), ())
    """
    if not region:
        return ()
    if not re.fullmatch(r"[0-9]{6}", region) or not _PROVINCE.fullmatch(region[:2]):
        raise ValueError(f"“{region}”不是行政区划代码，应为6位数字，如宁夏640000、永宁县640121")
    return tuple(dict.fromkeys((region, region[:4] + "00", region[:2] + "0000")))
