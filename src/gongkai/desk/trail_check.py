"""Whether the trail holds from its first entry to its last: verified in the background, for it may be long."""

import datetime as dt

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from gongkai.desk.frame import person_of, require_somewhere, screen
from gongkai.jobs.actions import start
from gongkai.jobs.models import Job
from gongkai.jobs.progress import Progress
from gongkai.jobs.queries import alive, latest
from gongkai.jobs.work import work
from gongkai.organs.access import Act
from gongkai.trail.actions import record
from gongkai.trail.models import Head
from gongkai.trail.queries import broken

CHECK = "check_trail"
SHOWN = 200
"""Faults that are kept of one verification; a chain with more is not read fault by fault."""


@work(CHECK, title="核验操作留痕", limit=dt.timedelta(hours=6))
def check_trail(job: Progress) -> dict[str, object]:
    """Go through the whole chain; what is wrong is the job's result."""
    checked = 0

    def watch(done: int, total: int) -> None:
        nonlocal checked
        checked = done
        job.advance(done, max(done, total), f"已核对 {done} 条，共 {total} 条")

    found = broken(watch)
    return {"count": checked, "faults": len(found), "breaks": [list(one) for one in found[:SHOWN]]}


def latest_check() -> Job | None:
    """The latest verification, under way or done."""
    return latest(Head(pk=1), CHECK)


def faults_said() -> str:
    """A sentence where the latest verification found the chain broken; else empty."""
    job = latest_check()
    if job is None or not job.result or not job.result["faults"]:
        return ""
    at = timezone.localtime(job.finished_at)
    return f"{at.month}月{at.day}日核验发现留痕链条在 {job.result['faults']} 处不成立，请打开“核验”查看。"


@never_cache
def trail_check(request: HttpRequest) -> HttpResponse:
    """The latest verification, and the button for another one."""
    require_somewhere(request, Act.SEE_TRAIL)
    if request.method == "POST":
        _start(request)
        return redirect("desk_trail_check")
    job = latest_check()
    busy = job is not None and job.open
    context = {"job": job, "busy": busy, "idle": busy and not alive().exists(), "shown": SHOWN}
    above = (("操作留痕", reverse("desk_trail")),)
    return screen(request, "desk/trail_check.html", "核验操作留痕", context, above=above)


@transaction.atomic
def _start(request: HttpRequest) -> None:
    head = Head(pk=1)
    record(person_of(request), CHECK, head, "核验操作留痕", public=False)
    start(CHECK, actor=person_of(request), on=head)
