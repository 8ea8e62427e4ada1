"""A workbook of a catalogue read: offices' own tables as well as those that were given out here.

What programs need and a table does not say (how often) is told from its time limit.
"""

import itertools
import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from gongkai.catalogue.exchange.columns import REQUIRED, column_of
from gongkai.catalogue.models import period_choices
from gongkai.catalogue.vocabulary import Audience, Channel, Mode
from gongkai.disclosure.headings import HEADINGS
from gongkai.law.rhythm import Rhythm
from gongkai.report.readers.errors import Unreadable
from gongkai.report.readers.rowwise import Row, rows_of_sheets

MAX_BYTES = 5 * 2**20
MAX_ROWS = 2_000
LONGEST = 2_000
_AHEAD = 12
"""The head stands within so many rows."""
_NOT_MARKED = {"", "□", "×", "否", "无", "-", "—", "/", "0"}
_BLANK_BOX = re.compile(r"[□☐○][^■☑●√□☐○\n]*")
_MARK = re.compile(r"[■☑●√☒\s]")
_DATE = re.compile(r"(\d{1,2})月(\d{1,2})日")
_DAYS = re.compile(r"(\d{1,3})\s*(?:个工作)?[日天]")


class Table(NamedTuple):
    """What was read: a key (or nothing) and the fields for each item; what is wrong, with the rows of the table."""

    rows: list[tuple[str, dict[str, Any]]]
    wrong: list[str]


def read(data: bytes) -> Table:
    """The items of the first sheet that has the head of a catalogue. Raises ``Unreadable`` for what is none."""
    if not data:
        raise Unreadable("文件是空的", "请检查后重新选择")
    if len(data) > MAX_BYTES:
        raise Unreadable(f"文件超过 {MAX_BYTES // 2**20} MB 的上限", "请分领域导入")
    for _, rows in rows_of_sheets(data):
        ahead = list(itertools.islice(rows, _AHEAD))
        places = _head(ahead)
        if places is None:
            continue
        last, columns = places
        return _read(itertools.chain(ahead[last + 1 :], rows), columns)
    lacking = "、".join(REQUIRED.values())
    raise Unreadable(f"在前 {_AHEAD} 行没有找到目录的表头（须有{lacking}各列）", "请核对文件，或者先导出一份照着填")


def _head(rows: list[Row]) -> tuple[int, dict[int, str]] | None:
    """The place of the head's last row, and the columns by their places; a head may have two rows."""
    for place in range(len(rows)):
        for tall in (2, 1):
            columns = _columns([cells for _, cells in rows[max(0, place - tall + 1) : place + 1]])
            if set(REQUIRED) <= set(columns.values()) and not _goes_on(rows, place, columns):
                return place, columns
    return None


def _goes_on(rows: list[Row], place: int, columns: Mapping[int, str]) -> bool:
    """Whether the next row is still of the head: it holds captions of columns that are not known yet."""
    if place + 1 >= len(rows):
        return False
    below = [column_of(text) for text in rows[place + 1][1].values() if len(text) < 15]
    return sum(name is not None for name in below) >= 2 and len(rows[place + 1][1]) < len(columns) + 8


def _columns(rows: list[dict[int, str]]) -> dict[int, str]:
    found: dict[int, str] = {}
    for place in sorted({column for cells in rows for column in cells}):
        caption = next((cells[place] for cells in reversed(rows) if cells.get(place, "").strip()), "")
        name = column_of(" ".join(caption.split()))
        if name and name not in found.values():
            found[place] = name
    return found


def _read(rows: Iterable[Row], columns: Mapping[int, str]) -> Table:
    table = Table([], [])
    above: dict[str, str] = {}
    for count, (number, cells) in enumerate(rows):
        if count >= MAX_ROWS:
            raise Unreadable(f"表格超过 {MAX_ROWS:,} 行", "请分领域导入")
        texts = {name: cells.get(place, "").strip()[:LONGEST] for place, name in columns.items()}
        if not texts.get("name") and not texts.get("content"):
            continue  # a row between, a note at the foot
        for name in ("field", "level_1"):  # merged cells stand in their first row
            texts[name] = above[name] = texts.get(name) or above.get(name, "")
        lacking = [caption for name, caption in REQUIRED.items() if not texts.get(name)]
        if lacking:
            table.wrong.append(f"表格第{number + 1}行：没有{'、'.join(lacking)}。")
        key, fields, wrong = _item(texts)
        table.wrong.extend(f"表格第{number + 1}行：{one}" for one in wrong)
        table.rows.append((key, fields))
    if not table.rows:
        raise Unreadable("表头下面没有事项", "请核对文件")
    return table


