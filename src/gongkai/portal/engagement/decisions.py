"""Licences, penalties, coercive measures and fees of a body by year, and of the bodies beneath it in one year.

Shown are years that are over: what is stated of the running year still changes.
"""

from collections import defaultdict
from decimal import Decimal
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from gongkai.figures.models import Stated
from gongkai.figures.outside import OUTSIDE
from gongkai.organs.models import Organ
from gongkai.portal.engagement.consultations import frame
from gongkai.portal.frame import page
from gongkai.portal.tree import body

CAPTIONS = ("行政许可（件）", "行政处罚（件）", "行政强制（件）", "行政事业性收费（万元）")
MOST_BODIES = 300


class _Told(NamedTuple):
    """A number that was stated: whose, of which year, of what; ``None`` where the body has no such function."""

    organ: int
    path: str
    name: str
    slug: str
    year: int
    figure: str
    value: Decimal | None


class Line(NamedTuple):
    """A year or a body, and its four numbers as they are shown."""

    name: str
    address: str
    values: list[str]


def decisions(request: HttpRequest, slug: str) -> HttpResponse:
    """The body's own by year; of it and all beneath it added up by year; by body in one year (``?year=``)."""
    organ = body(request, slug)
    over = Stated.objects.filter(current=True, figure__in=OUTSIDE, year__lt=timezone.localdate().year)
    within = over.filter(organ__path__startswith=organ.path)
    columns = ("organ", "organ__path", "organ__name", "organ__slug", "year", "figure", "value")
    rows = [_Told(*row) for row in within.values_list(*columns)]
    years = sorted({row.year for row in rows}, reverse=True)
    year = next((each for each in years if str(each) == request.GET.get("year")), years[0] if years else None)
    context = {
        "captions": CAPTIONS,
        "own": _by_year([row for row in rows if row.organ == organ.pk], years),
        "all": _by_year(rows, years) if any(row.organ != organ.pk for row in rows) else [],
        "bodies": _by_body(rows, year, organ),
        "years": years,
        "year": year,
    }
    return page(request, "portal/engagement/decisions.html", {**context, **frame(request, organ)})


def _by_year(rows: list[_Told], years: list[int]) -> list[Line]:
    found: dict[tuple[int, str], list[Decimal | None]] = defaultdict(list)
    for row in rows:
        found[row.year, row.figure].append(row.value)
    lines = [Line(f"{year}年", "", [_sum(found.get((year, key))) for key in OUTSIDE]) for year in years]
    return lines if rows else []


def _by_body(rows: list[_Told], year: int | None, organ: Organ) -> list[Line]:
    found: dict[tuple[str, str, str], dict[str, list[Decimal | None]]] = {}
    for row in rows:
        if row.year == year:
            found.setdefault((row.path, row.name, row.slug), {})[row.figure] = [row.value]
    if set(found) <= {(organ.path, organ.name, organ.slug)}:
        return []
    shown = sorted(found.items())[:MOST_BODIES]
    return [Line(name, slug, [_sum(told.get(key)) for key in OUTSIDE]) for (_, name, slug), told in shown]


def _sum(values: list[Decimal | None] | None) -> str:
    """A number as it is shown; nothing stated is not 0, nor is having no such function."""
    if not values:
        return "—"
    known = [value for value in values if value is not None]
    return f"{sum(known, Decimal()).normalize():,f}" if known else "无此职能"
