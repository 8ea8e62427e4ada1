"""How it stands: the matrix of bodies by items, the records behind a cell, the matrix as a table."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from gongkai.catalogue.coverage import BUDGET, Days, Matrix, days_named, matrix, owed, rate, worst
from gongkai.catalogue.models import Item
from gongkai.catalogue.queries import State, obligations_for, with_state
from gongkai.catalogue.standard import standards
from gongkai.desk.choosing import OrganField, offer
from gongkai.desk.frame import paged, person_of, require_somewhere, screen
from gongkai.organs.access import Act, organs_for
from gongkai.organs.models import Organ
from gongkai.ui.export import FORMATS, export

ABOVE = (("公开情况", "/desk/coverage/"),)
BODIES, ITEMS = 20, 50
"""Bodies and items on a page."""
_RECORDS = (
    *(("机关", 28), ("领域", 16), ("一级事项", 18), ("事项", 34), ("期间", 16), ("最迟公开日期", 14)),
    *(("公开日期", 14), ("情况", 14), ("不适用的理由", 30)),
)


class CoverageForm(forms.Form):
    """Whose, of when, of which field, in which state."""

    organ = OrganField(Act.SEE_COLUMN, required=False, empty_label="全部所管单位")
    beneath = forms.BooleanField(label="连同下级", required=False)
    period = forms.ChoiceField(label="期间", required=False)
    field = forms.ChoiceField(label="领域", required=False)
    state = forms.ChoiceField(
        label="情况", required=False, choices=[("", "全部"), *((state.value, state.label) for state in State)]
    )

    def __init__(self, organs: QuerySet[Organ], names: list[str], data: Any, today: dt.date) -> None:
        super().__init__(data)
        self.label_suffix = ""
        offer(self, organs)
        self.fields["period"].choices = _periods(today)  # type: ignore[attr-defined]
        self.fields["field"].choices = [("", "全部"), *((name, name) for name in names)]  # type: ignore[attr-defined]


class Asked(NamedTuple):
    """What was asked for."""

    form: CoverageForm
    organs: QuerySet[Organ]
    days: Days
    field: str
    state: str
    query: str


def _periods(today: dt.date) -> list[tuple[str, str]]:
    names = [f"{year}{part}" for year in (today.year, today.year - 1) for part in ("", "-Q1", "-Q2", "-Q3", "-Q4")]
    months = [f"{today.year}-{month:02d}" for month in range(1, 13)]
    return [(name, days_named(name, today).label) for name in (*names, *months)]


def _asked(request: HttpRequest) -> Asked:
    require_somewhere(request, Act.SEE_COLUMN)
    today = timezone.localdate()
    organs = organs_for(person_of(request), Act.SEE_COLUMN, today)
    names = list(dict.fromkeys([*standards(), *_own_fields(organs)]))
    form = CoverageForm(organs.order_by("path"), names, request.GET, today)
    form.is_valid()
    given = {name: form.cleaned_data.get(name) for name in form.fields}
    chosen: Organ | None = given["organ"]
    if chosen is not None:
        organs = organs.filter(path__startswith=chosen.path) if given["beneath"] else organs.filter(pk=chosen.pk)
    days = days_named(given["period"] or "", today)
    query = {name: request.GET[name] for name in form.fields if request.GET.get(name)}
    return Asked(form, organs, days, given["field"] or "", given["state"] or "", urlencode(query))


def _own_fields(organs: QuerySet[Organ]) -> list[str]:
    """Fields that are not standard ones, of editions that bodies wrote themselves."""
    own = Item.objects.filter(edition__organ__in=organs).exclude(field__in=list(standards()))
    return sorted(own.order_by().values_list("field", flat=True).distinct()[:200])


class Cell(NamedTuple):
    """A cell as it is drawn: how it stands, and how many of how many are public."""

    state: State
    text: str
    said: str
    query: str


def coverage(request: HttpRequest) -> HttpResponseBase:
    """The matrix, a page of bodies and a page of items at a time; sums are of all."""
    asked = _asked(request)
    today = timezone.localdate()
    found = matrix(asked.organs, asked.days, today, asked.field, asked.state)
    if request.GET.get("export") in FORMATS:
        return _exported(request.GET["export"], found, asked.days)
    bodies = _page(found.organs, BODIES, request.GET.get("b"))
    items = _page(found.items, ITEMS, request.GET.get("p"))
    context = {
        "asked": asked,
        "found": found,
        "bodies": bodies,
        "items": items,
        "heads": [(organ, rate(found.by_organ[organ.pk])) for organ in bodies],
        "rows": [
            (item, rate(found.by_item[item.key]), list(_cells(found, item, bodies, asked.days))) for item in items
        ],
        "total": rate(found.total),
        "totals": [(state, found.total[state]) for state in State],
        "budget": BUDGET,
        "query": f"{asked.query}&b={bodies.number}&",
        "body_query": f"{asked.query}&",
        "own": _own(request, asked),
    }
    return screen(request, "desk/catalogue/coverage.html", f"公开情况：{asked.days.label}", context)


def _own(request: HttpRequest, asked: Asked) -> Organ | None:
    """The body for which something newly formed can be entered: the one that was chosen, or the person's only one."""
    mine = organs_for(person_of(request), Act.EDIT_CATALOGUE, timezone.localdate())
    chosen: Organ | None = asked.form.cleaned_data.get("organ")
    only = list((mine.filter(pk=chosen.pk) if chosen else mine)[:2])
    return only[0] if len(only) == 1 else None


