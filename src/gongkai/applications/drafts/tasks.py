"""Background work of the room."""

from django.utils import timezone

from gongkai.applications.drafts.actions import FORGET, KEPT_AFTER, forget_old
from gongkai.applications.drafts.models import Draft
from gongkai.jobs.actions import start
from gongkai.jobs.progress import Progress
from gongkai.jobs.work import work
from gongkai.organs.models import Organ


@work(FORGET, title="清除久未提交的申请草稿")
def forget_drafts(job: Progress) -> dict[str, int]:
    """Forget the organ's old drafts, and look again later while there are others."""
    organ = Organ.objects.get(pk=job.job.record_id)
    forgotten = forget_old(organ, timezone.now())
    if Draft.objects.filter(organ=organ).exists():
        start(FORGET, actor=None, on=organ, not_before=timezone.now() + KEPT_AFTER)
    return {"forgotten": forgotten}
