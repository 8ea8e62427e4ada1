"""Village affairs as villagers read them on their phones: the three strands of a period, and the lists on display."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from gongkai.catalogue.coverage import days_named
from gongkai.organs.models import Level
from gongkai.portal.columns import ColumnPart, part_page
from gongkai.portal.tree import body
from gongkai.village.queries import on_display, strands


def village_page(request: HttpRequest, slug: str) -> HttpResponse:
    """What the village published for a quarter (``?period=2026-Q3``, a month or a year), by strand, and what it still owes."""
    organ, on = body(request, slug), timezone.localdate()
    if organ.level != Level.VILLAGE:
        raise Http404
    asked = request.GET.get("period", "")
    days = days_named(asked or f"{on.year}-Q{(on.month + 2) // 3}", on)
    names = [f"{year}-Q{quarter}" for year in (on.year, on.year - 1) for quarter in (4, 3, 2, 1)]
    begun = [days_named(name, on) for name in names if days_named(name, on).first <= on]
    context: dict[str, object] = {
        "days": days,
        "strands": strands(organ, days, on),
        "periods": begun,
        "displays": on_display(organ).filter(document__live=True, until__gte=on),
    }
    return part_page(request, organ, ColumnPart.CONTENT, "portal/village.html", context)
