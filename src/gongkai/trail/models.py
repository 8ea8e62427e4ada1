"""What is recorded of an act."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models


class Entry(models.Model):
    """One act, or one reading of personal data.

    ``number`` runs without gaps from 1. ``digest`` is the SHA-256 of the entry together with the digest of the one
    before, so that an entry altered, removed or slipped in breaks the chain at its place. Labels of actor and organ
    are kept as they were at the time.
    """

    number = models.PositiveBigIntegerField("序号", primary_key=True)
    at = models.DateTimeField("时间", db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="操作人", null=True, related_name="+"
    )
    actor_label = models.CharField("操作人姓名", max_length=80)
    act = models.CharField("操作", max_length=60, db_index=True)
    record_type = models.CharField("记录类型", max_length=60)
    record_id = models.CharField("记录编号", max_length=60)
    organ_id = models.PositiveBigIntegerField("机关", null=True, db_index=True)
    summary = models.CharField("说明", max_length=500)
    reason = models.CharField("理由", max_length=500, blank=True)
    data = models.JSONField("变动", default=dict)
    previous = models.CharField("前一条摘要", max_length=64)
    digest = models.CharField("摘要", max_length=64, unique=True)

    class Meta:
        verbose_name = "留痕"
        verbose_name_plural = "留痕"
        ordering: ClassVar = ["-number"]
        indexes: ClassVar = [models.Index(fields=["record_type", "record_id"], name="trail_record")]

    def __str__(self) -> str:
        return f"{self.number} {self.summary}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Entries are written once, by :func:`gongkai.trail.actions.record`; the database refuses changes as well."""
        if not self._state.adding:
            raise TypeError("留痕只能追加，不能修改")
        super().save(*args, **kwargs)


class Head(models.Model):
    """The one row that says where the chain ends; it is locked while an entry is added, so that numbers have no gap.

    ``public`` is the digest of the last act that may have changed what everybody sees.
    """

    number = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="")
    public = models.CharField(max_length=64, default="")

    class Meta:
        verbose_name = "留痕链尾"
        verbose_name_plural = "留痕链尾"

    def __str__(self) -> str:
        return str(self.number)
