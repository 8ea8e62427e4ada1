"""Surveys (民意调查): questions, responses, what they came to."""

import datetime as dt
import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from gongkai.engagement.models.consultation import Channel
from gongkai.engagement.models.published import Published
from gongkai.engagement.questions import Question, questions_of
from gongkai.vault.models import SealedRecord


class Survey(Published):
    """Questions that are put to the public; ``questions`` is their text (:mod:`gongkai.engagement.questions`)."""

    FIELDS = ("title", "opens_on", "closes_on", "body", "questions")

    opens_on = models.DateField("开始日期")
    closes_on = models.DateField("截止日期")
    body = models.TextField("说明", blank=True)
    questions = models.TextField("题目", max_length=20_000)
    feedback_due_on = models.DateField("应公布结果日期", editable=False)

    class Meta:
        verbose_name = "民意调查"
        verbose_name_plural = "民意调查"
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organ", "year", "serial"], name="one_survey_a_number")
        ]
        indexes: ClassVar = [models.Index(fields=["-closes_on", "-id"], condition=Q(live=True), name="survey_public")]

    @property
    def asked(self) -> list[Question]:
        """The questions."""
        return questions_of(self.questions)

    def is_open(self, on: dt.date) -> bool:
        """Whether responses are taken on the day."""
        return self.live and self.opens_on <= on <= self.closes_on

    @property
    def note(self) -> str:
        """Its days."""
        return f"{self.opens_on}至{self.closes_on}"


class Response(SealedRecord):
    """Somebody's answers: what was chosen by the question's key; sealed is what was written. Nobody is asked who they are."""

    id = models.UUIDField("标识", primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, models.PROTECT, related_name="responses", verbose_name="调查")
    number = models.PositiveIntegerField("序号")
    channel = models.CharField("渠道", max_length=10, choices=Channel.choices)
    received_on = models.DateField("收到日期")
    chosen = models.JSONField("选择", default=dict)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )
    entered_at = models.DateTimeField("登记时间", default=timezone.now)

    class Meta:
        verbose_name = "问卷"
        verbose_name_plural = "问卷"
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["survey", "number"], name="one_response_a_number")]

    def __str__(self) -> str:
        return f"“{self.survey}”第{self.number}份问卷"

    @property
    def place(self) -> str:
        """The identifier: it never changes."""
        return f"response {self.id}"


class Result(Published):
    """What a survey came to, as the public is told; the numbers are read from the responses."""

    FIELDS = ("title", "body")
    kept = (*Published.kept, "survey_id")

    survey = models.OneToOneField(Survey, models.PROTECT, editable=False, related_name="result", verbose_name="调查")
    body = models.TextField("结果说明", blank=True)

    class Meta:
        verbose_name = "调查结果"
        verbose_name_plural = "调查结果"
        ordering: ClassVar = ["-pk"]
