"""What is asked about jobs."""

import datetime as dt

from django.conf import settings
from django.db.models import Model, QuerySet
from django.utils import timezone

from gongkai.jobs.models import Job, Worker


def jobs_of(record: Model) -> QuerySet[Job]:
    """The work done on a record, newest first."""
    return Job.objects.filter(record_type=record._meta.label_lower, record_id=str(record.pk))


def latest(record: Model, kind: str) -> Job | None:
    """The newest job of a kind on a record."""
    return jobs_of(record).filter(kind=kind).first()


def alive(at: dt.datetime | None = None) -> QuerySet[Worker]:
    """The workers that have beaten lately (setting ``WORKER_STALE_SECONDS``)."""
    since = (at or timezone.now()) - dt.timedelta(seconds=settings.WORKER_STALE_SECONDS)
    return Worker.objects.filter(beat_at__gte=since)