def _page(things: list[Any], size: int, number: str | None) -> "Page[Any]":
    return Paginator(things, size).get_page(number)


def _cells(found: Matrix, item: Item, bodies: "Page[Any]", days: Days) -> Iterator[Cell | None]:
    for organ in bodies:
        counts = found.cells.get((organ.pk, item.key))
        if counts is None:
            yield None
            continue
        state, number = worst(counts), counts.total()
        public = counts[State.PUBLISHED] + counts[State.LATE]
        said = "，".join(f"{one.label}{counts[one]}" for one in State if counts[one])
        query = urlencode({"organ": organ.pk, "key": item.key, "period": days.name})
        yield Cell(state, f"{public}/{number}" if number > 1 else "", f"{organ.name}，{item.name}：{said}", query)


def _exported(format: str, found: Matrix, days: Days) -> HttpResponseBase:
    """A row for an item; a column for a body, with the sign and the count."""
    columns = (
        ("领域", 16), ("一级事项", 18), ("事项", 34),
        *((organ.short_name or organ.name, 12) for organ in found.organs),
        ("公开率", 10),
    )  # fmt: skip
    rows = (
        (item.field, item.level_1, item.name, *_texts(found, item), rate(found.by_item[item.key]).percent)
        for item in found.items
    )
    return export(format, f"{days.label}公开情况", columns, rows)


def _texts(found: Matrix, item: Item) -> Iterator[str]:
    for organ in found.organs:
        counts: Counter[State] = found.cells.get((organ.pk, item.key), Counter())
        public = counts[State.PUBLISHED] + counts[State.LATE]
        yield f"{worst(counts).label} {public}/{counts.total()}" if counts else ""


def records(request: HttpRequest) -> HttpResponseBase:
    """The obligations behind a cell (``?organ=&key=``), or all that were asked for; as a list or a file."""
    asked, key, today = _asked(request), request.GET.get("key", ""), timezone.localdate()
    found = owed(asked.organs, asked.days, today, asked.field)
    found = found.filter(key=key) if key else found
    found = found.filter(state=asked.state) if asked.state else found
    found = found.select_related("organ", "item").order_by("organ__path", "item__serial", "due_on", "pk")
    if request.GET.get("export") in FORMATS:
        rows = (
            (
                one.organ.name, one.item.field, one.item.level_1, one.item.name, one.label, one.due_on,
                one.fulfilled_on, State(one.state).label, one.waived_because,
            )
            for one in found.iterator(chunk_size=2000)
        )  # fmt: skip
        return export(request.GET["export"], f"{asked.days.label}应公开事项", _RECORDS, rows)
    page = paged(request, found)
    context = {
        "page": page,
        "rows": [(one, State(one.state)) for one in page],
        "asked": asked,
        "query": f"{asked.query}&key={key}&" if key else f"{asked.query}&",
        "back": asked.query,
    }
    return screen(request, "desk/catalogue/records.html", f"应公开事项：{asked.days.label}", context, above=ABOVE)


def obligation_seen(request: HttpRequest, pk: int) -> Any:
    """An obligation with how it stands, for a person who may see it."""
    today = timezone.localdate()
    found = with_state(obligations_for(person_of(request), today), today).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
