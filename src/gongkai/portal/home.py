"""The home page: what a resident comes for, and what is new."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from gongkai.annual.queries import public_reports
from gongkai.disclosure.queries import public_documents
from gongkai.organs.models import Kind, Level
from gongkai.organs.queries import existing
from gongkai.portal import lines
from gongkai.portal.frame import page

_NEWEST = 10
_REPORTS = 4
_MOST_GOVERNMENTS = 60
_LEVELS = (Level.PROVINCE, Level.CITY, Level.COUNTY)


def home(request: HttpRequest) -> HttpResponse:
    """Search, what one comes for, the newest documents and reports, the governments of the region."""
    context = {
        "here": "home",
        "newest": lines.of_documents(public_documents()[:_NEWEST], whose=True),
        "reports": lines.of_reports(public_reports().order_by("-published_at")[:_REPORTS]),
        "governments": _governments(),
    }
    return page(request, "portal/home.html", context)


def _governments() -> list[tuple[str, str, str]]:
    """The governments of the region in the order of the tree: address, name, level."""
    found = existing(timezone.localdate()).filter(kind=Kind.GOVERNMENT, level__in=_LEVELS).order_by("path")
    rows = found.values_list("slug", "name", "level")[:_MOST_GOVERNMENTS]
    return [(lines.address("organ", slug), name, level) for slug, name, level in rows]
