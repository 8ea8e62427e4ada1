"""What is done with annual reports. Each act checks, writes and leaves its trace in one transaction."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils import timezone

from gongkai.annual.compiling import NOT_A_YEAR, compiled, years
from gongkai.annual.keeping import keep_file
from gongkai.annual.manuscripts import Manuscript, Submission
from gongkai.annual.models import FindingDecision, Report, ReportFile, ReportFinding
from gongkai.annual.queries import open_errors
from gongkai.jobs.actions import start
from gongkai.organs.access import Act, require
from gongkai.organs.models import Organ, Person
from gongkai.report.writers.docx import write_report
from gongkai.trail.actions import record

AUDIT = "audit_report"
"""The kind of background work that reads and audits a file."""
PAPER = "paper_report"
"""The kind of background work that sets a published report as PDF."""


@transaction.atomic
def upload_report(actor: Person, organ: Organ, upload: File[bytes]) -> ReportFile:
    """Take in a file for the organ and queue its audit; content handed in before is audited again, not stored twice.

    ``ValidationError`` for an empty or oversized file. What is in the file is found out by the audit, in a process
    that may die of it.
    """
    require(actor, Act.UPLOAD_REPORT, organ, timezone.localdate())
    if not upload.size:
        raise ValidationError("文件是空的，请检查后重新选择。")
    if upload.size > settings.UPLOAD_LIMIT:
        raise ValidationError(
            f"文件有 {upload.size / 2**20:.0f} MB，超过 {settings.UPLOAD_LIMIT // 2**20} MB 的上限。请去掉大图片后另存。"
        )
    file, _ = keep_file(actor, organ, upload)
    record(
        actor,
        "upload_report",
        file,
        f"为“{organ}”上传年度报告“{file}”",
        organ=organ,
        data={"sha256": file.sha256},
        public=False,
    )
    start(AUDIT, actor=actor, on=file)
    return file


@transaction.atomic
def compile_report(actor: Person, organ: Organ, year: int) -> ReportFile:
    """Make the organ's report for the year from the ledger and take it in like one handed in: as a Word document.

    The ledger goes on; a report compiled later is another file. ``ValidationError`` for a year that has not begun.
    """
    require(actor, Act.UPLOAD_REPORT, organ, timezone.localdate())
    if year not in years(timezone.localdate()):
        raise ValidationError(NOT_A_YEAR)
    report = compiled(organ, year).report
    content = ContentFile(write_report(report), f"{report.title}（台账编制）.docx")
    return upload_report(actor, organ, content)


@transaction.atomic
def audit_again(actor: Person, file: ReportFile) -> ReportFile:
    """Queue another audit of a file, as after the rules have changed; decisions stay with their findings."""
    require(actor, Act.UPLOAD_REPORT, file.organ, timezone.localdate())
    record(actor, "audit_again", file, f"重新审核“{file}”", organ=file.organ, public=False)
    start(AUDIT, actor=actor, on=file)
    return file


@transaction.atomic
def decide(
    actor: Person, finding: ReportFinding, verdict: FindingDecision.Verdict, reason: str = ""
) -> FindingDecision:
    """A person's decision on a finding. To dismiss one needs a reason."""
    organ = finding.report.organ
    require(actor, Act.DECIDE_FINDING, organ, timezone.localdate())
    if verdict == FindingDecision.Verdict.DISMISSED and not reason.strip():
        raise ValidationError("认定“不是问题”须写明理由，供复核的人查看。")
    decision = FindingDecision(
        organ=organ, fingerprint=finding.fingerprint, verdict=verdict, reason=reason.strip(), by=actor
    )
    decision.full_clean()
    decision.save()
    summary = f"认定“{finding.report}”的 {finding.rule} 第 {finding.number} 处{decision.get_verdict_display()}"
    record(actor, "decide_finding", finding.report, summary, organ=organ, reason=decision.reason, public=False)
    return decision


@transaction.atomic
def publish_report(actor: Person, report: Report, reason: str = "") -> Report:
    """Put the report on the portal, in the place of one published for the same year before.

    Errors that nobody dismissed block it unless ``reason`` says why it is published all the same; the reason is kept
    with the report. ``ValidationError`` says what stands in the way.
    """
    require(actor, Act.PUBLISH_REPORT, report.organ, timezone.localdate())
    return put_on_portal(actor, report, reason)


def put_on_portal(actor: Person, report: Report, reason: str = "") -> Report:
    """The same for an act that publishes on its way and has asked for the right; within its transaction."""
    organ = report.organ
    Organ.objects.select_for_update(no_key=True).get(
        pk=organ.pk
    )  # two people publishing the same year wait for one another
    report.refresh_from_db()
    blocking = open_errors(report)
    if sentence := obstacle(report):
        raise ValidationError(sentence)
    if blocking and not reason.strip():
        raise ValidationError(f"还有 {blocking} 处错误没有处理。请改正后重新上传、认定不是问题，或写明带错发布的理由。")
    now = timezone.now()
    former = Report.objects.filter(organ=organ, year=report.year, published_at__isnull=False, withdrawn_at__isnull=True)
    former.update(withdrawn_at=now, withdrawn_because="由新发布的版本代替")
    report.published_at, report.published_by, report.published_with = now, actor, reason.strip() if blocking else ""
    report.withdrawn_at, report.withdrawn_because = None, ""
    report.save()
    record(
        actor, "publish_report", report, f"发布“{report}”", organ=organ, reason=reason, data={"open_errors": blocking}
    )
    start(PAPER, actor=actor, on=report)
    return report


def obstacle(report: Report) -> str | None:
    """What stands in the way of publication beside errors, whoever wants it."""
    if report.year is None:
        return "报告的年度没有识别出来，不能发布。请检查标题后重新上传。"
    if report.is_public:
        return "这份报告已经发布。"
    if Manuscript.objects.filter(report=report).exclude(state=Manuscript.State.SIGNED).exists():
        return "这份报告在平台上编写，还没有签发。请先审核、签发。"
    handed_up = Submission.objects.filter(organ=report.organ_id, year=report.year, returned_at=None)
    if handed_up.exclude(report=report).exists():
        return "这个年度已经报送了另一份报告。请先请上级退回，再发布这一份。"
    return None


@transaction.atomic
def withdraw_report(actor: Person, report: Report, reason: str) -> Report:
    """Take the report off the portal; the reason stays with it."""
    require(actor, Act.PUBLISH_REPORT, report.organ, timezone.localdate())
    if not report.is_public:
        raise ValidationError("这份报告没有在门户上。")
    if not reason.strip():
        raise ValidationError("撤下报告须写明理由。")
    report.withdrawn_at, report.withdrawn_because = timezone.now(), reason.strip()
    report.save(update_fields=["withdrawn_at", "withdrawn_because"])
    record(actor, "withdraw_report", report, f"撤下“{report}”", organ=report.organ, reason=reason)
    return report
