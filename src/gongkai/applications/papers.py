"""What is recorded of letters: what an office puts on them, its own templates, and each letter with its check."""

from typing import Any, ClassVar

import msgspec
from django.conf import settings
from django.db import models

from gongkai.law.letters import letters
from gongkai.letters import Facts
from gongkai.organs.models import Organ
from gongkai.vault.models import SealedRecord


class Letterhead(models.Model):
    """What an organ's letters say of remedies and of paying; what is empty follows from the tree of organs and the law."""

    organ = models.OneToOneField(Organ, models.PROTECT, related_name="letterhead", verbose_name="机关")
    review_organ = models.CharField("复议机关", max_length=80, blank=True)
    court = models.CharField("管辖法院", max_length=80, blank=True)
    superior = models.CharField("受理投诉、举报的上级机关", max_length=80, blank=True)
    online_review = models.CharField("网上申请复议的渠道", max_length=200, blank=True)
    payment = models.TextField("缴费方式", max_length=500, blank=True)

    class Meta:
        verbose_name = "文书上的机关信息"
        verbose_name_plural = "文书上的机关信息"

    def __str__(self) -> str:
        return f"{self.organ}"


class LetterTemplate(models.Model):
    """An office's own template for a letter; the last one that was not withdrawn is used, by organs beneath it as well."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="letter_templates", verbose_name="机关")
    kind = models.CharField("文书", max_length=40)
    name = models.CharField("文件名", max_length=200)
    content = models.BinaryField("模板")
    added_at = models.DateTimeField("启用时间", auto_now_add=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="启用人", related_name="+")
    withdrawn_at = models.DateTimeField("停用时间", null=True)

    class Meta:
        verbose_name = "文书模板"
        verbose_name_plural = "文书模板"
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [models.Index(fields=["organ", "kind"], name="letter_template")]

    def __str__(self) -> str:
        return f"{letters()[self.kind].name}（{self.organ}）"


class Letter(SealedRecord):
    """A letter of an application: number, Word file, result of its check, release.

    ``on`` is the date that it bears. The facts that it was made from and the findings, which quote it, are sealed.
    ``released_on`` is the day on which it goes out.
    ``override`` says why it was released in spite of errors, and then ``released_by`` answers for it. ``printed`` is
    the PDF, made after the release.
    """

    application = models.ForeignKey("Application", models.PROTECT, related_name="letters", verbose_name="申请")
    kind = models.CharField("文书", max_length=40)
    number = models.CharField("文书编号", max_length=160)
    on = models.DateField("文书日期")
    file = models.OneToOneField("CaseFile", models.PROTECT, related_name="letter", verbose_name="Word 文件")
    printed = models.OneToOneField("CaseFile", models.PROTECT, null=True, related_name="+", verbose_name="PDF 文件")
    errors = models.PositiveSmallIntegerField("错误", default=0)
    warnings = models.PositiveSmallIntegerField("存疑", default=0)
    written_at = models.DateTimeField("生成时间", auto_now_add=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="生成人", related_name="+")
    released_on = models.DateField("发出日期", null=True)
    released_at = models.DateTimeField("放行时间", null=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, verbose_name="放行人", related_name="+"
    )
    override = models.CharField("有错误仍放行的理由", max_length=500, blank=True)

    class Meta:
        verbose_name = "文书"
        verbose_name_plural = "文书"
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["application", "kind", "number"], name="letter_number")]

    def __str__(self) -> str:
        return str(self.number)

    @property
    def name(self) -> str:
        """What kind of letter it is."""
        return letters()[self.kind].name

    @property
    def place(self) -> str:
        """Application, kind and number: they never change."""
        return f"letter {self.application_id} {self.kind} {self.number}"

    @property
    def facts(self) -> Facts:
        """What it was made from, for whoever may read the requester's particulars."""
        return msgspec.convert(self.unseal()["facts"], Facts)

    @property
    def answers(self) -> dict[str, str]:
        """What was typed for it on the form of its step."""
        typed: dict[str, str] = self.unseal().get("answers", {})
        return typed

    @property
    def findings(self) -> list[dict[str, Any]]:
        """What the check found: rule, severity, message, where, expected, found, source; with words of the letter."""
        found: list[dict[str, Any]] = self.unseal()["findings"]
        return found


CHANGED = "文书在拟定以后改过，请用最后一版。"


def held_back(application: int, file: int, kind: str, number: str) -> str:
    """Why a file of a case may not go out: a letter of ours that was not released, or not its last version."""
    letter = Letter.objects.filter(application=application, kind=kind, number=number).last()
    if letter is None:
        return ""
    if letter.file_id != file:
        return CHANGED
    return "" if letter.released_at else "文书还没有通过合法性检查并签发，不能发出。"
