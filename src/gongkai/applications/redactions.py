"""What is recorded of covering parts of a file before it is given out."""

from typing import ClassVar

import msgspec
from django.conf import settings
from django.db import models

from gongkai.law.outcomes import outcomes
from gongkai.redaction import Box, Cover
from gongkai.vault.models import SealedRecord


class Ground(msgspec.Struct, frozen=True):
    """Why something is covered: ``what`` tells its kind without repeating it, ``outcome`` is a ground of the law."""

    what: str
    outcome: str
    count: int = 1

    @property
    def name(self) -> str:
        """The ground in Chinese."""
        return outcomes()[self.outcome].name

    @property
    def basis(self) -> str:
        """Its articles."""
        return "、".join(outcomes()[self.outcome].basis)


class Redaction(SealedRecord):
    """An order to cover parts of a file of a case. What is covered is sealed.

    ``result`` is the new file, there only once it was proven that nothing covered is left in it; ``problem`` says in
    one line why there is none. ``notes`` tell, without what was covered, what was taken out and what to look at.
    """

    application = models.ForeignKey("Application", models.PROTECT, related_name="redactions", verbose_name="申请")
    source = models.ForeignKey("CaseFile", models.PROTECT, related_name="redactions", verbose_name="原文件")
    result = models.ForeignKey("CaseFile", models.PROTECT, null=True, related_name="+", verbose_name="遮盖后的文件")
    covered = models.PositiveIntegerField("遮盖处数", default=0)
    notes = models.JSONField("说明", default=list)
    problem = models.CharField("没有完成的原因", max_length=500, blank=True)
    ordered_at = models.DateTimeField("提出时间", auto_now_add=True)
    ordered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="提出人", related_name="+")

    class Meta:
        verbose_name = "遮盖"
        verbose_name_plural = "遮盖"
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.application} 第{self.pk}次遮盖"

    @property
    def place(self) -> str:
        """Application and file: they never change."""
        return f"redaction {self.application_id} {self.source_id}"

    @property
    def cover(self) -> Cover:
        """The words and kinds of numbers that are covered."""
        return msgspec.convert(self.unseal()["cover"], Cover)

    @property
    def grounds(self) -> tuple[Ground, ...]:
        """Why each of them is covered, as the person who ordered it said."""
        return msgspec.convert(self.unseal().get("grounds", []), tuple[Ground, ...])

    @property
    def boxes(self) -> tuple[Box, ...]:
        """The places on pages that are covered."""
        return msgspec.convert(self.unseal()["boxes"], tuple[Box, ...])
