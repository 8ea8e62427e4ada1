"""The events of a case in words."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from gongkai.applications.actions.consultation import Answer
from gongkai.applications.actions.service import Method
from gongkai.applications.models import Application, Carrier, CaseFile, Delivery, Event
from gongkai.law.fees import tariffs
from gongkai.law.outcomes import outcomes
from gongkai.law.remedies import clauses
from gongkai.law.requesters import requesters
from gongkai.organs.models import Person
from gongkai.ui.templatetags.gongkai import day, day_of_week

_ANSWERS = {Answer.AGREES: "同意公开", Answer.OBJECTS: "不同意公开", Answer.SILENT: "逾期未提出意见"}


class Told(NamedTuple):
    """An event for the page: what it was, when, by whom, what belongs to it; and what became of it."""

    number: int
    name: str
    kind: str
    on: dt.date
    by: str
    lines: list[tuple[str, str]]
    letter: CaseFile | None
    amended: str
    void: bool

    @property
    def day(self) -> str:
        """The day as people say it."""
        return f"{self.on.year}年{day_of_week(self.on)}"


def told(application: Application, files: Sequence[CaseFile]) -> list[Told]:
    """The events, in the order in which they happened."""
    events = list(application.events.select_related("by"))
    by_key = {file.pk: file for file in files}
    handlers = Person.objects.in_bulk({e.data["handler"] for e in events if "handler" in e.data})
    names = {pk: str(person) for pk, person in handlers.items()}
    amended = {e.data["fact"]: e for e in events if e.kind == "amend"}
    events.sort(key=lambda event: (event.on, event.number))
    return [_told(event, names, by_key, amended.get(event.number)) for event in events]


def _told(event: Event, names: Mapping[int, str], files: Mapping[int, CaseFile], amended: Event | None) -> Told:
    return Told(
        event.number,
        event.name,
        event.kind,
        event.on,
        str(event.by) if event.by else "申请人或者系统",
        lines(event, names),
        files.get(event.data.get("letter", 0)) or files.get(event.data.get("file", 0)),
        _amendment(amended) if amended else "",
        bool(amended and amended.data.get("void")),
    )


def _amendment(event: Event) -> str:
    what = "已撤销" if event.data.get("void") else _corrected(event.data)
    return f"{what}：{event.reason}"


def _corrected(data: Mapping[str, Any]) -> str:
    """What an amendment changed, in words."""
    said = [f"日期更正为{_day(data['to'])}"] if data.get("to") else []
    for name, value in data.get("data", {}).items():
        caption, say = _CAPTIONS.get(name, (name, str))
        said.append(f"{caption}更正为“{say(value)}”")
    return "，".join(said) or "已更正"


def lines(event: Event, names: Mapping[int, str]) -> list[tuple[str, str]]:
    """What belongs to an event, each with its caption."""
    found = [("理由", event.reason)] if event.reason else []
    for key, value in event.data.items():
        if key in _CAPTIONS and (key != "imported" or event.number == 1):
            caption, said = _CAPTIONS[key]
            found.append((caption, said(value)))
    if "handler" in event.data:
        found.append(("承办人", names.get(event.data["handler"], "")))
    for number, part in enumerate(event.data.get("parts", []) if event.kind in {"draft", "reply"} else [], 1):
        found.append((f"第{number}部分", _part(part)))
    if event.kind == "split":
        found.append(("拆分为", "、".join(event.data["parts"])))
    if event.kind == "amend_entry":
        found += _of_entry(event.data)
    if event.kind == "amend":
        found.append(("更正的事项", f"第{event.data['fact']}项"))
    return found


_ENTRY: Mapping[str, tuple[str, Callable[[str], str]]] = {
    "requester_kind": ("申请人类别", lambda key: requesters().columns[key]),
    "content": ("内容描述", str),
    "carrier": ("提供形式", lambda key: str(Carrier(key).label)),
    "delivery": ("获取方式", lambda key: str(Delivery(key).label)),
}
_PARTICULARS = {"name": "姓名", "identity": "证件号码", "phone": "电话", "email": "电子邮箱", "address": "地址"}


def _of_entry(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What of the entry was changed, from what to what; of particulars only which."""
    found = []
    for name, value in data.get("entry", {}).items():
        caption, say = _ENTRY[name]
        found.append((caption, f"“{say(data['before_entry'][name])}”更正为“{say(value)}”"))
    if changed := data.get("particulars"):
        found.append(("个人信息", "更正了" + "、".join(_PARTICULARS[name] for name in changed)))
    return found


def _part(part: Mapping[str, Any]) -> str:
    outcome = outcomes()[part["outcome"]]
    said = f"{part['subject']}：{outcome.name}（{'、'.join(part.get('basis') or outcome.basis)}）"
    return "；".join([said, *(part[name] for name in ("reasons", "details") if part.get(name))])


def _day(value: str) -> str:
    return day(dt.date.fromisoformat(value))


def _agreed(value: bool) -> str:
    return "通过" if value else "不通过"


def _step(kind: str) -> Callable[[Any], str]:
    return lambda value: f"{value}{kind}"


_CAPTIONS: Mapping[str, tuple[str, Callable[[Any], str]]] = {
    "gap": ("到达与确认", lambda gap: "当日确认" if not gap else f"相隔{gap}个工作日"),
    "way": ("方式", str),
    "method": ("送达方式", lambda method: Method(method).label),
    "proof": ("凭据", str),
    "why": ("原因", str),
    "places": ("检索范围", str),
    "words": ("检索词", str),
    "found": ("检索结果", str),
    "unit": ("协办机构", str),
    "question": ("事项", str),
    "answer_by": ("请对方答复", _day),
    "unclear": ("需要补正", str),
    "until": ("期限至", _day),
    "override": ("迟于期限或者再次告知的理由", str),
    "content": ("内容", str),
    "organ": ("机关", str),
    "reached_on": ("对方收到", _day),
    "answer": ("意见", lambda answer: _ANSWERS[Answer(answer)]),
    "reasons": ("理由", str),
    "reasonable": ("是否合理", lambda value: "合理" if value else "不合理"),
    "volume": ("数量、频次", str),
    "days": ("延长", _step("个工作日")),
    "tariff": ("计收方式", lambda key: tariffs()[key].name),
    "quantity": ("数量", str),
    "amount": ("金额", _step("元")),
    "receipt": ("票据", str),
    "outcome": ("结果", lambda said: outcomes()[said].name if said in outcomes() else said),
    "basis": ("依据", "、".join),
    "remedy": ("救济告知", lambda key: clauses()[key].name),
    "opinion": ("意见", str),
    "agrees": ("联审", _agreed),
    "passed": ("审核", _agreed),
    "corrected": ("更正的内容", str),
    "merged": ("并入", str),
    "lead": ("并入", str),
    "lesson": ("复盘", str),
    "typical": ("案例库", lambda _: "列为典型案例"),
    "text": ("记事", str),
    "own": ("原编号", str),
    "own_letter": ("原文书编号", str),
    "assumed": ("说明", str),
    "imported": ("来源", lambda place: f"原有台账第{place}行"),
    "before": ("原届满日", _day),
    "after": ("新届满日", _day),
}
TEXTS = {
    name: caption for name, (caption, say) in _CAPTIONS.items() if say is str and name not in {"own", "merged", "lead"}
}
"""What is written with events in free words, by name: it can be written anew."""
DAYS = {name: caption for name, (caption, say) in _CAPTIONS.items() if say is _day and name not in {"before", "after"}}
"""The same, of days."""
