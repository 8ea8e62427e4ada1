"""What is recorded, by field."""

from gongkai.engagement.models.batch import Batch
from gongkai.engagement.models.consultation import Channel, Consultation, Feedback, Opinion, Point, Scan
from gongkai.engagement.models.enclosure import Enclosure
from gongkai.engagement.models.leader import Leader, Profile
from gongkai.engagement.models.meeting import Meeting
from gongkai.engagement.models.motion import Motion
from gongkai.engagement.models.published import Published
from gongkai.engagement.models.reference import Reference
from gongkai.engagement.models.survey import Response, Result, Survey

__all__ = [
    "Batch",
    "Channel",
    "Consultation",
    "Enclosure",
    "Feedback",
    "Leader",
    "Meeting",
    "Motion",
    "Opinion",
    "Point",
    "Profile",
    "Published",
    "Reference",
    "Response",
    "Result",
    "Scan",
    "Survey",
]
