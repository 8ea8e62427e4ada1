"""The life of a worker: its beat, the work it takes up from the dead, and the end of work that takes too long."""

import datetime as dt
import logging
import os
import socket
import threading
from types import TracebackType
from typing import Self

from django.conf import settings
from django.db import DatabaseError, InterfaceError, close_old_connections, connection, transaction
from django.utils import timezone

from gongkai.jobs import queue
from gongkai.jobs.models import Job, Worker
from gongkai.jobs.queries import alive
from gongkai.jobs.runner import ATTEMPTS, INTERRUPTED, OVERDUE
from gongkai.jobs.schedule import begin_due
from gongkai.jobs.work import WORKS

KEPT = dt.timedelta(days=30)
"""How long entries of the queue are kept after their end."""

_log = logging.getLogger(__name__)


def work(name: str, *, every: float = 1.0) -> None:
    """Be the worker of that name until told to stop.

    A name belongs to one process at a time: whoever starts a second process under it has seen the first one end, and
    what that one left is taken up at once, without waiting for its beat to grow old.
    """
    Worker.objects.filter(pk=name).delete()
    take_up()
    queue.forget(timezone.now() - KEPT)
    with Pulse(name):
        queue.serve(name, every=every)


@transaction.atomic
def take_up() -> int:
    """Queue again what dead workers left, as often as allowed; the number of entries found."""
    living = set(alive().values_list("pk", flat=True))
    entries = queue.abandoned(living)
    for entry in entries:
        jobs = Job.objects.filter(task=str(entry.pk), state__in=[Job.State.QUEUED, Job.State.RUNNING])
        _log.warning("任务 %s 的工作进程已中断（第 %d 次）", entry.pk, len(entry.worker_ids))
        if len(entry.worker_ids) < ATTEMPTS:
            jobs.update(state=Job.State.QUEUED, message="后台进程中断，等待继续")
            queue.put_back(entry)
        else:
            jobs.update(state=Job.State.FAILED, error=INTERRUPTED, message="", finished_at=timezone.now())
            queue.give_up(entry)
    return len(entries)


class Pulse:
    """A thread that keeps the worker's beat and looks after the dead; a database that is away is waited for."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="pulse", daemon=True)

    def __enter__(self) -> Self:
        self._beat()
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join(timeout=5)
        if kind is None or not issubclass(kind, DatabaseError | InterfaceError):
            Worker.objects.filter(pk=self._name).delete()

    def _run(self) -> None:
        while not self._stop.wait(settings.WORKER_STALE_SECONDS / 6):
            close_old_connections()
            try:
                self._beat()
                take_up()
                begin_due()
                self._end_overdue()
            except (DatabaseError, InterfaceError) as error:
                _log.warning("心跳没有写入：%s", type(error).__name__)
        connection.close()

    def _beat(self) -> None:
        Worker.objects.update_or_create(
            pk=self._name, defaults={"host": socket.gethostname(), "pid": os.getpid(), "beat_at": timezone.now()}
        )

    def _end_overdue(self) -> None:
        """End the process if its job takes longer than its kind may: a function that hangs cannot be asked to stop."""
        for job in Job.objects.filter(worker=self._name, state=Job.State.RUNNING):
            limit = WORKS[job.kind].limit if job.kind in WORKS else None
            if limit and job.began_at and timezone.now() - job.began_at > limit:
                Job.objects.filter(pk=job.pk).update(state=Job.State.FAILED, error=OVERDUE, finished_at=timezone.now())
                _log.error("任务 %s 超过时限 %s，工作进程退出", job.pk, limit)
                os._exit(1)
