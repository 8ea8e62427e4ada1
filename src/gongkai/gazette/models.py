"""What is recorded of the gazette: issues, what stands in them, who proof-read what, copies and who got them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from gongkai.disclosure.models import Document
from gongkai.organs.models import Organ

_PERSON = settings.AUTH_USER_MODEL
READINGS = 3
"""Proof-readings of every item (三校)."""


def pdf_name(issue: "Issue", _name: str) -> str:
    """Where an issue's PDF is kept."""
    return f"gazettes/{issue.pk}/{issue.year}-{issue.number}.pdf"


class Issue(models.Model):
    """An issue: composed, proof-read, published. ``total`` is its number since the gazette began, where it is counted."""

    class State(models.TextChoices):
        """How far it has come."""

        COMPOSING = "composing", "编辑中"
        PUBLISHED = "published", "已出版"

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name="机关")
    year = models.PositiveSmallIntegerField("年份")
    number = models.PositiveSmallIntegerField("期号")
    total = models.PositiveIntegerField("总期号", null=True, blank=True)
    first = models.DateField("起")
    last = models.DateField("止")
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.COMPOSING)
    published_on = models.DateField("出版日期", null=True)
    pdf = models.FileField("PDF", upload_to=pdf_name, max_length=200, blank=True)
    opened_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+", null=True, verbose_name="编辑")
    opened_at = models.DateTimeField("建立时间", default=timezone.now)

    class Meta:
        verbose_name = "公报"
        verbose_name_plural = "公报"
        ordering: ClassVar = ["-year", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organ", "year", "number"],
                name="one_issue_a_number",
                violation_error_message="这一期已经有了，请核对期号。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.year}年第{self.number}期"

    @property
    def name(self) -> str:
        """The gazette's name."""
        return f"{self.organ.name}公报"

    @property
    def is_published(self) -> bool:
        """Whether everybody may read it."""
        return self.state == self.State.PUBLISHED


class Item(models.Model):
    """A document in an issue, with the text as it is printed: the version that was taken in, whatever comes later."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="items", verbose_name="公报")
    place = models.PositiveSmallIntegerField("次序")
    section = models.CharField("栏目", max_length=40)
    document = models.ForeignKey(Document, models.PROTECT, related_name="gazetted", verbose_name="文件")
    version = models.PositiveBigIntegerField("版本")
    title = models.CharField("标题", max_length=200)
    doc_no = models.CharField("发文字号", max_length=60, blank=True)
    signed_on = models.DateField("成文日期", null=True)
    body = models.TextField("正文", blank=True)
    characters = models.PositiveIntegerField("字数")

    class Meta:
        verbose_name = "公报篇目"
        verbose_name_plural = "公报篇目"
        ordering: ClassVar = ["place", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["issue", "document"], name="one_document_an_issue")]

    def __str__(self) -> str:
        return self.title


class Proof(models.Model):
    """A proof-reading of an item: by whom, how many characters, how many errors were found and mended."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="proofs", verbose_name="篇目")
    reading = models.PositiveSmallIntegerField("校次")
    reader = models.ForeignKey(_PERSON, models.PROTECT, related_name="+", verbose_name="校对人")
    characters = models.PositiveIntegerField("字数")
    errors = models.PositiveIntegerField("发现差错")
    mended = models.PositiveIntegerField("已经改正")
    note = models.CharField("说明", max_length=300, blank=True)
    at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = "公报校对"
        verbose_name_plural = "公报校对"
        ordering: ClassVar = ["reading"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["item", "reading"], name="one_proof_a_reading")]

    def __str__(self) -> str:
        return f"{self.item}（{self.reading}校）"


class Copies(models.Model):
    """Copies printed of an issue, and who got them."""

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="runs", verbose_name="公报")
    printed_on = models.DateField("印制日期")
    copies = models.PositiveIntegerField("份数")
    recipients = models.CharField("赠阅对象", max_length=300)
    recorded_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+", null=True, verbose_name="记录人")
    recorded_at = models.DateTimeField("记录时间", default=timezone.now)

    class Meta:
        verbose_name = "公报印发"
        verbose_name_plural = "公报印发"
        ordering: ClassVar = ["-printed_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.issue}：{self.copies} 份"
