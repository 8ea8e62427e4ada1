"""Work that begins by itself every day at its hour: once a day, however many workers there are."""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from gongkai.jobs.actions import start
from gongkai.jobs.models import Daily, Job
from gongkai.jobs.work import WORKS


def begin_due(now: dt.datetime | None = None) -> list[Job]:
    """Start the daily work whose hour has come and that has not begun today; what was missed yesterday stays so."""
    here = timezone.localtime(now)
    due = [kind for kind, work in WORKS.items() if work.daily and work.daily <= here.time()]
    begun = set(Daily.objects.filter(begun_on__gte=here.date()).values_list("pk", flat=True)) if due else set()
    jobs = (_begin(kind, here.date()) for kind in due if kind not in begun)
    return [job for job in jobs if job]


@transaction.atomic
def _begin(kind: str, day: dt.date) -> Job | None:
    daily, _ = Daily.objects.get_or_create(pk=kind)
    earlier = Daily.objects.filter(Q(begun_on=None) | Q(begun_on__lt=day), pk=kind)
    return start(kind, actor=None, on=daily, day=day.isoformat()) if earlier.update(begun_on=day) else None
