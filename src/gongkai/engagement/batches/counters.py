"""Tables of what other systems count: licences, penalties, coercive measures and fees of many organs."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from gongkai.engagement.batches.kinds import Sort, Told, Wrong
from gongkai.engagement.models import Batch
from gongkai.figures.actions import MONEY, collect, take_back
from gongkai.figures.models import Stated
from gongkai.figures.outside import OUTSIDE
from gongkai.organs.access import Act, organs_for
from gongkai.organs.models import Organ, Person
from gongkai.report.readers.headings import Field
from gongkai.text.widths import normalise

FIELDS: Mapping[str, Field] = {
    "organ": Field("机关", ("机关", "机关名称", "单位", "单位名称", "部门"), "用系统里的名称。"),
    "year": Field("年度", ("年度", "年份"), "例如 2025。"),
    "table2.licences.decisions": Field("行政许可（件）", ("行政许可", "行政许可件", "行政许可数量", "许可")),
    "table2.penalties.decisions": Field("行政处罚（件）", ("行政处罚", "行政处罚件", "行政处罚数量", "处罚")),
    "table2.coercions.decisions": Field("行政强制（件）", ("行政强制", "行政强制件", "行政强制数量", "强制")),
    "table2.fees.amount": Field(
        "行政事业性收费（万元）",
        ("行政事业性收费", "行政事业性收费万元", "收费金额", "收费金额万元", "收费万元", "收费"),
    ),
    "evidence": Field("来源", ("来源", "数据来源", "依据", "备注"), "数出自哪个系统或者台账，谁提供，截至哪天。"),
}
_NONE = {"无此职能", "没有此项职能", "不适用", "无职能"}
_FIRST = 2008


def read(actor: Person, _organ: Organ, told: Told, today: dt.date) -> tuple[dict[str, Any], Wrong]:
    """A row as an organ, a year and the counters that it states; empty cells state nothing."""
    wrong: Wrong = []
    name, year = told.get("organ", "").strip(), normalise(told.get("year", "")).strip().removesuffix("年")
    organ = organs_for(actor, Act.COLLECT_FIGURES, today).filter(name=name, abolished_on=None).first()
    if organ is None:
        wrong.append((FIELDS["organ"].name, f"“{name[:40]}”不在您可以汇集的机关里，请照系统里的名称写。"))
    if not year.isdecimal() or not _FIRST <= int(year) <= today.year:
        wrong.append((FIELDS["year"].name, f"“{year[:10]}”不是年度，应在 {_FIRST} 和 {today.year} 之间。"))
    row: dict[str, Any] = {"organ": organ.pk if organ else 0, "name": name, "year": year}
    row |= {"evidence": told.get("evidence", "").strip()[:300], "values": _values(told, wrong)}
    if not row["evidence"]:
        wrong.append((FIELDS["evidence"].name, "请写明数的来源。"))
    if not row["values"] and not wrong:
        wrong.append((FIELDS["table2.licences.decisions"].name, "这一行没有填任何数。"))
    return row, wrong


def _values(told: Told, wrong: Wrong) -> dict[str, str | None]:
    """The counters as text; ``None`` says that the organ has no such function."""
    found: dict[str, str | None] = {}
    for key, figure in OUTSIDE.items():
        text = normalise(told.get(key, "")).strip().replace(",", "")
        if text in _NONE:
            found[key] = None
        elif text:
            value = _number(text)
            whole = value is not None and (figure.unit == MONEY or value == value.to_integral_value())
            if value is None or value < 0 or not whole:
                what = "数" if figure.unit == MONEY else "整数"
                wrong.append((FIELDS[key].name, f"“{text[:20]}”应为不小于 0 的{what}；没有职能的写“无此职能”。"))
            else:
                found[key] = f"{value:f}"
    return found


def _number(text: str) -> Decimal | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value) < 10**12 else None


def _twice(row: Mapping[str, Any]) -> str:
    return f"{row['name']}{row['year']}"


def _write(actor: Person, batch: Batch) -> list[Any]:
    """State every counter; keys of the statements, each with the one whose place it took."""
    made = []
    organs = Organ.objects.in_bulk({row["organ"] for row in batch.rows})
    for row in batch.rows:
        organ, year = organs[row["organ"]], int(row["year"])
        for key, text in row["values"].items():
            before = Stated.objects.filter(organ=organ, figure=key, year=year, current=True).first()
            value = None if text is None else Decimal(text)
            stated = collect(actor, organ, key, year, value, row["evidence"])
            made.append([stated.pk, before.pk if before else None])
    return made


def _undo(actor: Person, batch: Batch, reason: str) -> None:
    """Let the statements before stand again, while nobody stated anything since."""
    for pk, before in batch.made:
        stated = Stated.objects.select_related("organ").get(pk=pk)
        take_back(actor, stated, Stated.objects.filter(pk=before).first(), reason)


SORT = Sort(Act.COLLECT_FIGURES, FIELDS, ("organ", "year"), read, _twice, _write, _undo)
