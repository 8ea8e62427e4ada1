"""What happened to a rule or normative document, and the rounds in which such documents are cleaned up."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from wagtail.models.revisions import Revision

from gongkai.disclosure.models.documents import Document
from gongkai.law.lifecycle import Stage, stages
from gongkai.organs.models import Organ

_PERSON = settings.AUTH_USER_MODEL


class LifeEvent(models.Model):
    """A stage of a document's life, dated; entered in error it is struck out, never removed.

    ``stage`` is a key of :func:`gongkai.law.lifecycle.stages`; ``until`` the last day of one that lasts. ``by`` is the
    document that amends or abolishes; ``before`` the version that was public until an amendment.
    """

    document = models.ForeignKey(Document, models.CASCADE, related_name="life", verbose_name="文件")
    stage = models.CharField("环节", max_length=20)
    on = models.DateField("日期")
    until = models.DateField("截止日期", null=True)
    reference = models.CharField("文号、会议或者依据", max_length=200, blank=True)
    note = models.CharField("说明", max_length=300, blank=True)
    by = models.ForeignKey(Document, models.PROTECT, related_name="effects", null=True, verbose_name="依据的文件")
    before = models.ForeignKey(Revision, models.SET_NULL, related_name="+", null=True, verbose_name="修改前的版本")
    recorded_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+", null=True, verbose_name="记录人")
    recorded_at = models.DateTimeField("记录时间", default=timezone.now)
    struck_because = models.CharField("划去的理由", max_length=200, blank=True)

    class Meta:
        verbose_name = "文件环节"
        verbose_name_plural = "文件环节"
        ordering: ClassVar = ["on", "pk"]
        indexes: ClassVar = [models.Index(fields=["stage", "on"], condition=Q(struck_because=""), name="life_stages")]

    def __str__(self) -> str:
        return f"{self.name}（{self.document}）"

    @property
    def law(self) -> Stage:
        """The stage in law."""
        return stages()[self.stage]

    @property
    def name(self) -> str:
        """The stage's name."""
        return self.law.name


class CleanupRound(models.Model):
    """A round in which a body goes over its rules and normative documents, or a government over those of all beneath it."""

    class State(models.TextChoices):
        """How far it has come."""

        OPEN = "open", "清理中"
        DECIDED = "decided", "已公布结果"

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name="机关")
    region = models.BooleanField("连同下级机关", default=False)
    title = models.CharField("名称", max_length=120)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.OPEN)
    decided_on = models.DateField("决定日期", null=True)
    reference = models.CharField("决定的文号", max_length=120, blank=True)
    opened_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+", null=True, verbose_name="提出人")
    opened_at = models.DateTimeField("提出时间", default=timezone.now)

    class Meta:
        verbose_name = "规范性文件清理"
        verbose_name_plural = "规范性文件清理"
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return self.title


class Verdict(models.TextChoices):
    """What a round decides of a document: the lists of its result."""

    KEEP = "keep", "继续有效"
    AMEND = "amend", "拟修改"
    ABOLISH = "abolish", "废止"
    LAPSE = "lapse", "失效"
    NONE = "", "未列入"

    @property
    def stage(self) -> str:
        """The stage of life that it brings about."""
        return {"keep": "kept", "amend": "to_amend", "abolish": "abolished", "lapse": "lapsed", "": "unlisted"}[self]


class CleanupItem(models.Model):
    """A document of a round, and what is decided of it."""

    round = models.ForeignKey(CleanupRound, models.CASCADE, related_name="items", verbose_name="清理")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+", verbose_name="文件")
    verdict = models.CharField("意见", max_length=10, choices=Verdict.choices, blank=True)
    note = models.CharField("理由", max_length=200, blank=True)

    class Meta:
        verbose_name = "清理意见"
        verbose_name_plural = "清理意见"
        ordering: ClassVar = ["document__organ__path", "document__signed_on", "document_id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["round", "document"], name="one_verdict_a_round")]

    def __str__(self) -> str:
        return f"{self.document}：{self.get_verdict_display()}"
