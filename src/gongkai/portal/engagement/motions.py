"""Motions and proposals: the replies that are public, by kind and year; one reply."""

from django.core.paginator import Paginator
from django.db.models.functions import ExtractYear
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from gongkai.engagement.models import Motion
from gongkai.engagement.models.enclosure import enclosures_of
from gongkai.engagement.queries import public
from gongkai.portal.engagement.consultations import A_PAGE, frame
from gongkai.portal.frame import page
from gongkai.portal.tree import body
from gongkai.portal.withdrawn import withdrawn_page


def motions(request: HttpRequest, slug: str) -> HttpResponse:
    """The replies of a body (``?kind=``, ``?year=``), the newest first."""
    organ = body(request, slug)
    found = public(Motion, organ).defer("body")
    years = sorted(set(found.order_by().values_list(ExtractYear("replied_on"), flat=True)), reverse=True)
    kind = request.GET.get("kind", "")
    kind = kind if kind in Motion.Kind.values else ""
    year = next((each for each in years if str(each) == request.GET.get("year")), None)
    found = found.filter(kind=kind) if kind else found
    found = found.filter(replied_on__year=year) if year else found
    listed = Paginator(found.order_by("-replied_on", "-pk"), A_PAGE).get_page(request.GET.get("page"))
    context = {"list": listed, "years": years, "year": year, "kinds": Motion.Kind.choices, "kind": kind}
    return page(request, "portal/engagement/motions.html", {**context, **frame(request, organ)})


def motion_page(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One reply."""
    organ = body(request, slug)
    motion = get_object_or_404(Motion, pk=pk, organ=organ)
    motion.organ = organ
    if not motion.live:
        if not motion.number:
            raise Http404
        return withdrawn_page(request, motion, published_on=motion.published_on)
    context = {"motion": motion, "enclosures": enclosures_of(motion), **frame(request, organ)}
    return page(request, "portal/engagement/motion.html", context)
