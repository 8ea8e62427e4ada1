"""A row of a ledger understood, or what is wrong with it: in sentences for whoever keeps the ledger."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from gongkai.applications.imports import words
from gongkai.applications.imports.columns import FIELDS
from gongkai.applications.people import Particulars
from gongkai.law import credit_code
from gongkai.report.readers.headings import clean

UNSTATED = "（原台账未载明）"
_TOTALS = frozenset({"合计", "总计", "小计", "共计", "说明", "备注"})
_DAYS = ("received_on", "arrived_on", "asked_on", "corrected_on", "extended_on", "replied_on", "served_on")


@dataclass(frozen=True)
class Row:
    """What a row tells of an application. ``outcome`` is empty for one that is open; days that it lacks are ``None``."""

    place: int
    own: str
    received_on: dt.date
    requester: Particulars
    kind: str
    content: str
    channel: str = "other"
    arrived_on: dt.date | None = None
    asked_on: dt.date | None = None
    corrected_on: dt.date | None = None
    extended: bool = False
    extended_on: dt.date | None = None
    outcome: str = ""
    replied_on: dt.date | None = None
    served_on: dt.date | None = None
    letter: str = ""

    @property
    def identity(self) -> tuple[str, ...]:
        """By what the row is known again: year and own number, or all that it tells where it has none."""
        if self.own:
            return (str(self.received_on.year), clean(self.own))
        return ("", self.received_on.isoformat(), self.kind, self.requester.name, self.content)


@dataclass
class Read:
    """What became of a row: understood, or wrong by column; ``notes`` say what was assumed."""

    place: int
    row: Row | None = None
    wrong: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def blame(self, key: str, sentence: str) -> None:
        """Say what is wrong in a column."""
        self.wrong.append((FIELDS[key].name, sentence))


def is_case(cells: Mapping[str, str]) -> bool:
    """Whether a row is one of an application, and not empty, a sum or a remark below the table."""
    if any(clean(text)[:2] in _TOTALS for text in list(cells.values())[:2]):
        return False
    return any(cells.get(key) for key in ("received_on", "name", "content", "outcome", "replied_on"))


def read(place: int, cells: Mapping[str, str], today: dt.date) -> Read:
    """The row of that place, with its cells by field."""
    found = Read(place)
    told: dict[str, Any] = {key: _said(found, key, words.day, cells, None) for key in _DAYS}
    told["channel"] = _said(found, "channel", words.channel, cells, "other")
    told["extended"] = _said(found, "extended", words.yes, cells, False) or told["extended_on"] is not None
    told["outcome"] = _said(found, "outcome", words.outcome, cells, "")
    name, identity = cells.get("name", ""), cells.get("identity", "")
    told["kind"] = _said(found, "kind", words.kind, cells, "") or _by_name(found, name, identity)
    if not found.wrong:
        _refuse_unlawful(found, told, today)
    if not found.wrong:
        if told["extended"] and told["extended_on"] is None:
            found.notes.append("写明延期、没有写延期日期的，按届满之日（已经答复的不晚于答复之日）告知、延长20个工作日")
        told |= {key: cells.get(key, "") for key in ("own", "letter")}
        content, who = cells.get("content") or UNSTATED, _particulars(cells)
        found.row = Row(place=place, requester=who, content=content, **told)
    return found


def _said(found: Read, key: str, say: Callable[[str], Any], cells: Mapping[str, str], otherwise: Any) -> Any:
    try:
        return say(cells.get(key, ""))
    except ValueError as error:
        found.blame(key, f"{error}。")
    return otherwise


def _by_name(found: Read, name: str, identity: str) -> str:
    kind = words.kind_by(name, identity)
    if kind:
        found.notes.append("没有写申请人类别的，按名称或者统一社会信用代码判断")
    elif not any(column == FIELDS["kind"].name for column, _ in found.wrong):
        found.blame("kind", "没有写申请人类别，从名称也判断不了。")
    return kind


def _refuse_unlawful(found: Read, told: Mapping[str, Any], today: dt.date) -> None:
    """What contradicts itself, whatever the law says of it."""
    received, replied = told["received_on"], told["replied_on"]
    if received is None:
        found.blame("received_on", "没有写收到日期。")
        return
    for key in _DAYS:
        if told[key] and told[key] > today:
            found.blame(key, f"{told[key]}还没有到。")
    for earlier, later in _ORDER:
        if told[earlier] and told[later] and told[later] < told[earlier]:
            said = f"{FIELDS[later].name}{told[later]}早于{FIELDS[earlier].name}{told[earlier]}。"
            found.blame(later, said)
    if told["outcome"] and replied is None:
        found.blame("replied_on", "写了处理结果，没有写答复（办结）日期。")
    if replied and not told["outcome"]:
        found.blame("outcome", "写了答复日期，没有写处理结果。")
    if told["served_on"] and replied is None:
        found.blame("served_on", "写了送达日期，没有写答复日期。")


_ORDER = (
    ("arrived_on", "received_on"),
    ("received_on", "replied_on"),
    ("replied_on", "served_on"),
    ("received_on", "asked_on"),
    ("asked_on", "corrected_on"),
    ("received_on", "corrected_on"),
    ("received_on", "extended_on"),
    ("corrected_on", "replied_on"),
    ("asked_on", "replied_on"),
    ("extended_on", "replied_on"),
)
"""Days of which the second may not be before the first."""


def _particulars(cells: Mapping[str, str]) -> Particulars:
    identity = cells.get("identity", "")
    kind = (
        "统一社会信用代码"
        if credit_code.is_valid(identity)
        else "居民身份证"
        if len(identity) in {15, 18}
        else "其他证件"
    )
    return Particulars(
        name=cells.get("name") or UNSTATED,
        identity_kind=kind if identity else "",
        identity=identity,
        phone=cells.get("phone", ""),
        email=cells.get("email", ""),
        address=cells.get("address", ""),
    )
