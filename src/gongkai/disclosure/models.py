"""What is recorded of proactive disclosure: texts of the column, documents, their attachments and index numbers."""

import datetime as dt
from collections.abc import Collection
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from gongkai.disclosure.headings import HEADINGS
from gongkai.disclosure.versions import Versioned
from gongkai.law.duties import Duty, duties
from gongkai.organs.models import Organ


class Part(models.TextChoices):
    """The parts of the column that a body writes itself."""

    GUIDE = "guide", "政府信息公开指南"
    RULES = "rules", "政府信息公开制度"


class ColumnText(Versioned):
    """A text of a body's column: its guide, of which there is one, or one of its rules."""

    kept = ("part",)

    part = models.CharField("栏目", max_length=10, choices=Part.choices, editable=False)
    title = models.CharField("标题", max_length=120)
    body = models.TextField("正文")

    class Meta:
        verbose_name = "专栏文本"
        verbose_name_plural = "专栏文本"
        ordering: ClassVar = ["organ", "part", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organ"],
                condition=Q(part="guide"),
                name="one_guide_a_body",
                violation_error_message="本机关已经有公开指南，请修改原来的指南。",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """That there is no other guide; rules cannot collide."""
        if self.part == Part.GUIDE:
            super().validate_constraints(exclude)


class DocumentKind(models.TextChoices):
    """What a document is in law."""

    GOV_RULE = "gov_rule", "规章"
    NORMATIVE_DOC = "normative_doc", "行政规范性文件"
    OTHER_DOC = "other_doc", "其他文件"
    GENERAL = "general", "一般信息"


class DisclosureAttribute(models.TextChoices):
    """How a document may be disclosed, fixed when it is drafted."""

    PROACTIVE = "proactive", "主动公开"
    ON_REQUEST = "on_request", "依申请公开"
    WITHHELD = "withheld", "不予公开"


class Ending(models.TextChoices):
    """How a document ceases to be in force."""

    ABOLISHED = "abolished", "已废止"
    LAPSED = "lapsed", "已失效"


SUBJECTS = (
    "国务院组织机构", "综合政务", "国民经济管理、国有资产监管", "财政、金融、审计", "国土资源、能源", "农业、林业、水利",
    "工业、交通", "商贸、海关、旅游", "市场监管、安全生产监管", "城乡建设、环境保护", "科技、教育", "文化、广电、新闻出版",
    "卫生、体育", "人口与计划生育、妇女儿童工作", "劳动、人事、监察", "公安、安全、司法", "民政、扶贫、救灾", "民族、宗教",
    "对外事务", "港澳台侨工作", "国防", "其他",
)  # fmt: skip
"""The classes of subjects (主题分类) that the State Council's library of documents uses."""


class Document(Versioned):
    """A document that a body makes public of itself.

    ``heading`` is the statutory heading (a key of :func:`gongkai.law.duties.duties`) under which it is listed.
    ``index_no`` is given at the first publication and never again to another; ``published_on`` is the day of that.
    """

    kept = ("index_no", "published_on", "published_year", "ended", "ended_on", "ended_because")

    kind = models.CharField("文件种类", max_length=20, choices=DocumentKind.choices)
    heading = models.CharField("法定栏目", max_length=30, choices=HEADINGS)
    title = models.CharField("标题", max_length=200)
    doc_no = models.CharField("发文字号", max_length=60, blank=True)
    subject = models.CharField("主题分类", max_length=30, choices=[(s, s) for s in SUBJECTS], blank=True)
    disclosure_attr = models.CharField(
        "公开属性", max_length=12, choices=DisclosureAttribute.choices, default=DisclosureAttribute.PROACTIVE
    )
    signed_on = models.DateField("成文日期", null=True, blank=True)
    effective_on = models.DateField("施行日期", null=True, blank=True)
    body = models.TextField("正文", blank=True)

    index_no = models.CharField("索引号", max_length=40, unique=True, null=True, editable=False)
    published_on = models.DateField("发布日期", null=True, editable=False)
    published_year = models.PositiveSmallIntegerField("发布年份", null=True, editable=False)
    ended = models.CharField("终止方式", max_length=10, choices=Ending.choices, blank=True, editable=False)
    ended_on = models.DateField("终止日期", null=True, editable=False)
    ended_because = models.CharField("终止依据", max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = "公开文件"
        verbose_name_plural = "公开文件"
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organ", "doc_no"],
                condition=~Q(doc_no=""),
                name="one_document_a_number",
                violation_error_message="这个发文字号已经用过，请核对。",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["-published_on", "-id"], condition=Q(live=True), name="public_newest"),
            models.Index(
                fields=["organ", "heading", "-published_on", "-id"], condition=Q(live=True), name="public_of_a_heading"
            ),
            models.Index(
                fields=["organ", "heading", "kind", "published_year"], condition=Q(live=True), name="public_counts"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """That the document number is nobody else's; without one nothing can collide."""
        if self.doc_no:
            super().validate_constraints(exclude)

    @property
    def duty(self) -> Duty:
        """The heading with its article."""
        return duties()[self.heading]

    def validity(self, on: dt.date) -> str:
        """Whether it is in force on the day, as the page says it; empty for what cannot be."""
        if self.kind not in (DocumentKind.GOV_RULE, DocumentKind.NORMATIVE_DOC):
            return ""
        if self.ended_on is not None and self.ended_on <= on:
            return Ending(self.ended).label
        return "尚未施行" if self.effective_on is not None and self.effective_on > on else "有效"


def storage_name(attachment: "Attachment", _name: str) -> str:
    """Where an attachment is kept: named after its content, so that no name a person typed reaches the disk."""
    return f"documents/{attachment.document_id}/{attachment.sha256}"


class Attachment(models.Model):
    """A file that belongs to a document."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="attachments", verbose_name="文件")
    name = models.CharField("名称", max_length=200)
    content = models.FileField("附件", upload_to=storage_name, max_length=200)
    media_type = models.CharField("类型", max_length=100)
    size = models.PositiveBigIntegerField("大小")
    sha256 = models.CharField("摘要", max_length=64)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="添加人", related_name="+")
    added_at = models.DateTimeField("添加时间", default=timezone.now)

    class Meta:
        verbose_name = "附件"
        verbose_name_plural = "附件"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["document", "sha256"], name="one_attachment_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def format(self) -> str:
        """The ending of its name, in capitals."""
        return self.name.rpartition(".")[2].upper()


class IndexSeries(models.Model):
    """The last serial given of a body's index numbers of a year; locked while the next is taken, never set back."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name="机关")
    year = models.PositiveSmallIntegerField("年份")
    last = models.PositiveIntegerField("末号", default=0)

    class Meta:
        verbose_name = "索引号序列"
        verbose_name_plural = "索引号序列"
        constraints: ClassVar = [models.UniqueConstraint(fields=["organ", "year"], name="one_series_a_year")]

    def __str__(self) -> str:
        return f"{self.organ} {self.year}-{self.last:05d}"
