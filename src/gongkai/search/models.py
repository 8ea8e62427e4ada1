"""What is kept of what can be found: an item for each public record, the text of files, and how the index was built."""

import datetime as dt
from typing import ClassVar

from django.db import models

from gongkai.disclosure.models import DocumentKind
from gongkai.fulltext import tokens
from gongkai.organs.models import Organ


class Kind(models.TextChoices):
    """What can be found."""

    DOCUMENT = "document", "文件"
    TEXT = "text", "指南和制度"
    REPORT = "report", "年度报告"
    ORGAN = "organ", "机关"


class Item(models.Model):
    """A public record as it can be found.

    ``place`` puts items in the order of publication (:func:`place_of`), so that the newest of any number are read off
    the end of the index. ``branch`` is a document's kind in law, the part that a text belongs to, or a report's year.
    ``text`` is what its page says, ``attached`` what its files say. An item is never changed: it is taken away and put
    in anew, with its tokens.
    """

    place = models.BigIntegerField("位次", primary_key=True)
    kind = models.CharField("种类", max_length=10, choices=Kind.choices)
    record = models.PositiveBigIntegerField("记录")
    organ = models.ForeignKey(Organ, models.CASCADE, related_name="+", verbose_name="机关")
    path = models.CharField("机关路径", max_length=255)
    branch = models.CharField("文件种类", max_length=20, blank=True)
    title = models.CharField("标题", max_length=300)
    numbers = models.CharField("文号", max_length=200, blank=True)
    on = models.DateField("发布日期", null=True)
    effective_on = models.DateField("施行日期", null=True)
    ended_on = models.DateField("终止日期", null=True)
    text = models.TextField("正文", blank=True)
    attached = models.TextField("附件正文", blank=True)

    class Meta:
        verbose_name = "可搜索的内容"
        verbose_name_plural = "可搜索的内容"
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "record"], name="one_item_a_record")]

    def __str__(self) -> str:
        return self.title

    def validity(self, on: dt.date) -> str:
        """Whether a rule or normative document is in force on the day, as a page says it; empty for others."""
        if self.branch not in (DocumentKind.GOV_RULE, DocumentKind.NORMATIVE_DOC):
            return ""
        if self.ended_on is not None and self.ended_on <= on:
            return "已废止、失效"
        return "尚未施行" if self.effective_on is not None and self.effective_on > on else "有效"

    @property
    def tokens(self) -> set[str]:
        """What the index knows it by; the same for as long as the item is the same."""
        titled = tokens.tokens_of(f"{self.title}\n{self.numbers}")
        marks = tokens.marks((self.kind, self.branch), self.on, self.path, Organ.steplen)
        named = {f"{tokens.TITLE}{token}" for token in titled}
        return titled | named | marks | tokens.tokens_of(self.text) | tokens.tokens_of(self.attached)


_EPOCH = dt.date(1900, 1, 1)
_ORDER = {kind.value: number for number, kind in enumerate((Kind.ORGAN, Kind.REPORT, Kind.TEXT, Kind.DOCUMENT))}


def place_of(kind: str, record: int, on: dt.date | None) -> int:
    """Where the item stands: by day of publication, kind, key.

    >>> place_of("text", 9, None) < place_of("document", 1, dt.date(2024, 5, 1)) < place_of("text", 1, dt.date(2024, 5, 2))
    True
    """
    day = max(0, (on - _EPOCH).days) if on else 0
    return (day << 43) + (_ORDER[kind] << 40) + record


class FileText(models.Model):
    """The text of a public file, by the digest of its content: it is taken out once, wherever the file is attached."""

    sha256 = models.CharField("摘要", max_length=64, primary_key=True)
    text = models.TextField("正文", blank=True)
    problem = models.CharField("读取问题", max_length=500, blank=True)
    read_at = models.DateTimeField("读取时间", auto_now=True)

    class Meta:
        verbose_name = "附件正文"
        verbose_name_plural = "附件正文"

    def __str__(self) -> str:
        return self.problem or self.text[:40]


class Built(models.Model):
    """The one row that says with which version of the tokens the index was built."""

    version = models.PositiveSmallIntegerField("版本")
    at = models.DateTimeField("时间", auto_now=True)

    class Meta:
        verbose_name = "搜索索引"
        verbose_name_plural = "搜索索引"

    def __str__(self) -> str:
        return f"第 {self.version} 版"
