"""Tables that were taken over as a whole, and can be undone as a whole."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from gongkai.organs.models import Organ


class Batch(models.Model):
    """A table handed in: its rows as they were understood, and what is wrong with them (place, column, sentence).

    ``made`` is what undoing needs to know.
    """

    class Kind(models.TextChoices):
        """What its rows become."""

        MOTIONS = "motions", "建议提案"
        COUNTERS = "counters", "许可、处罚、强制和收费"

    class State(models.TextChoices):
        """How far it is."""

        CHECKED = "checked", "已核对，待导入"
        DONE = "done", "已导入"
        UNDONE = "undone", "已撤销"
        DISCARDED = "discarded", "没有导入"

    kind = models.CharField("种类", max_length=10, choices=Kind.choices)
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name="机关")
    name = models.CharField("文件", max_length=200)
    sha256 = models.CharField("摘要", max_length=64)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.CHECKED)
    rows = models.JSONField("各行", default=list)
    wrong = models.JSONField("问题", default=list)
    made = models.JSONField("写入的", default=list)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="导入人", related_name="+")
    made_at = models.DateTimeField("上传时间", default=timezone.now)
    done_at = models.DateTimeField("导入时间", null=True)

    class Meta:
        verbose_name = "表格导入"
        verbose_name_plural = "表格导入"
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.name}"
