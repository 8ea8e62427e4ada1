"""Tables taken over: a table handed in and checked row by row, then taken over whole, put aside, or undone."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.http import content_disposition_header

from gongkai.desk.frame import DeskForm, paged, person_of, require_somewhere, screen
from gongkai.engagement.batches import actions
from gongkai.engagement.batches.actions import MAX_BYTES, MAX_ROWS, SORTS
from gongkai.engagement.batches.blank import workbook
from gongkai.engagement.models import Batch
from gongkai.organs.access import organs_for
from gongkai.organs.models import Organ
from gongkai.ui.export import export

_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WRONG = (("行", 8), ("列", 16), ("问题", 80))
_SHOWN = 50


class TableForm(DeskForm):
    """The body and its table."""

    organ = forms.ModelChoiceField(label="机关", queryset=Organ.objects.none(), empty_label="请选择")
    table = forms.FileField(
        label="表格文件",
        help_text=f"Excel、WPS 表格或者 CSV，不超过 {MAX_BYTES // 2**20} MB、{MAX_ROWS:,} 行。",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.xls,.et,.ods,.csv,.txt"}),
        allow_empty_file=True,
    )

    def __init__(self, organs: QuerySet[Organ], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["organ"]
        field.queryset = organs


class UndoForm(DeskForm):
    """Why."""

    reason = forms.CharField(label="撤销的理由", max_length=500)


def _above(kind: str) -> tuple[tuple[str, str], ...]:
    return (("建议提案", "/desk/motions/"),) if kind == Batch.Kind.MOTIONS else (("统计", "/desk/figures/"),)


def _kind(kind: str) -> Batch.Kind:
    if kind not in Batch.Kind.values:
        raise Http404
    return Batch.Kind(kind)


def batches_page(request: HttpRequest, kind: str) -> HttpResponse:
    """A table to hand in; those that were."""
    sort, named = SORTS[_kind(kind)], _kind(kind)
    require_somewhere(request, sort.act)
    person = person_of(request)
    organs = organs_for(person, sort.act, timezone.localdate()).order_by("path")
    only, made = list(organs[:2]), []
    first = {"organ": only[0].pk if len(only) == 1 or kind == Batch.Kind.COUNTERS else None}
    form = TableForm(organs, request.POST or None, request.FILES or None, initial=first)
    if request.method == "POST" and form.done(
        lambda: made.append(actions.hand_in(person, form.typed["organ"], kind, form.typed["table"]))
    ):
        return redirect("desk_batch", kind, made[0].pk)
    found = Batch.objects.filter(kind=kind, organ__in=organs).select_related("organ", "made_by").defer("rows", "wrong")
    context = {"form": form, "kind": named, "page": paged(request, found), "fields": sort.fields.values()}
    status = 422 if form.errors else 200
    title = f"导入{named.label}"
    return screen(request, "desk/engagement/batches.html", title, context, above=_above(kind), status=status)


def template(request: HttpRequest, kind: str) -> HttpResponse:
    """The workbook to begin with."""
    named = _kind(kind)
    require_somewhere(request, SORTS[named].act)
    headers = {"Content-Disposition": content_disposition_header(True, f"{named.label}模板.xlsx") or ""}
    return HttpResponse(workbook(named), content_type=_EXCEL, headers=headers)


def batch_page(request: HttpRequest, kind: str, pk: int) -> HttpResponseBase:
    """One table: what was understood, what is wrong, and what may be done."""
    sort = SORTS[_kind(kind)]
    require_somewhere(request, sort.act)
    organs = organs_for(person_of(request), sort.act, timezone.localdate())
    batch = get_object_or_404(Batch.objects.select_related("organ", "made_by"), kind=kind, pk=pk, organ__in=organs)
    if request.GET.get("export") in {"xlsx", "csv"}:
        return export(request.GET["export"], "表格问题", _WRONG, batch.wrong)
    undo = UndoForm(request.POST if "undo" in request.POST else None)
    if request.method == "POST" and _acted(request, batch, undo):
        return redirect("desk_batch", kind, pk)
    captions = [field.name for field in sort.fields.values()]
    context = {
        "batch": batch,
        "undo": undo,
        "captions": captions,
        "shown": [_row(sort.fields, row) for row in batch.rows[:_SHOWN]],
        "more": len(batch.rows) - _SHOWN,
        "kind": kind,
    }
    above = (*_above(kind), (f"导入{batch.get_kind_display()}", reverse("desk_batches", args=[kind])))
    status = 422 if undo.errors else 200
    return screen(request, "desk/engagement/batch.html", batch.name, context, above=above, status=status)


def _row(fields: Any, row: dict[str, Any]) -> list[str]:
    """A row as it was understood."""
    values = row.get("values", {})
    named = {"organ": row.get("name", "")} if "name" in row else {}
    told = {**row, **named, **{key: "无此职能" if value is None else value for key, value in values.items()}}
    return [str(told.get(key) or "")[:80] for key in fields]


def _acted(request: HttpRequest, batch: Batch, undo: UndoForm) -> bool:
    """Do what was asked for; whether it was done."""
    person = person_of(request)
    if "undo" in request.POST:
        done = undo.done(lambda: actions.undo(person, batch, undo.typed["reason"]))
        if done:
            messages.success(request, "这次导入已整体撤销，经过写入了留痕。")
        return done
    try:
        with transaction.atomic():
            if "take" in request.POST:
                actions.take_over(person, batch)
                messages.success(request, f"已导入 {len(batch.rows)} 行。")
            elif "aside" in request.POST:
                actions.put_aside(person, batch)
    except ValidationError as error:
        messages.error(request, "".join(error.messages))
    return True


def addresses(route: str) -> list[URLPattern]:
    """The addresses below ``route``."""
    return [
        path(f"{route}<slug:kind>/", batches_page, name="desk_batches"),
        path(f"{route}<slug:kind>/template/", template, name="desk_batch_template"),
        path(f"{route}<slug:kind>/<int:pk>/", batch_page, name="desk_batch"),
    ]
