"""What is collected and recorded of annual reports."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from gongkai.annual.manuscripts import Basis, Freeze, Manuscript, PreCheck, Step, Submission, Version
from gongkai.organs.models import Organ
from gongkai.report.model import AnnualReport
from gongkai.report.writers.data import report_from_data

__all__ = [
    "Basis",
    "FindingDecision",
    "Freeze",
    "Manuscript",
    "PreCheck",
    "Report",
    "ReportFile",
    "ReportFinding",
    "Step",
    "Submission",
    "Version",
]


def storage_name(instance: "ReportFile", _name: str) -> str:
    """Where an uploaded file is kept: named after its content, so that no name a person typed reaches the disk."""
    return f"reports/{instance.organ_id}/{instance.sha256}"


def paper_name(instance: "Report", _name: str) -> str:
    """Where the PDF of a published report is kept."""
    return f"reports/{instance.organ_id}/{instance.pk}.pdf"


class ReportFile(models.Model):
    """A file that a body, or its superior, handed in. The same content is kept once for a body."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="report_files", verbose_name="机关")
    content = models.FileField("文件", upload_to=storage_name, max_length=200)
    name = models.CharField("文件名", max_length=200)
    sha256 = models.CharField("摘要", max_length=64)
    size = models.PositiveBigIntegerField("大小")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="上传人", related_name="+", null=True
    )
    uploaded_at = models.DateTimeField("上传时间", default=timezone.now)
    problem = models.CharField("读取问题", max_length=500, blank=True)
    notes = models.JSONField("读取说明", default=list)

    class Meta:
        verbose_name = "年报文件"
        verbose_name_plural = "年报文件"
        ordering: ClassVar = ["-uploaded_at", "-pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["organ", "sha256"], name="one_file_once")]
        indexes: ClassVar = [models.Index(fields=["-uploaded_at", "-id"], name="newest_files")]

    def __str__(self) -> str:
        return self.name


class Report(models.Model):
    """One report as read from a file, with the counts of its findings.

    ``data`` is what ``gongkai read`` prints; ``organ_name``, ``year`` and ``title`` are what the report says of itself.
    ``pdf`` is set in official form after publication.
    A report is on the portal from ``published_at`` on, until ``withdrawn_at``.
    """

    file = models.ForeignKey(ReportFile, models.CASCADE, related_name="reports", verbose_name="文件")
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="reports", verbose_name="机关")
    part = models.PositiveSmallIntegerField("第几份", default=1)
    organ_name = models.CharField("报告所称机关", max_length=120, blank=True)
    year = models.PositiveSmallIntegerField("年度", null=True, db_index=True)
    form = models.CharField("格式", max_length=10)
    title = models.CharField("标题", max_length=300, blank=True)
    data = models.JSONField("内容")
    errors = models.PositiveSmallIntegerField("错误", default=0)
    warnings = models.PositiveSmallIntegerField("存疑", default=0)
    infos = models.PositiveSmallIntegerField("提示", default=0)
    audited_at = models.DateTimeField("审核时间")
    pdf = models.FileField("PDF", upload_to=paper_name, max_length=200, blank=True)
    published_at = models.DateTimeField("发布时间", null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="发布人", related_name="+", null=True, blank=True
    )
    published_with = models.CharField("带错发布的理由", max_length=500, blank=True)
    withdrawn_at = models.DateTimeField("撤下时间", null=True, blank=True)
    withdrawn_because = models.CharField("撤下的理由", max_length=500, blank=True)

    class Meta:
        verbose_name = "年度报告"
        verbose_name_plural = "年度报告"
        ordering: ClassVar = ["-year", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["file", "part"], name="one_report_a_part"),
            models.UniqueConstraint(
                fields=["organ", "year"],
                condition=models.Q(published_at__isnull=False, withdrawn_at__isnull=True),
                name="one_published_report_a_year",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organ", "year", "id"], name="report_of_a_year"),
            models.Index(  # all that the sums, rankings and lists ask of a published report: its row holds the whole text
                fields=["year", "organ", "published_at", "withdrawn_at", "id"],
                condition=models.Q(published_at__isnull=False, withdrawn_at__isnull=True),
                name="published_report",
            ),
            models.Index(  # all that the library's list sorts, counts and searches by
                fields=["file", "id", "published_at", "withdrawn_at", "errors", "year", "title"],
                name="report_of_a_file",
            ),
        ]

    def __str__(self) -> str:
        return self.title or f"{self.organ} {self.year or '年度不明'}"

    @property
    def content(self) -> AnnualReport:
        """The report itself, for rules and writers."""
        return report_from_data(self.data)

    @property
    def is_public(self) -> bool:
        """Whether the portal shows it."""
        return self.published_at is not None and self.withdrawn_at is None


