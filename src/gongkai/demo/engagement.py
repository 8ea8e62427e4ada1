"""Consultations of the demonstration: open, closed with opinions to be dealt with, answered, and one that is late."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.utils import timezone

from gongkai.engagement.actions import opinions
from gongkai.engagement.actions.feedback import begin
from gongkai.engagement.actions.opinions import Sent
from gongkai.engagement.actions.publishing import draft, publish
from gongkai.engagement.models import Consultation
from gongkai.organs.models import Organ, Person

WHERE = "wuzhong-office"
_NOTE = "（演示数据）"


class Call(NamedTuple):
    """A consultation: what on, when (days from today), what people said (gist, decision, reason → words)."""

    title: str
    kind: str
    opens: int
    closes: int
    said: tuple[tuple[str, str, str, tuple[str, ...]], ...] = ()
    told: bool = False


CALLS = (
    Call("吴忠市城市养犬管理办法", "rule", -6, 26),
    Call("吴忠市2027年民生实事项目", "decision", -24, 7),
    Call(
        "吴忠市电动自行车停放充电管理办法", "rule", -40, -8,
        (("在老旧小区集中建设充电设施", "", "", ("我们小区没有充电桩，只能从楼上拉线。", "希望老旧小区先建。")),),
    ),
    Call("吴忠市餐厨垃圾收运方案", "other", -95, -64),
    Call(
        "吴忠市城区公共停车收费标准", "decision", -200, -168,
        (
            ("延长免费停放时间", "partly", "医院、学校周边延长至一小时", ("半小时太短，看病都来不及。", "接送孩子希望多给一点时间。")),
            ("夜间免费停放", "adopted", "", ("晚上车位空着，应当免费。", "建议晚八点以后不收费。", "周边小区停不下。")),
            ("取消全部收费", "declined", "收费用于提高车位周转，全部取消会使车位更加紧张", ("不应当收费。",)),
        ),
        told=True,
    ),
)  # fmt: skip


def make_engagement(people: Mapping[str, Person]) -> None:
    """What the office asked the public in the past year."""
    organ, officer = Organ.objects.get(slug=WHERE), people[f"{WHERE}-officer"]
    for call in CALLS:
        _make(organ, officer, call)


def _make(organ: Organ, officer: Person, call: Call) -> None:
    today = timezone.localdate()
    opens, closes = today + dt.timedelta(days=call.opens), today + dt.timedelta(days=call.closes)
    made = publish(None, draft(officer, Consultation(organ=organ), _fields(call, opens, closes)), opens)
    for gist, decision, reason, words in call.said:
        sent = [_say(officer, made, number, text) for number, text in enumerate(words)]
        if decision:
            point = opinions.group(officer, made, sent, gist)
            opinions.decide(officer, point, decision, reason, gist)
    if call.told:
        publish(None, begin(officer, made), closes + dt.timedelta(days=20))


def _say(officer: Person, consultation: Consultation, number: int, text: str) -> int:
    channel = ("letter", "phone", "meeting")[number % 3]
    on = consultation.opens_on + dt.timedelta(days=3 + number)
    return opinions.enter(officer, consultation, channel, on, Sent(text + _NOTE)).number


def _fields(call: Call, opens: dt.date, closes: dt.date) -> dict[str, Any]:
    body = (
        f"<p>第一条　为了规范有关工作，保障群众合法权益，结合本市实际，制定{call.title}{_NOTE}。</p>"
        "<p>第二条　本市行政区域内的有关活动，适用本文件。</p><p>第三条　坚持公开、公平、便民的原则。</p>"
    )
    return {
        "title": call.title,
        "kind": call.kind,
        "opens_on": opens,
        "closes_on": closes,
        "short_because": "",
        "ways": f"来信：吴忠市示例路 1 号{_NOTE}\n电话：0953-0000000",
        "explanation": f"<p>为了听取各方面意见，现将草案全文公布{_NOTE}。请重点对适用范围、便民措施提出意见。</p>",
        "body": body,
    }
