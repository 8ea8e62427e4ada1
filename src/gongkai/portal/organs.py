"""Bodies: the tree."""

from typing import cast

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from gongkai.organs.models import Level, Organ
from gongkai.organs.queries import existing
from gongkai.portal import lines
from gongkai.portal.frame import page

_A_PAGE = 100


def organs(request: HttpRequest) -> HttpResponse:
    """All bodies in the order of the tree, or those of one level."""
    level = request.GET.get("level", "")
    found = existing(timezone.localdate()).order_by("path")
    if level in Level.values:
        found = found.filter(level=level)
    shown = Paginator(found, _A_PAGE).get_page(request.GET.get("page"))
    listed = lines.of_bodies(cast("QuerySet[Organ]", shown.object_list))
    context = {"here": "organs", "page": shown, "levels": Level.choices, "level": level}
    return page(request, "portal/organs.html", {**context, "lines": listed})
