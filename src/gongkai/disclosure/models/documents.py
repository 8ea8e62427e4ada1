"""Documents that a body publishes of itself, their attachments and index numbers."""

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


class DocumentKind(models.TextChoices):
    """What a document is in law."""

    GOV_RULE = "gov_rule", "规章"
    NORMATIVE_DOC = "normative_doc", "行政规范性文件"
    OTHER_DOC = "other_doc", "其他文件"
    GENERAL = "general", "一般信息"


RULED = (DocumentKind.GOV_RULE, DocumentKind.NORMATIVE_DOC)
"""The kinds that are in force or not."""
POLICIES = (*RULED, DocumentKind.OTHER_DOC)
"""The kinds of the library of policies."""


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
    ``ended`` … ``unlisted_on`` are the fold of its life (:mod:`gongkai.disclosure.life`), kept by the actions: a document
    with a period of validity has its end from the beginning, which is why ``ended_on`` may lie ahead.
    """

    kept = (
        *("index_no", "published_on", "published_year", "publish_by", "ended", "ended_on", "ended_because"),
        *("amended_on", "unlisted_on", "interpret_by", "interpreted_on"),
    )

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
    valid_until = models.DateField("有效期至", null=True, blank=True)
    early_because = models.CharField("公布后三十日内施行的理由", max_length=200, blank=True)
    interpret = models.BooleanField("须配套解读", default=False)
    uninterpreted_because = models.CharField("先于解读发布的理由", max_length=200, blank=True)
    body = models.TextField("正文", blank=True)

    index_no = models.CharField("索引号", max_length=40, unique=True, null=True, editable=False)
    published_on = models.DateField("发布日期", null=True, editable=False)
    published_year = models.PositiveSmallIntegerField("发布年份", null=True, editable=False)
    publish_by = models.DateField("应于此日前公开", null=True, editable=False)
    ended = models.CharField("终止方式", max_length=10, choices=Ending.choices, blank=True, editable=False)
    ended_on = models.DateField("终止日期", null=True, editable=False)
    ended_because = models.CharField("终止依据", max_length=200, blank=True, editable=False)
    amended_on = models.DateField("最近修改", null=True, editable=False)
    unlisted_on = models.DateField("未列入清理结果", null=True, editable=False)
    interpret_by = models.DateField("应于此日前解读", null=True, editable=False)
    interpreted_on = models.DateField("解读日期", null=True, editable=False)

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
            models.Index(
                fields=["-published_on", "-id"],
                condition=Q(live=True, kind__in=("gov_rule", "normative_doc", "other_doc")),
                name="policies_newest",
            ),
            models.Index(fields=["publish_by"], condition=Q(index_no=None), name="to_be_published"),
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

    @property
    def ruled(self) -> bool:
        """Whether it is a government rule or a normative document, which are in force or not."""
        return self.kind in RULED

    def over(self, on: dt.date) -> bool:
        """Whether it has ceased to be in force by the day."""
        return self.ended_on is not None and self.ended_on <= on

    def validity(self, on: dt.date) -> str:
        """Whether it is in force on the day, as the page says it; empty for what cannot be."""
        if not self.ruled:
            return ""
        if self.over(on):
            return Ending(self.ended).label
        if self.effective_on is not None and self.effective_on > on:
            return "尚未施行"
        if self.unlisted_on is not None and self.unlisted_on <= on:
            return "未列入清理结果"
        return "有效（已修改）" if self.amended_on is not None and self.amended_on <= on else "有效"


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
