"""Consultations of the demonstration: open, closed with opinions to be dealt with, answered, late; surveys, meetings."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.utils import timezone

from gongkai.engagement.actions import opinions, surveys
from gongkai.engagement.actions.feedback import begin
from gongkai.engagement.actions.opinions import Sent
from gongkai.engagement.actions.publishing import draft, publish
from gongkai.engagement.models import Consultation, Leader, Meeting, Motion, Profile, Survey
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
    _make_surveys(organ, officer)
    _make_meetings(organ, officer)
    _make_motions(organ, officer)
    _make_leaders(organ, officer)


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


_SURVEY = """您对政务服务大厅的服务满意吗？（单选）
满意
一般
不满意

您常用哪些办事渠道？（多选）
窗口
网上
电话

请给总体印象打分（评分）

您还有什么建议？（填空，选答）"""
MEETINGS = (
    (-20, "第38次常务会议", "审议2027年民生实事项目\n研究冬季供暖保障", "人大代表 3\n政协委员 2\n群众代表 4"),
    (-55, "第37次常务会议", "审议城区公共停车收费标准", "行业代表 2"),
    (-90, "第36次常务会议", "研究政务公开工作", ""),
)


def _make_surveys(organ: Organ, officer: Person) -> None:
    today = timezone.localdate()
    for opens, closes, told in ((-5, 15, False), (-120, -100, True)):
        fields = {
            "title": f"政务服务满意度调查（第{2 if opens == -5 else 1}期）",
            "opens_on": today + dt.timedelta(days=opens),
            "closes_on": today + dt.timedelta(days=closes),
            "body": f"<p>约两分钟，不问姓名{_NOTE}。</p>",
            "questions": _SURVEY,
        }
        survey = publish(None, draft(officer, Survey(organ=organ), fields), fields["opens_on"])  # type: ignore[arg-type]
        for number in range(6 if told else 2):
            answers = {"q1": ("满意", "一般", "满意")[number % 3], "q2": ["窗口", "网上"][: number % 2 + 1]}
            answers |= {"q3": str(3 + number % 3)}
            surveys.enter(officer, survey, "visit", survey.opens_on + dt.timedelta(days=1), answers)
        if told:
            publish(None, surveys.begin_result(officer, survey), survey.closes_on + dt.timedelta(days=10))


def _make_meetings(organ: Organ, officer: Person) -> None:
    for days, title, agenda, observers in MEETINGS:
        on = timezone.localdate() + dt.timedelta(days=days)
        body = f"<p>会议听取了汇报，同意有关方案，要求抓好落实{_NOTE}。</p>"
        fields = {"title": title, "kind": "standing", "held_on": on, "agenda": agenda, "observers": observers}
        publish(None, draft(officer, Meeting(organ=organ), {**fields, "body": body}), on + dt.timedelta(days=3))


MOTIONS = (
    ("deputy", "第12号", "关于改善农村供水的建议", -120, -70, "A"),
    ("member", "第31号", "关于增设公共充电桩的提案", -110, -40, "B"),
    ("deputy", "第45号", "关于延长文化馆开放时间的建议", -60, None, ""),
    ("member", "第58号", "关于完善公交线路的提案", -130, None, ""),
)
LEADERS = (("演示甲", "办公室主任", 1, None), ("演示乙", "办公室副主任", 2, None), ("演示丙", "办公室副主任", 3, -30))


def _make_motions(organ: Organ, officer: Person) -> None:
    today = timezone.localdate()
    for kind, no, title, received, replied, degree in MOTIONS:
        on = today + dt.timedelta(days=replied) if replied else None
        fields = {
            "title": title, "kind": kind, "session": f"六届一次会议{_NOTE}", "no": no, "proposer": "演示代表",
            "received_on": today + dt.timedelta(days=received), "replied_on": on, "degree": degree,
            "body": f"<p>您提出的建议收悉，已经研究办理{_NOTE}。</p>" if on else "",
        }  # fmt: skip
        made = draft(officer, Motion(organ=organ), fields)
        if on:
            publish(None, made, on + dt.timedelta(days=5))


def _make_leaders(organ: Organ, officer: Person) -> None:
    today = timezone.localdate()
    for name, post, place, until in LEADERS:
        left = today + dt.timedelta(days=until) if until else None
        fields = {"title": name, "post": post, "place": place, "since": today - dt.timedelta(days=700), "until": left}
        duties = f"分管政务公开、信息工作{_NOTE}。"
        made = draft(officer, Leader(organ=organ), {**fields, "duties": duties, "body": f"<p>简历{_NOTE}。</p>"})
        publish(None, made)
    units = "秘书科｜文电、会务｜0953-0000000\n政务公开科｜政府信息公开｜0953-0000000"
    functions = f"<p>协助市人民政府领导处理日常工作，指导全市政务公开{_NOTE}。</p>"
    fields = {"title": "机构职能", "body": functions, "units": units}
    publish(None, draft(officer, Profile(organ=organ), fields))
