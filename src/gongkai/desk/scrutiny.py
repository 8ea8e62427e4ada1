"""The reports of a year together: which rules are broken, who is at fault, whose texts are alike."""

from typing import Any, NamedTuple

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from gongkai.annual.models import Report
from gongkai.annual.queries import reports_for
from gongkai.annual.rollup import speaking
from gongkai.annual.scrutiny import at_fault, reused, rules_broken
from gongkai.desk.choosing import OrganField, offer
from gongkai.desk.frame import A_PAGE, person_of, require_somewhere, screen
from gongkai.organs.access import Act, organs_for
from gongkai.ui.paging import KeysFirst

ABOVE = (("年度报告", "/desk/reports/"),)


class ChoiceForm(forms.Form):
    """Of which year, and beneath which body."""

    year = forms.TypedChoiceField(label="年度", coerce=int)
    organ = OrganField(Act.SEE_REPORTS, label="机关及其下级", required=False, empty_label="全部")


class Asked(NamedTuple):
    """The form, and of each body the report that speaks for it."""

    form: ChoiceForm
    reports: QuerySet[Report]


def _asked(request: HttpRequest) -> Asked:
    require_somewhere(request, Act.SEE_REPORTS)
    person, on = person_of(request), timezone.localdate()
    organs = organs_for(person, Act.SEE_REPORTS, on).order_by("path")
    found = reports_for(person, on).exclude(year=None).order_by("-year").values_list("year", flat=True).distinct()
    years: list[Any] = list(found) or [on.year - 1]
    form = ChoiceForm({"year": years[0], **request.GET.dict()}, label_suffix="")
    form.fields["year"].choices = [(year, f"{year} 年") for year in years]  # type: ignore[attr-defined]
    offer(form, organs)
    year = form.cleaned_data["year"] if form.is_valid() else years[0]
    above = form.cleaned_data.get("organ")
    reports = speaking(organs.filter(path__startswith=above.path).order_by() if above else organs.order_by(), year)
    return Asked(form, reports.select_related("organ"))


def error_board(request: HttpRequest) -> HttpResponse:
    """The rules that are broken most, and the bodies whose reports have the most errors."""
    form, reports = _asked(request)
    page = KeysFirst(at_fault(reports).defer("data"), A_PAGE).get_page(request.GET.get("p"))
    query = request.GET.copy()
    query.pop("p", None)
    context = {
        "form": form,
        "rules": rules_broken(reports),
        "page": page,
        "reports": reports.count(),
        "query": f"{query.urlencode()}&" if query else "",
    }
    return screen(request, "desk/error_board.html", "问题汇总", context, above=ABOVE)


def reuse_board(request: HttpRequest) -> HttpResponse:
    """The pairs of bodies whose texts are more alike than chance makes them."""
    form, reports = _asked(request)
    found = reused(reports)
    context = {
        "form": form,
        "pairs": [(pair, round(100 * pair.share)) for pair in found.pairs],
        "found": found.found,
        "reports": found.texts,
    }
    return screen(request, "desk/reuse_board.html", "文字雷同", context, above=ABOVE)
