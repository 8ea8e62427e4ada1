"""Budgets and final accounts of a body and of those beneath it, in one table: who published what in which year."""

from typing import NamedTuple

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse

from gongkai.disclosure.models import Document
from gongkai.organs.models import Organ
from gongkai.portal.engagement.consultations import frame
from gongkai.portal.frame import page
from gongkai.portal.tree import body

HEADING = "budget"
_A_PAGE = 50


class Line(NamedTuple):
    """A body with what it published in the year."""

    name: str
    slug: str
    documents: list[tuple[int, str]]


def budgets(request: HttpRequest, slug: str) -> HttpResponse:
    """The bodies that published in a year (``?year=``), page by page, each with its documents."""
    organ = body(request, slug)
    found = Document.objects.filter(live=True, heading=HEADING, organ__path__startswith=organ.path)
    known = set(found.order_by().values_list("published_year", flat=True))
    years = sorted((each for each in known if each), reverse=True)
    year = next((each for each in years if str(each) == request.GET.get("year")), years[0] if years else None)
    in_year = found.filter(published_year=year)
    bodies = Organ.objects.filter(pk__in=in_year.values("organ")).order_by("path").values_list("pk", "name", "slug")
    listed = Paginator(bodies, _A_PAGE).get_page(request.GET.get("page"))
    told: dict[int, list[tuple[int, str]]] = {}
    for owner, pk, title in in_year.filter(organ__in=[key for key, _, _ in listed]).values_list("organ", "pk", "title"):
        told.setdefault(owner, []).append((pk, title))
    lines = [Line(name, owner, sorted(told.get(key, []))) for key, name, owner in listed]
    context = {"list": listed, "lines": lines, "years": years, "year": year, **frame(request, organ)}
    return page(request, "portal/engagement/budgets.html", context)
