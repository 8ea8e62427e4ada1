"""Villages at a glance; one village, what it owes and what it has on display; the sheet for its notice board."""

from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from gongkai.catalogue.coverage import Days, Rate, days_named, rate
from gongkai.desk.frame import paged, person_of, require_somewhere, screen
from gongkai.disclosure.models import Document
from gongkai.organs.access import Act, refusal
from gongkai.organs.models import Organ
from gongkai.village import STRANDS
from gongkai.village.queries import Strand, on_display, overview, strands, villages_for

ABOVE = (("村务公开", "/desk/village/"),)
SIZES = {"a4": "A4", "a3": "A3"}


def village_of(request: HttpRequest, pk: int) -> Organ:
    """The village, for a person who may see its affairs."""
    return get_object_or_404(villages_for(person_of(request), timezone.localdate()), pk=pk)


def period_of(request: HttpRequest) -> Days:
    """The period that was asked for; this quarter where none was."""
    on = timezone.localdate()
    return days_named(request.GET.get("period") or f"{on.year}-Q{(on.month + 2) // 3}", on)


def _periods() -> list[Days]:
    on = timezone.localdate()
    names = [f"{on.year}", *(f"{on.year}-Q{n}" for n in range(1, 5)), *(f"{on.year}-{n:02d}" for n in range(1, 13))]
    return [days_named(name, on) for name in (*names, *(f"{on.year - 1}-Q{n}" for n in range(1, 5)))]


def villages(request: HttpRequest) -> HttpResponse:
    """The villages that the person may see, with their rates by strand; whoever sees one only is led there."""
    require_somewhere(request, Act.SEE_DOCUMENTS)
    on, days = timezone.localdate(), period_of(request)
    seen = villages_for(person_of(request), on)
    only = list(seen[:2])
    if len(only) == 1:
        return redirect("desk_village", pk=only[0].pk)
    page = paged(request, seen)
    counted = overview(Organ.objects.filter(pk__in=[organ.pk for organ in page]), days, on)
    rows: list[tuple[Organ, list[Rate | None]]] = [
        (organ, [rate(counts) if (counts := counted.get(organ.pk, {}).get(name)) else None for name in STRANDS])
        for organ in page
    ]
    context = {
        "page": page,
        "rows": rows,
        "strands": STRANDS,
        "days": days,
        "periods": _periods(),
        "query": f"period={days.name}&",
    }
    return screen(request, "desk/village/list.html", f"村务公开：{days.label}", context)


def village(request: HttpRequest, pk: int) -> HttpResponse:
    """One village: what it owes for the period, strand by strand, with a button for each that posts it."""
    organ, on, days = village_of(request, pk), timezone.localdate(), period_of(request)
    found = strands(organ, days, on)
    drafts = Document.objects.filter(organ=organ, live=False, index_no=None).order_by("-pk")[:10]
    context = {
        "village": organ,
        "strands": found,
        "days": days,
        "periods": _periods(),
        "missing": sum(strand.missing for strand in found),
        "drafts": drafts,
        "displays": on_display(organ),
        "refusal": refusal(person_of(request), Act.EDIT_DOCUMENT, organ, on),
    }
    return screen(request, "desk/village/village.html", organ.name, context, above=ABOVE)


def board(request: HttpRequest, pk: int) -> HttpResponse:
    """What was published for the period as sheets for the notice board, on A4 or A3, each strand on its own."""
    organ, on, days = village_of(request, pk), timezone.localdate(), period_of(request)
    size = request.GET.get("size", "a4")
    if size not in SIZES:
        raise Http404
    shown = [(strand.name, documents) for strand in strands(organ, days, on) if (documents := list(_documents(strand)))]
    context = {
        "village": organ,
        "sheets": shown,
        "days": days,
        "size": size,
        "sizes": SIZES,
        "today": on,
        "above": organ.get_parent(),  # type: ignore[no-untyped-call]
        "back": reverse("desk_village", args=[pk]),
    }
    return render(request, "desk/village/board.html", context)


def _documents(strand: Strand) -> Iterator[Document]:
    """What was published of the strand, each once."""
    yield from dict.fromkeys(one.document for owed, _ in strand.owed for one in owed.public if one.document)
