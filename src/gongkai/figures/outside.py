"""The figures that come from outside systems: table 2's licences, penalties, coercive measures and fees."""

import functools
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models import Sum as SumOf

from gongkai.figures.measures import NO_FUNCTION, Value
from gongkai.figures.models import Stated
from gongkai.figures.registry import FIGURES, Figure
from gongkai.figures.scope import Period, Scope
from gongkai.report.form import FORMS

_TABLE = FORMS["2021"].table(2)


_COUNTS = {"total": SumOf("value"), "values": Count("value"), "statements": Count("pk")}


def stated_sum(records: QuerySet[Any]) -> Value:
    """What was stated, added up: ``NO_FUNCTION`` where nobody has the function, ``None`` where nobody stated it."""
    return _summed(records.aggregate(**_COUNTS))


def _summed(counts: Mapping[str, Any]) -> Value:
    if counts["values"]:
        return Decimal(f"{counts['total'].normalize():f}")
    return NO_FUNCTION if counts["statements"] else None


def _stated(scope: Scope, period: Period) -> QuerySet[Stated]:
    return scope.of(Stated.objects.filter(year=period.first.year, current=True))


def _together(scope: Scope, period: Period) -> dict[str, Value]:
    groups = _stated(scope, period).order_by().values("figure").annotate(**_COUNTS)
    return dict.fromkeys(OUTSIDE) | {str(group["figure"]): _summed(group) for group in groups}


def _by_organ(scope: Scope, period: Period) -> dict[int, dict[str, Value]]:
    found: dict[int, dict[str, Value]] = {}
    for group in _stated(scope, period).order_by().values("organ_id", "figure").annotate(**_COUNTS):
        found.setdefault(group["organ_id"], {})[str(group["figure"])] = _summed(group)
    return found


def _records(figure: str, scope: Scope, period: Period) -> QuerySet[Stated]:
    return _stated(scope, period).filter(figure=figure)


def _declare(row: str, column: str, unit: str, definition: str) -> Figure:
    key = f"table2.{row}.{column}"
    name = f"表二“{_TABLE.row(row).label}”行“{_TABLE.column(column).label}”列"
    records = functools.partial(_records, key)
    return FIGURES.declare(Figure(key, name, unit, definition, (str(_TABLE.source),), records, stated_sum))


OUTSIDE = {
    figure.key: figure
    for figure in (
        _declare("licences", "decisions", "件", "本年作出的行政许可决定，由许可系统或承办机构提供"),
        _declare("penalties", "decisions", "件", "本年作出的行政处罚决定，由执法系统或承办机构提供"),
        _declare("coercions", "decisions", "件", "本年作出的行政强制决定，由执法系统或承办机构提供"),
        _declare("fees", "amount", "万元", "本年行政事业性收费的金额，由财务机构提供"),
    )
}
"""Them, by identifier."""
FIGURES.count_together(OUTSIDE, _together)
FIGURES.count_by_organ(OUTSIDE, _by_organ)
