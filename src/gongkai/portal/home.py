"""The home page: what a resident comes for, and what is new."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from gongkai.annual.queries import public_reports
from gongkai.disclosure.queries import public_documents
from gongkai.engagement.models import Consultation
from gongkai.engagement.queries import in_phase, public
from gongkai.portal import lines
from gongkai.portal.frame import page
from gongkai.portal.tree import governments

_NEWEST = 10
_REPORTS = 4


def home(request: HttpRequest) -> HttpResponse:
    """Search, what one comes for, the newest documents and reports, the governments of the region."""
    context = {
        "here": "home",
        "newest": lines.of_documents(public_documents()[:_NEWEST], whose=True),
        "reports": lines.of_reports(public_reports().order_by("-published_at")[:_REPORTS]),
        "open": lines.of_consultations(in_phase(public(Consultation), "open", timezone.localdate())),
        "governments": governments(request),
    }
    return page(request, "portal/home.html", context)
