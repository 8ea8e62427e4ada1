"""What the audits of many reports say together: which rules are broken most, who is at fault, whose texts are alike."""

from typing import NamedTuple

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from gongkai.annual.models import FindingDecision, Report, ReportFinding
from gongkai.report.reuse import NOISE_FLOOR, own_sequences, shared
from gongkai.report.rules.subject import RULES
from gongkai.report.sketches import nearest


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


class Reuse(NamedTuple):
    """How many texts were compared, how many pairs of them seem alike, and the most alike."""

    texts: int
    found: int
    pairs: list[Alike]


def reused(reports: QuerySet[Report], most: int = 50) -> Reuse:
    """The pairs of texts that are more alike than chance makes them, the most alike first; the reports of one year.

    Samples of the texts pick out the pairs; the share that is told is that of the texts.
    """
    sketches = {
        pk: bytes(marks) for pk, marks in reports.order_by("organ__path").values_list("pk", "sketch__marks") if marks
    }
    near = nearest(sketches, most)
    texts = reports.in_bulk({key for pair in near.pairs for key in pair})
    sequences = {pk: own_sequences(report.content) for pk, report in texts.items()}
    pairs = (Alike(texts[a], texts[b], shared(sequences[a], sequences[b])) for a, b in near.pairs)
    return Reuse(len(sketches), near.found, sorted((p for p in pairs if p.share > NOISE_FLOOR), key=lambda p: -p.share))
