"""What the pages of a report share: the body and year that were asked for, findings in words."""

from collections.abc import Iterable
from typing import NamedTuple

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from gongkai.annual.compiling import years
from gongkai.annual.manuscripts import Manuscript
from gongkai.desk.frame import Crumb, person_of
from gongkai.findings import Finding, Severity
from gongkai.organs.access import Act, organs_for
from gongkai.organs.models import Organ
from gongkai.report.form import FORMS
from gongkai.report.writers.wording import MARKS, advice, place, quote, values

ABOVE = (("年报编报", "/desk/annual/"),)
FORM = FORMS["2021"]


class Asked(NamedTuple):
    """The body and the year of a page, and the manuscript, if one was begun."""

    organ: Organ
    year: int
    manuscript: Manuscript | None

    @property
    def above(self) -> tuple[Crumb, ...]:
        """The way to a page below the report's own."""
        return (*ABOVE, (f"{self.organ.name} {self.year} 年度", self.address))

    @property
    def address(self) -> str:
        """The page of the report."""
        return reverse("desk_annual_year", args=[self.organ.pk, self.year])


def asked(request: HttpRequest, organ: int, year: int) -> Asked:
    """What was asked for, for a person who may see the body's reports; else there is no such page."""
    if year not in years(timezone.localdate()):
        raise Http404
    found = get_object_or_404(organs_for(person_of(request), Act.SEE_REPORTS, timezone.localdate()), pk=organ)
    manuscript = Manuscript.objects.filter(organ=found, year=year).select_related("organ", "report").first()
    return Asked(found, year, manuscript)


class Told(NamedTuple):
    """A finding in words."""

    rule: str
    severity: Severity
    mark: str
    place: str
    quote: str
    message: str
    values: list[tuple[str, str]]
    advice: list[tuple[str, str]]


_ORDER = list(Severity)


def told(findings: Iterable[Finding]) -> list[Told]:
    """Findings in words, errors first."""
    ordered = sorted(findings, key=lambda finding: _ORDER.index(finding.severity))
    return [
        Told(
            finding.rule,
            finding.severity,
            MARKS[finding.severity],
            place(finding.where, FORM),
            quote(finding.where),
            finding.message,
            values(finding, FORM),
            advice(finding),
        )
        for finding in ordered
    ]
