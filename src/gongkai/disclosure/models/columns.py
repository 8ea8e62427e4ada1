"""Texts that a body writes for its column."""

from collections.abc import Collection
from typing import ClassVar

from django.db import models
from django.db.models import Q

from gongkai.disclosure.versions import Versioned


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
