"""The figures of village affairs: how much of what fell due is public; finance on its own."""

import functools
from typing import Any

from django.db.models import F, Q, QuerySet

from gongkai.catalogue.models import Obligation
from gongkai.catalogue.queries import with_state
from gongkai.figures.measures import Count, Share
from gongkai.figures.registry import FIGURES, Figure
from gongkai.figures.scope import Period, Scope
from gongkai.village import STRANDS
from gongkai.village.models import Display

_LAW = ("《中华人民共和国村民委员会组织法》（2018年修正）第三十条（现行文本条文序号有变动）",)
_PRIVACY = ("《中华人民共和国个人信息保护法》第四十七条",)


def _due(strands: tuple[str, ...], scope: Scope, period: Period) -> QuerySet[Any]:
    due = Obligation.objects.filter(
        due_on__gte=period.first, due_on__lte=period.until, waived_because="", item__field__in=strands
    )
    return with_state(scope.of(due), period.until).select_related("organ", "item")


def _ended(scope: Scope, period: Period) -> QuerySet[Display]:
    ended = Display.objects.filter(ended_at__date__gte=period.first, ended_at__date__lte=period.until)
    return scope.of(ended).select_related("organ", "document")


VILLAGE = FIGURES.declare(
    Figure(
        "village.coverage",
        "村务公开率",
        "%",
        "期内到期的党务、村务、财务公开事项（不含标注不适用的）中，已经公开的",
        _LAW,
        functools.partial(_due, STRANDS),
        Share(Q(fulfilled_on__isnull=False)),
    )
)
FINANCE = FIGURES.declare(
    Figure(
        "village.finance",
        "村级财务按期公开率",
        "%",
        "期内到期的财务公开事项（不含标注不适用的）中，按期公开的",
        _LAW,
        functools.partial(_due, STRANDS[2:]),
        Share(Q(fulfilled_on__lte=F("due_on"))),
    )
)
ENDED = FIGURES.declare(
    Figure("village.ended", "公示期满撤下的名单", "份", "期内因公示期满撤下的人员名单", _PRIVACY, _ended, Count())
)
