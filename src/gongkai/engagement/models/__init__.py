"""What is recorded, by field."""

from gongkai.engagement.models.consultation import Channel, Consultation, Feedback, Opinion, Point, Scan
from gongkai.engagement.models.enclosure import Enclosure
from gongkai.engagement.models.published import Published

__all__ = ["Channel", "Consultation", "Enclosure", "Feedback", "Opinion", "Point", "Published", "Scan"]
