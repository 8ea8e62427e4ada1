"""What a function of work is given: where it stands, and how it says so."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone

from gongkai.jobs.models import Job

SECONDS_BETWEEN_WRITES = 0.5
"""Progress is shown to people, who look no faster than this."""


class Failed(Exception):
    """The work cannot be done. The message is a sentence for the person who waits for it."""


class Superseded(Exception):
    """The job was taken for dead and given to another attempt: this one must stop, and writes no more."""


class Progress:
    """One attempt at a job. ``done`` is where an earlier attempt came to: work that goes by steps begins there."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.done = job.done
        self._attempt = job.attempts
        self._written = 0.0

    def advance(self, done: int, total: int, message: str = "") -> None:
        """Show that ``done`` of ``total`` steps are behind. Raises :class:`Superseded` where the job has gone on."""
        self.done = done
        now = time.monotonic()
        if done >= total or now - self._written >= SECONDS_BETWEEN_WRITES:
            self._written = now
            self._write(done, total, message)

    @contextmanager
    def step(self, done: int, total: int, message: str = "") -> Iterator[None]:
        """A transaction in which what is written and the count ``done`` become true together, or neither.

        A step that was committed is never done twice, wherever the process is killed: the next attempt finds ``done``
        moved on. While it runs, nobody else can take up the job.
        """
        with transaction.atomic():
            Job.objects.select_for_update().get(pk=self.job.pk)
            self._write(done, total, message)
            yield
        self.done = done

    def _write(self, done: int, total: int, message: str) -> None:
        self.write(done=done, total=total, message=message[:200], beat_at=timezone.now())

    def write(self, **fields: object) -> None:
        """Write to the job if it is still this attempt's; for the room itself."""
        mine = Job.objects.filter(pk=self.job.pk, attempts=self._attempt, state=Job.State.RUNNING)
        if not mine.update(**fields):
            raise Superseded(f"任务 {self.job.pk} 的第 {self._attempt} 次执行已被接替")
