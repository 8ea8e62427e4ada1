"""What is recorded after publication: tombs, mistakes reported, clean-up rounds."""

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from gongkai.organs.models import Organ
from gongkai.vetting.models.record import OfRecord

_PERSON = settings.AUTH_USER_MODEL


class Tomb(OfRecord):
    """What stands in the place of something that was taken from the public: what, when, why by law, who.

    The public reads ground, day and number; ``reason`` is for the body itself.
    """

    class Ground(models.TextChoices):
        """Why something may be taken down."""

        PRIVACY = "privacy", "涉及个人信息"
        WRONG = "wrong", "内容有误，更正后重新发布"
        SECRECY = "secrecy", "依法不予公开"
        PENALTY = "penalty", "行政处罚决定被变更、撤销、确认违法或者无效"
        OUTDATED = "outdated", "定期清理，信息已经过时"
        OTHER = "other", "发布机关决定撤下"

        @property
        def basis(self) -> str:
            """The provision, in full; empty where there is none."""
            return _BASES.get(self.value, "")

    number = models.CharField("索引号", max_length=60, blank=True)
    ground = models.CharField("撤下事由", max_length=10, choices=Ground.choices)
    reason = models.CharField("内部理由", max_length=500)
    by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+", verbose_name="撤下人")
    at = models.DateTimeField("撤下时间", default=timezone.now)
    lifted_at = models.DateTimeField("恢复时间", null=True)

    class Meta:
        verbose_name = "撤下记录"
        verbose_name_plural = "撤下记录"
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [models.Index(fields=["record_type", "record_id"], name="tomb_record")]

    def __str__(self) -> str:
        return self.title

    @property
    def basis(self) -> str:
        """The provision."""
        return self.Ground(self.ground).basis


_BASES = {
    "privacy": "《中华人民共和国政府信息公开条例》第十五条、《中华人民共和国个人信息保护法》第四十七条",
    "wrong": "《中华人民共和国政府信息公开条例》第六条",
    "secrecy": "《中华人民共和国政府信息公开条例》第十四条、第十六条",
    "penalty": "《中华人民共和国行政处罚法》第四十八条第二款",
    "outdated": "《政府网站发展指引》（国办发〔2017〕47号）",
}


class Correction(OfRecord):
    """A mistake in something published, reported by a reader or by staff, and what became of it."""

    class State(models.TextChoices):
        """How far it has come."""

        OPEN = "open", "待处理"
        CORRECTED = "corrected", "已更正"
        DECLINED = "declined", "不予更正"

    class Source(models.TextChoices):
        """Who found it."""

        READER = "reader", "公众报错"
        STAFF = "staff", "本单位发现"
        RECHECK = "recheck", "事后补审发现"

    code = models.CharField("编号", max_length=20, unique=True)
    source = models.CharField("来源", max_length=10, choices=Source.choices)
    quote = models.CharField("有错的文字", max_length=300, blank=True)
    wrong = models.CharField("错在哪里", max_length=1000)
    reported_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+", null=True, verbose_name="报告人")
    received_at = models.DateTimeField("收到时间", default=timezone.now)
    due_on = models.DateField("应于")
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.OPEN)
    answer = models.CharField("答复", max_length=1000, blank=True)
    answered_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+", null=True, verbose_name="答复人")
    answered_at = models.DateTimeField("答复时间", null=True)
    version = models.CharField("更正的版本", max_length=100, blank=True)

    class Meta:
        verbose_name = "纠错"
        verbose_name_plural = "纠错"
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [models.Index(fields=["organ", "state", "due_on"], name="correction_due")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def late(self, on: dt.date) -> bool:
        """Whether it was not, or is not, answered in time."""
        ended = timezone.localtime(self.answered_at).date() if self.answered_at else on
        return ended > self.due_on


class CleanUp(models.Model):
    """A round in which what is outdated is taken down together: prepared, looked over, done, and undone where need be."""

    class State(models.TextChoices):
        """How far it has come."""

        PREPARED = "prepared", "待核对"
        DONE = "done", "已清理"
        UNDONE = "undone", "已撤销"

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name="机关")
    older_than = models.DateField("清理这一天以前发布的")
    items = models.JSONField("清单", default=list)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.PREPARED)
    made_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+", verbose_name="提出人")
    made_at = models.DateTimeField("提出时间", default=timezone.now)
    done_at = models.DateTimeField("清理时间", null=True)

    class Meta:
        verbose_name = "清理批次"
        verbose_name_plural = "清理批次"
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.organ}清理{self.older_than}以前发布的信息"
