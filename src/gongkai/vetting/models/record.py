"""What is said about a record of another room."""

from typing import Any

from django.db import models

from gongkai.organs.models import Organ
from gongkai.vetting.targets import TARGETS, record_of


class OfRecord(models.Model):
    """Something about a record of another room: which one, whose, and its title at the time."""

    record_type = models.CharField("种类", max_length=60)
    record_id = models.CharField("编号", max_length=60)
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name="机关")
    title = models.CharField("标题", max_length=200)

    class Meta:
        abstract = True

    @property
    def label(self) -> str:
        """The kind of record in Chinese."""
        return TARGETS[self.record_type].label if self.record_type in TARGETS else ""

    @property
    def record(self) -> Any:
        """The record itself."""
        return record_of(self.record_type, self.record_id)
