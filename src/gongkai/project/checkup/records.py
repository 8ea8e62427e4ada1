"""What the records themselves show."""

import datetime as dt

from django.db.models.functions import Coalesce
from django.utils import timezone

from gongkai.jobs.models import Job
from gongkai.organs.models import Organ, Post, Role
from gongkai.project.checkup.fault import Fault
from gongkai.trail.queries import broken

WAIT = dt.timedelta(minutes=15)


def backlog() -> Fault | None:
    """Nothing waits long, and nothing failed since yesterday."""
    now = timezone.now()
    due = Coalesce("not_before", "created_at")
    late = Job.objects.alias(due=due).filter(state=Job.State.QUEUED, due__lt=now - WAIT).count()
    if late:
        return Fault(f"{late} 项任务排队超过 15 分钟", "确认 gongkai worker 在运行；经常如此则增加进程数")
    failed = Job.objects.filter(state=Job.State.FAILED, finished_at__gt=now - dt.timedelta(days=1)).count()
    if failed:
        return Fault(f"一天之内有 {failed} 项任务没有完成", "在工作台查看原因；内部错误请查日志", grave=False)
    return None


def trail() -> Fault | None:
    """The chain of the trail is whole."""
    if breaks := broken():
        where = "、".join(f"第 {number} 条{problem}" for number, problem in breaks[:3])
        return Fault(
            f"操作留痕共 {len(breaks)} 处不相连：{where}", "留痕可能被改动，请保护现场，与备份比对，报告安全负责人"
        )
    return None


def organs() -> Fault | None:
    """There is a body, and somebody who can register others."""
    if not Organ.objects.exists():
        return Fault("还没有登记机关", "运行 gongkai create-organ")
    today = timezone.localdate()
    held = Post.objects.filter(role=Role.ADMINISTRATOR, since__lte=today, person__is_active=True)
    if not held.exclude(until__lt=today).exists():
        return Fault("没有在任的系统管理员", "运行 gongkai create-organ … --administrator 用户名")
    return None
