"""Background work of the room."""

from django.core.files.base import ContentFile
from django.db import transaction

from gongkai.gazette.actions import TYPESET
from gongkai.gazette.models import Issue
from gongkai.gazette.paper import issue_pdf
from gongkai.jobs.progress import Progress
from gongkai.jobs.work import work
from gongkai.trail.actions import record


@work(TYPESET, title="排印公报")
def typeset_gazette(job: Progress) -> dict[str, int]:
    """Set a published issue as PDF, from the same text as its pages."""
    issue = Issue.objects.select_related("organ").get(pk=job.job.record_id)
    job.advance(0, 1, "正在排版")
    pdf = issue_pdf(issue)
    with transaction.atomic():
        issue.pdf.save("issue.pdf", ContentFile(pdf), save=False)
        Issue.objects.filter(pk=issue.pk).update(pdf=issue.pdf.name)
        record(None, "typeset_issue", issue, f"把{issue}排成 PDF", organ=issue.organ)
    return {"bytes": len(pdf)}
