"""What the law and good sense demand of each kind of record before it is kept, and before the public sees it."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from gongkai.engagement import consulting
from gongkai.engagement.models import Consultation, Feedback, Published
from gongkai.organs.models import Organ

Fields = Mapping[str, Any]


class Kind(NamedTuple):
    """A kind of record: its plural as a menu has it, its address at the desk, and its rules.

    ``checked`` gives the fields as they may be stored, or raises ``ValidationError``; ``obstacle`` says what stands in
    the way of the publication of a draft, whoever wants it.
    """

    label: str
    address: str
    checked: Callable[[Organ, Fields], dict[str, Any]]
    obstacle: Callable[[Any], str | None]


KINDS: Mapping[type[Published], Kind] = {
    Consultation: Kind("意见征集", "desk_consultation", consulting.checked, consulting.obstacle),
    Feedback: Kind("采纳情况反馈", "desk_feedback", consulting.checked_feedback, consulting.obstacle_to_feedback),
}
