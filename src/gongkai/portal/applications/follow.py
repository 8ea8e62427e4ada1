"""How an application stands, for its requester: in plain words, on a line from the first day to the due day."""

import datetime as dt
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from gongkai.applications import clock, requester
from gongkai.applications.facts import ENDED, standing
from gongkai.applications.fold import fold
from gongkai.applications.models import Application
from gongkai.organs.calendars import calendar_of
from gongkai.portal.applications.entry import with_case
from gongkai.portal.applications.page import case_page
from gongkai.portal.applications.reply import remedies
from gongkai.portal.applications.timeline import Moment, moments


class Standing(NamedTuple):
    """How it stands: heading, whose turn it is and what comes next, a class for the look."""

    title: str
    text: str
    look: str = ""


@with_case
def case(request: HttpRequest, application: Application) -> HttpResponse:
    """The page of a case."""
    today, calendar = timezone.localdate(), calendar_of(application.organ)
    facts = application.facts
    folded = fold(facts)
    due = clock.due(folded, calendar)
    running = due if due and application.status not in ENDED | {"replied"} else None
    line = moments(facts, calendar, application.channel)
    if running and running.on >= today:
        line.append(Moment(running.on, "答复期限届满" + ("（暂定）" if running.provisional else ""), ahead=True))
    context = {
        "application": application,
        "standing": standing_of(application, today),
        "due": running,
        "counted": due is not None,
        "days_left": calendar.working_days(today, running.on) if running and running.on > today else 0,
        "line": line,
        "reply": requester.reply_of(application),
        "papers": requester.papers(application),
        "remedies": remedies(application, requester.reply_of(application)),
        "complained": application.complaints.exists(),
        "may_withdraw": application.status in MAY_WITHDRAW,
        "this_year": today.year,
        "fee": next((fact for fact in reversed(standing(facts)) if fact.kind == "charge"), None),
    }
    return case_page(request, application, "case", context)


MAY_WITHDRAW = {"submitted", "handling", "correcting", "reasoning", "paying"}


def standing_of(application: Application, today: dt.date) -> Standing:
    """How it stands on the day, in words that need no law."""
    if application.due_on and application.due_on < today and application.status == "handling":
        return Standing(
            "已经超过答复期限",
            "机关没有在法定期限内答复。您可以催问，也可以投诉举报、申请行政复议或者提起行政诉讼，见页面下方。",
            "late",
        )
    if application.status == "closed" or application.status == "archived":
        return _ended(application)
    return _STANDINGS[application.status]


def _ended(application: Application) -> Standing:
    return _ENDINGS.get(application.outcome, Standing("已经办结", "答复已经送达，可以在下面查看。"))


_STANDINGS = {
    "submitted": Standing(
        "等待机关与您确认收到", "机关会用您留的联系方式与您联系。双方确认之日为收到之日，答复期限从那一天起算。"
    ),
    "handling": Standing("正在办理", "轮到机关：查找、审查您要的信息，并作出书面答复。您不用做什么。"),
    "correcting": Standing(
        "轮到您：请补正申请", "机关认为申请内容不明确，请您补充。补正到达后，答复期限重新计算。", "yours"
    ),
    "reasoning": Standing("轮到您：请说明理由", "机关认为申请的数量、频次明显超过合理范围，请您说明理由。", "yours"),
    "paying": Standing("轮到您：请缴纳信息处理费", "缴清以后，答复期限重新计算。", "yours"),
    "replied": Standing("已经作出答复，正在送达", "答复会按您选择的方式送到。"),
}
_ENDINGS = {
    "withdrawn": Standing("您已撤回", "这件申请不再办理。以后仍可以再次申请。"),
    "correction_lapsed": Standing("没有按期补正，不再处理", "仍需要的，可以重新申请。"),
    "fee_lapsed": Standing("没有按期缴费，不再处理", "仍需要的，可以重新申请。"),
    "merged": Standing("已与您的另一件相同申请合并", "请用那一件的编号查看进展和答复。"),
}
