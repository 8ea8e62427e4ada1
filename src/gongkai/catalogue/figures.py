"""The figures of coverage: how much of what fell due is public, how much of it was on time; budgets on their own."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count as CountOf
from django.db.models import F, Q, QuerySet

from gongkai.catalogue.coverage import BUDGET
from gongkai.catalogue.models import Obligation
from gongkai.catalogue.queries import with_state
from gongkai.figures.measures import Count, Ratio, Share, Value
from gongkai.figures.registry import FIGURES, Figure
from gongkai.figures.scope import Period, Scope

_ARTICLES = ("《中华人民共和国政府信息公开条例》第十九条", "《中华人民共和国政府信息公开条例》第二十六条")
_BUDGETS = ("《中华人民共和国预算法》第十四条",)
_PUBLIC = Q(fulfilled_on__isnull=False)
_ON_TIME = Q(fulfilled_on__lte=F("due_on"))
_OF_BUDGETS = Q(item__field=BUDGET)


def _fallen_due(scope: Scope, period: Period) -> QuerySet[Any]:
    """What applies and fell due in the period, with the day on which it became public."""
    due = Obligation.objects.filter(due_on__gte=period.first, due_on__lte=period.until, waived_because="")
    return with_state(scope.of(due), period.until).select_related("organ", "item")


def _published(scope: Scope, period: Period) -> QuerySet[Obligation]:
    return _fallen_due(scope, period).filter(_PUBLIC)


def _budgets(scope: Scope, period: Period) -> QuerySet[Obligation]:
    return _fallen_due(scope, period).filter(_OF_BUDGETS)


def _missing(scope: Scope, period: Period) -> QuerySet[Obligation]:
    return _fallen_due(scope, period).filter(fulfilled_on=None)


COVERAGE = FIGURES.declare(
    Figure(
        "catalogue.coverage",
        "目录事项公开率",
        "%",
        "期内到期的应公开事项（不含标注不适用的）中，已经公开的，含逾期公开",
        _ARTICLES,
        _fallen_due,
        Share(_PUBLIC),
    )
)
TIMELINESS = FIGURES.declare(
    Figure(
        "catalogue.timeliness",
        "目录事项按期公开率",
        "%",
        "期内到期、已经公开的应公开事项中，在最迟公开日期以前公开的",
        _ARTICLES[1:],
        _published,
        Share(_ON_TIME),
    )
)
BUDGETS = FIGURES.declare(
    Figure(
        "catalogue.budgets",
        "财政预决算公开率",
        "%",
        "期内到期的财政预决算应公开事项（不含标注不适用的）中，已经公开的",
        _BUDGETS,
        _budgets,
        Share(_PUBLIC),
    )
)
MISSING = FIGURES.declare(
    Figure(
        "catalogue.missing", "应公开未公开的事项", "项", "期内到期、没有公开的应公开事项", _ARTICLES, _missing, Count()
    )
)


def _together(scope: Scope, period: Period) -> Mapping[str, Value]:
    """The four in one query."""
    counted = (
        _fallen_due(scope, period)
        .order_by()
        .aggregate(
            due=CountOf("pk"),
            public=CountOf("pk", filter=_PUBLIC),
            on_time=CountOf("pk", filter=_ON_TIME),
            budgets=CountOf("pk", filter=_OF_BUDGETS),
            budgets_public=CountOf("pk", filter=_OF_BUDGETS & _PUBLIC),
        )
    )
    return {
        COVERAGE.key: Ratio(counted["public"], counted["due"]),
        TIMELINESS.key: Ratio(counted["on_time"], counted["public"]),
        BUDGETS.key: Ratio(counted["budgets_public"], counted["budgets"]),
        MISSING.key: counted["due"] - counted["public"],
    }


FIGURES.count_together((COVERAGE.key, TIMELINESS.key, BUDGETS.key, MISSING.key), _together)
