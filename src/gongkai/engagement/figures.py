"""The figures of consultations, surveys and meetings."""

from django.db.models import F, Q, QuerySet

from gongkai.engagement.models import (
    Channel,
    Consultation,
    Feedback,
    Meeting,
    Motion,
    Opinion,
    Point,
    Response,
    Result,
    Survey,
)
from gongkai.figures.measures import Count, Measure, Share, Sum
from gongkai.figures.registry import FIGURES, Figure, Records
from gongkai.figures.scope import Period, Scope

_DECISIONS = ("《重大行政决策程序暂行条例》（国务院令第713号）第十五条、第三十二条",)


def _calls(scope: Scope, period: Period) -> QuerySet[Consultation]:
    published = Consultation.objects.filter(published_on__gte=period.first, published_on__lte=period.until)
    return scope.of(published.defer("body", "explanation"))


def _opinions(scope: Scope, period: Period) -> QuerySet[Opinion]:
    received = Opinion.objects.filter(received_on__gte=period.first, received_on__lte=period.until)
    return scope.of(received, "consultation__organ")


def _online(scope: Scope, period: Period) -> QuerySet[Opinion]:
    return _opinions(scope, period).filter(channel=Channel.WEB)


def _offline(scope: Scope, period: Period) -> QuerySet[Opinion]:
    return _opinions(scope, period).exclude(channel=Channel.WEB)


def _adopted(scope: Scope, period: Period) -> QuerySet[Opinion]:
    decided = Opinion.objects.filter(
        point__decision__in=(Point.Decision.ADOPTED, Point.Decision.PARTLY),
        point__decided_at__date__gte=period.first,
        point__decided_at__date__lte=period.until,
    )
    return scope.of(decided, "consultation__organ")


def _told(scope: Scope, period: Period) -> QuerySet[Feedback]:
    published = Feedback.objects.filter(published_on__gte=period.first, published_on__lte=period.until)
    return scope.of(published.defer("body"))


def _owed(scope: Scope, period: Period) -> QuerySet[Consultation]:
    due = Consultation.objects.filter(feedback_due_on__gte=period.first, feedback_due_on__lte=period.until)
    return scope.of(due.filter(published_on__isnull=False, withdrawn_at=None).defer("body", "explanation"))


def _declare(key: str, name: str, unit: str, definition: str, records: Records, measure: Measure) -> Figure:
    return FIGURES.declare(Figure(f"consultation.{key}", name, unit, definition, _DECISIONS, records, measure))


CALLS = _declare("calls", "意见征集", "次", "期内第一次发布的意见征集", _calls, Count())
OPINIONS = _declare("opinions", "收到的意见", "条", "期内收到的对意见征集的意见，网上和线下合计", _opinions, Count())
ONLINE = _declare("online", "网上收到的意见", "条", "期内通过门户提交的意见", _online, Count())
OFFLINE = _declare("offline", "线下收到的意见", "条", "期内来信、电话、当面、座谈会等登记的意见", _offline, Count())
ADOPTED = _declare("adopted", "采纳的意见", "条", "期内决定采纳或者部分采纳的意见，按提出的条数计", _adopted, Count())
TOLD = _declare("feedback", "公布的采纳情况反馈", "次", "期内第一次发布的意见采纳情况反馈", _told, Count())
ON_TIME = _declare(
    "feedback_on_time",
    "意见征集按期反馈率",
    "%",
    "应在期内反馈的意见征集中，在期限以内公布采纳情况的",
    _owed,
    Share(Q(feedback__published_on__lte=F("feedback_due_on"))),
)


_OPENNESS = ("《中华人民共和国政府信息公开条例》第十九条",)


def _surveys(scope: Scope, period: Period) -> QuerySet[Survey]:
    return scope.of(Survey.objects.filter(_first_published(period)).defer("body", "questions"))


def _responses(scope: Scope, period: Period) -> QuerySet[Response]:
    received = Response.objects.filter(received_on__gte=period.first, received_on__lte=period.until)
    return scope.of(received, "survey__organ")


def _results(scope: Scope, period: Period) -> QuerySet[Result]:
    return scope.of(Result.objects.filter(_first_published(period)).defer("body"))


def _meetings(scope: Scope, period: Period) -> QuerySet[Meeting]:
    held = Meeting.objects.filter(held_on__gte=period.first, held_on__lte=period.until, published_on__isnull=False)
    return scope.of(held.filter(withdrawn_at=None).defer("body"))


def _invited(scope: Scope, period: Period) -> QuerySet[Meeting]:
    return _meetings(scope, period).filter(invited__gt=0)


def _first_published(period: Period) -> Q:
    return Q(published_on__gte=period.first, published_on__lte=period.until)


def _plain(key: str, name: str, unit: str, definition: str, records: Records, measure: Measure) -> Figure:
    return FIGURES.declare(Figure(key, name, unit, definition, _OPENNESS, records, measure))


_plain("survey.surveys", "民意调查", "次", "期内第一次发布的民意调查", _surveys, Count())
_plain("survey.responses", "收到的问卷", "份", "期内收到的问卷，网上和线下合计", _responses, Count())
_plain("survey.results", "公布的调查结果", "次", "期内第一次发布的调查结果", _results, Count())
_plain("meeting.meetings", "公开的政府会议", "次", "期内召开、已经公开的政府会议", _meetings, Count())
_plain("meeting.with_observers", "邀请公众列席的会议", "次", "期内召开、有公众代表列席的政府会议", _invited, Count())
_plain("meeting.observers", "列席会议的公众代表", "人次", "期内政府会议邀请列席的人次", _invited, Sum("invited"))


_MOTIONS = ("《中华人民共和国全国人民代表大会和地方各级人民代表大会代表法》（待核）",)


def _replied(scope: Scope, period: Period) -> QuerySet[Motion]:
    replied = Motion.objects.filter(replied_on__gte=period.first, replied_on__lte=period.until)
    return scope.of(replied.defer("body"))


def _due(scope: Scope, period: Period) -> QuerySet[Motion]:
    return scope.of(Motion.objects.filter(due_on__gte=period.first, due_on__lte=period.until).defer("body"))


def _told_of(scope: Scope, period: Period) -> QuerySet[Motion]:
    return scope.of(Motion.objects.filter(_first_published(period)).defer("body"))


def _motion(key: str, name: str, unit: str, definition: str, records: Records, measure: Measure) -> Figure:
    return FIGURES.declare(Figure(f"motion.{key}", name, unit, definition, _MOTIONS, records, measure))


_motion("replied", "答复的建议提案", "件", "期内答复的人大代表建议和政协提案", _replied, Count())
_motion("on_time", "建议提案按期答复率", "%", "应在期内答复的建议提案中，在期限以内答复的", _due, Share(Motion.ON_TIME))
_motion("published", "公开的答复", "件", "期内第一次公开的建议提案答复", _told_of, Count())
