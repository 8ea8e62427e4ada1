"""Days off and days worked that an office enters when a notice is out before the tables that come with the system."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from gongkai.law.calendar import Override


class DayOverride(models.Model):
    """One day in a region (行政区划代码, empty for the country), by a notice; it goes before every table.

    ``withdrawn_at`` is set where it was entered by mistake; the last one of a day that was not withdrawn counts.
    """

    region = models.CharField("行政区划代码", max_length=6, blank=True)
    on = models.DateField("日期")
    working = models.BooleanField("上班")
    why = models.CharField("名称", max_length=30)
    source = models.CharField("依据", max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="登记人", related_name="+")
    at = models.DateTimeField("登记时间", default=timezone.now)
    withdrawn_at = models.DateTimeField("撤销时间", null=True)

    class Meta:
        verbose_name = "放假安排"
        verbose_name_plural = "放假安排"
        ordering: ClassVar = ["-on", "-pk"]
        indexes: ClassVar = [models.Index(fields=["region", "on"], name="day_override")]

    def __str__(self) -> str:
        return f"{self.on}{'上班' if self.working else '放假'}（{self.why}）"

    @property
    def override(self) -> Override:
        """As the calendar takes it."""
        why = f"调休上班（{self.why}）" if self.working else f"{self.why}放假"
        return Override(self.on, self.working, why, self.source, self.region)


class SettledYear(models.Model):
    """A year whose days off somebody has compared with the notices for a region: nothing in it is provisional."""

    region = models.CharField("行政区划代码", max_length=6, blank=True)
    year = models.PositiveSmallIntegerField("年度")
    source = models.CharField("依据", max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="确认人", related_name="+")
    at = models.DateTimeField("确认时间", default=timezone.now)

    class Meta:
        verbose_name = "已确认的年度"
        verbose_name_plural = "已确认的年度"
        ordering: ClassVar = ["-year", "region"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["region", "year"], name="one_settling_a_year")]

    def __str__(self) -> str:
        return f"{self.year}年放假安排"
