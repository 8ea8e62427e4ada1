"""Figures: the form's tables as the ledger fills them, for any body and period; and the records behind a figure."""

import datetime as dt
from decimal import Decimal
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST

from gongkai.annual.actions import compile_report
from gongkai.annual.binding import key_of
from gongkai.annual.compiling import EDITION, compiled, years
from gongkai.annual.draft import said
from gongkai.applications.models import Application, Dispute
from gongkai.catalogue.models import Obligation
from gongkai.desk.choosing import OrganField, offer
from gongkai.desk.engagement.rows import MAY, told_of
from gongkai.desk.frame import DayInput, DeskForm, paged, person_of, require_somewhere, screen
from gongkai.disclosure.models import Document, Interpretation, PrintRun, Talk
from gongkai.engagement.models import Opinion, Published, Response
from gongkai.figures.actions import state
from gongkai.figures.measures import NO_FUNCTION, Ratio
from gongkai.figures.models import Stated
from gongkai.figures.outside import OUTSIDE
from gongkai.figures.registry import FIGURES, Figure
from gongkai.figures.scope import Period, Scope
from gongkai.findings import CellRef
from gongkai.gazette.models import Copies, Issue, Item
from gongkai.organs.access import Act, may_anywhere, organs_for, refusal
from gongkai.organs.models import Organ, Person
from gongkai.report.form import FORMS
from gongkai.report.form.schema import table_name
from gongkai.report.model import AnnualReport
from gongkai.report.writers.html.tables import table
from gongkai.report.writers.layout import layout, printed
from gongkai.vetting.models import Correction, Proof
from gongkai.village.models import Display

ABOVE = (("统计", "/desk/figures/"),)
_FORM = FORMS[EDITION]
_CELLS = frozenset(map(key_of, _FORM.cells))


class ScopeForm(forms.Form):
    """Whose figures, and of when."""

    organ = OrganField(Act.SEE_REPORTS, empty_label=None)
    year = forms.TypedChoiceField(label="年度", coerce=int)
    region = forms.BooleanField(label="连同下级机关", required=False)
    as_at = forms.DateField(
        label="截至", required=False, widget=DayInput(), help_text="不填为期末；填一天，看那一天的情形。"
    )

    def __init__(self, organs: QuerySet[Organ], data: Any) -> None:
        on = timezone.localdate()
        first = organs.first()
        given = {"organ": first.pk if first else None, "year": on.year} | {key: data[key] for key in data}
        super().__init__(given)
        self.label_suffix = ""
        offer(self, organs)
        self.fields["year"].choices = [(year, f"{year} 年") for year in reversed(years(on))]  # type: ignore[attr-defined]


class Asked(NamedTuple):
    """What was asked for, and how it stands in an address."""

    scope: Scope
    period: Period
    year: int
    query: str


def _asked(form: ScopeForm) -> Asked | None:
    if not form.is_valid():
        return None
    organ, year, region, as_at = (form.cleaned_data[name] for name in ("organ", "year", "region", "as_at"))
    query = {
        "organ": organ.pk,
        "year": year,
        **({"region": "on"} if region else {}),
        **({"as_at": as_at} if as_at else {}),
    }
    return Asked(Scope(organ, region), Period.year(year, as_at), year, urlencode(query))


def _form(request: HttpRequest) -> ScopeForm:
    require_somewhere(request, Act.SEE_REPORTS)
    organs = organs_for(person_of(request), Act.SEE_REPORTS, timezone.localdate()).order_by("path")
    return ScopeForm(organs, request.GET)


def figures(request: HttpRequest) -> HttpResponse:
    """The three tables and the rates; every figure leads to its records."""
    form = _form(request)
    asked = _asked(form)
    may_collect = may_anywhere(person_of(request), Act.COLLECT_FIGURES, timezone.localdate())
    context: dict[str, object] = {"form": form, "asked": asked, "may_collect": may_collect}
    if asked is not None:
        organ = asked.scope.organ
        made = compiled(organ, asked.year, region=asked.scope.region, as_at=asked.period.as_at)
        others = FIGURES.values_of([key for key in FIGURES if key not in _CELLS], asked.scope, asked.period)
        context |= {
            "tables": [(table_name(n), _FORM.table(n).title, _drawn(made.report, n, asked)) for n in (2, 3, 4)],
            "others": [(FIGURES[key], shown(FIGURES[key], value)) for key, value in others.items()],
            "missing": made.missing,
            "refusal": refusal(person_of(request), Act.UPLOAD_REPORT, organ, timezone.localdate()),
        }
    return screen(request, "desk/figures.html", "统计", context, status=200 if asked else 422)


