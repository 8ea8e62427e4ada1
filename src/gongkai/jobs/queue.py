"""The one module that knows which queue there is: django-tasks with its database backend.

Django 6 has the same interface as ``django.tasks``; a broker for larger installations would take its place here.
"""

import datetime as dt
from typing import Any, TypeAlias

from django.db import transaction
from django.utils import timezone
from django_tasks import TaskContext, task
from django_tasks_db.management.commands.db_worker import Worker as Loop
from django_tasks_db.models import DBTaskResult

Entry: TypeAlias = "DBTaskResult[Any, Any]"
"""A task in the queue. Its ``worker_ids`` are the workers that began it, in order."""

READY, RUNNING, FAILED = "READY", "RUNNING", "FAILED"


@task(takes_context=True)
def run_job(context: TaskContext, job: int) -> None:
    """The entry of the queue for a job."""
    from gongkai.jobs.runner import run

    run(job, context.task_result.id, context.task_result.worker_ids[-1])


def put(job: int, not_before: dt.datetime | None = None) -> str:
    """Queue a job and return the entry's identifier. The entry shows with the transaction that makes it."""
    return str(run_job.using(run_after=not_before).enqueue(job).id)


def serve(worker: str, *, every: float) -> None:
    """Run what is queued, one entry after another, looking for new ones ``every`` so many seconds, until told to stop."""
    loop = _loop(worker, every)
    loop.configure_signals()
    loop.run()


def work_off(worker: str) -> None:
    """Run what is queued in this process, within its transaction, until nothing waits: for loading and for tests."""
    loop = _loop(worker, every=0)
    while entry := DBTaskResult.objects.ready().first():
        entry.claim(worker)
        loop.run_task(entry)


def _loop(worker: str, every: float) -> Loop:
    return Loop(
        queue_names=["*"],
        interval=every,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=worker,
        excluded_queue_names=[],
    )


def abandoned(alive: set[str]) -> list[Entry]:
    """The entries under way whose last worker is not among the living; locked, so within a transaction."""
    under_way = DBTaskResult.objects.select_for_update(skip_locked=True).filter(status=RUNNING)
    return [entry for entry in under_way if entry.worker_ids[-1] not in alive]


def put_back(entry: Entry) -> None:
    """Let an entry that was under way be run again."""
    entry.status = READY
    entry.save(update_fields=["status"])


def give_up(entry: Entry) -> None:
    """Let an entry that was under way rest as failed."""
    entry.status = FAILED
    entry.finished_at = timezone.now()
    entry.save(update_fields=["status", "finished_at"])


def waiting() -> int:
    """How many entries wait to be run."""
    return DBTaskResult.objects.ready().count()


@transaction.atomic
def forget(before: dt.datetime) -> None:
    """Delete the entries that came to an end before the time; the jobs themselves stay."""
    DBTaskResult.objects.finished().filter(finished_at__lt=before).delete()
