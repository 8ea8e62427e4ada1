"""What is done with jobs."""

import datetime as dt
from typing import Any

from django.db import models, transaction

from gongkai.jobs import queue
from gongkai.jobs.models import Job
from gongkai.jobs.progress import Failed
from gongkai.jobs.work import WORKS
from gongkai.organs.models import Person


@transaction.atomic
def start(
    kind: str, *, actor: Person | None, on: models.Model, not_before: dt.datetime | None = None, **arguments: Any
) -> Job:
    """Queue work of a kind on a record, within the caller's transaction: it begins once that is committed, or later.

    ``arguments`` (JSON) go to the function. The same work on the same record that still waits is not queued twice: the
    waiting job is returned. Whoever calls has checked the right to the act and left its trace. ``KeyError`` where the
    kind was not declared.
    """
    WORKS[kind]
    subject = {"kind": kind, "record_type": on._meta.label_lower, "record_id": str(on.pk), "arguments": arguments}
    waiting = Job.objects.filter(state=Job.State.QUEUED, attempts=0, **subject).first()
    return waiting or _queue(Job(started_by=actor, not_before=not_before, **subject))


@transaction.atomic
def restart(job: Job, *, actor: Person | None) -> Job:
    """Queue a job that failed once more, as a new one. Raises :class:`~gongkai.jobs.progress.Failed` for others."""
    if job.state != Job.State.FAILED:
        raise Failed("只有未完成的任务可以重试。")
    return _queue(
        Job(
            kind=job.kind,
            record_type=job.record_type,
            record_id=job.record_id,
            arguments=job.arguments,
            started_by=actor,
        )
    )


def _queue(job: Job) -> Job:
    job.save()
    job.task = queue.put(job.pk, job.not_before)
    job.save(update_fields=["task"])
    return job
