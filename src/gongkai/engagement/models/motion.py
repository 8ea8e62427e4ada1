"""Motions and proposals (建议提案): who asked what, who answers, by when, and what was answered."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from gongkai.engagement.models.batch import Batch
from gongkai.engagement.models.published import Published


class Motion(Published):
    """A deputy's motion or a member's proposal that the body answers; ``body`` is the reply as it is published.

    ``session`` and ``no`` are those of the congress or conference, ``joint`` the organs that help with the answer.
    """

    class Kind(models.TextChoices):
        """Whose it is."""

        DEPUTY = "deputy", "人大代表建议"
        MEMBER = "member", "政协提案"

    class Degree(models.TextChoices):
        """How far what was asked is met, as replies are marked."""

        A = "A", "A 已经解决或者基本解决"
        B = "B", "B 正在解决或者列入计划"
        C = "C", "C 受条件限制，留作参考"

    FIELDS = (
        *("title", "kind", "session", "no", "proposer", "joint", "received_on", "due_on", "replied_on", "degree"),
        "body",
    )
    kept = (*Published.kept, "batch_id")

    kind = models.CharField("种类", max_length=10, choices=Kind.choices)
    session = models.CharField("届次", max_length=60)
    no = models.CharField("编号", max_length=30)
    proposer = models.CharField("提出人", max_length=120, blank=True)
    joint = models.CharField("会办机关", max_length=300, blank=True)
    received_on = models.DateField("交办日期")
    due_on = models.DateField("应答复日期")
    replied_on = models.DateField("答复日期", null=True, blank=True)
    degree = models.CharField("办理结果", max_length=1, choices=Degree.choices, blank=True)
    body = models.TextField("答复全文", blank=True)
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, editable=False, related_name="motions")

    class Meta:
        verbose_name = "建议提案"
        verbose_name_plural = "建议提案"
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organ", "year", "serial"], name="one_motion_a_number"),
            models.UniqueConstraint(
                fields=["organ", "kind", "session", "no"],
                name="one_motion_once",
                violation_error_message="本机关已经登记过这一件建议提案。",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["organ", "replied_on", "due_on"], name="motion_due")]

    ON_TIME: ClassVar = Q(replied_on__lte=F("due_on"))

    @property
    def note(self) -> str:
        """Whose, and how far it has come."""
        stands = f"{self.replied_on}答复" if self.replied_on else f"应于{self.due_on}前答复"
        return f"{self.get_kind_display()}{self.no}，{stands}"
