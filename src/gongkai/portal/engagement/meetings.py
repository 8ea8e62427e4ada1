"""Government meetings: the list by kind and year, the page of one."""

from django.core.paginator import Paginator
from django.db.models.functions import ExtractYear
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from gongkai.engagement.models import Meeting
from gongkai.engagement.models.enclosure import enclosures_of
from gongkai.engagement.models.reference import documents_of
from gongkai.engagement.queries import public
from gongkai.portal.engagement.consultations import A_PAGE, frame
from gongkai.portal.frame import page
from gongkai.portal.tree import body
from gongkai.portal.withdrawn import withdrawn_page


def meetings(request: HttpRequest, slug: str) -> HttpResponse:
    """The meetings of a body (``?kind=``, ``?year=``), the newest first."""
    organ = body(request, slug)
    found = public(Meeting, organ).defer("body")
    years = sorted(set(found.order_by().values_list(ExtractYear("held_on"), flat=True)), reverse=True)
    kind = request.GET.get("kind", "")
    kind = kind if kind in Meeting.Kind.values else ""
    year = next((each for each in years if str(each) == request.GET.get("year")), None)
    found = found.filter(kind=kind) if kind else found
    found = found.filter(held_on__year=year) if year else found
    listed = Paginator(found.order_by("-held_on", "-pk"), A_PAGE).get_page(request.GET.get("page"))
    context = {"list": listed, "years": years, "year": year, "kinds": Meeting.Kind.choices, "kind": kind}
    return page(request, "portal/engagement/meetings.html", {**context, **frame(request, organ)})


def meeting_page(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One meeting with its papers."""
    organ = body(request, slug)
    meeting = get_object_or_404(Meeting, pk=pk, organ=organ)
    meeting.organ = organ
    if not meeting.live:
        if not meeting.number:
            raise Http404
        return withdrawn_page(request, meeting, published_on=meeting.published_on)
    context = {"meeting": meeting, "documents": documents_of(meeting), "enclosures": enclosures_of(meeting)}
    return page(request, "portal/engagement/meeting.html", {**context, **frame(request, organ)})
