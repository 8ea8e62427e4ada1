"""A report on its way up: handed to the superior, received or returned, published together with the others."""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from gongkai.annual.actions.library import obstacle, put_on_portal
from gongkai.annual.manuscripts import Manuscript, Step, Submission
from gongkai.annual.models import Report
from gongkai.annual.queries import open_errors
from gongkai.organs.access import Act, require
from gongkai.organs.models import Organ, Person
from gongkai.trail.actions import record


@transaction.atomic
def hand_up(actor: Person, report: Report) -> Submission:
    """Hand the report to the superior organ; from then on it is locked until it is returned.

    ``ValidationError`` where there is no superior, another report of the year is with it, or the report made here has
    not been signed.
    """
    organ = report.organ
    require(actor, Act.WRITE_REPORT, organ, timezone.localdate())
    Organ.objects.select_for_update(no_key=True).get(pk=organ.pk)  # two who hand up the same year wait for one another
    superior: Organ | None = organ.get_parent()  # type: ignore[no-untyped-call]
    if superior is None:
        raise ValidationError("系统中没有本机关的上级，不能在这里报送。")
    if report.year is None:
        raise ValidationError("报告的年度没有识别出来，不能报送。")
    if Manuscript.objects.filter(report=report).exclude(state=Manuscript.State.SIGNED).exists():
        raise ValidationError("报告还没有签发，不能报送。")
    if Submission.objects.filter(organ=organ, year=report.year, returned_at=None).exists():
        raise ValidationError(f"{report.year}年度的报告已经报送。需要修改的，请上级退回后重新报送。")
    made = Submission.objects.create(report=report, organ=organ, to=superior, year=report.year, by=actor)
    _told(actor, "hand_up_report", made, f"向“{superior}”报送“{report}”")
    return made


@transaction.atomic
def receive(actor: Person, submission: Submission) -> Submission:
    """Say that the report has been received and looked through."""
    kept = _open(actor, submission)
    if kept.received_at is not None:
        raise ValidationError("这份报告已经接收。")
    kept.received_by, kept.received_at = actor, timezone.now()
    kept.save()
    _told(actor, "receive_report", kept, f"接收“{kept.organ}”报送的{kept.year}年度报告")
    return kept


@transaction.atomic
def return_report(actor: Person, submission: Submission, remarks: str) -> Submission:
    """Give the report back with remarks: it may be changed and handed up again. What is published stays published."""
    kept = _open(actor, submission)
    if not remarks.strip():
        raise ValidationError({"remarks": "退回须写明要改什么，填报单位会看到。"})
    kept.returned_by, kept.returned_at, kept.remarks = actor, timezone.now(), remarks.strip()
    kept.save()
    manuscript = Manuscript.objects.select_for_update().filter(report=kept.report_id).first()
    if manuscript is not None:
        manuscript.state = Manuscript.State.WRITING
        manuscript.save()
        Step.objects.create(
            manuscript=manuscript,
            number=manuscript.number,
            kind=Step.Kind.RETURNED,
            remark=f"上级退回：{kept.remarks}"[:1000],
            by=actor,
        )
    _told(actor, "return_report", kept, f"退回“{kept.organ}”报送的{kept.year}年度报告", remarks)
    return kept


class Together(NamedTuple):
    """What publication together did: the reports published, and those left out with the reason."""

    published: list[Report]
    left: list[tuple[Organ, str]]


@transaction.atomic
def publish_together(actor: Person, organ: Organ, year: int) -> Together:
    """Publish every received report of the bodies beneath that nothing stands in the way of: all of them at once."""
    require(actor, Act.COLLECT_REPORTS, organ, timezone.localdate())
    received = Submission.objects.filter(
        to__path__startswith=organ.path, year=year, returned_at=None, received_at__isnull=False
    )
    published, left = [], []
    for submission in received.select_related("report__organ", "organ").order_by("organ__path"):
        report = submission.report
        errors = open_errors(report)
        sentence = obstacle(report) or (f"还有 {errors} 处错误没有处理。" if errors else None)
        if sentence is None:
            published.append(put_on_portal(actor, report))
        elif not report.is_public:
            left.append((submission.organ, sentence))
    if not published:
        raise ValidationError("没有可以发布的报告：先接收，并请填报单位处理完错误。")
    record(actor, "publish_together", organ, f"统一发布{year}年度报告 {len(published)} 份", organ=organ)
    return Together(published, left)


def _open(actor: Person, submission: Submission) -> Submission:
    require(actor, Act.COLLECT_REPORTS, submission.to, timezone.localdate())
    locked = Submission.objects.select_for_update(of=("self",), no_key=True)
    kept = locked.select_related("organ", "to", "report").get(pk=submission.pk)
    if kept.returned_at is not None:
        raise ValidationError("这次报送已经退回。")
    return kept


def _told(actor: Person, act: str, submission: Submission, summary: str, reason: str = "") -> None:
    record(actor, act, submission, summary, organ=submission.organ, reason=reason, public=False)
