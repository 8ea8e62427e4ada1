"""What the law and good sense demand of each kind of record before it is kept, and before the public sees it."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django.core.files.uploadedfile import UploadedFile

from gongkai.engagement import consulting, convening, leading, moving, surveying
from gongkai.engagement.models import (
    Consultation,
    Feedback,
    Leader,
    Meeting,
    Motion,
    Profile,
    Published,
    Result,
    Survey,
)
from gongkai.organs.models import Organ

Fields = Mapping[str, Any]


class Kind(NamedTuple):
    """A kind of record: its plural as a menu has it, its address at the desk, and its rules.

    ``checked`` gives the fields as they may be stored, or raises ``ValidationError``; ``obstacle`` says what stands in
    the way of the publication of a draft, whoever wants it; ``enclosure`` refuses files that do not belong there.
    """

    label: str
    address: str
    checked: Callable[[Organ, Fields], dict[str, Any]]
    obstacle: Callable[[Any], str | None]
    enclosure: Callable[[str, UploadedFile], None] | None = None


KINDS: Mapping[type[Published], Kind] = {
    Consultation: Kind("意见征集", "desk_consultation", consulting.checked, consulting.obstacle),
    Feedback: Kind("采纳情况反馈", "desk_feedback", consulting.checked_feedback, consulting.obstacle_to_feedback),
    Survey: Kind("民意调查", "desk_survey", surveying.checked, surveying.obstacle),
    Result: Kind("调查结果", "desk_result", surveying.checked_result, surveying.obstacle_to_result),
    Leader: Kind("机关领导", "desk_leader", leading.checked, leading.obstacle, leading.portrait),
    Profile: Kind("机构职能", "desk_profile", leading.checked_profile, leading.obstacle_to_profile),
    Motion: Kind("建议提案", "desk_motion", moving.checked, moving.obstacle),
    Meeting: Kind("政府会议", "desk_meeting", convening.checked, convening.obstacle),
}
