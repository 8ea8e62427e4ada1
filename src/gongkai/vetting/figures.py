"""The figures of vetting: what the readers of proofs caught before publication, how mistakes reported were answered."""

from collections.abc import Mapping

from django.db.models import Count as CountOf
from django.db.models import F, Q, QuerySet
from django.db.models.functions import TruncDate

from gongkai.figures.measures import Count, Ratio, Share, Value
from gongkai.figures.registry import FIGURES, Figure
from gongkai.figures.scope import Period, Scope
from gongkai.vetting.models import Correction, Proof

_SITES = ("《政府网站发展指引》（国办发〔2017〕47号）",)
_REVIEW = ("《中华人民共和国政府信息公开条例》第十七条",)


def _within(period: Period, field: str) -> Q:
    return Q(**{f"{field}__date__gte": period.first, f"{field}__date__lte": period.until})


def _reported(scope: Scope, period: Period) -> QuerySet[Correction]:
    return scope.of(Correction.objects.filter(_within(period, "received_at"))).select_related("organ")


def _answered(scope: Scope, period: Period) -> QuerySet[Correction]:
    answered = Correction.objects.filter(_within(period, "answered_at")).annotate(day=TruncDate("answered_at"))
    return scope.of(answered).select_related("organ")


def _caught(scope: Scope, period: Period) -> QuerySet[Proof]:
    return scope.of(Proof.objects.filter(_within(period, "at")), "vetting__organ").select_related("vetting__organ")


_ON_TIME = Q(day__lte=F("due_on"))
_CORRECTED = Q(state=Correction.State.CORRECTED)


REPORTED = FIGURES.declare(
    Figure(
        "corrections.reported", "收到的纠错", "件", "期内收到的公众报错和本单位发现的差错", _SITES, _reported, Count()
    )
)
ON_TIME = FIGURES.declare(
    Figure(
        "corrections.on_time",
        "纠错按期答复率",
        "%",
        "期内答复的纠错中，收到后 3 个工作日以内答复的",
        _SITES,
        _answered,
        Share(_ON_TIME),
    )
)
CORRECTED = FIGURES.declare(
    Figure(
        "corrections.corrected",
        "纠错更正率",
        "%",
        "期内答复的纠错中，确有差错并已更正的",
        _SITES,
        _answered,
        Share(_CORRECTED),
    )
)
CAUGHT = FIGURES.declare(
    Figure("vetting.caught", "发布前校出的差错", "处", "期内各级审校登记的差错", _REVIEW, _caught, Count())
)


def _together(scope: Scope, period: Period) -> Mapping[str, Value]:
    """The three of corrections in one query."""
    received, answered = _within(period, "received_at"), _within(period, "answered_at")
    counted = (
        scope.of(Correction.objects.filter(received | answered))
        .annotate(day=TruncDate("answered_at"))
        .aggregate(
            reported=CountOf("pk", filter=received),
            answered=CountOf("pk", filter=answered),
            on_time=CountOf("pk", filter=answered & _ON_TIME),
            corrected=CountOf("pk", filter=answered & _CORRECTED),
        )
    )
    return {
        REPORTED.key: counted["reported"],
        ON_TIME.key: Ratio(counted["on_time"], counted["answered"]),
        CORRECTED.key: Ratio(counted["corrected"], counted["answered"]),
    }


FIGURES.count_together((REPORTED.key, ON_TIME.key, CORRECTED.key), _together)
