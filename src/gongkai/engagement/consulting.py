"""The rules of consultations: how long a draft must be out, and when the body must have answered."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from gongkai.engagement.models.consultation import Consultation, Feedback
from gongkai.engagement.models.enclosure import enclosures_of
from gongkai.law.counting import count
from gongkai.law.periods import Period, period
from gongkai.organs.calendars import calendar_of
from gongkai.organs.models import Organ


def minimum(kind: str, on: dt.date) -> Period | None:
    """How long at least a draft of the kind must be out; ``None`` where the law says nothing."""
    key = Consultation.Kind(kind).period if kind in Consultation.Kind.values else ""
    return period(key, on) if key else None


def earliest_close(kind: str, opens_on: dt.date) -> dt.date | None:
    """The first day on which the minimum is satisfied; the first day is not counted."""
    least = minimum(kind, opens_on)
    return opens_on + dt.timedelta(days=least.length) if least else None


def feedback_due(organ: Organ, closes_on: dt.date) -> dt.date:
    """The day by which the public is to be told what became of the opinions."""
    return count(period("consultation_feedback", closes_on), closes_on, calendar_of(organ)).due


def checked(organ: Organ, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields as they may be stored."""
    found, wrong = dict(fields), dict[str, str]()
    opens, closes = found.get("opens_on"), found.get("closes_on")
    if not opens or not closes:
        raise ValidationError({"closes_on" if opens else "opens_on": "请填写日期。"})
    if closes < opens:
        wrong["closes_on"] = "截止日期早于开始日期，请核对。"
    if (closes - opens).days > 366:
        wrong["closes_on"] = "征集超过一年，请核对截止日期。"
    if not str(found.get("ways", "")).strip():
        wrong["ways"] = "请写明怎样提出意见，例如通信地址、电子邮箱、联系电话。"
    if short := too_short(found, opens):
        wrong["short_because"] = short
    if wrong:
        raise ValidationError(wrong)
    return {**found, "feedback_due_on": feedback_due(organ, closes)}


def too_short(fields: Mapping[str, Any], since: dt.date) -> str | None:
    """Why the period is below the law's minimum when the draft is out from a day on; ``None`` where it is explained."""
    kind, closes = str(fields.get("kind", "")), fields["closes_on"]
    earliest, least = earliest_close(kind, since), minimum(kind, since)
    if earliest is None or least is None or closes >= earliest or str(fields.get("short_because", "")).strip():
        return None
    days = (closes - since).days
    return (
        f"{Consultation.Kind(kind).label}公开征求意见不少于{least.words}（{least.provisions[0]}），现在只有{days}日："
        f"请把截止日期改到{earliest}以后；确需缩短的，写明理由，理由同时公布。"
    )


def obstacle(draft: Consultation) -> str | None:
    """What stands in the way of publication; what is public already may be mended at any time."""
    if not draft.body and not enclosures_of(draft).exists():
        return "草案全文是空的，也没有附件，请先补充。"
    if draft.live or draft.published_on:
        return None
    today = timezone.localdate()
    if draft.closes_on <= today:
        return "截止日期已到或者已过，请先改截止日期。"
    if draft.opens_on > today:
        return None
    fields = {"kind": draft.kind, "closes_on": draft.closes_on, "short_because": draft.short_because}
    return too_short(fields, today)


def checked_feedback(_organ: Organ, fields: Mapping[str, Any]) -> dict[str, Any]:
    """As they are."""
    return dict(fields)


def obstacle_to_feedback(draft: Feedback) -> str | None:
    """That the time is over and every opinion was dealt with."""
    consultation = draft.consultation
    if consultation.closes_on >= timezone.localdate():
        return f"征集到{consultation.closes_on}才截止，截止以后再反馈。"
    if open_ := consultation.opinions.filter(point=None).count():
        return f"还有 {open_} 条意见没有归入要点，请先处理。"
    if open_ := consultation.points.filter(decision="").count():
        return f"还有 {open_} 个要点没有写明是否采纳，请先处理。"
    return None if draft.body else "反馈内容是空的，请先补充。"
