"""公民身份号码: the 18 characters of a resident identity card, with their check character (GB 11643—1999)."""

import datetime as dt
import re

_SHAPE = re.compile(r"[1-9][0-9]{16}[0-9X]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def is_valid(number: str) -> bool:
    """Whether the number has the right characters, a day of birth that there is, and the right check character.

    >>> is_valid("11010519491231002X"), is_valid("110105194912310021"), is_valid("11010519491331002X")
    (True, False, False)
    """
    if not _SHAPE.fullmatch(number):
        return False
    try:
        dt.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return _CHECKS[total % 11] == number[17]
