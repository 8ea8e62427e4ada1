"""The rules of meetings."""

import re
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from gongkai.engagement.models.meeting import Meeting
from gongkai.organs.models import Organ

_CAPACITY = re.compile(r"^\s*(.{1,40}?)\s*[:：]?\s*(\d{1,4})\s*[名人位]?\s*$")


def observers_of(text: str) -> list[tuple[str, int]]:
    """Capacities and numbers of those invited, one a line. ``ValidationError`` for a line without a number.

    >>> observers_of("人大代表 3\\n群众代表：2名")
    [('人大代表', 3), ('群众代表', 2)]
    """
    found = []
    for line in filter(str.strip, text.splitlines()):
        said = _CAPACITY.match(line)
        if said is None:
            raise ValidationError(f"“{line.strip()[:20]}”没有写人数，请写成“人大代表 3”，每行一种。")
        found.append((said[1], int(said[2])))
    return found


def checked(_organ: Organ, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields as they may be stored."""
    found, wrong = dict(fields), dict[str, str]()
    held, apply_by = found.get("held_on"), found.get("apply_by")
    if not held:
        raise ValidationError({"held_on": "请填写会议日期。"})
    if apply_by and apply_by > held:
        wrong["apply_by"] = "报名截止晚于会议日期，请核对。"
    if (apply_by or found.get("seats")) and not str(found.get("invite") or "").strip():
        wrong["invite"] = "请写明公众怎样报名。"
    if not str(found.get("agenda") or "").strip():
        wrong["agenda"] = "请填写议题，每行一项。"
    try:
        found["invited"] = sum(number for _, number in observers_of(str(found.get("observers") or "")))
    except ValidationError as error:
        wrong["observers"] = "".join(error.messages)
    if wrong:
        raise ValidationError(wrong)
    return found


def obstacle(draft: Meeting) -> str | None:
    """That a meeting is over and nothing is said of it."""
    if draft.held_on < timezone.localdate() and not draft.body:
        return "会议已经开过，请先写会议情况和议定事项。"
    return None
