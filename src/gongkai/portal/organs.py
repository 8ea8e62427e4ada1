"""Bodies: the tree, and search over bodies, documents and reports."""

from typing import cast

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from gongkai.annual.queries import public_reports
from gongkai.disclosure.queries import public_documents
from gongkai.organs.models import Level, Organ
from gongkai.organs.queries import existing, search
from gongkai.portal import lines
from gongkai.portal.frame import page

_A_PAGE = 100
_MOST_FOUND = 50


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


def search_page(request: HttpRequest) -> HttpResponse:
    """Bodies, documents and published reports whose titles or numbers contain the words."""
    words = request.GET.get("q", "").strip()[:60]
    context: dict[str, object] = {"query": words}
    if words:
        context["organs"] = lines.of_bodies(search(words, timezone.localdate())[:_MOST_FOUND])
        named = Q(title__icontains=words) | Q(doc_no__icontains=words) | Q(index_no=words)
        context["documents"] = lines.of_documents(public_documents().filter(named)[:_MOST_FOUND], whose=True)
        context["reports"] = lines.of_reports(public_reports().filter(title__icontains=words)[:_MOST_FOUND], whose=True)
    return page(request, "portal/search.html", context)