def shown(figure: Figure, value: Any) -> str:
    """A value with its unit."""
    if isinstance(value, Ratio):
        return f"{said(value)}%（{value.part}/{value.whole}）" if value.whole else "—"
    if value is None:
        return "尚未填报" if figure.key in OUTSIDE else "—"
    return "没有此项职能" if value is NO_FUNCTION else f"{said(value)} {figure.unit}"


def _drawn(report: AnnualReport, number: int, asked: Asked) -> str:
    def content(cell: CellRef) -> tuple[str, str]:
        address = f"{reverse('desk_figure', args=[key_of(cell)])}?{asked.query}"
        text = printed(report.cells[cell]) or "未填"
        return "", format_html('<a href="{}" aria-label="{} {}">{}</a>', address, _FORM.name(cell), text, text)

    return mark_safe(table(layout(EDITION, number), content))  # noqa: S308  (escaped by format_html)


class Row(NamedTuple):
    """A record behind a figure: what it is, its day, whose, and its page."""

    name: str
    note: str
    on: dt.date | None
    organ: str
    address: str


def row_of(record: Any) -> Row:
    """What a record behind a figure is, for a list."""
    match record:
        case Application():
            note = record.outcome_name or record.status_name
            return Row(str(record), note, record.received_on, record.organ.name, _page("desk_application", record.pk))
        case Dispute():
            of = record.application
            return Row(str(record), "", record.filed_on, of.organ.name, _page("desk_application", of.pk))
        case Document():
            return Row(
                str(record), record.doc_no, record.signed_on, record.organ.name, _page("desk_document", record.pk)
            )
        case Opinion() | Response() | Published():
            return Row(*told_of(record))
        case Correction():
            received = timezone.localtime(record.received_at).date()
            state = record.get_state_display()
            return Row(str(record), state, received, record.organ.name, _page("desk_correction", record.pk))
        case Proof():
            vetting, at = record.vetting, timezone.localtime(record.at).date()
            return Row(f"{record}：{vetting}", "", at, vetting.organ.name, _page("desk_vetting", vetting.pk))
        case Obligation() | Display():
            return _owed_row(record)
        case Stated():
            on = timezone.localtime(record.at).date()
            return Row(str(record), record.evidence, on, record.organ.name, "")
    return _row_of_paper(record)


def _row_of_paper(record: Any) -> Row:
    """What explains documents, the gazette, and what was printed of either."""
    match record:
        case Interpretation() | Talk():
            address = _page(f"desk_{record._meta.model_name}", record.pk)
            return Row(str(record), "", record.published_on, record.organ.name, address)
        case PrintRun():
            return Row(
                str(record),
                record.recipients,
                record.printed_on,
                record.pack.organ.name,
                _page("desk_pack", record.pack_id),
            )
        case Issue():
            return Row(str(record), "", record.published_on, record.organ.name, _page("desk_issue", record.pk))
        case Item() | Copies():
            issue, number = record.issue, record.characters if isinstance(record, Item) else record.copies
            unit = "字" if isinstance(record, Item) else "份"
            return Row(
                str(record), f"{number} {unit}", issue.published_on, issue.organ.name, _page("desk_issue", issue.pk)
            )
    return Row(str(record), "", None, "", "")


def _owed_row(record: Obligation | Display) -> Row:
    if isinstance(record, Display):
        address = _page("desk_document", record.document_id)
        return Row(str(record.document), f"公示至{record.until}", record.until, record.organ.name, address)
    return Row(str(record), "", record.due_on, record.organ.name, _page("desk_obligation", record.pk))


def _page(name: str, pk: int) -> str:
    return reverse(name, args=[pk])


_MAY: dict[type[Model], tuple[Act, str]] = {
    Application: (Act.SEE_APPLICATIONS, "organ"),
    Dispute: (Act.SEE_APPLICATIONS, "application__organ"),
    Document: (Act.SEE_DOCUMENTS, "organ"),
    **MAY,
    Stated: (Act.SEE_REPORTS, "organ"),
    Obligation: (Act.SEE_COLUMN, "organ"),
    Display: (Act.SEE_DOCUMENTS, "organ"),
    **dict.fromkeys((Interpretation, Talk, Issue), (Act.SEE_DOCUMENTS, "organ")),
    PrintRun: (Act.SEE_DOCUMENTS, "pack__organ"),
    **dict.fromkeys((Item, Copies), (Act.SEE_DOCUMENTS, "issue__organ")),
    Correction: (Act.SEE_VETTINGS, "organ"),
    Proof: (Act.SEE_VETTINGS, "vetting__organ"),
}
"""What a person must be allowed so as to open the records of a kind, and the way to their organ."""