class ReportTally(models.Model):
    """What reports are compared by (:mod:`gongkai.annual.tallies`), of one report, where the database can add it up."""

    report = models.OneToOneField(Report, models.CASCADE, primary_key=True, related_name="tally", verbose_name="报告")
    received = models.BigIntegerField("新收申请", null=True)
    from_people = models.BigIntegerField("自然人申请", null=True)
    carried_in = models.BigIntegerField("上年结转", null=True)
    concluded = models.BigIntegerField("办理结果总计", null=True)
    granted = models.BigIntegerField("予以公开", null=True)
    partial = models.BigIntegerField("部分公开", null=True)
    withheld = models.BigIntegerField("不予公开", null=True)
    unavailable = models.BigIntegerField("无法提供", null=True)
    not_handled = models.BigIntegerField("不予处理", null=True)
    closed = models.BigIntegerField("其他处理", null=True)
    carried_out = models.BigIntegerField("结转下年", null=True)
    reviews = models.BigIntegerField("行政复议", null=True)
    reviews_corrected = models.BigIntegerField("复议纠正", null=True)
    suits = models.BigIntegerField("行政诉讼", null=True)
    suits_corrected = models.BigIntegerField("诉讼纠正", null=True)
    documents_issued = models.BigIntegerField("制发规范性文件", null=True)
    documents_in_force = models.BigIntegerField("现行规范性文件", null=True)
    licences = models.BigIntegerField("行政许可", null=True)
    penalties = models.BigIntegerField("行政处罚", null=True)
    coercions = models.BigIntegerField("行政强制", null=True)

    class Meta:
        verbose_name = "年报统计"
        verbose_name_plural = "年报统计"

    def __str__(self) -> str:
        return str(self.report)


class ReportSketch(models.Model):
    """A sample of a report's own words (:mod:`gongkai.report.sketches`), by which thousands of texts are compared."""

    report = models.OneToOneField(Report, models.CASCADE, primary_key=True, related_name="sketch", verbose_name="报告")
    marks = models.BinaryField("样本")

    class Meta:
        verbose_name = "年报文字样本"
        verbose_name_plural = "年报文字样本"

    def __str__(self) -> str:
        return str(self.report)


class ReportFinding(models.Model):
    """A finding of the latest audit. Its fingerprint ties it to decisions made on earlier audits."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="findings", verbose_name="报告")
    number = models.PositiveSmallIntegerField("序号")
    rule = models.CharField("规则", max_length=10)
    severity = models.CharField("程度", max_length=10)
    fingerprint = models.CharField("指纹", max_length=16, db_index=True)
    data = models.JSONField("内容")

    class Meta:
        verbose_name = "审核问题"
        verbose_name_plural = "审核问题"
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["report", "number"], name="one_finding_a_number")]

    def __str__(self) -> str:
        return f"{self.rule} {self.data['message']}"


class FindingDecision(models.Model):
    """What a person decided on a finding. Decisions are kept; the latest one on a fingerprint counts."""

    class Verdict(models.TextChoices):
        """What was decided."""

        CONFIRMED = "confirmed", "属实"
        DISMISSED = "dismissed", "不是问题"

    organ = models.ForeignKey(Organ, models.CASCADE, related_name="finding_decisions", verbose_name="机关")
    fingerprint = models.CharField("指纹", max_length=16)
    verdict = models.CharField("认定", max_length=10, choices=Verdict.choices)
    reason = models.CharField("理由", max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="认定人", related_name="+")
    at = models.DateTimeField("认定时间", default=timezone.now)

    class Meta:
        verbose_name = "问题认定"
        verbose_name_plural = "问题认定"
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [models.Index(fields=["organ", "fingerprint"], name="decision_fingerprint")]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()}：{self.reason}"


Data = dict[str, Any]
"""JSON as the writers of the report room make it."""
