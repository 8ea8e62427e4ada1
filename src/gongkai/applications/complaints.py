"""What is recorded of complaints (投诉、举报, 条例 Art. 51): that an application was not answered, or not lawfully."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models

from gongkai.vault.models import SealedRecord


class Complaint(SealedRecord):
    """A complaint of a requester over an application, for whoever supervises the organ; its words are sealed.

    ``due_on`` is the day by which it is to be answered. ``explained_on`` is the day on which the organ gave its own
    account, ``finding`` what the supervising body found.
    """

    class About(models.TextChoices):
        """What is complained of."""

        LATE = "late", "没有按期答复"
        UNLAWFUL = "unlawful", "答复不合法"
        NOT_GIVEN = "not_given", "答应提供的没有提供"
        FEE = "fee", "收费不对"
        MANNER = "manner", "受理、办理过程有问题"

    class Finding(models.TextChoices):
        """What was found."""

        FOUNDED = "founded", "情况属实，责令改正"
        PARTLY = "partly", "部分属实，责令改正属实的部分"
        UNFOUNDED = "unfounded", "情况不属实"
        ELSEWHERE = "elsewhere", "不属于政府信息公开工作，告知渠道"

    id = models.UUIDField("标识", primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey("Application", models.PROTECT, related_name="complaints", verbose_name="申请")
    about = models.CharField("事由", max_length=12, choices=About.choices)
    made_at = models.DateTimeField("提出时间", auto_now_add=True)
    due_on = models.DateField("答复期限")
    explained_on = models.DateField("机关说明日期", null=True)
    finding = models.CharField("处理结果", max_length=12, choices=Finding.choices, blank=True)
    answered_on = models.DateField("答复日期", null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, verbose_name="答复人", related_name="+"
    )

    class Meta:
        verbose_name = "投诉举报"
        verbose_name_plural = "投诉举报"
        ordering: ClassVar = ["-made_at"]
        indexes: ClassVar = [models.Index(fields=["answered_on", "due_on"], name="complaint_open")]

    def __str__(self) -> str:
        return f"{self.application} 投诉"

    @property
    def place(self) -> str:
        """The identifier: it never changes."""
        return f"complaint {self.id}"

    @property
    def words(self) -> dict[str, str]:
        """``text`` of the requester, ``explanation`` of the organ, ``answer``; for whoever may read it."""
        said: dict[str, str] = self.unseal()
        return said
