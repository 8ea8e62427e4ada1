"""What is recorded of background work, and of the processes that do it."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class Job(models.Model):
    """One piece of background work on one record.

    ``done`` of ``total`` steps are behind; ``total`` is 0 while it is not known. ``attempts`` counts how often the work
    was begun: it is also the fence, since only the attempt that began last may write. ``task`` is the entry of the
    queue that may run the job. ``not_before`` is set for work that is for later.
    """

    class State(models.TextChoices):
        """How far it is."""

        QUEUED = "queued", "排队中"
        RUNNING = "running", "进行中"
        DONE = "done", "已完成"
        FAILED = "failed", "未完成"

    kind = models.CharField("种类", max_length=60)
    record_type = models.CharField("记录类型", max_length=60)
    record_id = models.CharField("记录编号", max_length=60)
    arguments = models.JSONField("参数", default=dict)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name="发起人", null=True, related_name="+"
    )
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.QUEUED)
    done = models.PositiveIntegerField("已完成", default=0)
    total = models.PositiveIntegerField("总数", default=0)
    message = models.CharField("进展", max_length=200, blank=True)
    error = models.CharField("未完成的原因", max_length=500, blank=True)
    result = models.JSONField("结果", null=True)
    attempts = models.PositiveSmallIntegerField("次数", default=0)
    task = models.CharField("队列编号", max_length=64, blank=True, db_index=True)
    worker = models.CharField("工作进程", max_length=64, blank=True)
    created_at = models.DateTimeField("提交时间", auto_now_add=True)
    not_before = models.DateTimeField("不早于", null=True)
    began_at = models.DateTimeField("开始时间", null=True)
    beat_at = models.DateTimeField("最近进展时间", null=True)
    finished_at = models.DateTimeField("结束时间", null=True)

    class Meta:
        verbose_name = "后台任务"
        verbose_name_plural = "后台任务"
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index(fields=["record_type", "record_id"], name="job_record"),
            models.Index(fields=["state"], name="job_state"),
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.get_state_display()}）"

    @property
    def title(self) -> str:
        """What the work is called on the screen."""
        from gongkai.jobs.work import WORKS

        return WORKS[self.kind].title if self.kind in WORKS else self.kind

    @property
    def open(self) -> bool:
        """Whether there is still something to come."""
        return self.state in {self.State.QUEUED, self.State.RUNNING}

    @property
    def percent(self) -> int | None:
        """How much is behind, of 100; ``None`` while the amount is not known."""
        if self.state == self.State.DONE:
            return 100
        return min(99, self.done * 100 // self.total) if self.total else None


class Daily(models.Model):
    """A kind of work that begins by itself every day: when it last did."""

    kind = models.CharField("种类", max_length=60, primary_key=True)
    begun_on = models.DateField("最近开始的日期", null=True)

    class Meta:
        verbose_name = "每日任务"
        verbose_name_plural = "每日任务"

    def __str__(self) -> str:
        return self.kind


class Worker(models.Model):
    """A process that works the queue, alive as long as it beats."""

    name = models.CharField("编号", max_length=64, primary_key=True)
    host = models.CharField("主机", max_length=255)
    pid = models.PositiveIntegerField("进程号")
    began_at = models.DateTimeField("启动时间", auto_now_add=True)
    beat_at = models.DateTimeField("心跳时间", db_index=True)

    class Meta:
        verbose_name = "工作进程"
        verbose_name_plural = "工作进程"

    def __str__(self) -> str:
        return f"{self.host}/{self.pid}"
