"""The library as its keepers see it: every file with what was read from it, and what is still to be done with it."""

import datetime as dt
from typing import Any

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, TextChoices, Value, When
from django.db.models.functions import Cast

from gongkai.annual.actions import AUDIT
from gongkai.annual.manuscripts import Manuscript
from gongkai.annual.models import FindingDecision, Report, ReportFile, ReportFinding
from gongkai.annual.queries import files_for, public_reports
from gongkai.jobs.models import Job
from gongkai.law.deadlines import DueDate, deadlines
from gongkai.organs.models import Kind, Level, Organ, Person
from gongkai.organs.queries import existing


class State(TextChoices):
    """How far a file, or a report in it, has come."""

    READING = "reading", "正在审核"
    FAILED = "failed", "审核没有完成"
    UNREADABLE = "unreadable", "不能读取"
    UNDECIDED = "undecided", "有错误待处理"
    READY = "ready", "可以发布"
    PUBLIC = "public", "已发布"
    WITHDRAWN = "withdrawn", "已撤下"


def _undecided(report: str) -> Q:
    """Whether a report, named by the outer query's column, has an error on which nobody has decided.

    The number of errors is asked first: most reports have none, and need not be looked through.
    """
    decisions = FindingDecision.objects.filter(organ=OuterRef("report__organ_id"), fingerprint=OuterRef("fingerprint"))
    errors = ReportFinding.objects.filter(report=OuterRef(report), severity="error")
    return Q(**{report.removesuffix("pk") + "errors__gt": 0}) & Q(Exists(errors.exclude(Exists(decisions))))


def _last_job() -> Subquery:
    jobs = Job.objects.filter(
        kind=AUDIT, record_type=ReportFile._meta.label_lower, record_id=Cast(OuterRef("pk"), CharField())
    )
    return Subquery(jobs.order_by("-pk").values("state")[:1])


def library(person: Person | None, on: dt.date) -> QuerySet[ReportFile]:
    """A row for every report of every file that the person may see, and one for a file without a report.

    Each row has ``report_id``, ``report_title``, ``year``, ``error_count``, ``warning_count`` and ``state``
    (:class:`State`).
    """
    return with_state(files_for(person, on)).annotate(
        report_id=F("reports__pk"),
        report_title=F("reports__title"),
        year=F("reports__year"),
        error_count=F("reports__errors"),
        warning_count=F("reports__warnings"),
    )


def with_state(files: QuerySet[ReportFile]) -> QuerySet[ReportFile]:
    """The files joined with their reports, each row with its ``state``."""
    published = Q(reports__published_at__isnull=False)
    return files.annotate(
        job_state=_last_job(),
        state=Case(
            When(published & Q(reports__withdrawn_at=None), then=Value(State.PUBLIC)),
            When(published, then=Value(State.WITHDRAWN)),
            When(Q(job_state__in=(Job.State.QUEUED, Job.State.RUNNING)), then=Value(State.READING)),
            When(Q(job_state=Job.State.FAILED), then=Value(State.FAILED)),
            When(~Q(problem=""), then=Value(State.UNREADABLE)),
            When(Q(reports__pk=None), then=Value(State.READING)),
            When(_undecided("reports__pk"), then=Value(State.UNDECIDED)),
            default=Value(State.READY),
            output_field=CharField(),
        ),
    )


def state_of(report: Report) -> State:
    """How far a report has come."""
    rows: QuerySet[Any] = with_state(ReportFile.objects.filter(reports=report.pk))
    return State(rows.values_list("state", flat=True).get())


def undecided_reports(organs: QuerySet[Organ]) -> QuerySet[Report]:
    """The newest unpublished reports of the bodies that have errors on which nobody has decided."""
    return _latest(organs).filter(_undecided("pk"))


def publishable_reports(organs: QuerySet[Organ]) -> QuerySet[Report]:
    """The newest reports of the bodies that wait only for being published: one made here must have been signed."""
    unsigned = Manuscript.objects.filter(report=OuterRef("pk")).exclude(state=Manuscript.State.SIGNED)
    return _latest(organs).filter(~_undecided("pk"), ~Exists(unsigned)).exclude(year=None)


def _latest(organs: QuerySet[Organ]) -> QuerySet[Report]:
    """Reports never published, unless a later one for the same year took their place."""
    later = Report.objects.filter(organ=OuterRef("organ"), year=OuterRef("year"), pk__gt=OuterRef("pk"))
    return Report.objects.filter(organ__in=organs, published_at=None).exclude(Exists(later)).defer("data")


def unreadable_files(organs: QuerySet[Organ]) -> QuerySet[ReportFile]:
    """The files that could not be read and after which the body has handed in none that could."""
    later = Report.objects.filter(organ=OuterRef("organ"), file__uploaded_at__gt=OuterRef("uploaded_at"))
    return ReportFile.objects.filter(organ__in=organs).exclude(problem="").exclude(Exists(later))


def unfinished_files(organs: QuerySet[Organ]) -> QuerySet[ReportFile]:
    """The files whose latest audit failed."""
    return (
        ReportFile.objects.filter(organ__in=organs).annotate(job_state=_last_job()).filter(job_state=Job.State.FAILED)
    )


DUTIES = {
    "department_report": frozenset({Kind.DEPARTMENT, Kind.OFFICE}),
    "government_report": frozenset({Kind.GOVERNMENT}),
}
"""The yearly deadlines (条例 Art. 49) and the kinds of bodies that they bind."""
BOUND = (Level.PROVINCE, Level.CITY, Level.COUNTY)
"""The Regulations oblige governments from the county upwards and their departments; a county sums its townships up."""


def due_dates(on: dt.date) -> dict[Kind, DueDate]:
    """For each kind of body the deadline, in the day's year, of its report on the year before."""
    return {kind: deadlines()[key].in_year(on.year) for key, kinds in DUTIES.items() for kind in kinds}


def overdue_bodies(organs: QuerySet[Organ], on: dt.date) -> QuerySet[Organ]:
    """The bodies whose deadline is over and that have no report for the past year on the portal."""
    return _without_report(organs, on, {kind for kind, deadline in due_dates(on).items() if deadline.due < on})


def due_bodies(organs: QuerySet[Organ], on: dt.date, days: int = 7) -> QuerySet[Organ]:
    """The bodies without a published report for the past year that should plan for a day not ``days`` away."""
    limit = on + dt.timedelta(days=days)
    kinds = {kind for kind, deadline in due_dates(on).items() if on <= deadline.due and deadline.plan_for <= limit}
    return _without_report(organs, on, kinds)


def _without_report(organs: QuerySet[Organ], on: dt.date, kinds: set[Kind]) -> QuerySet[Organ]:
    year = on.year - 1
    published = public_reports().filter(organ=OuterRef("pk"), year=year).order_by()
    founded = Q(established_on=None) | Q(established_on__lte=dt.date(year, 12, 31))
    obliged = existing(on).filter(founded, kind__in=kinds, level__in=BOUND, pk__in=organs.values("pk"))
    return obliged.exclude(Exists(published))
