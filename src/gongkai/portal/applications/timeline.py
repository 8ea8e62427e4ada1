"""What happened to an application, in words for its requester; what an office does within itself stays there."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from gongkai.applications.clock import reply_until
from gongkai.applications.facts import Fact, standing
from gongkai.applications.fold import Consultation
from gongkai.law.calendar import Calendar
from gongkai.law.procedure import procedure
from gongkai.law.receipt import channels
from gongkai.ui.templatetags.gongkai import day_of_week


class Moment(NamedTuple):
    """Something on the line: the day, what happened, what it means, words of the office, the article.

    ``ahead`` is true for what is still to come.
    """

    on: dt.date
    title: str
    text: str = ""
    quote: str = ""
    source: str = ""
    ahead: bool = False


Words = Callable[[Fact], tuple[str, str, str]]
"""Fact → title, explanation, words of the office."""


def moments(facts: Iterable[Fact], calendar: Calendar, channel: str) -> list[Moment]:
    """The facts that are the requester's, as corrected, the oldest first."""
    found = []
    for fact in standing(facts):
        if fact.kind in _WORDS:
            title, text, quote = _WORDS[fact.kind](fact)
            if fact.kind in _ASKED:
                text = text.format(until=day_of_week(_until(fact, calendar)))
            found.append(Moment(fact.on, title, text, quote, _source(fact.kind, channel)))
    return found


def _source(kind: str, channel: str) -> str:
    """The article of a step; of the receipt that of the channel."""
    if kind in {"receive", "confirm"}:
        return _short(channels()[channel].basis[0])
    step = procedure().steps.get(kind)
    return _short(step.basis[0]) if step else ""


def _short(words: str) -> str:
    """A citation as people read it: 《条例》第三十条."""
    return f"《条例》{words.removeprefix('条例')}" if words.startswith("条例") else words


def _until(fact: Fact, calendar: Calendar) -> dt.date:
    return reply_until(Consultation(fact.number, fact.kind, fact.on, fact.day("reached_on")), calendar)


def _day(fact: Fact, name: str) -> str:
    return day_of_week(fact.day(name))


def _plain(title: str, text: str = "") -> Words:
    return lambda _: (title, text, "")


def _correction(fact: Fact) -> tuple[str, str, str]:
    return (
        "机关请您补正",
        f"请在{_day(fact, 'until')}之前补充，逾期又没有正当理由的，视为放弃申请。",
        fact.data.get("unclear", ""),
    )


def _reasons(fact: Fact) -> tuple[str, str, str]:
    return "机关请您说明理由", f"请在{_day(fact, 'until')}之前说明申请数量、频次的理由。", fact.data.get("volume", "")


def _charge(fact: Fact) -> tuple[str, str, str]:
    return "通知缴纳信息处理费", f"{fact.data.get('amount')}元，请在{_day(fact, 'until')}之前缴纳。", ""


def _extend(fact: Fact) -> tuple[str, str, str]:
    return "延长答复期限", f"延长{fact.data.get('days')}个工作日，只能延长一次。", ""


def _delay(fact: Fact) -> tuple[str, str, str]:
    return "另定答复日期", f"理由合理但数量过多，机关将在{_day(fact, 'until')}之前答复。", ""


def _hear(fact: Fact) -> tuple[str, str, str]:
    return "征求意见有了结果", "期限恢复计算。", ""


def _merge(fact: Fact) -> tuple[str, str, str]:
    return "与相同的申请合并", f"与您的另一件相同申请（{fact.data.get('lead', '')}）一并办理和答复。", ""


def _split(fact: Fact) -> tuple[str, str, str]:
    return (
        "分成几件办理",
        f"一件申请办一个事项，另立编号：{'、'.join(fact.data.get('parts', []))}。",
        fact.data.get("content", ""),
    )


def _recount(fact: Fact) -> tuple[str, str, str]:
    return "放假安排有变，重新计算了期限", f"届满日由{_day(fact, 'before') or '未定'}变为{_day(fact, 'after')}。", ""


def _serve(fact: Fact) -> tuple[str, str, str]:
    way = _SERVED.get(fact.data.get("method", ""), "送达")
    return "答复已送达", f"方式：{way}。", ""


_SERVED = {
    "direct": "直接送达",
    "entrusted": "委托送达",
    "post": "邮寄，交邮之日即为送达",
    "email": "电子邮件",
    "web": "网上查看",
    "fax": "传真",
    "collect": "自行领取",
}
_ASKED = {"consult_third_party", "consult_organ"}
_WORDS: Mapping[str, Words] = {
    "submit": _plain("您提交了申请", "机关会与您联系，确认收到。"),
    "receive": _plain("机关收到了申请", "答复期限从第二天起计算。"),
    "record_oral": _plain("工作人员代为填写了申请", "答复期限从第二天起计算。"),
    "confirm": _plain("机关与您确认收到", "答复期限从第二天起计算。"),
    "request_correction": _correction,
    "receive_correction": _plain("机关收到了补正", "答复期限从第二天起重新计算。"),
    "lapse_correction": _plain("没有按期补正，机关不再处理", "仍需要的，可以重新申请。"),
    "consult_third_party": _plain(
        "征求第三方的意见", "涉及第三方的权益，应当听取其意见，最迟到{until}；这段时间不计入期限。"
    ),
    "hear_third_party": _hear,
    "consult_organ": _plain("征求其他机关的意见", "信息由几个机关共同制作，最迟到{until}；这段时间不计入期限。"),
    "hear_organ": _hear,
    "request_reasons": _reasons,
    "receive_reasons": _plain("说明理由的期限结束", ""),
    "delay": _delay,
    "charge": _charge,
    "pay": _plain("费用已缴清", "答复期限从第二天起重新计算。"),
    "lapse_payment": _plain("没有按期缴费，机关不再处理", "仍需要的，可以重新申请。"),
    "extend": _extend,
    "split": _split,
    "merge": _merge,
    "reply": _plain("机关作出答复", "即将按您选择的方式送达。"),
    "correct_record": _plain("机关更正了您的信息记录", ""),
    "serve": _serve,
    "withdraw": _plain("您撤回了申请", "不影响您以后再次申请。"),
    "reopen": _plain("经复议或者诉讼，机关重新办理", ""),
    "recount": _recount,
}
