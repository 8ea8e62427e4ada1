"""What is recorded while a report is made: frozen figures, the manuscript with its versions and steps, submissions."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from gongkai.organs.models import Organ


class Basis(models.TextChoices):
    """Where the figures of a report come from."""

    LEDGER = "ledger", "由台账统计"
    PARTS = "parts", "由各单位报告汇总"


class Freeze(models.Model):
    """The figures of an organ's year as they stood at ``at``, each with the records that made it.

    ``values`` and ``records`` are by the figure's identifier (:mod:`gongkai.annual.freezes` reads them). An earlier
    freeze is kept when figures are frozen anew, which needs a reason; only one is ``current``.
    """

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name="机关")
    year = models.PositiveSmallIntegerField("年度")
    basis = models.CharField("数的来源", max_length=10, choices=Basis.choices, default=Basis.LEDGER)
    values = models.JSONField("数值")
    records = models.JSONField("记录")
    reason = models.CharField("重新冻结的理由", max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="冻结人", null=True, related_name="+")
    at = models.DateTimeField("冻结时间", default=timezone.now)
    current = models.BooleanField("有效", default=True)

    class Meta:
        verbose_name = "数据冻结"
        verbose_name_plural = "数据冻结"
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organ", "year"], condition=Q(current=True), name="one_current_freeze")
        ]

    def __str__(self) -> str:
        return f"{self.organ} {self.year} 年度数据"


class Manuscript(models.Model):
    """An organ's report of a year while it is written; ``number`` is its newest version.

    ``state`` is the fold of its steps, cached by the actions. ``report`` is what was last sent for review: a report in
    the library like any other.
    """

    class State(models.TextChoices):
        """How far it has come."""

        WRITING = "writing", "编写中"
        REVIEW = "review", "送审中"
        REVIEWED = "reviewed", "审核通过，待签发"
        SIGNED = "signed", "已签发"

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="manuscripts", verbose_name="机关")
    year = models.PositiveSmallIntegerField("年度")
    basis = models.CharField("数的来源", max_length=10, choices=Basis.choices, default=Basis.LEDGER)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.WRITING)
    number = models.PositiveIntegerField("版本", default=0)
    report = models.ForeignKey("annual.Report", models.PROTECT, related_name="manuscripts", null=True)

    class Meta:
        verbose_name = "年报文稿"
        verbose_name_plural = "年报文稿"
        constraints: ClassVar = [models.UniqueConstraint(fields=["organ", "year"], name="one_manuscript_a_year")]

    def __str__(self) -> str:
        return f"{self.organ} {self.year} 年度报告文稿"

    @property
    def newest(self) -> "Version":
        """The newest version."""
        return self.versions.get(number=self.number)


class Version(models.Model):
    """What a manuscript was after somebody saved it; never changed again. ``content`` see :mod:`gongkai.annual.content`."""

    manuscript = models.ForeignKey(Manuscript, models.CASCADE, related_name="versions", verbose_name="文稿")
    number = models.PositiveIntegerField("版本")
    content = models.JSONField("内容")
    note = models.CharField("改动", max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="编写人", null=True, related_name="+")
    at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = "文稿版本"
        verbose_name_plural = "文稿版本"
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["manuscript", "number"], name="one_version_a_number")]

    def __str__(self) -> str:
        return f"{self.manuscript} 第 {self.number} 版"


class Step(models.Model):
    """What somebody decided on a version of a manuscript."""

    class Kind(models.TextChoices):
        """What it was."""

        SENT = "sent", "送审"
        PASSED = "passed", "审核通过"
        RETURNED = "returned", "退回修改"
        SIGNED = "signed", "签发"
        REOPENED = "reopened", "重新编写"

    manuscript = models.ForeignKey(Manuscript, models.CASCADE, related_name="steps", verbose_name="文稿")
    number = models.PositiveIntegerField("版本")
    kind = models.CharField("步骤", max_length=10, choices=Kind.choices)
    remark = models.CharField("意见", max_length=1000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="经办人", null=True, related_name="+")
    at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = "文稿办理"
        verbose_name_plural = "文稿办理"
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}第 {self.number} 版"


class Submission(models.Model):
    """A report handed up to the superior organ; one that was returned is kept, the next one is another."""

    report = models.ForeignKey("annual.Report", models.PROTECT, related_name="submissions", verbose_name="报告")
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="submissions", verbose_name="报送机关")
    to = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name="接收机关")
    year = models.PositiveSmallIntegerField("年度")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="报送人", related_name="+")
    at = models.DateTimeField("报送时间", default=timezone.now)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="接收人", null=True, related_name="+"
    )
    received_at = models.DateTimeField("接收时间", null=True)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="退回人", null=True, related_name="+"
    )
    returned_at = models.DateTimeField("退回时间", null=True)
    remarks = models.TextField("退回意见", blank=True)

    class Meta:
        verbose_name = "年报报送"
        verbose_name_plural = "年报报送"
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organ", "year"], condition=Q(returned_at=None), name="one_open_submission_a_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organ} {self.year} 年度报告的报送"

    @property
    def state(self) -> str:
        """How far it is, as an officer says it."""
        if self.returned_at:
            return "已退回"
        return "已接收" if self.received_at else "已报送，待接收"


class PreCheck(models.Model):
    """What the rules said of an organ's figures at the end of a quarter, until somebody has looked through it.

    ``missing`` is how many figures nobody had stated.
    """

    organ = models.ForeignKey(Organ, models.CASCADE, related_name="+", verbose_name="机关")
    year = models.PositiveSmallIntegerField("年度")
    quarter = models.PositiveSmallIntegerField("季度")
    errors = models.PositiveSmallIntegerField("错误")
    warnings = models.PositiveSmallIntegerField("存疑")
    missing = models.PositiveSmallIntegerField("没有填报")
    at = models.DateTimeField("时间", default=timezone.now)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="看过的人", null=True, related_name="+"
    )
    seen_at = models.DateTimeField("看过的时间", null=True)

    class Meta:
        verbose_name = "年报季度预检"
        verbose_name_plural = "年报季度预检"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organ", "year", "quarter"], name="one_check_a_quarter")
        ]

    def __str__(self) -> str:
        return f"{self.organ} {self.year} 年第 {self.quarter} 季度预检"

    @property
    def result(self) -> str:
        """What was found, as an officer says it."""
        counted = ((self.errors, "错误 {} 处"), (self.warnings, "存疑 {} 处"), (self.missing, "{} 个数没有填报"))
        return "，".join(words.format(number) for number, words in counted if number) or "没有发现问题"
