"""Consultations: the list by where they stand, the page of one with its feedback."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from gongkai.engagement.models import Consultation, Feedback
from gongkai.engagement.models.enclosure import enclosures_of
from gongkai.engagement.queries import PHASES, in_phase, public
from gongkai.organs.models import Organ
from gongkai.portal.frame import page
from gongkai.portal.tree import above, body
from gongkai.portal.withdrawn import withdrawn_page

A_PAGE = 20
CONSULTATIONS = "consultations"
"""The main column in which the public is asked."""


def consultations(request: HttpRequest, slug: str = "") -> HttpResponse:
    """The consultations of all bodies or of one, by phase and kind (``?phase=``, ``?kind=``), those that close last first."""
    organ = body(request, slug) if slug else None
    today = timezone.localdate()
    phase, kind = request.GET.get("phase", ""), request.GET.get("kind", "")
    found = public(Consultation, organ).defer("body", "explanation").order_by("-closes_on", "-pk")
    found = in_phase(found, phase, today)
    found = found.filter(kind=kind) if kind in Consultation.Kind.values else found
    listed = Paginator(found.select_related("feedback").defer("feedback__body"), A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "organ": organ,
        "ancestors": above(request, organ) if organ else (),
        "here": CONSULTATIONS,
        "list": listed,
        "rows": [(consultation, _stands(consultation)) for consultation in listed],
        "phases": PHASES.items(),
        "phase": phase if phase in PHASES else "",
        "kinds": Consultation.Kind.choices,
        "kind": kind if kind in Consultation.Kind.values else "",
    }
    return page(request, "portal/engagement/consultations.html", context)


def _stands(consultation: Consultation) -> str:
    today = timezone.localdate()
    feedback: Feedback | None = getattr(consultation, "feedback", None)
    if feedback is not None and feedback.live:
        return "已反馈"
    if consultation.is_open(today):
        return f"正在征集，还有 {(consultation.closes_on - today).days + 1} 天"
    return consultation.phase(today)


def consultation_page(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One consultation; one that was withdrawn is answered with 410 and the day."""
    organ = body(request, slug)
    consultation = get_object_or_404(Consultation.objects.select_related("document__organ"), pk=pk, organ=organ)
    consultation.organ = organ
    if not consultation.live:
        if not consultation.number:
            raise Http404
        return withdrawn_page(request, consultation, published_on=consultation.published_on)
    context = {
        "consultation": consultation,
        "enclosures": enclosures_of(consultation),
        "stands": _stands(consultation),
        "open": consultation.is_open(timezone.localdate()),
        "over": consultation.closes_on < timezone.localdate(),
        "feedback": Feedback.objects.filter(consultation=consultation, live=True).first(),
        **frame(request, organ, CONSULTATIONS),
    }
    return page(request, "portal/engagement/consultation.html", context)


def frame(request: HttpRequest, organ: Organ, here: str = "organs") -> dict[str, object]:
    """Whose page it is, and in which of the main columns it stands."""
    return {"organ": organ, "ancestors": above(request, organ), "here": here}
