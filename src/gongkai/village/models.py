"""What is recorded beside documents and what is owed: lists of people that are public for a time only."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from gongkai.disclosure.models import Document
from gongkai.organs.models import Organ


class Display(models.Model):
    """A document with people's names that is public up to a day (公示), and is taken down after it."""

    document = models.OneToOneField(Document, models.CASCADE, related_name="display", verbose_name="公开文件")
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name="村")
    until = models.DateField("公示截止日期")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="经办人")
    ended_at = models.DateTimeField("撤下时间", null=True)

    class Meta:
        verbose_name = "名单公示"
        verbose_name_plural = "名单公示"
        indexes: ClassVar = [models.Index(fields=["until"], condition=models.Q(ended_at=None), name="displays_to_end")]

    def __str__(self) -> str:
        return f"{self.document}（公示至{self.until}）"
