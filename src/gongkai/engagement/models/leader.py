"""Who leads a body, and what it does: its leaders with their posts, its functions and units."""

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import Q

from gongkai.engagement.models.published import Published


class Leader(Published):
    """A leader of the body, from one day to another; ``title`` is the name, ``place`` the order on the page."""

    FIELDS = ("title", "post", "place", "since", "until", "duties", "body")

    title = models.CharField("姓名", max_length=40)
    post = models.CharField("职务", max_length=120)
    place = models.PositiveSmallIntegerField("排序", default=1)
    since = models.DateField("任职日期")
    until = models.DateField("离任日期", null=True, blank=True)
    duties = models.TextField("分工", max_length=2_000, blank=True)
    body = models.TextField("简历", blank=True)

    class Meta:
        verbose_name = "机关领导"
        verbose_name_plural = "机关领导"
        ordering: ClassVar = ["place", "pk"]

    @staticmethod
    def on_duty(on: dt.date) -> Q:
        """Those in office on the day."""
        return Q(since__lte=on) & (Q(until=None) | Q(until__gte=on))

    @property
    def note(self) -> str:
        """The post with its days."""
        return f"{self.post}，{self.since}起" + (f"至{self.until}" if self.until else "")


class Profile(Published):
    """What a body does: functions (职能), units one a line (name｜what it does｜telephone). A body has one."""

    FIELDS = ("title", "body", "units")

    title = models.CharField("标题", max_length=80, default="机构职能")
    body = models.TextField("主要职能", blank=True)
    units = models.TextField("内设机构", max_length=8_000, blank=True)

    class Meta:
        verbose_name = "机构职能"
        verbose_name_plural = "机构职能"
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["organ"], name="one_profile_a_body")]

    @property
    def lines(self) -> list[list[str]]:
        """The units: name, what it does, telephone."""
        rows = ([part.strip() for part in line.replace("|", "｜").split("｜")] for line in self.units.splitlines())
        return [[*row, "", ""][:3] for row in rows if row[0]]
