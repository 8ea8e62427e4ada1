"""Who has handed in a report of a year and who has not; publication together."""

import datetime as dt
from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.views.decorators.http import require_POST

from gongkai.annual import collection
from gongkai.annual.actions.handing import publish_together
from gongkai.annual.collection import Line
from gongkai.annual.compiling import years
from gongkai.desk.frame import paged, person_of, require_somewhere, screen
from gongkai.organs.access import Act, organs_for
from gongkai.organs.models import Organ
from gongkai.ui.export import FORMATS, export

_COLUMNS = (("机关", 30), ("性质", 18), ("情况", 16), ("未处理的错误", 12), ("法定期限", 12), ("退回意见", 50))


def _year(request: HttpRequest) -> int:
    """The year asked for; before the summer the one past, whose report is due, later the one that runs."""
    on = timezone.localdate()
    given = request.GET.get("year", request.POST.get("year", ""))
    year = int(given) if given.isdecimal() and len(given) == 4 else on.year - (on.month < 7)
    return year if year in years(on) else on.year


def _organs(request: HttpRequest) -> QuerySet[Organ]:
    require_somewhere(request, Act.SEE_REPORTS)
    return organs_for(person_of(request), Act.SEE_REPORTS, timezone.localdate())


def board(request: HttpRequest) -> HttpResponse:
    """The board; whoever has one body only is led to its report."""
    organs, year, on = _organs(request), _year(request), timezone.localdate()
    only = organs[:2]
    if len(only) == 1:
        return redirect("desk_annual_year", only[0].pk, year)
    lines = collection.board(organs, year)
    stages = Counter(line.stage for line in lines)
    stage = request.GET.get("stage", "")
    chosen = [line for line in lines if _wanted(line, stage, on)]
    context: dict[str, Any] = {
        "year": year,
        "years": list(reversed(years(on))),
        "stage": stage,
        "stages": [(stage, stages[stage]) for stage in sorted(stages)],
        "wrong": sum(line.open_errors > 0 for line in lines),
        "late": sum(line.late(on) for line in lines),
        "count": len(lines),
        "page": (page := paged(request, chosen)),
        "lines": [(line, line.late(on)) for line in page],
        "collecting": organs_for(person_of(request), Act.COLLECT_REPORTS, on).order_by("path").first(),
        "received": stages[collection.RECEIVED],
        "query": f"year={year}&stage={stage}&",
    }
    return screen(request, "desk/annual/board.html", f"{year} 年度报告编报情况", context)


def _wanted(line: Line, stage: str, on: dt.date) -> bool:
    if stage == "late":
        return line.late(on)
    if stage == "wrong":
        return line.open_errors > 0
    return not stage.isdecimal() or line.stage.rank == int(stage)


def export_board(request: HttpRequest, format: str) -> HttpResponseBase:
    """The board as a table."""
    if format not in FORMATS:
        raise Http404
    year = _year(request)
    rows = (
        (
            line.organ.name,
            line.organ.get_kind_display(),
            line.stage.label,
            line.open_errors,
            line.due,
            line.submission.remarks if line.submission else "",
        )
        for line in collection.board(_organs(request), year)
    )
    return export(format, f"{year}年度报告编报情况", _COLUMNS, rows)


@require_POST
def together(request: HttpRequest) -> HttpResponse:
    """Publish what was received and has nothing against it, all at once."""
    person, on, year = person_of(request), timezone.localdate(), _year(request)
    key = request.POST.get("organ", "")
    organs = organs_for(person, Act.COLLECT_REPORTS, on)
    organ = get_object_or_404(organs, pk=key if key.isdecimal() else 0)
    try:
        done = publish_together(person, organ, year)
    except ValidationError as error:
        messages.error(request, escape("".join(error.messages)))
    else:
        messages.success(request, f"已统一发布 {len(done.published)} 份报告。")
        for body, sentence in done.left:
            messages.warning(request, escape(f"“{body}”没有发布：{sentence}"))
    return redirect(f"{reverse('desk_annual')}?year={year}")
