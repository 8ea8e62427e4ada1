"""Background work of the room."""

import datetime as dt
import shutil
import tempfile
from pathlib import Path

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Count

from gongkai.annual.actions import AUDIT
from gongkai.annual.actions.checking import pre_check, quarter_over
from gongkai.annual.actions.library import PAPER
from gongkai.annual.collection import unchecked
from gongkai.annual.keeping import keep_audit
from gongkai.annual.models import Data, Report, ReportFile
from gongkai.annual.paper import pdf_of
from gongkai.jobs.progress import Progress
from gongkai.jobs.work import work
from gongkai.report.batch import Lost, each
from gongkai.report.load import load_reports
from gongkai.report.rules import audit
from gongkai.report.writers.data import audit_data, report_data
from gongkai.report.writers.results import Audited
from gongkai.trail.actions import record

_STEPS = 2
"""Read, and stored."""


@work(AUDIT, title="读取并审核年度报告")
def audit_file(job: Progress) -> dict[str, int]:
    """Read the file and audit every report in it; findings replace those of an earlier audit, all at once.

    The file is read in a process of its own with limits on time and memory, for it comes from outside.
    """
    file = ReportFile.objects.select_related("organ").get(pk=job.job.record_id)
    if job.done < _STEPS:
        _audit(job, file)
    counted = file.reports.aggregate(reports=Count("pk", distinct=True), findings=Count("findings"))
    return {"reports": 0, "findings": 0} if file.problem else counted


def _audit(job: Progress, file: ReportFile) -> None:
    job.advance(0, _STEPS, "正在读取文件")
    with tempfile.NamedTemporaryFile(prefix="gongkai-") as copy:
        with file.content.open("rb") as stored:
            shutil.copyfileobj(stored, copy)
        copy.flush()
        (result,) = each(_audited, [Path(copy.name)], jobs=1)
    job.advance(1, _STEPS, "正在保存结果")
    with job.step(_STEPS, _STEPS):
        if isinstance(result, Lost):
            file.problem, file.notes = result.reason[:500], []
        else:
            for part, (content, findings) in enumerate(result, 1):
                keep_audit(file, part, content, findings["findings"])
            file.reports.filter(part__gt=len(result), published_at=None).delete()
            file.problem, file.notes = "", result[0][1]["notes"]
            record(None, "audit_report", file, f"读取并审核“{file}”", organ=file.organ)
        file.save(update_fields=["problem", "notes"])


@work(PAPER, title="把年度报告排成 PDF")
def paper_report(job: Progress) -> dict[str, int]:
    """Set a published report as PDF, from the same content as its page; what everybody sees then offers it."""
    report = Report.objects.select_related("organ").get(pk=job.job.record_id)
    job.advance(0, 1, "正在排版")
    pdf = pdf_of(report.content)
    with transaction.atomic():
        report.pdf.save("report.pdf", ContentFile(pdf), save=False)
        Report.objects.filter(pk=report.pk).update(pdf=report.pdf.name)
        record(None, "paper_report", report, f"把“{report}”排成 PDF", organ=report.organ)
    return {"bytes": len(pdf)}


@work("pre_check_reports", title="年报季度预检", daily=dt.time(6, 0))
def pre_check_reports(job: Progress, day: str) -> dict[str, int]:
    """In the first days after a quarter, check the figures of every body that has not been checked for it."""
    ended = quarter_over(dt.date.fromisoformat(day))
    if ended is None:
        return {"checked": 0}
    bodies = list(unchecked(*ended))
    for done, organ in enumerate(bodies, 1):
        pre_check(organ, *ended)
        job.advance(done, len(bodies), organ.name)
    return {"checked": len(bodies)}


def _audited(path: Path) -> list[tuple[Data, Data]]:
    """What is in the file, as plain data: it goes from one process to another."""
    found = []
    for reading in load_reports(path):
        audited = Audited("", reading.report, tuple(audit(reading)), reading.part, reading.document.notes)
        ordered = Audited("", reading.report, tuple(f for _, f in audited.numbered), reading.part, audited.notes)
        found.append((report_data(reading, ""), audit_data(ordered)))
    return found
