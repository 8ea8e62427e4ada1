"""Days off and days worked: what the system's tables say of a year, what was entered before them, and entering more."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from gongkai.applications.actions.holidays import enter_days, settle_year, withdraw_day
from gongkai.desk.frame import DayInput, DeskForm, paged, person_of, require_somewhere, screen
from gongkai.law.calendar.tables import year_table
from gongkai.organs.access import Act, organs_for
from gongkai.organs.calendars import calendar_in
from gongkai.organs.holidays import DayOverride, SettledYear
from gongkai.organs.models import Person


class DaysForm(DeskForm):
    """Days by a notice."""

    region = forms.ChoiceField(label="适用的地区")
    working = forms.ChoiceField(label="放假还是上班", choices=[("0", "放假"), ("1", "调休上班")])
    first = forms.DateField(label="第一天", widget=DayInput)
    last = forms.DateField(label="最后一天", widget=DayInput, required=False, help_text="只有一天的留空。")
    why = forms.CharField(label="名称", max_length=30, help_text="例如：国庆节、开斋节。")
    source = forms.CharField(label="依据", max_length=200, help_text="通知的名称和文号。")

    def __init__(self, regions: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["region"]
        field.choices = regions


class YearForm(DeskForm):
    """A year compared with its notices."""

    region = forms.ChoiceField(label="适用的地区")
    year = forms.TypedChoiceField(label="年度", coerce=int)
    source = forms.CharField(label="核对过的通知", max_length=200, help_text="通知的名称和文号。")

    def __init__(self, regions: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        region: Any = self.fields["region"]
        year: Any = self.fields["year"]
        this = timezone.localdate().year
        region.choices, year.choices = regions, [(each, f"{each}年") for each in range(this - 1, this + 3)]


@never_cache
def holidays(request: HttpRequest) -> HttpResponse:
    """What was entered, by day; and the two forms."""
    require_somewhere(request, Act.MANAGE_ORGANS)
    person = person_of(request)
    regions = regions_of(person)
    days = DaysForm(regions, request.POST if "days" in request.POST else None, initial={"region": regions[0][0]})
    settling = {"region": regions[0][0], "year": timezone.localdate().year + 1}
    year = YearForm(regions, request.POST if "settle" in request.POST else None, initial=settling, auto_id="settle_%s")
    if request.method == "POST" and (
        ("days" in request.POST and days.done(lambda: _enter(person, days)))
        or ("settle" in request.POST and year.done(lambda: settle_year(person, **year.typed)))
    ):
        messages.success(request, "已登记。未办结的申请正在重新计算届满日，有变动的写入案卷，并提示承办人。")
        return redirect("desk_holidays")
    keys = [key for key, _ in regions]
    entered = DayOverride.objects.filter(region__in=keys).select_related("by")
    context = {
        "days": days,
        "year": year,
        "page": paged(request, entered),
        "names": dict(regions),
        "settled": SettledYear.objects.filter(region__in=keys).select_related("by"),
        "years": [_year(number, regions[0][0]) for number in _shown_years()],
    }
    status = 422 if days.errors or year.errors else 200
    return screen(request, "desk/holidays.html", "放假安排", context, status=status)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """A day entered by mistake taken back."""
    require_somewhere(request, Act.MANAGE_ORGANS)
    person = person_of(request)
    day = get_object_or_404(DayOverride, pk=pk, region__in=[key for key, _ in regions_of(person)])
    try:
        withdraw_day(person, day)
    except ValidationError as error:
        messages.error(request, "".join(error.messages))
    else:
        messages.success(request, f"已撤销：{day}。未办结的申请正在重新计算届满日。")
    return redirect("desk_holidays")


def regions_of(person: Person) -> list[tuple[str, str]]:
    """The regions of the person's organs, the widest first, with the name of the first organ there; then the country."""
    found: dict[str, str] = {}
    for organ in organs_for(person, Act.MANAGE_ORGANS, timezone.localdate()).order_by("path"):
        found.setdefault(organ.region[:6], f"{organ.name}所在地（{organ.region[:6]}）")
    return [*found.items(), ("", "全国")]


def _enter(person: Person, form: DaysForm) -> object:
    typed = form.typed
    last = typed["last"] or typed["first"]
    return enter_days(
        person, typed["region"], typed["first"], last, typed["why"], typed["source"], working=typed["working"] == "1"
    )


def _shown_years() -> list[int]:
    this = timezone.localdate().year
    return [this, this + 1]


def _year(number: int, region: str) -> dict[str, Any]:
    """What a year rests on."""
    table = year_table(number)
    return {
        "year": number,
        "table": table,
        "settled": number in calendar_in(region).settled,
        "days": [(name, holiday.rest, holiday.work) for name, holiday in table.holidays.items()] if table else [],
    }
