"""Surveys: the list, a new one, the page of one, responses on paper, the numbers, the result."""

import itertools
from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from gongkai.desk.engagement.frame import PublishedDesk
from gongkai.desk.frame import DayInput, DeskForm, person_of, require_somewhere, screen
from gongkai.desk.listing import Listing
from gongkai.engagement.actions import surveys
from gongkai.engagement.models import Result, Survey
from gongkai.engagement.models.consultation import PAPER
from gongkai.engagement.queries import records_for, results, written
from gongkai.organs.access import Act, may_anywhere, refusal
from gongkai.ui.export import FORMATS, export
from gongkai.ui.questions import fields_of
from gongkai.ui.templatetags.gongkai import day

ABOVE = (("民意调查", "/desk/surveys/"),)
_COLUMNS = (("题目", 50), ("选项", 40), ("人数", 10), ("占比（%）", 10))
_MOST_WRITTEN = 200


def _stands(survey: Any) -> str:
    if not survey.live:
        return str(survey.state)
    on, result = timezone.localdate(), getattr(survey, "result", None)
    if survey.closes_on >= on:
        return "正在调查" if survey.opens_on <= on else "尚未开始"
    if result and result.live:
        return "已公布结果"
    return "逾期未公布结果" if survey.feedback_due_on < on else "已经结束，待公布结果"


class SurveyList(Listing):
    """The surveys that the person may see."""

    name = "desk_surveys"
    title = "民意调查"
    hint = "按标题或机关查找"
    nothing = "这里列出向公众发的问卷。还没有，请点“发起调查”。"
    is_searchable = True
    default_ordering = "-pk"
    columns = (
        TitleColumn("title", label="标题", url_name="desk_survey"),
        Column("opens_on", label="开始", accessor=lambda s: day(s.opens_on), sort_key="opens_on"),
        Column("closes_on", label="截止", accessor=lambda s: day(s.closes_on), sort_key="closes_on"),
        Column("received", label="问卷", accessor="received", classname="number"),
        StatusTagColumn("stands", label="进展", accessor=_stands, primary=lambda s: "逾期" in _stands(s)),
        Column("organ", label="机关", accessor="organ.name"),
    )

    def get_base_queryset(self) -> QuerySet[Survey]:
        """Those surveys, with the numbers of their responses."""
        require_somewhere(self.request, Act.SEE_ENGAGEMENT)
        found = records_for(Survey, self.person, self.today).select_related("result")
        return found.annotate(received=Count("responses")).defer("body", "latest_revision__content", "result__body")

    def search_queryset(self, queryset: QuerySet[Survey]) -> QuerySet[Survey]:
        """The words in the title or the body's name."""
        words = self.search_query
        return queryset.filter(Q(title__icontains=words) | Q(organ__name__icontains=words)) if words else queryset

    def buttons(self) -> list[HeaderButton]:
        """To begin one, for those who may."""
        if not may_anywhere(self.person, Act.EDIT_ENGAGEMENT, self.today):
            return []
        return [HeaderButton("发起调查", url=reverse("desk_survey_create"), icon_name="plus", priority=1)]


