"""What is recorded of vetting: the chain of a body, a version on its way, decisions, errors caught, overrides, own words."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from gongkai.findings import Severity
from gongkai.organs.models import Organ
from gongkai.vetting.models.record import OfRecord
from gongkai.vetting.steps import Gate, Stage, name_of, stages_of

_PERSON = settings.AUTH_USER_MODEL


class Chain(models.Model):
    """The steps that a body has set: nothing of it is published that has not gone through them."""

    organ = models.OneToOneField(Organ, models.CASCADE, related_name="+", verbose_name="机关")
    stages = models.JSONField("步骤")
    repeat_allowed = models.BooleanField("人手不足时，可以写明理由由同一人接着审", default=False)

    class Meta:
        verbose_name = "审核流程"
        verbose_name_plural = "审核流程"

    def __str__(self) -> str:
        return " → ".join(name_of(stage) for stage in self.steps)

    @property
    def steps(self) -> tuple[Stage, ...]:
        """The stages in order."""
        return stages_of(self.stages)


class Vetting(OfRecord):
    """One version of a record on its way through the steps.

    ``stages`` are those set when it was handed in; the first ``before`` of them come before publication, others (of an
    urgent text) after it. ``awaits`` names the stage that is to be done now, empty where none is. ``findings`` are those
    of the content check, personal data in them masked; ``checked_at`` is empty until attachments were read.
    """

    class State(models.TextChoices):
        """How far it has come."""

        OPEN = "open", "审核中"
        PASSED = "passed", "审核通过"
        RETURNED = "returned", "已退回"
        WITHDRAWN = "withdrawn", "已撤回"
        SPENT = "spent", "已失效"

    version = models.CharField("版本", max_length=100)
    writer = models.ForeignKey(_PERSON, models.PROTECT, related_name="+", verbose_name="送审人")
    stages = models.JSONField("步骤")
    before = models.PositiveSmallIntegerField("发布前的步数")
    reached = models.PositiveSmallIntegerField("已过的步数", default=0)
    awaits = models.CharField("等待", max_length=40, blank=True)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.OPEN)
    urgent_because = models.CharField("加急的理由", max_length=300, blank=True)
    findings = models.JSONField("内容检查", default=list)
    notes = models.JSONField("检查说明", default=list)
    lists = models.CharField("词表", max_length=300, blank=True)
    checked_at = models.DateTimeField("检查时间", null=True)
    submitted_at = models.DateTimeField("送审时间", default=timezone.now)
    ended_at = models.DateTimeField("结束时间", null=True)

    class Meta:
        verbose_name = "审核"
        verbose_name_plural = "审核"
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["record_type", "record_id"], condition=Q(state="open"), name="one_open_vetting_a_record"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["record_type", "record_id", "-id"], name="vetting_record"),
            models.Index(fields=["organ", "awaits"], condition=~Q(awaits=""), name="vetting_waiting"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def steps(self) -> tuple[Stage, ...]:
        """All stages in order."""
        return stages_of(self.stages)

    @property
    def stage(self) -> Stage | None:
        """The stage that is to be done now."""
        return self.steps[self.reached] if self.awaits else None

    @property
    def stage_name(self) -> str:
        """That stage in Chinese; after publication it is done late."""
        return f"{name_of(self.stage)}{'（事后补审）' if self.reached >= self.before else ''}" if self.stage else ""

    @property
    def errors(self) -> list[dict[str, Any]]:
        """The findings that stand in the way of publication unless somebody answers for them."""
        return [finding for finding in self.findings if finding["severity"] == Severity.ERROR]


class Decision(models.Model):
    """What somebody decided on a stage; ``stood_in_for`` is set where a deputy did."""

    vetting = models.ForeignKey(Vetting, models.CASCADE, related_name="decisions", verbose_name="审核")
    stage = models.PositiveSmallIntegerField("第几步")
    steps = models.JSONField("审核")
    person = models.ForeignKey(_PERSON, models.PROTECT, related_name="+", verbose_name="审核人")
    stood_in_for = models.ForeignKey(_PERSON, models.PROTECT, related_name="+", null=True, verbose_name="代谁审")
    passed = models.BooleanField("通过")
    gates = models.JSONField("五关", default=list)
    remarks = models.CharField("意见", max_length=1000, blank=True)
    again_because = models.CharField("同一人接着审的理由", max_length=300, blank=True)
    at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = "审核意见"
        verbose_name_plural = "审核意见"
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.name}{'通过' if self.passed else '退回'}"

    @property
    def name(self) -> str:
        """The stage in Chinese."""
        return name_of(stages_of([self.steps])[0])

    @property
    def gate_names(self) -> str:
        """The gates gone through, in Chinese."""
        return "、".join(Gate(gate).label for gate in self.gates)


class Proof(models.Model):
    """An error that a reader found: the proof-reading ledger says at which step it was caught."""

    vetting = models.ForeignKey(Vetting, models.CASCADE, related_name="proofs", verbose_name="审核")
    steps = models.JSONField("校次")
    quote = models.CharField("原文", max_length=300)
    correction = models.CharField("改为", max_length=300, blank=True)
    gate = models.CharField("哪一关", max_length=10, choices=Gate.choices, default=Gate.WORDING)
    found_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+", verbose_name="发现人")
    at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = "校对记录"
        verbose_name_plural = "校对记录"
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return self.quote

    @property
    def step_name(self) -> str:
        """At which step, in Chinese."""
        return name_of(stages_of([self.steps])[0])


class Override(models.Model):
    """An error of the content check that a named person answers for."""

    vetting = models.ForeignKey(Vetting, models.CASCADE, related_name="overrides", verbose_name="审核")
    fingerprint = models.CharField("指纹", max_length=16)
    message = models.CharField("错误", max_length=300)
    person = models.ForeignKey(_PERSON, models.PROTECT, related_name="+", verbose_name="放行人")
    reason = models.CharField("理由", max_length=300)
    at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = "放行"
        verbose_name_plural = "放行"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["vetting", "fingerprint"], name="one_override_an_error")
        ]

    def __str__(self) -> str:
        return self.message


class OwnWord(models.Model):
    """A word that a body's own list finds fault with, or (``allowed``) that no list shall."""

    class Weight(models.TextChoices):
        """How grave it is."""

        ERROR = Severity.ERROR.value, Severity.ERROR.label
        WARNING = Severity.WARNING.value, Severity.WARNING.label
        INFO = Severity.INFO.value, Severity.INFO.label

    organ = models.ForeignKey(Organ, models.CASCADE, related_name="+", verbose_name="机关")
    word = models.CharField("词", max_length=60)
    right = models.CharField("应当写", max_length=60, blank=True)
    why = models.CharField("为什么", max_length=200, blank=True)
    severity = models.CharField("程度", max_length=10, choices=Weight.choices, default=Weight.WARNING)
    allowed = models.BooleanField("不算错", default=False)
    added_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+", verbose_name="添加人")
    added_at = models.DateTimeField("添加时间", default=timezone.now)

    class Meta:
        verbose_name = "本单位用词"
        verbose_name_plural = "本单位用词"
        ordering: ClassVar = ["word"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["organ", "word"], name="one_own_word_once")]

    def __str__(self) -> str:
        return self.word
