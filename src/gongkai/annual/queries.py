"""What is asked of the library."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from gongkai.annual.models import FindingDecision, Report, ReportFile, ReportFinding
from gongkai.organs.access import Act, organs_for
from gongkai.organs.models import Organ, Person


def files_for(person: Person | None, on: dt.date) -> QuerySet[ReportFile]:
    """The files that the person may see on the day, newest first."""
    return ReportFile.objects.filter(organ__in=organs_for(person, Act.SEE_REPORTS, on)).select_related("organ")


def reports_for(person: Person | None, on: dt.date) -> QuerySet[Report]:
    """The reports that the person may see on the day, newest year first."""
    visible = organs_for(person, Act.SEE_REPORTS, on)
    return Report.objects.filter(organ__in=visible).select_related("organ", "file").defer("data")


def public_reports(organs: Iterable[Organ] | QuerySet[Organ] | None = None) -> QuerySet[Report]:
    """The reports on the portal, of the organs or of all, newest year first."""
    published = Report.objects.filter(published_at__isnull=False, withdrawn_at__isnull=True)
    if organs is not None:
        published = published.filter(organ__in=organs)
    return published.select_related("organ")


def open_errors_of(reports: Iterable[int]) -> dict[int, int]:
    """The same for many reports at once, by primary key; reports without one are left out."""
    found = ReportFinding.objects.filter(report__in=list(reports), severity="error").annotate(verdict=_verdict())
    undismissed = found.filter(Q(verdict=None) | Q(verdict=FindingDecision.Verdict.CONFIRMED))
    return dict(undismissed.order_by().values_list("report").annotate(count=Count("pk")))


def _verdict() -> Subquery:
    decisions = FindingDecision.objects.filter(organ=OuterRef("report__organ_id"), fingerprint=OuterRef("fingerprint"))
    return Subquery(decisions.order_by("-pk").values("verdict")[:1])


def decided(report: Report) -> QuerySet[ReportFinding]:
    """The findings of the report, each with the verdict and reason of the latest decision on its fingerprint."""
    latest = FindingDecision.objects.filter(organ=report.organ_id, fingerprint=OuterRef("fingerprint")).order_by("-pk")
    return report.findings.annotate(
        verdict=Subquery(latest.values("verdict")[:1]),
        verdict_reason=Subquery(latest.values("reason")[:1]),
        verdict_by=Subquery(latest.values("by__name")[:1]),
        verdict_at=Subquery(latest.values("at")[:1]),
    )


def open_errors(report: Report) -> int:
    """How many findings of severity error nobody has dismissed."""
    undismissed = Q(verdict=None) | Q(verdict=FindingDecision.Verdict.CONFIRMED)
    return decided(report).filter(undismissed, severity="error").count()


def other_years(report: Report, among: QuerySet[Report]) -> QuerySet[Report]:
    """The organ's reports for other years among those that may be seen, for comparison."""
    return among.filter(organ=report.organ_id).exclude(pk=report.pk).exclude(year=report.year)
