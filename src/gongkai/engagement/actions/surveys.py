"""Responses to surveys: sent on line, entered from paper; the result begun from them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.html import escape

from gongkai.engagement.actions import publishing
from gongkai.engagement.models import Channel, Response, Result, Survey
from gongkai.engagement.queries import results
from gongkai.engagement.questions import Asks, Question
from gongkai.organs.access import Act, require
from gongkai.organs.models import Person
from gongkai.trail.actions import record

LONGEST = 2_000
"""Characters of a written answer."""


@transaction.atomic
def respond(survey: Survey, answers: Mapping[str, Any]) -> Response:
    """Somebody answers on line, while the survey is open; ``answers`` by the questions' keys."""
    today = timezone.localdate()
    if not survey.is_open(today):
        raise ValidationError("这项调查现在不接收问卷。")
    response = _keep(survey, Channel.WEB, today, answers, None)
    record(None, "send_response", survey, f"收到网上对“{survey}”的问卷一份", organ=survey.organ,
           data={"response": response.number}, public=False)  # fmt: skip
    return response


@transaction.atomic
def enter(actor: Person, survey: Survey, channel: str, received_on: dt.date, answers: Mapping[str, Any]) -> Response:
    """Enter a response from paper or the telephone."""
    require(actor, Act.HANDLE_OPINIONS, survey.organ, timezone.localdate())
    if channel not in Channel.values or channel == Channel.WEB:
        raise ValidationError({"channel": "请选择问卷是怎样来的。"})
    if not survey.published_on:
        raise ValidationError("调查还没有发布，不能登记问卷。")
    if not survey.opens_on <= received_on <= timezone.localdate():
        raise ValidationError({"received_on": f"收到日期应在{survey.opens_on}和今天之间。"})
    response = _keep(survey, channel, received_on, answers, actor)
    what = f"“{survey}”：登记第{response.number}份问卷（{response.get_channel_display()}）"
    record(actor, "enter_response", survey, what, organ=survey.organ, public=False)
    return response


def begin_result(actor: Person | None, survey: Survey) -> Result:
    """A draft of the result, with the numbers in words, for people to go over."""
    if Result.objects.filter(survey=survey).exists():
        raise ValidationError("结果已经起草过，请修改原来的。")
    found = results(survey)
    lines = [f"共收到问卷 {found.responses} 份，其中网上 {found.online} 份。各题结果见下面的图表。"]
    title = f"“{survey.title}”调查结果"[:200]
    body = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return publishing.draft(actor, Result(organ=survey.organ, survey=survey), {"title": title, "body": body})


def _keep(survey: Survey, channel: str, on: dt.date, answers: Mapping[str, Any], by: Person | None) -> Response:
    asked = survey.asked
    chosen = {each.key: _chosen(each, answers.get(each.key)) for each in asked if each.asks is not Asks.TEXT}
    written = {each.key: _written(each, answers.get(each.key)) for each in asked if each.asks is Asks.TEXT}
    if not any(chosen.values()) and not any(written.values()):
        raise ValidationError("一道题也没有答。")
    Survey.objects.select_for_update().get(pk=survey.pk)  # numbers have no gaps
    last = survey.responses.aggregate(last=Max("number"))["last"] or 0
    response = Response(survey=survey, number=last + 1, channel=channel, received_on=on, entered_by=by)
    response.chosen = {key: values for key, values in chosen.items() if values}
    response.seal({key: text for key, text in written.items() if text})
    response.save()
    return response


def _chosen(question: Question, given: Any) -> list[int]:
    """The places of the options that were chosen, from 1."""
    values: Sequence[str] = given if isinstance(given, list | tuple) else [str(given)] if given else []
    try:
        places = sorted({question.options.index(str(value)) + 1 for value in values})
    except ValueError:
        raise ValidationError({question.key: "没有这个选项，请重新选择。"}) from None
    if question.required and not places:
        raise ValidationError({question.key: "请回答这一题。"})
    if question.asks is not Asks.SEVERAL and len(places) > 1:
        raise ValidationError({question.key: "只能选一项。"})
    return places


def _written(question: Question, given: Any) -> str:
    text = str(given or "").strip()
    if question.required and not text:
        raise ValidationError({question.key: "请回答这一题。"})
    if len(text) > LONGEST:
        raise ValidationError({question.key: f"写了{len(text)}字，超过{LONGEST}字的上限。"})
    return text
