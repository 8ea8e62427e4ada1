"""What the audits of many reports say together: which rules are broken most, who is at fault, whose texts are alike."""

import itertools
from typing import NamedTuple

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from gongkai.annual.models import FindingDecision, Report, ReportFinding
from gongkai.report.reuse import NOISE_FLOOR, own_sequences, shared
from gongkai.report.rules.subject import RULES

MOST_COMPARED = 100
"""Reports whose texts are compared with one another: 4,950 pairs, in less than two seconds."""


class Broken(NamedTuple):
    """A rule that reports break: identifier and title, how often by severity, and in how many reports."""

    rule: str
    title: str
    errors: int
    warnings: int
    infos: int
    reports: int


def rules_broken(reports: QuerySet[Report]) -> list[Broken]:
    """The rules that the reports break, those with the most errors first; what somebody dismissed does not count."""
    by_severity = {
        f"{severity}s": Count("pk", filter=Q(severity=severity)) for severity in ("error", "warning", "info")
    }
    rows = (
        undismissed(reports)
        .order_by()
        .values("rule")
        .annotate(reports=Count("report", distinct=True), **by_severity)
        .order_by("-errors", "-warnings", "-infos", "rule")
    )
    titles = {rule.id: rule.title for rule in RULES}
    return [Broken(title=titles.get(row["rule"], ""), **row) for row in rows]


def at_fault(reports: QuerySet[Report]) -> QuerySet[Report]:
    """The reports with an error or a doubt, those with the most errors first."""
    return reports.filter(Q(errors__gt=0) | Q(warnings__gt=0)).order_by("-errors", "-warnings", "organ__path")


def undismissed(reports: QuerySet[Report]) -> QuerySet[ReportFinding]:
    """The findings on the reports, but those that somebody, at last, held to be none."""
    decisions = FindingDecision.objects.filter(organ=OuterRef("report__organ"), fingerprint=OuterRef("fingerprint"))
    verdict = Subquery(decisions.order_by("-pk").values("verdict")[:1])
    dismissed = Q(verdict=FindingDecision.Verdict.DISMISSED)
    findings = ReportFinding.objects.filter(report__in=reports.order_by().values("pk")).annotate(verdict=verdict)
    return findings.filter(Q(verdict=None) | ~dismissed)


class Alike(NamedTuple):
    """Two bodies' reports and the share of the shorter text that stands in the other too, 0 to 1."""

    one: Report
    other: Report
    share: float


def alike(reports: QuerySet[Report], most: int = MOST_COMPARED) -> list[Alike]:
    """The pairs of different bodies' texts that are more alike than chance makes them, the most alike first.

    Of more than ``most`` reports the first in the order of bodies are compared.
    """
    texts = [(report, own_sequences(report.content)) for report in reports.order_by("organ__path")[:most]]
    pairs = (
        Alike(one, other, shared(own, others))
        for (one, own), (other, others) in itertools.combinations(texts, 2)
        if one.organ_id != other.organ_id
    )
    return sorted((pair for pair in pairs if pair.share > NOISE_FLOOR), key=lambda pair: -pair.share)
