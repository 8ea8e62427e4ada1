"""The rules of surveys."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from gongkai.engagement.consulting import feedback_due
from gongkai.engagement.models.survey import Result, Survey
from gongkai.engagement.questions import questions_of
from gongkai.organs.models import Organ


def checked(organ: Organ, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields as they may be stored."""
    opens, closes, wrong = fields.get("opens_on"), fields.get("closes_on"), dict[str, str]()
    if not opens or not closes:
        raise ValidationError({"closes_on" if opens else "opens_on": "请填写日期。"})
    if closes < opens:
        wrong["closes_on"] = "截止日期早于开始日期，请核对。"
    try:
        questions_of(str(fields.get("questions") or ""))
    except ValidationError as error:
        wrong["questions"] = "".join(error.messages)
    if wrong:
        raise ValidationError(wrong)
    return {**fields, "feedback_due_on": feedback_due(organ, closes)}


def obstacle(draft: Survey) -> str | None:
    """That it is over before it begins; that questions were answered as they stood."""
    if draft.live or draft.published_on:
        before = Survey.objects.get(pk=draft.pk)
        if before.questions != draft.questions and before.responses.exists():
            return "已经有人答过，题目不能再改；要换题目的，请另外发起。"
        return None
    return "截止日期已过，请先改截止日期。" if draft.closes_on < timezone.localdate() else None


def checked_result(_organ: Organ, fields: Mapping[str, Any]) -> dict[str, Any]:
    """As they are."""
    return dict(fields)


def obstacle_to_result(draft: Result) -> str | None:
    """That the time is not over."""
    closes = draft.survey.closes_on
    if closes >= timezone.localdate():
        return f"调查到{closes}才截止，截止以后再公布结果。"
    return None if draft.body else "结果说明是空的，请先补充。"
