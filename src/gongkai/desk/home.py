"""The first page: what is due, what is late, what is wrong."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.utils import timezone
from laces.components import Component

from gongkai.desk import matters
from gongkai.desk.frame import paged, person_of, screen
from gongkai.desk.matters import SOURCES, Kind
from gongkai.organs.access import Act, organs_for
from gongkai.organs.models import Organ

_ON_THE_HOME_PAGE = 10


class Matters(Component):
    """The panel of the home page."""

    name = "matters"
    order = 0
    template_name = "desk/matters_panel.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """The three numbers, and per unit for those who oversee several."""
        request = parent_context["request"]
        person, on = person_of(request), timezone.localdate()
        counted = matters.counts(person, on)
        numbers = matters.numbers(counted)
        shown = [source for source in matters.by_urgency() if counted[source.key]]
        context: dict[str, Any] = {
            "numbers": [(kind, numbers[kind]) for kind in Kind],
            "first": [(source, matters.first(source, person, on), counted[source.key]) for source in shown],
            "today": on,
            "person": person,
        }
        if organs_for(person, Act.SEE_REPORTS, on)[:2].count() > 1:
            units = matters.units(person, on)
            context |= {
                "units": matters.shown(units[:_ON_THE_HOME_PAGE]),
                "overseer": True,
                "more": len(units) > _ON_THE_HOME_PAGE,
                "count": len(units),
            }
        return context


def matters_list(request: HttpRequest, kind: str) -> HttpResponse:
    """The matters behind a number; of one body (``?organ=``), of one sort (``?source=``)."""
    if kind not in set(Kind):
        raise Http404
    person, on = person_of(request), timezone.localdate()
    chosen = Kind(kind)
    organ = _unit(request)
    key = request.GET.get("source", "")
    counted = matters.counts(person, on, organ)
    groups = []
    for source in SOURCES.values():
        if source.kind is chosen and key in ("", source.key) and counted[source.key]:
            page = paged(request, matters.records(source, person, on, organ).order_by("pk"))
            page.object_list = [source.matter(record, on) for record in page.object_list]
            groups.append((source, page))
    query = QueryDict(mutable=True)
    query.update({name: text for name, text in (("source", key), ("organ", str(organ.pk) if organ else "")) if text})
    context = {"kind": chosen, "groups": groups, "organ": organ, "single": bool(key), "query": f"{query.urlencode()}&"}
    title = f"{chosen.label}（{organ}）" if organ else chosen.label
    return screen(request, "desk/matters.html", title, context)


def units_list(request: HttpRequest) -> HttpResponse:
    """The three numbers of every unit that the person oversees."""
    page = paged(request, matters.units(person_of(request), timezone.localdate()))
    page.object_list = matters.shown(list(page.object_list))
    return screen(request, "desk/units.html", "各单位情况", {"page": page})


def _unit(request: HttpRequest) -> Organ | None:
    key = request.GET.get("organ", "")
    return get_object_or_404(Organ, pk=key) if key.isdecimal() else None
