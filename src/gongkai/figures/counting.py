"""Counts and shares of many figures in one query: each figure's records, counted, put below one another."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count as CountOf
from django.db.models import QuerySet, Value

from gongkai.figures.measures import Count, Ratio, Share
from gongkai.figures.measures import Value as Measured

Asked = tuple[str, Count | Share, QuerySet[Any]]
"""A figure's identifier, its measure, its records."""


def counted(asked: Iterable[Asked]) -> dict[str, Measured]:
    """The values by identifier: the same as each measure would find alone."""
    listed = list(asked)
    rows = [_row(key, measure, records) for key, measure, records in listed]
    found = {key: (part, whole) for key, part, whole in (rows[0].union(*rows[1:], all=True) if rows else ())}
    return {key: _value(measure, *found.get(key, (0, 0))) for key, measure, _ in listed}


def is_plain(records: QuerySet[Any]) -> bool:
    """Whether the records can be counted so: they are neither groups nor cut off nor put together from several."""
    query = records.query
    return not (query.distinct or query.is_sliced or query.combinator or query.group_by)


def _row(key: str, measure: Count | Share, records: QuerySet[Any]) -> QuerySet[Any, Any]:
    part = CountOf("pk", filter=measure.of) if isinstance(measure, Share) else CountOf("pk")
    named = records.order_by().select_related(None).annotate(key_=Value(key)).values_list("key_")
    row: QuerySet[Any, Any] = named.annotate(part_=part, whole_=CountOf("pk"))
    return row


def _value(measure: Count | Share, part: int, whole: int) -> Measured:
    return Ratio(part, whole) if isinstance(measure, Share) else whole
