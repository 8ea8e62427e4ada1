"""Surveys: the list, the page of one with its result, the questionnaire on line."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from gongkai.engagement.actions.surveys import LONGEST, respond
from gongkai.engagement.models import Result, Survey
from gongkai.engagement.queries import public, results
from gongkai.portal.applications.private import private
from gongkai.portal.engagement.consultations import A_PAGE, CONSULTATIONS, frame
from gongkai.portal.engagement.once import Shown, once, person_form
from gongkai.portal.frame import page
from gongkai.portal.guard import TooMuch, take
from gongkai.portal.tree import body
from gongkai.portal.withdrawn import withdrawn_page
from gongkai.ui.questions import fields_of
from gongkai.ui.rate import Rate, address_of

SEND = Rate("respond", burst=8, per_second=1 / 600)
SEND_TO = Rate("respond-to", burst=300, per_second=1 / 10)
"""One survey takes no more than this from all addresses together."""


def surveys(request: HttpRequest, slug: str) -> HttpResponse:
    """The surveys of a body, those that close last first."""
    organ, today = body(request, slug), timezone.localdate()
    found = public(Survey, organ).defer("body", "questions").select_related("result").defer("result__body")
    listed = Paginator(found.order_by("-closes_on", "-pk"), A_PAGE).get_page(request.GET.get("page"))
    rows = [(survey, _stands(survey, today)) for survey in listed]
    return page(
        request,
        "portal/engagement/surveys.html",
        {"list": listed, "rows": rows, **frame(request, organ, CONSULTATIONS)},
    )


def _stands(survey: Survey, today: object) -> str:
    result: Result | None = getattr(survey, "result", None)
    if result is not None and result.live:
        return "已公布结果"
    on = timezone.localdate()
    if survey.is_open(on):
        return f"正在调查，还有 {(survey.closes_on - on).days + 1} 天"
    return "尚未开始" if survey.opens_on > on else "已经结束"


def survey_page(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One survey; its result with the numbers once that is published."""
    organ = body(request, slug)
    survey = get_object_or_404(Survey, pk=pk, organ=organ)
    survey.organ = organ
    if not survey.live:
        if not survey.number:
            raise Http404
        return withdrawn_page(request, survey, published_on=survey.published_on)
    result = Result.objects.filter(survey=survey, live=True).first()
    context = {
        "survey": survey,
        "open": survey.is_open(timezone.localdate()),
        "over": survey.closes_on < timezone.localdate(),
        "result": result,
        "results": results(survey) if result else None,
        **frame(request, organ, CONSULTATIONS),
    }
    return page(request, "portal/engagement/survey.html", context)


@private
def respond_page(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The questionnaire."""
    survey = get_object_or_404(Survey.objects.select_related("organ"), pk=pk, organ__slug=slug, live=True)
    if not survey.is_open(timezone.localdate()):
        return redirect("survey", slug, pk)
    shown = Shown.of(request)
    given = request.POST if request.method == "POST" else None
    form = forms.Form(given, label_suffix="")
    form.fields |= fields_of(survey.asked, LONGEST)
    person, status = person_form(shown, request), 200
    if given is not None and shown.stale:
        form.add_error(None, shown.stale)
    elif given is not None and form.is_valid() and person.is_valid():
        try:
            once(shown, lambda: _send(request, survey, form.cleaned_data))
            return redirect("responded", slug, pk)
        except TooMuch as error:
            form.add_error(None, str(error))
            status = 429
        except ValidationError as error:
            form.add_error(None, error.messages)
    context = {
        "form": form,
        "person": person,
        "shown": shown,
        "survey": survey,
        **frame(request, survey.organ, CONSULTATIONS),
    }
    return page(request, "portal/engagement/respond.html", context, status)


def _send(request: HttpRequest, survey: Survey, answers: dict[str, object]) -> str:
    wait = "您填写的内容都还在，请过几分钟再提交。"
    take(SEND, address_of(request), f"从您的网络提交的问卷太多。{wait}")
    take(SEND_TO, survey.pk, f"现在填问卷的人太多。{wait}")
    return str(respond(survey, answers).number)


@private
def responded(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Thanks."""
    survey = get_object_or_404(Survey.objects.select_related("organ"), pk=pk, organ__slug=slug, live=True)
    return page(
        request, "portal/engagement/responded.html", {"survey": survey, **frame(request, survey.organ, CONSULTATIONS)}
    )
