"""What reports say together: sums by year, the distribution of outcomes, one body's years, bodies side by side, rankings.

Everything is asked of a set of reports (:func:`chosen`) and added up in the database. A report in which a number is
blank or unreadable counts for nothing there, and for itself in the number of reports.
"""

import statistics
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Count, ExpressionWrapper, F, FloatField, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, NullIf

from gongkai.annual.models import Report
from gongkai.annual.tallies import OUTCOMES, SHARES, TALLIES, Share, Tally
from gongkai.organs.models import Organ

MEASURES: Mapping[str, Tally | Share] = {measure.key: measure for measure in (*TALLIES, *SHARES)}
"""Everything that can be compared, by key."""
FEWEST = 10
"""A share of fewer is not ranked: one case more would move the body from the first place to the last."""


class Choice(NamedTuple):
    """Which reports: of a year, of bodies of a level, of a body with all beneath it; each of them or all."""

    year: int | None = None
    level: str = ""
    organ: Organ | None = None


def chosen(reports: QuerySet[Report], choice: Choice) -> QuerySet[Report]:
    """Those of the reports that the choice lets through."""
    found = reports.filter(year=choice.year) if choice.year else reports.exclude(year=None)
    if choice.level:
        found = found.filter(organ__level=choice.level)
    return found.filter(organ__path__startswith=choice.organ.path) if choice.organ else found


def by_year(reports: QuerySet[Report]) -> list[dict[str, Any]]:
    """A row for each year, newest first: ``year``, ``reports`` and every measure over all of the reports together."""
    rows = (
        reports.order_by("-year")
        .values("year")
        .annotate(reports=Count("pk"), **{tally.key: Sum(f"tally__{tally.key}") for tally in TALLIES})
    )
    return [{**row, **shares(row)} for row in rows]


def shares(tallies: Mapping[str, Any]) -> dict[str, Decimal | None]:
    """The shares of a row of tallies, in percent to one place; ``None`` of nothing."""
    return {share.key: percent(tallies, share) for share in SHARES}


def percent(tallies: Mapping[str, Any], share: Share) -> Decimal | None:
    """A share of tallies in percent, to one place; ``None`` of nothing.

    >>> percent({"reviews": 3, "reviews_corrected": 1}, next(s for s in SHARES if s.key == "review_corrected_share"))
    Decimal('33.3')
    """
    whole = sum(tallies[key] or 0 for key in share.whole)
    return round(Decimal(100 * sum(tallies[key] or 0 for key in share.part)) / whole, 1) if whole else None


class Slice(NamedTuple):
    """One kind of outcome among all: the tally, how many, and in percent of all."""

    tally: Tally
    number: int
    percent: Decimal | None


def outcomes(year: Mapping[str, Any]) -> list[Slice]:
    """How the requests of a row of :func:`by_year` were answered."""
    counts = {key: year[key] or 0 for key in OUTCOMES}
    whole = sum(counts.values())
    return [
        Slice(tally, counts[tally.key], round(Decimal(100 * counts[tally.key]) / whole, 1) if whole else None)
        for tally in TALLIES
        if tally.key in counts
    ]


def ranked(reports: QuerySet[Report], measure: Tally | Share) -> QuerySet[Any]:
    """The reports that have the measure, the largest ``value`` first; for a share with its ``whole``."""
    found: QuerySet[Any] = reports.select_related("organ").defer("data")
    if isinstance(measure, Tally):
        found = found.annotate(value=F(f"tally__{measure.key}")).filter(value__isnull=False)
    else:
        whole, part = (sum(Coalesce(F(f"tally__{key}"), 0) for key in keys) for keys in (measure.whole, measure.part))
        share = ExpressionWrapper(100.0 * part / NullIf(whole, 0), output_field=FloatField())
        found = found.annotate(whole=whole, value=share).filter(whole__gte=FEWEST)
    return found.order_by("-value", "organ__path")


class Spread(NamedTuple):
    """How a measure is spread over bodies: how many have it, the least, the quartiles and the most."""

    bodies: int
    least: float
    lower: float
    median: float
    upper: float
    most: float


def spread(ranking: QuerySet[Any]) -> Spread | None:
    """The spread of a ranking; ``None`` of fewer than two bodies."""
    values = [float(value) for value in ranking.order_by().values_list("value", flat=True)]
    if len(values) < 2:
        return None
    lower, median, upper = statistics.quantiles(values, n=4, method="inclusive")
    return Spread(len(values), min(values), lower, median, upper, max(values))


def side_by_side(reports: QuerySet[Report], organs: Iterable[Organ]) -> list[tuple[Tally | Share, list[Any]]]:
    """A row for each measure, with its value for each of the bodies in their order; ``None`` where there is none."""
    organs = list(organs)
    rows = {row["organ"]: row for row in with_tallies(reports.filter(organ__in=organs))}
    return [
        (measure, [rows[organ.pk][measure.key] if organ.pk in rows else None for organ in organs])
        for measure in MEASURES.values()
    ]


def with_tallies(reports: QuerySet[Report]) -> Iterable[dict[str, Any]]:
    """Each report as a row: ``organ``, ``organ__name``, ``organ__slug``, ``year`` and every measure, streamed."""
    names = {tally.key: F(f"tally__{tally.key}") for tally in TALLIES}
    found = reports.filter(Q(tally__isnull=False)).values("organ", "organ__name", "organ__slug", "year", **names)
    for row in found.iterator(2000):
        yield {**row, **shares(row)}
