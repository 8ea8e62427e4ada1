"""Figures that no record of the ledger makes up: what other systems count, as an organ states it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from gongkai.organs.models import Organ


class Stated(models.Model):
    """What an organ states of a figure for a year, with where it has it from.

    ``value`` is ``None`` where the organ has no such function, which is not the same as 0. A later statement takes the
    place of an earlier one, which is kept: only one is ``current``.
    """

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name="机关")
    figure = models.CharField("指标", max_length=60)
    year = models.PositiveSmallIntegerField("年度")
    value = models.DecimalField("数值", max_digits=18, decimal_places=6, null=True, blank=True)
    evidence = models.CharField("来源", max_length=300, help_text="数出自哪个系统或台账，谁提供，截至哪天。")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="填报人", null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField("填报时间", default=timezone.now)
    current = models.BooleanField("有效", default=True)

    class Meta:
        verbose_name = "填报的数"
        verbose_name_plural = "填报的数"
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["figure", "year", "organ"], condition=Q(current=True), name="one_current_statement"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organ} {self.year} 年：{'没有此项职能' if self.value is None else f'{self.value.normalize():f}'}"
