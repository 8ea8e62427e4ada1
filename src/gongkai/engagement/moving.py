"""The rules of motions and proposals."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from gongkai.engagement.models.enclosure import enclosures_of
from gongkai.engagement.models.motion import Motion
from gongkai.law.counting import count
from gongkai.law.periods import period
from gongkai.organs.calendars import calendar_of
from gongkai.organs.models import Organ


def due(organ: Organ, received_on: dt.date) -> dt.date:
    """The day by which it is to be answered."""
    return count(period("motion_reply", received_on), received_on, calendar_of(organ)).due


def checked(organ: Organ, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields as they may be stored; without a day of its own the answer is due when the law says."""
    found, wrong = dict(fields), dict[str, str]()
    received, replied = found.get("received_on"), found.get("replied_on")
    if not received:
        raise ValidationError({"received_on": "请填写交办日期。"})
    if received > timezone.localdate():
        wrong["received_on"] = "交办日期在今天之后，请核对。"
    found["due_on"] = found.get("due_on") or due(organ, received)
    if found["due_on"] < received:
        wrong["due_on"] = "应答复日期早于交办日期，请核对。"
    if replied and not received <= replied <= timezone.localdate():
        wrong["replied_on"] = "答复日期应在交办日期和今天之间。"
    if replied and not found.get("degree"):
        wrong["degree"] = "已经答复的，请选择办理结果。"
    if wrong:
        raise ValidationError(wrong)
    return found


def obstacle(draft: Motion) -> str | None:
    """That it is not answered yet."""
    if not draft.replied_on:
        return "还没有答复，答复以后再公开。"
    if not draft.body and not enclosures_of(draft).exists():
        return "答复全文是空的，也没有附件，请先补充。"
    return None
