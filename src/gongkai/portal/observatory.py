"""What the published reports say together: sums by year, outcomes, rankings, one body's years, bodies side by side."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from gongkai.annual.observatory import (
    MEASURES,
    Choice,
    by_year,
    chosen,
    outcomes,
    ranked,
    side_by_side,
    spread,
    with_tallies,
)
from gongkai.annual.queries import public_reports
from gongkai.annual.tallies import Tally
from gongkai.law.provisions import TITLES, Instrument
from gongkai.organs.models import Level, Organ
from gongkai.portal.frame import page
from gongkai.portal.tree import above
from gongkai.ui.export import FORMATS, export

_A_PAGE = 50
_MOST_COMPARED = 6
_MOST_OFFERED = 1000
_SHOWN = ("received", "concluded", "granted_share", "carried_share", "reviews", "suits")
"""The measures that the first table shows; the trend of a body shows all."""


class Asked(NamedTuple):
    """What the reader chose, as the address has it and as it is understood."""

    choice: Choice
    years: list[int]
    addressed: Mapping[str, str]

    @property
    def address(self) -> str:
        """The choice for the address of another page."""
        return urlencode(self.addressed)


def observatory(request: HttpRequest) -> HttpResponse:
    """Sums by year, and how the requests of one year were answered."""
    asked = _asked(request)
    rows = by_year(chosen(public_reports(), asked.choice._replace(year=None)))
    year = next((row for row in rows if row["year"] == asked.choice.year), None)
    context = {
        "rows": [(row, [row[key] for key in _SHOWN]) for row in rows],
        "shown": [MEASURES[key] for key in _SHOWN],
        "slices": outcomes(year) if year else [],
        "measures": MEASURES.values(),
        "form": TITLES[Instrument.FORM_2021],
    }
    return _page(request, "portal/observatory.html", asked, context)


def ranking(request: HttpRequest) -> HttpResponse:
    """The bodies in the order of one measure, with its definition and spread."""
    asked = _asked(request)
    measure = MEASURES.get(request.GET.get("measure", "received"))
    if measure is None:
        raise Http404
    found = ranked(chosen(public_reports(), asked.choice), measure)
    shown = Paginator(found, _A_PAGE).get_page(request.GET.get("page"))
    first = found.first()
    context = {
        "measure": measure,
        "measures": MEASURES.values(),
        "page": shown,
        "spread": spread(found),
        "largest": (first and first.value) or 1,
        "places": -1 if isinstance(measure, Tally) else 1,
    }
    return _page(request, "portal/ranking.html", asked, context)


def comparison(request: HttpRequest) -> HttpResponse:
    """All measures of a few bodies in one year, side by side."""
    asked = _asked(request)
    named = list(dict.fromkeys(word[:120] for word in request.GET.getlist("o") if word))[:_MOST_COMPARED]
    found = {
        word: organ
        for organ in Organ.objects.filter(Q(slug__in=named) | Q(name__in=named))
        for word in (organ.slug, organ.name)
    }
    organs = list(dict.fromkeys(found[word] for word in named if word in found))
    context = {
        "organs": organs,
        "rows": side_by_side(chosen(public_reports(), Choice(asked.choice.year)), organs) if organs else [],
        "candidates": public_reports()
        .filter(year=asked.choice.year)
        .values_list("organ__name", flat=True)[:_MOST_OFFERED],
        "most": _MOST_COMPARED,
    }
    return _page(request, "portal/comparison.html", asked, context)


def trend(request: HttpRequest, slug: str) -> HttpResponse:
    """All measures of one body over its years."""
    organ = get_object_or_404(Organ, slug=slug)
    years = by_year(public_reports([organ]))[::-1]
    context = {
        "organ": organ,
        "ancestors": above(request, organ),
        "years": [row["year"] for row in years],
        "rows": [(measure, [row[measure.key] for row in years]) for measure in MEASURES.values()],
        "columns": columns([(row["year"], row["received"]) for row in years]),
    }
    return page(request, "portal/trend.html", context)


def measures_download(request: HttpRequest, format: str) -> HttpResponseBase:
    """Every measure of every published report of the choice, one row a report."""
    if format not in FORMATS:
        raise Http404
    asked = _asked(request, all_years=True)
    rows = with_tallies(chosen(public_reports(), asked.choice).order_by("-year", "organ__path"))
    captions = ("机关标识", "机关", "年度", *(f"{measure.name}（{measure.unit}）" for measure in MEASURES.values()))
    keys = ("organ__slug", "organ__name", "year", *MEASURES)
    return export(format, "年报统计", tuple((caption, 16) for caption in captions), _cells(rows, keys))


def _cells(rows: Iterable[dict[str, Any]], keys: Iterable[str]) -> Iterable[list[Any]]:
    keys = tuple(keys)
    return ([row[key] for key in keys] for row in rows)


class Bar(NamedTuple):
    """A column of a chart: where it stands in a drawing of 100 by 40, and what it says."""

    label: object
    value: int | None
    x: float
    width: float
    height: float

    @property
    def top(self) -> float:
        """Where the column begins, from above."""
        return round(40 - self.height, 2)

    @property
    def above(self) -> float:
        """Where its number stands."""
        return round(self.top - 1.5, 2)

    @property
    def middle(self) -> float:
        """Where its number and label are centred."""
        return round(self.x + self.width / 2, 2)


def columns(values: list[tuple[object, int | None]]) -> list[Bar]:
    """A chart of columns, the highest 40 units high.

    >>> [bar.height for bar in columns([(2024, 5), (2025, 10), (2026, None)])]
    [20.0, 40.0, 0.0]
    """
    highest = max((value or 0 for _, value in values), default=0) or 1
    step = 100 / max(len(values), 1)
    return [
        Bar(
            label,
            value,
            round(number * step + step * 0.2, 2),
            round(step * 0.6, 2),
            round(40 * (value or 0) / highest, 2),
        )
        for number, (label, value) in enumerate(values)
    ]


def _asked(request: HttpRequest, *, all_years: bool = False) -> Asked:
    """Unknown years, levels and bodies are no choice; without a year the latest one is meant."""
    found = public_reports().order_by("-year").values_list("year", flat=True).distinct()
    years = [year for year in found if year is not None]
    said = request.GET.get("year", "")
    year = int(said) if said.isdigit() and len(said) == 4 and int(said) in years else None
    level = request.GET.get("level", "")
    organ = Organ.objects.filter(slug=request.GET.get("organ", "")[:60]).first()
    choice = Choice(
        year or (None if all_years else next(iter(years), None)), level if level in Level.values else "", organ
    )
    chosen_words = {"year": str(choice.year or ""), "level": choice.level, "organ": organ.slug if organ else ""}
    return Asked(choice, years, {key: word for key, word in chosen_words.items() if word})


def _page(request: HttpRequest, template: str, asked: Asked, context: Mapping[str, object]) -> HttpResponse:
    shared = {"here": "observatory", "asked": asked, "levels": Level.choices, "formats": FORMATS}
    return page(request, template, {**shared, **context})
