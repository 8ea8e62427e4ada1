"""Background work of the room."""

from gongkai.jobs.progress import Progress
from gongkai.jobs.work import work
from gongkai.vetting.actions.cleaning import CLEAN, carry_out
from gongkai.vetting.actions.review import CHECK, keep_check
from gongkai.vetting.models import CleanUp, Vetting


@work(CHECK, title="检查附件的内容")
def check_content(job: Progress) -> dict[str, int]:
    """Check all of a record with its files; what was found before, in its texts alone, is replaced."""
    vetting = Vetting.objects.select_related("organ").get(pk=job.job.record_id)
    keep_check(vetting, complete=True)
    return {"findings": len(vetting.findings), "errors": len(vetting.errors)}


@work(CLEAN, title="定期清理")
def clean_up(job: Progress, undo: bool = False) -> dict[str, int]:
    """Do or undo a round in the name of the one who ordered it."""
    round_ = CleanUp.objects.select_related("organ").get(pk=job.job.record_id)
    if job.job.started_by is None:
        return {"done": 0}
    return {"done": carry_out(job, round_, job.job.started_by, undo=undo)}
