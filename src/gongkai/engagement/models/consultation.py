"""Consultations (意见征集): the draft before the public, opinions on it, what became of them."""

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from gongkai.disclosure.models import Document
from gongkai.engagement.models.published import Published
from gongkai.vault import files
from gongkai.vault.models import SealedRecord

_PERSON = settings.AUTH_USER_MODEL


class Consultation(Published):
    """A draft on which the public is asked.

    ``closes_on`` is the last day. ``short_because`` explains a period below the law's minimum. ``feedback_due_on``
    follows from ``closes_on``. ``document`` is what came of the draft.
    """

    class Kind(models.TextChoices):
        """What the draft is of: the law asks for different minimal periods."""

        DECISION = "decision", "重大行政决策草案"
        RULE = "rule", "规章草案"
        NORMATIVE = "normative", "行政规范性文件草案"
        OTHER = "other", "其他事项"

        @property
        def period(self) -> str:
            """The key of the minimal period; empty where the law sets none."""
            return {"decision": "decision_consultation", "rule": "rule_draft_consultation"}.get(self.value, "")

    FIELDS = ("title", "kind", "opens_on", "closes_on", "short_because", "ways", "explanation", "body")
    TEXTS = ("explanation", "body")
    kept = (*Published.kept, "document_id")

    kind = models.CharField("种类", max_length=12, choices=Kind.choices)
    opens_on = models.DateField("开始日期")
    closes_on = models.DateField("截止日期")
    short_because = models.CharField("缩短期限的理由", max_length=300, blank=True)
    ways = models.TextField("提出意见的方式", max_length=1000)
    explanation = models.TextField("起草说明", blank=True)
    body = models.TextField("草案全文", blank=True)
    feedback_due_on = models.DateField("应反馈日期", editable=False)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, editable=False, related_name="consultations", verbose_name="形成的文件"
    )

    class Meta:
        verbose_name = "意见征集"
        verbose_name_plural = "意见征集"
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organ", "year", "serial"], name="one_consultation_a_number"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["-closes_on", "-id"], condition=Q(live=True), name="consultation_public"),
        ]

    def phase(self, on: dt.date) -> str:
        """Where it stands on the day, as a page says it."""
        if on < self.opens_on:
            return "尚未开始"
        return "正在征集" if on <= self.closes_on else "已经结束"

    def is_open(self, on: dt.date) -> bool:
        """Whether opinions are taken on the day."""
        return self.live and self.opens_on <= on <= self.closes_on

    @property
    def note(self) -> str:
        """Its days."""
        return f"{self.get_kind_display()}，{self.opens_on}至{self.closes_on}"


class Channel(models.TextChoices):
    """How an opinion came in."""

    WEB = "web", "网上"
    LETTER = "letter", "来信"
    EMAIL = "email", "电子邮件"
    PHONE = "phone", "电话"
    VISIT = "visit", "当面"
    MEETING = "meeting", "座谈会、听证会、论证会"


PAPER = [choice for choice in Channel.choices if choice[0] != Channel.WEB]
"""The channels that staff enter."""


class Point(models.Model):
    """What one opinion, or several like it, come to; and whether that was adopted, with the reason."""

    class Decision(models.TextChoices):
        """What became of it."""

        ADOPTED = "adopted", "采纳"
        PARTLY = "partly", "部分采纳"
        DECLINED = "declined", "未采纳"

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="points", verbose_name="意见征集")
    gist = models.CharField("意见要点", max_length=500)
    decision = models.CharField("采纳情况", max_length=10, choices=Decision.choices, blank=True)
    reason = models.CharField("理由", max_length=1000, blank=True)
    decided_by = models.ForeignKey(_PERSON, models.PROTECT, null=True, related_name="+", verbose_name="处理人")
    decided_at = models.DateTimeField("处理时间", null=True)

    class Meta:
        verbose_name = "意见要点"
        verbose_name_plural = "意见要点"
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.gist


class Opinion(SealedRecord):
    """An opinion; its words, and who sent it, are sealed.

    ``label`` is the masked name; ``code`` (sealed, found by its digest) lets whoever sent it on line see what became of
    it. ``entered_by`` is empty for those.
    """

    class Author(models.TextChoices):
        """Who speaks."""

        PERSON = "person", "个人"
        ORGANISATION = "organisation", "单位"
        UNNAMED = "unnamed", "没有署名"

    INDEXED: ClassVar[Mapping[str, str]] = {"code": "code_digest"}

    id = models.UUIDField("标识", primary_key=True, default=uuid.uuid4, editable=False)
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="opinions", verbose_name="意见征集")
    number = models.PositiveIntegerField("序号")
    channel = models.CharField("渠道", max_length=10, choices=Channel.choices)
    received_on = models.DateField("收到日期")
    author = models.CharField("提出人", max_length=12, choices=Author.choices)
    label = models.CharField("称呼", max_length=40, blank=True)
    code_digest = models.CharField("查询码摘要", max_length=64, blank=True, db_index=True)
    point = models.ForeignKey(Point, models.PROTECT, null=True, related_name="opinions", verbose_name="意见要点")
    entered_by = models.ForeignKey(_PERSON, models.PROTECT, null=True, related_name="+", verbose_name="登记人")
    entered_at = models.DateTimeField("登记时间", default=timezone.now)

    class Meta:
        verbose_name = "意见"
        verbose_name_plural = "意见"
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consultation", "number"], name="one_opinion_a_number")
        ]

    def __str__(self) -> str:
        return f"“{self.consultation}”第{self.number}条意见"

    @property
    def place(self) -> str:
        """The identifier: it never changes."""
        return f"opinion {self.id}"


def scan_name(scan: "Scan", _name: str) -> str:
    """Where a scan is kept."""
    return f"opinions/{scan.opinion_id}/{scan.sha256}"


class Scan(SealedRecord):
    """The paper on which an opinion came: a file that lies encrypted; sealed are its name and its key."""

    opinion = models.ForeignKey(Opinion, models.PROTECT, related_name="scans", verbose_name="意见")
    sha256 = models.CharField("摘要", max_length=64)
    size = models.PositiveBigIntegerField("大小")
    content = models.FileField("文件", upload_to=scan_name, max_length=200)
    added_by = models.ForeignKey(_PERSON, models.PROTECT, verbose_name="存入人", related_name="+")
    added_at = models.DateTimeField("存入时间", auto_now_add=True)

    class Meta:
        verbose_name = "意见原件"
        verbose_name_plural = "意见原件"
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.opinion}的原件"

    @property
    def place(self) -> str:
        """Opinion and digest: they never change."""
        return f"scan {self.opinion_id} {self.sha256}"

    def chunks(self, particulars: Mapping[str, Any]) -> Iterator[bytes]:
        """The content, unsealed piece by piece with the key of the unsealed particulars."""
        with self.content.open("rb") as stored:
            yield from files.unsealed(stored, bytes.fromhex(particulars["key"]))


class Feedback(Published):
    """What became of the opinions on a consultation, as the public is told (意见采纳情况反馈)."""

    FIELDS = ("title", "body")
    kept = (*Published.kept, "consultation_id")

    consultation = models.OneToOneField(
        Consultation, models.PROTECT, editable=False, related_name="feedback", verbose_name="意见征集"
    )
    body = models.TextField("反馈内容", blank=True)

    class Meta:
        verbose_name = "采纳情况反馈"
        verbose_name_plural = "采纳情况反馈"
        ordering: ClassVar = ["-pk"]
