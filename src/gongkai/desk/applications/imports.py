"""An office's own ledger: handed in, its columns looked over, its rows checked, taken over as a whole, or undone."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache

from gongkai.applications.imports import actions, blank
from gongkai.applications.imports.checking import MOST_WRONG, SHOWN_AS
from gongkai.applications.imports.columns import FIELDS, REQUIRED
from gongkai.applications.imports.models import Import
from gongkai.applications.imports.queries import imports_for
from gongkai.desk.applications.steps import ABOVE
from gongkai.desk.choosing import OrganField, offer
from gongkai.desk.frame import DeskForm, paged, person_of, require_somewhere, screen
from gongkai.jobs.actions import restart
from gongkai.jobs.models import Job
from gongkai.jobs.queries import alive, jobs_of
from gongkai.organs.access import Act, organs_for
from gongkai.organs.models import Organ, Person
from gongkai.report.readers.ledger import MAX_BYTES, MAX_ROWS
from gongkai.ui.export import export

_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WRONG = (("行", 8), ("列", 16), ("问题", 80))


class LedgerForm(DeskForm):
    """The body and its ledger."""

    organ = OrganField(Act.REGISTER_APPLICATION)
    ledger = forms.FileField(
        label="台账文件",
        help_text=f"Excel、WPS 表格或者 CSV，不超过 {MAX_BYTES // 2**20} MB、{MAX_ROWS:,} 行。第一张有表头的工作表会被读取。",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.xls,.et,.ods,.csv,.txt"}),
        allow_empty_file=True,
    )

    def __init__(self, organs: QuerySet[Organ], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, organs)


class ColumnsForm(DeskForm):
    """Which heading of the ledger tells what."""

    def __init__(self, ledger: Import, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = {heading: place for place, heading in reversed(ledger.headings.items())}
        choices = [("", "（台账里没有）"), *ledger.headings.items()]
        for key, field in FIELDS.items():
            self.fields[key] = forms.ChoiceField(
                label=field.name,
                choices=choices,
                required=key in REQUIRED,
                initial=places.get(ledger.mapping.get(key, ""), ""),
                help_text=field.hint,
            )


class UndoForm(DeskForm):
    """Why."""

    reason = forms.CharField(label="撤销的理由", max_length=500)


@never_cache
def imports(request: HttpRequest) -> HttpResponse:
    """A ledger to hand in; those that were."""
    require_somewhere(request, Act.REGISTER_APPLICATION)
    person, today = person_of(request), timezone.localdate()
    organs = organs_for(person, Act.REGISTER_APPLICATION, today).order_by("path")
    only, made = list(organs[:2]), []
    if request.method == "POST":
        form = LedgerForm(organs, request.POST, request.FILES)
        if form.done(lambda: made.append(actions.hand_in(person, form.typed["organ"], form.typed["ledger"]))):
            return redirect("desk_import", pk=made[0].pk)
    else:
        form = LedgerForm(organs, initial={"organ": only[0].pk if len(only) == 1 else None})
    context = {"form": form, "page": paged(request, imports_for(person, today))}
    status = 422 if form.errors else 200
    return screen(request, "desk/applications/imports.html", "导入台账", context, above=ABOVE, status=status)


def template(request: HttpRequest) -> HttpResponse:
    """The workbook to begin with."""
    require_somewhere(request, Act.REGISTER_APPLICATION)
    headers = {"Content-Disposition": content_disposition_header(True, blank.NAME) or ""}
    return HttpResponse(blank.workbook(), content_type=_EXCEL, headers=headers)


@never_cache
def one(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One ledger: how far it is, what was understood, what is wrong, and what may be done."""
    require_somewhere(request, Act.REGISTER_APPLICATION)
    ledger = get_object_or_404(imports_for(person_of(request), timezone.localdate()), pk=pk)
    if request.GET.get("export") in {"xlsx", "csv"}:
        return export(request.GET["export"], "台账问题", _WRONG, ledger.wrong)
    columns = ColumnsForm(ledger, request.POST if "columns" in request.POST else None)
    undo = UndoForm(request.POST if "undo" in request.POST else None)
    if request.method == "POST" and _acted(request, ledger, columns, undo):
        return redirect("desk_import", pk=pk)
    job = jobs_of(ledger).first()
    context = {"ledger": ledger, "columns": columns, "undo": undo, **_told(ledger, job)}
    status = 422 if columns.errors or undo.errors else 200
    above = (*ABOVE, ("导入台账", reverse("desk_imports")))
    return screen(request, "desk/applications/import.html", str(ledger), context, above=above, status=status)


def _told(ledger: Import, job: Job | None) -> dict[str, Any]:
    busy = not ledger.settled and job is not None and job.open
    particulars = ledger.unseal()
    return {
        "name": particulars["name"],
        "job": job,
        "busy": busy,
        "idle": busy and not alive().exists(),
        "failed": not ledger.settled and job is not None and job.state == Job.State.FAILED,
        "captions": SHOWN_AS,
        "shown": particulars.get("shown", []),
        "more_wrong": ledger.found.get("wrong", 0) - MOST_WRONG,
        "missing": [FIELDS[key].name for key in ledger.found.get("missing", [])],
        "numbers": ledger.rows.count() if ledger.state == Import.State.DONE else 0,
    }


def _acted(request: HttpRequest, ledger: Import, columns: ColumnsForm, undo: UndoForm) -> bool:
    """Do what was asked for; whether it was done."""
    person = person_of(request)
    if "columns" in request.POST:
        return columns.done(lambda: actions.choose_columns(person, ledger, columns.typed))
    if "undo" in request.POST:
        done = undo.done(lambda: actions.undo(person, ledger, undo.typed["reason"]))
        if done:
            messages.success(request, "这次导入已整体撤销，导入的申请已删除，编号可以再用；经过写入了留痕。")
        return done
    act = next((act for name, act in _ACTS.items() if name in request.POST), None)
    if act is None:
        return False
    try:
        act(person, ledger)
    except ValidationError as error:
        messages.error(request, "".join(error.messages))
    return True


def _again(person: Person, ledger: Import) -> None:
    """Run what failed once more."""
    job = jobs_of(ledger).first()
    if job is not None and job.state == Job.State.FAILED and not ledger.settled:
        restart(job, actor=person)


_ACTS: dict[str, Callable[[Person, Import], object]] = {
    "take": actions.take_over,
    "aside": actions.put_aside,
    "again": _again,
}
