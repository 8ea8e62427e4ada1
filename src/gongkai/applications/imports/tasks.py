"""Background work of the room."""

import datetime as dt

from gongkai.applications.imports.actions import CHECK, WRITE
from gongkai.applications.imports.models import Import
from gongkai.applications.imports.work import look, write
from gongkai.jobs.progress import Progress
from gongkai.jobs.work import work

_LIMIT = dt.timedelta(minutes=15)


def _ledger(job: Progress) -> Import:
    return Import.objects.select_related("organ").get(pk=job.job.record_id)


@work(CHECK, title="核对台账", limit=_LIMIT)
def check_ledger(job: Progress) -> dict[str, object]:
    """Check a ledger's rows."""
    ledger = _ledger(job)
    if ledger.state == Import.State.CHECKING:
        total = int(ledger.found.get("rows", 0))
        ledger = look(ledger, lambda done: job.advance(done, max(total, done + 1), f"已核对 {done:,} 行"))
    return {"rows": ledger.found.get("rows", 0), "wrong": ledger.found.get("wrong", 0)}


@work(WRITE, title="导入台账", limit=_LIMIT)
def write_ledger(job: Progress) -> dict[str, object]:
    """Make a ledger's rows applications."""
    ledger = _ledger(job)
    total = int(ledger.found.get("rows", 0)) + 1

    def watch(done: int) -> None:
        job.advance(done, total, f"已核对 {done:,} 行，全部核对后一次写入")

    return {"written": write(ledger, watch) if ledger.state == Import.State.WRITING else 0}
