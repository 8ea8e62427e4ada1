"""Files that belong to what is published."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from gongkai.organs.models import Organ


def storage_name(enclosure: "Enclosure", _name: str) -> str:
    """Where a file is kept: no name that a person typed reaches the disk."""
    return f"engagement/{enclosure.record_type}/{enclosure.record_id}/{enclosure.sha256}"


class Enclosure(models.Model):
    """A file of a record of the room (``record_type`` is the label of its model); public as soon as the record is."""

    record_type = models.CharField("种类", max_length=60)
    record_id = models.PositiveBigIntegerField("编号")
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name="机关")
    name = models.CharField("名称", max_length=200)
    content = models.FileField("文件", upload_to=storage_name, max_length=200)
    media_type = models.CharField("类型", max_length=100)
    size = models.PositiveBigIntegerField("大小")
    sha256 = models.CharField("摘要", max_length=64)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="添加人", related_name="+")
    added_at = models.DateTimeField("添加时间", default=timezone.now)

    class Meta:
        verbose_name = "随附文件"
        verbose_name_plural = "随附文件"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["record_type", "record_id", "sha256"], name="one_enclosure_once")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def format(self) -> str:
        """The ending of its name, in capitals."""
        return self.name.rpartition(".")[2].upper()


def enclosures_of(record: models.Model) -> "models.QuerySet[Enclosure]":
    """The files of a record."""
    return Enclosure.objects.filter(record_type=record._meta.label_lower, record_id=record.pk)


def record_of(enclosure: Enclosure) -> Any:
    """The record that a file belongs to."""
    from django.apps import apps

    return apps.get_model(enclosure.record_type)._default_manager.get(pk=enclosure.record_id)
