"""The page in the place of something that was taken down."""

import datetime as dt

from django.http import HttpRequest, HttpResponse

from gongkai.disclosure.versions import Versioned
from gongkai.portal.frame import page
from gongkai.portal.tree import above
from gongkai.vetting.queries import tomb_of


def withdrawn_page(
    request: HttpRequest, record: Versioned, number: str = "", published_on: dt.date | None = None
) -> HttpResponse:
    """What stands in the place of something taken down (410): what, when, on what ground by which law; not its title."""
    context: dict[str, object] = {
        "organ": record.organ,
        "ancestors": above(request, record.organ),
        "number": number,
        "published_on": published_on,
        "withdrawn_at": record.withdrawn_at,
        "tomb": tomb_of(record),
    }
    return page(request, "portal/withdrawn.html", context, status=410)
