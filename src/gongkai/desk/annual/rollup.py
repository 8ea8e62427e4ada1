"""A government's sums: every cell with its parts, what the ledger says otherwise, what may be counted twice."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from gongkai.annual.rollup import RollUp, against_ledger, contained, rolled_up, same_figures
from gongkai.applications.queries import applications_for, asked_of_several
from gongkai.desk.annual.frame import FORM, Asked, asked
from gongkai.desk.frame import person_of, screen
from gongkai.figures.scope import Period, Scope
from gongkai.findings import CellRef
from gongkai.organs.models import Kind
from gongkai.report.form.schema import table_name
from gongkai.report.model import Cell
from gongkai.report.rollup import adds
from gongkai.report.writers.html.tables import table
from gongkai.report.writers.layout import layout, printed

_MOST = 50


def _government(request: HttpRequest, organ: int, year: int) -> Asked:
    given = asked(request, organ, year)
    if given.organ.kind != Kind.GOVERNMENT:
        raise Http404
    return given


def sums(request: HttpRequest, organ: int, year: int) -> HttpResponse:
    """The tables as sums of the units' reports; what stands in the way of trusting them."""
    given = _government(request, organ, year)
    made = rolled_up(given.organ, year)
    differing = against_ledger(given.organ, year, made)
    seen = applications_for(person_of(request), timezone.localdate())
    context: dict[str, Any] = {
        "organ": given.organ,
        "year": year,
        "manuscript": given.manuscript,
        "rollup": made,
        "tables": [(table_name(n), FORM.table(n).title, _drawn(given, made, n)) for n in (2, 3, 4)],
        "differing": [(FORM.name(one.gap.ref), one) for one in differing[:_MOST]],
        "more": max(0, len(differing) - _MOST),
        "same": same_figures(made),
        "contained": contained(made),
        "several": asked_of_several(seen, Scope(given.organ, region=True), Period.year(year)),
    }
    return screen(request, "desk/annual/rollup.html", f"汇总 {year} 年度各单位报告", context, above=given.above)


def _drawn(given: Asked, made: RollUp, number: int) -> str:
    def content(ref: CellRef) -> tuple[str, str]:
        if not adds(ref):
            return "", "不相加"
        total = made.totals[ref]
        text = printed(total.cell) or "未填"
        address = reverse("desk_annual_cell", args=[given.organ.pk, given.year, ref.table, ref.row, ref.column])
        mark = format_html('<span class="desk-open" title="有单位空白或读不出">？</span>') if total.open else ""
        return "", format_html('<a href="{}" aria-label="{} {}">{}</a>{}', address, FORM.name(ref), text, text, mark)

    return mark_safe(table(layout(FORM.edition, number), content))  # noqa: S308  (escaped by format_html)


def cell(request: HttpRequest, organ: int, year: int, table: int, row: str, column: str) -> HttpResponse:
    """One cell: what each unit states."""
    given, ref = _government(request, organ, year), CellRef(table, row, column)
    if ref not in FORM.cells or not adds(ref):
        raise Http404
    made = rolled_up(given.organ, year)
    total = made.totals[ref]
    states = [unit.content.cells.get(ref, Cell()) if unit.content else Cell() for unit in made.parts]
    context = {
        "organ": given.organ,
        "year": year,
        "name": FORM.name(ref),
        "total": printed(total.cell) or "未填",
        "parts": [
            (unit, printed(state) or "空白", at in total.open)
            for at, (unit, state) in enumerate(zip(made.parts, states, strict=True))
        ],
        "missing": made.missing,
    }
    address = reverse("desk_annual_rollup", args=[organ, year])
    above = (*given.above, ("汇总", address))
    return screen(request, "desk/annual/cell.html", FORM.name(ref), context, above=above)
