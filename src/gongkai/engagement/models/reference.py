"""Documents that a record of the room leads to, and that lead back to it."""

from typing import ClassVar

from django.db import models

from gongkai.disclosure.models import Document
from gongkai.organs.models import Organ


class Reference(models.Model):
    """A document that a record (``record_type`` is the label of its model) has to do with."""

    record_type = models.CharField("种类", max_length=60)
    record_id = models.PositiveBigIntegerField("编号")
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name="机关")
    document = models.ForeignKey(Document, models.PROTECT, related_name="references", verbose_name="文件")

    class Meta:
        verbose_name = "相关文件"
        verbose_name_plural = "相关文件"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["record_type", "record_id", "document"], name="one_reference_once")
        ]

    def __str__(self) -> str:
        return str(self.document)


def documents_of(record: models.Model) -> "models.QuerySet[Document]":
    """The public documents that a record leads to."""
    return Document.objects.filter(
        references__record_type=record._meta.label_lower, references__record_id=record.pk, live=True
    ).select_related("organ")
