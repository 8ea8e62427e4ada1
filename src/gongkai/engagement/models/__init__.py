"""What is recorded, by field."""

from gongkai.engagement.models.consultation import Channel, Consultation, Feedback, Opinion, Point, Scan
from gongkai.engagement.models.enclosure import Enclosure
from gongkai.engagement.models.meeting import Meeting
from gongkai.engagement.models.published import Published
from gongkai.engagement.models.reference import Reference
from gongkai.engagement.models.survey import Response, Result, Survey

__all__ = [
    "Channel",
    "Consultation",
    "Enclosure",
    "Feedback",
    "Meeting",
    "Opinion",
    "Point",
    "Published",
    "Reference",
    "Response",
    "Result",
    "Scan",
    "Survey",
]
