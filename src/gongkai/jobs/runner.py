"""One attempt at a job, from its claim to its end."""

import errno
import logging
from types import TracebackType
from typing import Self

from django.core.exceptions import ValidationError
from django.db import DatabaseError, InterfaceError, OperationalError, transaction
from django.utils import timezone

from gongkai.jobs import queue
from gongkai.jobs.models import Job
from gongkai.jobs.progress import Failed, Progress, Superseded
from gongkai.jobs.work import WORKS
from gongkai.organs.access import Refused

ATTEMPTS = 3
"""How often a job is begun before it is given up: what kills its process each time would do so for ever."""

INTERRUPTED = f"处理时后台进程 {ATTEMPTS} 次意外中断，已停止重试。请联系系统管理员查看日志。"
OVERDUE = "处理超过了时限，已停止。文件可能过大或已损坏，请检查后重试。"

_log = logging.getLogger(__name__)


def run(pk: int, task: str, worker: str) -> None:
    """Run the job's function, if the entry of the queue is still the one that may."""
    progress = _claim(pk, task, worker)
    if progress is None:
        return
    job = progress.job
    with _Attempt(progress) as attempt:
        if job.kind not in WORKS:
            raise Failed("本系统的这个版本没有这种任务，请联系系统管理员。")
        attempt.result = WORKS[job.kind].function(progress, **job.arguments)


@transaction.atomic
def _claim(pk: int, task: str, worker: str) -> Progress | None:
    job = Job.objects.select_for_update().filter(pk=pk, task=task).first()
    if job is None or not job.open:
        return None
    job.state, job.worker, job.attempts = Job.State.RUNNING, worker, job.attempts + 1
    job.began_at = job.beat_at = timezone.now()
    job.save(update_fields=["state", "worker", "attempts", "began_at", "beat_at"])
    return Progress(job)


class _Attempt:
    """Settles the job by how its function came to an end; the error goes on to the queue, which keeps it."""

    def __init__(self, progress: Progress) -> None:
        self.result: object = None
        self._progress = progress

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if error is None:
            self._end(Job.State.DONE, result=self.result)
        elif isinstance(error, Superseded):
            _log.warning("%s", error)
            return True
        elif _passing(error) and self._progress.job.attempts < ATTEMPTS:
            _log.warning("任务 %s 因数据库暂时不可用而重新排队", self._progress.job.pk, exc_info=error)
            self._again()
        else:
            _log.error("任务 %s 未完成", self._progress.job.pk, exc_info=error)
            self._end(Job.State.FAILED, error=_sentence(error, self._progress.job)[:500])
        return False

    def _end(self, state: Job.State, **fields: object) -> None:
        self._progress.write(state=state, finished_at=timezone.now(), message="", **fields)

    @transaction.atomic
    def _again(self) -> None:
        job = self._progress.job
        self._progress.write(state=Job.State.QUEUED, task=queue.put(job.pk), message="数据库暂时不可用，稍后继续")


def _passing(error: BaseException) -> bool:
    """Whether the fault lies with a database that was away, and may be gone by the next attempt."""
    return isinstance(error, OperationalError | InterfaceError)


def _sentence(error: BaseException, job: Job) -> str:
    """What the person who waits is told: never a class, a path or a query."""
    match error:
        case Failed() | Refused():
            return str(error)
        case ValidationError():
            return "；".join(error.messages)
        case OSError(errno=errno.ENOSPC | errno.EDQUOT):
            return "服务器的存储空间不足，没有完成。请联系系统管理员清理磁盘后重试。"
        case MemoryError():
            return "服务器内存不足，没有完成。请稍后重试；文件很大的，请拆分后上传。"
        case DatabaseError():
            return "数据库出现问题，没有完成。请稍后重试。"
        case KeyboardInterrupt() | SystemExit():
            return "后台进程被停止，没有完成。请重试。"
    return f"处理时出现内部错误，没有完成。请联系系统管理员，并告知任务编号 {job.pk}。"
