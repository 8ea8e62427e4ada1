"""What explains documents: interpretations, packs of documents with them, talks in which an official explains."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone

from gongkai.disclosure.models.documents import Document
from gongkai.disclosure.versions import Versioned

_PERSON = settings.AUTH_USER_MODEL
_HTTPS = RegexValidator(r"^https://[^\s/]+\.[^\s/]+(?:/\S*)?$", "请填写以 https:// 开头的网址。")

ELEMENTS = {
    "background": "背景依据",
    "aim": "目标任务",
    "content": "主要内容",
    "range": "涉及范围",
    "standard": "执行标准",
    "keywords": "关键词诠释",
    "changes": "新旧政策差异",
}
"""The elements of an interpretation, as most places want them; local practice."""


class Form(models.TextChoices):
    """How an interpretation speaks."""

    TEXT = "text", "文字"
    PICTURE = "picture", "图解"
    VIDEO = "video", "视频"


def picture_name(interpretation: "Interpretation", _name: str) -> str:
    """Where a picture is kept: named after its content."""
    return f"interpretations/{interpretation.sha256}"


class Interpretation(Versioned):
    """An interpretation of one or more documents. ``elements`` are texts by the keys of :data:`ELEMENTS`.

    A picture or video says in ``words`` all that it shows: for those who cannot see or hear it.
    """

    kept = ("published_on", "picture", "media_type", "sha256")

    form = models.CharField("形式", max_length=10, choices=Form.choices, default=Form.TEXT)
    title = models.CharField("标题", max_length=200)
    elements = models.JSONField("要素", default=dict, blank=True)
    words = models.TextField("图片、视频的文字内容", blank=True)
    video = models.CharField("视频网址", max_length=300, blank=True, validators=[_HTTPS])
    documents = models.ManyToManyField(Document, related_name="interpretations", verbose_name="解读的文件")
    picture = models.FileField("图片", upload_to=picture_name, max_length=200, blank=True, editable=False)
    media_type = models.CharField("图片类型", max_length=40, blank=True, editable=False)
    sha256 = models.CharField("图片摘要", max_length=64, blank=True, editable=False)
    published_on = models.DateField("发布日期", null=True, editable=False)

    class Meta:
        verbose_name = "政策解读"
        verbose_name_plural = "政策解读"
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def parts(self) -> list[tuple[str, str]]:
        """The elements that are there, in order, with their names."""
        return [(name, self.elements[key]) for key, name in ELEMENTS.items() if self.elements.get(key)]


class Pack(Versioned):
    """Documents and interpretations as one: a leaflet (明白卡) or a collection (汇编)."""

    class Kind(models.TextChoices):
        """What it is."""

        CARD = "card", "政策明白卡"
        COLLECTION = "collection", "政策汇编"

    kept = ("published_on",)

    kind = models.CharField("种类", max_length=12, choices=Kind.choices)
    title = models.CharField("标题", max_length=120)
    body = models.TextField("导读", blank=True)
    contents = models.JSONField("篇目", default=list, editable=False)
    published_on = models.DateField("发布日期", null=True, editable=False)

    class Meta:
        verbose_name = "政策包"
        verbose_name_plural = "政策包"
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return self.title


class Talk(Versioned):
    """A talk of the series 政策公开讲: an official explains a policy in a video."""

    kept = ("published_on", "reposts")

    title = models.CharField("标题", max_length=120)
    speaker = models.CharField("主讲人", max_length=40)
    position = models.CharField("职务", max_length=80)
    held_on = models.DateField("日期")
    video = models.CharField("视频网址", max_length=300, validators=[_HTTPS])
    words = models.TextField("文字内容")
    document = models.ForeignKey(
        Document, models.PROTECT, related_name="talks", null=True, blank=True, verbose_name="讲的文件"
    )
    reposts = models.PositiveIntegerField("转发", default=0, editable=False)
    published_on = models.DateField("发布日期", null=True, editable=False)

    class Meta:
        verbose_name = "政策公开讲"
        verbose_name_plural = "政策公开讲"
        ordering: ClassVar = ["-held_on", "-pk"]

    def __str__(self) -> str:
        return self.title


class PrintRun(models.Model):
    """Copies printed of a pack, and who got them."""

    pack = models.ForeignKey(Pack, models.PROTECT, related_name="runs", verbose_name="政策包")
    printed_on = models.DateField("印制日期")
    copies = models.PositiveIntegerField("份数")
    recipients = models.CharField("发放对象", max_length=300)
    recorded_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+", verbose_name="记录人")
    recorded_at = models.DateTimeField("记录时间", default=timezone.now)

    class Meta:
        verbose_name = "印发记录"
        verbose_name_plural = "印发记录"
        ordering: ClassVar = ["-printed_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.pack}：{self.copies} 份"
