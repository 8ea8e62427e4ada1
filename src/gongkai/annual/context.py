"""A report in its context: last year's, the units' and the ledger beside it, all rules run."""

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from django.utils import timezone

from gongkai.annual.binding import filled, key_of
from gongkai.annual.compiling import missing_in
from gongkai.annual.content import FORM, Content, needed, rendered, seeded, still_typed
from gongkai.annual.draft import said
from gongkai.annual.manuscripts import Basis, Manuscript
from gongkai.annual.rollup import best_reports, rolled_up
from gongkai.annual.standing import Standing, standing
from gongkai.figures.measures import Value
from gongkai.figures.registry import FIGURES
from gongkai.findings import Finding, Severity
from gongkai.organs.models import Organ
from gongkai.report.model import AnnualReport
from gongkai.report.recognise import Reading
from gongkai.report.rules import audit
from gongkai.report.rules.subject import Ledger, TypedOver


class Examined(NamedTuple):
    """The report as it would be, what the rules say of it, and last year's, with which they compared it."""

    report: AnnualReport
    findings: tuple[Finding, ...]
    previous: AnnualReport | None = None

    def count(self, severity: Severity) -> int:
        """How many findings are of the severity."""
        return sum(finding.severity is severity for finding in self.findings)

    @property
    def errors(self) -> int:
        """How many are errors."""
        return self.count(Severity.ERROR)

    @property
    def warnings(self) -> int:
        """How many are doubtful."""
        return self.count(Severity.WARNING)


def last_year(organ: Organ, year: int) -> AnnualReport | None:
    """The organ's report for the year before, where there is one."""
    found = best_reports([organ], year - 1).get(organ.pk)
    return found.content if found else None


def examined(
    organ: Organ, year: int, content: Content, values: Mapping[str, Value], basis: str = Basis.LEDGER
) -> Examined:
    """The report that the content is with these figures, with the findings of all rules."""
    report = rendered(content, organ, year, values)
    parts: tuple[AnnualReport, ...] = ()
    if basis == Basis.PARTS:
        parts = tuple(unit.content for unit in rolled_up(organ, year).parts if unit.content)
    previous = last_year(organ, year)
    found = audit(Reading.of(report), previous, parts, ledger_of(content, values))
    return Examined(report, tuple(found), previous)


class Now(NamedTuple):
    """A report as it would be today: the figures as they stand, the report with its findings, what is still missing."""

    standing: Standing
    made: Examined
    missing: tuple[str, ...]


def as_it_stands(organ: Organ, year: int, manuscript: Manuscript | None) -> Now:
    """The manuscript's newest version, or the template where none was begun, with the figures as they stand."""
    basis = manuscript.basis if manuscript else Basis.LEDGER
    content = Content.of(manuscript.newest.content) if manuscript else None
    stands = standing(organ, year, basis, needed(content))
    if content is None:
        content = seeded(organ.name_on(dt.date(year, 12, 31)), year, stands.values)
    made = examined(organ, year, content, stands.values, basis)
    return Now(stands, made, missing_in(made.report, asked_too=manuscript is None))


def ledger_of(content: Content, values: Mapping[str, Value]) -> Ledger:
    """What the ledger counts, and why the report says otherwise where it does."""
    cells = filled(FORM, {key_of(ref): values.get(key_of(ref)) for ref in FORM.cells})
    reasons = {
        ref: f"{override.by}{_day(override.at)}改填：{override.reason}"
        for ref in FORM.cells
        if (override := content.overrides.get(key_of(ref)))
    }
    typed = tuple(
        TypedOver(t.section, t.said, FIGURES[t.key].name, said(values.get(t.key)), f"{t.by}{_day(t.at)}：{t.reason}")
        for t in still_typed(content)
        if t.key in FIGURES
    )
    return Ledger(cells, reasons, typed)


def _day(at: str) -> str:
    day = timezone.localtime(dt.datetime.fromisoformat(at))
    return f"{day.month}月{day.day}日"