def visible(person: Person, figure: Figure, keys: list[int]) -> "QuerySet[Any]":
    """Of the records with these keys, of the kind that the figure counts, those that the person may open."""
    model = _model(figure)
    act, organ = _MAY[model]
    within = organs_for(person, act, timezone.localdate())
    found: QuerySet[Any] = model._default_manager.filter(**{f"{organ}__in": within}, pk__in=keys)
    return found.select_related(organ).order_by("pk")


def _model(figure: Figure) -> type[Model]:
    """What the figure counts, whoever's it is."""
    nobody = Scope(Organ(path="-"), region=True)
    model: type[Model] = figure.records(nobody, Period.year(timezone.localdate().year)).model
    return model


class StateForm(DeskForm):
    """A figure that another system counts."""

    value = forms.DecimalField(label="数值", required=False, min_value=0, max_digits=18, decimal_places=6)
    none = forms.BooleanField(
        label="本机关没有此项职能", required=False, help_text="勾选时数值留空；没有职能与数为 0 不同。"
    )
    evidence = forms.CharField(label="来源", max_length=300, help_text="数出自哪个系统或台账，谁提供，截至哪天。")

    def clean(self) -> dict[str, Any]:
        """One of the two, not both."""
        cleaned = super().clean() or {}
        if bool(cleaned.get("none")) is (cleaned.get("value") is not None) and "value" not in self.errors:
            raise ValidationError("请填数值；没有此项职能的，勾选“没有此项职能”，数值留空。")
        return cleaned


def figure(request: HttpRequest, key: str) -> HttpResponse:
    """One figure: its definition, its value, its records; and the form where an organ states it."""
    if key not in FIGURES:
        raise Http404
    known, asked = FIGURES[key], _asked(_form(request))
    if asked is None:
        return redirect("desk_figures")
    person, on = person_of(request), timezone.localdate()
    records = known.records(asked.scope, asked.period)
    act, organ = _MAY[records.model]
    visible = records.filter(**{f"{organ}__in": organs_for(person, act, on)}).select_related(organ).order_by("-pk")
    page = paged(request, visible)
    form = _state_form(request, key, asked)
    if request.method == "POST" and form is not None and form.done(lambda: _state(request, key, asked, form)):
        messages.success(request, f"已填报{asked.year}年“{known.name}”。原来填的留在操作留痕中。")
        return redirect(request.get_full_path())
    context = {
        "figure": known,
        "value": shown(known, known.value(asked.scope, asked.period)),
        "asked": asked,
        "page": page,
        "rows": [row_of(record) for record in page],
        "hidden": records.count() - page.paginator.count,
        "form": form,
        "query": f"{asked.query}&",
    }
    above = (*ABOVE, (f"{asked.scope.organ.name} {asked.year} 年", f"{reverse('desk_figures')}?{asked.query}"))
    status = 422 if form is not None and form.errors else 200
    return screen(request, "desk/figure.html", known.name, context, above=above, status=status)


def _state_form(request: HttpRequest, key: str, asked: Asked) -> StateForm | None:
    own = key in OUTSIDE and not asked.scope.region
    if not own or refusal(person_of(request), Act.STATE_FIGURE, asked.scope.organ, timezone.localdate()):
        return None
    return StateForm(request.POST or None)


def _state(request: HttpRequest, key: str, asked: Asked, form: StateForm) -> Stated:
    value: Decimal | None = None if form.cleaned_data["none"] else form.cleaned_data["value"]
    return state(person_of(request), asked.scope.organ, key, asked.year, value, form.cleaned_data["evidence"])


@require_POST
def compile_year(request: HttpRequest) -> HttpResponse:
    """The report of a year out of the ledger; it is read and audited like any other."""
    require_somewhere(request, Act.UPLOAD_REPORT)
    organs = organs_for(person_of(request), Act.UPLOAD_REPORT, timezone.localdate())
    organ = get_object_or_404(organs, pk=request.POST.get("organ", "") or 0)
    year = request.POST.get("year", "")
    try:
        file = compile_report(person_of(request), organ, int(year) if year.isdecimal() else 0)
    except ValidationError as error:
        messages.error(request, escape("".join(error.messages)))
        return redirect("desk_figures")
    messages.success(request, "已由台账编制成 Word 文档，正在审核。下载后补写文字部分，再上传定稿。")
    return redirect("desk_report_file", pk=file.pk)
