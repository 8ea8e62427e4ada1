"""The figures of an organ's year as they stand: frozen, or counted now; and what has changed since they were frozen."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import QuerySet

from gongkai.annual.manuscripts import Basis, Freeze
from gongkai.annual.rollup import rolled_up
from gongkai.figures.measures import NO_FUNCTION, Ratio, Value
from gongkai.figures.registry import FIGURES, Figure
from gongkai.figures.scope import Period, Scope
from gongkai.organs.models import Kind, Organ

Values = dict[str, Value]


def scope_of(organ: Organ) -> Scope:
    """Whose figures the organ's report has: a government reports for all beneath it, every other organ for itself."""
    return Scope(organ, region=organ.kind == Kind.GOVERNMENT)


def current_freeze(organ: Organ, year: int) -> Freeze | None:
    """The freeze that counts, if figures were frozen."""
    return Freeze.objects.filter(organ=organ, year=year, current=True).select_related("by").first()


def counted(organ: Organ, year: int, basis: str = Basis.LEDGER, keys: Iterable[str] | None = None) -> Values:
    """The figures as they are now; on the basis of parts, the cells that are added up are the sums of the reports."""
    wanted = list(FIGURES if keys is None else keys)
    values = FIGURES.values_of(wanted, scope_of(organ), Period.year(year))
    if basis == Basis.PARTS:
        values |= {key: value for key, value in rolled_up(organ, year).values.items() if key in values}
    return values


class Standing(NamedTuple):
    """The figures, and the freeze that they come from, if any."""

    values: Values
    freeze: Freeze | None


def standing(organ: Organ, year: int, basis: str = Basis.LEDGER, keys: Iterable[str] | None = None) -> Standing:
    """The figures, or those asked for; one that is younger than the freeze is counted now."""
    wanted = list(FIGURES if keys is None else keys)
    freeze = current_freeze(organ, year)
    if freeze is None:
        return Standing(counted(organ, year, basis, wanted), None)
    frozen = {key: thawed(freeze.values[key]) for key in wanted if key in freeze.values}
    younger = [key for key in wanted if key not in frozen]
    return Standing(frozen | (counted(organ, year, freeze.basis, younger) if younger else {}), freeze)


def records_behind(organ: Organ, year: int, values: Mapping[str, Value]) -> dict[str, list[int]]:
    """The keys of the records that make up each figure that is not nought."""
    scope, period = scope_of(organ), Period.year(year)
    return {
        key: list(_keys(FIGURES[key].records(scope, period)))
        for key, value in values.items()
        if value and value is not NO_FUNCTION
    }


def _keys(records: QuerySet[Any]) -> "QuerySet[Any, int]":
    return records.order_by("pk").values_list("pk", flat=True)


class Change(NamedTuple):
    """A figure that is no longer what was frozen: both values, and the keys of the records that came and went."""

    figure: Figure
    frozen: Value
    now: Value
    came: list[int]
    went: list[int]


def changes(freeze: Freeze) -> list[Change]:
    """What has changed in the ledger since; also where the number is the same and its records are others."""
    organ, year = freeze.organ, freeze.year
    now = counted(organ, year, freeze.basis, [key for key in freeze.values if key in FIGURES])
    records = records_behind(organ, year, now)
    found = []
    for key, value in now.items():
        before, after = set(freeze.records.get(key, ())), set(records.get(key, ()))
        frozen = thawed(freeze.values[key])
        if frozen != value or before != after:
            found.append(Change(FIGURES[key], frozen, value, sorted(after - before), sorted(before - after)))
    return found


def stored(value: Value) -> Any:
    """A value as JSON, exactly."""
    if isinstance(value, Ratio):
        return [value.part, value.whole]
    if value is NO_FUNCTION:
        return NO_FUNCTION.value
    return f"{value:f}" if isinstance(value, Decimal) else value


def thawed(value: Any) -> Value:
    """The value that :func:`stored` wrote.

    >>> [thawed(stored(value)) for value in (3, Decimal("1.50"), Ratio(1, 2), NO_FUNCTION, None, 6.5)]
    [3, Decimal('1.50'), Ratio(part=1, whole=2), <NoFunction.NO_FUNCTION: '不适用'>, None, 6.5]
    """
    if isinstance(value, list):
        return Ratio(*value)
    if value == NO_FUNCTION.value:
        return NO_FUNCTION
    return Decimal(value) if isinstance(value, str) else value
