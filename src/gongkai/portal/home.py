"""The home page: what a resident comes for, and what is new."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from gongkai.annual.queries import public_reports
from gongkai.organs.queries import existing
from gongkai.portal.frame import page

_NEWEST = 8


def home(request: HttpRequest) -> HttpResponse:
    """Search, the ways into the columns, the newest reports."""
    context = {
        "here": "home",
        "newest": public_reports().defer("data").order_by("-published_at")[:_NEWEST],
        "bodies": existing(timezone.localdate()).filter(depth__lte=2).order_by("path")[:30],
    }
    return page(request, "portal/home.html", context)
