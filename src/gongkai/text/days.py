"""Days as people write them in tables."""

import datetime as dt
import re

from gongkai.text.widths import normalise

NOTHING = frozenset({"", "/", "-", "—", "——", "无", "空", "未", "暂无", "N/A", "n/a"})
"""What people write where there is nothing to write."""

_DAY = re.compile(r"((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*(?:日|号)?(?:[\sT].*)?")
_SOLID = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_EPOCH = dt.date(1899, 12, 30)


def written_day(text: str) -> dt.date | None:
    """A day, in the ways in which it is written, spreadsheets' own numbers included; ``None`` for nothing.

    Raises ``ValueError`` in Chinese.

    >>> written_day("2025年3月2日"), written_day("2025.03.02 10:30"), written_day("45718"), written_day("—")
    (datetime.date(2025, 3, 2), datetime.date(2025, 3, 2), datetime.date(2025, 3, 2), None)
    """
    text = normalise(text).strip()
    if text in NOTHING:
        return None
    match = _DAY.fullmatch(text) or _SOLID.fullmatch(text)
    if not match and not _SERIAL.fullmatch(text):
        raise ValueError(f"“{text[:20]}”不是能认出的日期，请写成 2025-03-02 或者 2025年3月2日")
    try:
        return dt.date(*map(int, match.groups())) if match else _EPOCH + dt.timedelta(days=int(float(text)))
    except (ValueError, OverflowError) as error:
        raise ValueError(f"“{text[:20]}”这一天不存在") from error
