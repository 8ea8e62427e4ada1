"""Government meetings (政府会议): what was on the agenda, what was decided, who was invited to be there."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from gongkai.engagement.models.published import Published


class Meeting(Published):
    """A meeting, announced before, told of after.

    ``agenda`` has one item a line. ``observers`` has one capacity a line with a number (人大代表 3); ``invited`` is
    their sum. ``invite`` says how to apply for a seat, until ``apply_by``.
    """

    class Kind(models.TextChoices):
        """What meets."""

        STANDING = "standing", "政府常务会议"
        PLENARY = "plenary", "政府全体会议"
        SPECIAL = "special", "专题会议"
        OFFICE = "office", "办公会议"

    FIELDS = ("title", "kind", "held_on", "agenda", "invite", "apply_by", "seats", "observers", "body")

    kind = models.CharField("会议种类", max_length=10, choices=Kind.choices)
    held_on = models.DateField("会议日期")
    agenda = models.TextField("议题", max_length=4_000)
    invite = models.TextField("公众怎样报名列席", max_length=1_000, blank=True)
    apply_by = models.DateField("报名截止", null=True, blank=True)
    seats = models.PositiveSmallIntegerField("列席名额", null=True, blank=True)
    observers = models.TextField("受邀列席的人", max_length=1_000, blank=True)
    invited = models.PositiveIntegerField("列席人数", default=0, editable=False)
    body = models.TextField("会议情况和议定事项", blank=True)

    class Meta:
        verbose_name = "政府会议"
        verbose_name_plural = "政府会议"
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organ", "year", "serial"], name="one_meeting_a_number")
        ]
        indexes: ClassVar = [models.Index(fields=["-held_on", "-id"], condition=Q(live=True), name="meeting_public")]

    @property
    def items(self) -> list[str]:
        """The items of the agenda."""
        return [line.strip() for line in self.agenda.splitlines() if line.strip()]

    @property
    def note(self) -> str:
        """What, when, who was there."""
        there = f"，邀请列席 {self.invited} 人" if self.invited else ""
        return f"{self.get_kind_display()}，{self.held_on}{there}"