class ResponseForm(DeskForm):
    """A response on paper."""

    channel = forms.ChoiceField(label="怎样来的", choices=[("", "请选择"), *PAPER])
    received_on = forms.DateField(label="收到日期", widget=DayInput)

    def __init__(self, survey: Survey, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= fields_of(survey.asked, surveys.LONGEST)


class SurveyDesk(PublishedDesk[Survey]):
    """One survey."""

    name = "desk_survey"
    model = Survey
    new_title = "发起民意调查"
    above = ABOVE
    template = "desk/engagement/survey.html"
    preview_template = "desk/engagement/preview_survey.html"
    helps = {  # noqa: RUF012  (read only)
        "questions": "一道题一段，题末写明（单选）（多选）（评分）或者（填空），可以不答的写（单选，选答）；选项每行一个，题与题之间空一行。",
        "body": "为什么调查、大约几分钟、结果怎样用。",
    }
    starts = {  # noqa: RUF012
        "questions": "您对办事大厅的服务满意吗？（单选）\n满意\n一般\n不满意\n\n请给总体印象打分（评分）\n\n您还有什么建议？（填空，选答）"
    }

    def address(self, record: Survey) -> str:
        """Its page on the portal."""
        return reverse("survey", args=[record.organ.slug, record.pk])

    def more(self, request: HttpRequest, record: Survey) -> dict[str, object]:
        """Responses and result."""
        person, on = person_of(request), timezone.localdate()
        return {
            **super().more(request, record),
            "count": record.responses.count(),
            "over": record.closes_on < on,
            "late": record.feedback_due_on < on,
            "result": Result.objects.filter(survey=record).select_related("organ").first(),
            "may_handle": refusal(person, Act.HANDLE_OPINIONS, record.organ, on) is None,
            "may_edit": refusal(person, Act.EDIT_ENGAGEMENT, record.organ, on) is None,
        }

    def begin_result(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A draft of the result."""
        record = self.record_of(request, pk)
        try:
            made = surveys.begin_result(person_of(request), record)
        except ValidationError as error:
            messages.error(request, "".join(error.messages))
            return redirect(self.name, pk=pk)
        messages.success(request, "已写成结果草稿，图表由系统按问卷统计，请补充说明后送审、发布。")
        return redirect("desk_result", pk=made.pk)

    def respond(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A response on paper."""
        record, person = self.record_of(request, pk), person_of(request)
        form = ResponseForm(record, request.POST or None, initial={"received_on": timezone.localdate()})

        def enter() -> None:
            typed = form.typed
            surveys.enter(person, record, typed["channel"], typed["received_on"], typed)

        if request.method == "POST" and form.done(enter):
            messages.success(request, "已登记。可以接着登记下一份。")
            return redirect("desk_survey_respond", pk=pk)
        context = {"form": form, "button": "登记", "back": reverse(self.name, args=[pk])}
        status = 422 if form.errors else 200
        title = f"登记问卷：{record}"
        return screen(request, "desk/form.html", title, context, above=self.above, status=status)

    def numbers(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """What was answered so far; as a table too."""
        record = get_object_or_404(self.records(request), pk=pk)
        found = results(record)
        if request.GET.get("export") in FORMATS:
            return export(request.GET["export"], "调查结果", _COLUMNS, _rows(found.questions))
        texts = list(itertools.islice(written(record, timezone.localdate()), _MOST_WRITTEN))
        context = {"survey": record, "results": found, "written": texts, "most": _MOST_WRITTEN}
        above = (*self.above, (str(record), reverse(self.name, args=[pk])))
        return screen(request, "desk/engagement/numbers.html", "问卷统计", context, above=above)

    @classmethod
    def addresses(cls, route: str) -> list[URLPattern]:
        """The addresses below ``route``."""
        desk = cls()
        return [
            *super().addresses(route),
            path(f"{route}<int:pk>/result/", require_POST(desk.begin_result), name="desk_survey_result"),
            path(f"{route}<int:pk>/respond/", desk.respond, name="desk_survey_respond"),
            path(f"{route}<int:pk>/numbers/", never_cache(desk.numbers), name="desk_survey_numbers"),
        ]


def _rows(questions: list[Any]) -> Iterator[list[Any]]:
    for each in questions:
        yield from ([each.question.text, name, count, f"{share}"] for name, count, share in each.shares)


class ResultDesk(PublishedDesk[Result]):
    """The result of a survey; it is begun from there."""

    name = "desk_result"
    model = Result
    new_title = ""
    above = ABOVE
    preview_template = "desk/engagement/preview_feedback.html"
    helps = {"body": "说明调查的情况、主要结论、怎样用；各题的图表由系统按问卷画出，不用写。"}  # noqa: RUF012

    def address(self, record: Result) -> str:
        """The page of the survey on the portal."""
        return reverse("survey", args=[record.organ.slug, record.survey_id]) + "#result"

    @classmethod
    def addresses(cls, route: str) -> list[URLPattern]:
        """The addresses below ``route``; a new one is begun from the survey."""
        return [pattern for pattern in super().addresses(route) if pattern.name != "desk_result_create"]