def _item(texts: Mapping[str, str]) -> tuple[str, dict[str, Any], list[str]]:
    wrong: list[str] = []
    group = "" if texts.get("group", "") in _NOT_MARKED else _MARK.sub("", texts["group"]) or "（未写明）"
    channels = _channels(texts.get("channels", ""))
    if not channels:
        wrong.append("公开渠道和载体认不出来，应为“政府网站”“村公示栏”等名称。")
    rhythm, month, day, within = _how_often(texts)
    if rhythm is None:
        wrong.append(f"频次“{texts['rhythm']}”认不出来，应为{'、'.join(one.label for one in Rhythm)}之一。")
    fields = {
        "field": (texts.get("field") or texts.get("level_1") or "其他")[:40],
        "level_1": (texts.get("level_1") or texts.get("field") or texts.get("name", ""))[:80],
        **{name: texts.get(name, "") for name in ("name", "content", "basis", "time_limit", "body")},
        "channels": channels,
        "audience": Audience.GROUP if group else Audience.ALL,
        "audience_note": group[:100],
        "mode": Mode.ON_REQUEST if _only(texts, "on_request", "proactive") else Mode.PROACTIVE,
        "tiers": [tier for tier in ("county", "township", "village") if texts.get(tier, "") not in _NOT_MARKED],
        "heading": _named(HEADINGS, texts.get("heading", ""), "法定栏目", wrong),
        "rhythm": (rhythm or Rhythm.ON_FORMATION).value,
        "month": month,
        "day": day,
        "within": within,
        "period": _named(period_choices(), texts.get("period", ""), "法定期限", wrong),
    }
    return texts.get("key", "")[:60], fields, wrong


def _only(texts: Mapping[str, str], this: str, other: str) -> bool:
    return texts.get(this, "") not in _NOT_MARKED and texts.get(other, "") in _NOT_MARKED


def _channels(text: str) -> list[str]:
    """The channels that are ticked; where there are no boxes, those that are named.

    >>> _channels("■政府网站 □政府公报 ■村公示栏"), _channels("政府网站、两微一端")
    (['site', 'board'], ['site', 'media'])
    """
    kept = _BLANK_BOX.sub("", text)
    names = {
        key: tuple(part for part in re.split(r"[/（）()]", label) if len(part) > 1) for key, label in Channel.choices
    }
    names["board"] = ("公示栏", "公告栏", "电子屏", "公开栏")
    names["media"] = ("两微一端", "微信", "微博")
    names["reading"] = ("查阅点", "查阅场所")
    return [key for key, words in names.items() if any(word in kept for word in words)]


def _how_often(texts: Mapping[str, str]) -> tuple[Rhythm | None, int, int, int]:
    """Rhythm, month, day and days after the period; told from the time limit where the table has no such columns."""
    limit, said = texts.get("time_limit", ""), texts.get("rhythm", "")
    rhythm = next((one for one in Rhythm if one.label == said), None) if said else told_rhythm(limit)
    by = texts.get("by", "") or limit
    date, days = _DATE.search(by), _DAYS.search(by)
    month, day = (
        (int(date[1]), int(date[2])) if date and 1 <= int(date[1]) <= 12 and 1 <= int(date[2]) <= 31 else (12, 31)
    )
    within = int(days[1]) if days and rhythm and rhythm.months in (1, 3, 6) and int(days[1]) <= 366 else 15
    return rhythm, month, day, within


def told_rhythm(limit: str) -> Rhythm:
    """How often a time limit in words asks for something.

    >>> [told_rhythm(words).value for words in ("每月10日前", "每季度公开一次", "信息形成之日起20个工作日内", "长期公开")]
    ['monthly', 'quarterly', 'on_formation', 'once']
    """
    for rhythm, words in (
        (Rhythm.ON_FORMATION, ("工作日", "形成", "及时", "实时", "随时", "即时")),
        (Rhythm.MONTHLY, ("每月", "按月", "月报", "月度")),
        (Rhythm.QUARTERLY, ("季度", "按季", "每季")),
        (Rhythm.HALF_YEARLY, ("半年",)),
        (Rhythm.YEARLY, ("每年", "年度", "按年", "批复后", "批准后")),
        (Rhythm.ONCE, ("长期", "常年", "固定")),
    ):
        if any(word in limit for word in words):
            return rhythm
    return Rhythm.ON_FORMATION


def _named(choices: Iterable[tuple[str, str]], said: str, column: str, wrong: list[str]) -> str:
    """The key of a choice by its name."""
    if not said:
        return ""
    found = next((key for key, label in choices if said in (key, label)), None)
    if found is None:
        wrong.append(f"{column}“{said[:30]}”认不出来，可以留空。")
    return found or ""
