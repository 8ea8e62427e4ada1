"""Which document names which: a document's names, and the names that occur in its text, met when somebody reads."""

from typing import ClassVar

from django.db import models

from gongkai.disclosure.models.documents import Document

LONGEST = 200


class Name(models.Model):
    """A title or number under which other documents cite a public one."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="names", verbose_name="文件")
    words = models.CharField("名称", max_length=LONGEST, db_index=True)

    class Meta:
        verbose_name = "文件名称"
        verbose_name_plural = "文件名称"
        constraints: ClassVar = [models.UniqueConstraint(fields=["document", "words"], name="one_name_once")]

    def __str__(self) -> str:
        return self.words


class Mention(models.Model):
    """A title or number that occurs in a public document's text."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="mentions", verbose_name="文件")
    words = models.CharField("引用的名称", max_length=LONGEST, db_index=True)

    class Meta:
        verbose_name = "引用"
        verbose_name_plural = "引用"
        constraints: ClassVar = [models.UniqueConstraint(fields=["document", "words"], name="one_mention_once")]

    def __str__(self) -> str:
        return self.words
