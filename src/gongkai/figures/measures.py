"""How records become a value."""

import enum
from decimal import Decimal
from typing import Any, NamedTuple, Protocol, TypeAlias

from django.db.models import Count as CountOf
from django.db.models import Q, QuerySet
from django.db.models import Sum as SumOf


class Ratio(NamedTuple):
    """A share of a whole, as two counts: nothing is lost to rounding."""

    part: int
    whole: int

    @property
    def percent(self) -> Decimal | None:
        """The share in percent, to one decimal place; ``None`` of nothing.

        >>> Ratio(2, 3).percent, Ratio(0, 0).percent
        (Decimal('66.7'), None)
        """
        return round(Decimal(100 * self.part) / self.whole, 1) if self.whole else None


class NoFunction(enum.Enum):
    """What is neither a number nor missing: the organ has no such function."""

    NO_FUNCTION = "不适用"


NO_FUNCTION = NoFunction.NO_FUNCTION
Value: TypeAlias = int | Decimal | float | Ratio | NoFunction | None


class Measure(Protocol):
    """Something that measures records."""

    def __call__(self, records: QuerySet[Any]) -> Value:
        """The value of the records."""
        ...


class Count:
    """How many there are."""

    def __call__(self, records: QuerySet[Any]) -> int:
        """The number of records."""
        return records.count()


class Sum(NamedTuple):
    """What a field adds up to; 0 of no records."""

    field: str

    def __call__(self, records: QuerySet[Any]) -> int | Decimal:
        """The sum."""
        total: int | Decimal = records.aggregate(total=SumOf(self.field))["total"] or 0
        return total


class Share(NamedTuple):
    """The share of the records for which a condition holds."""

    of: Q

    def __call__(self, records: QuerySet[Any]) -> Ratio:
        """The two counts, in one query."""
        counted = records.aggregate(part=CountOf("pk", filter=self.of), whole=CountOf("pk"))
        return Ratio(counted["part"], counted["whole"])


class Median(NamedTuple):
    """The middle value of a field; ``None`` of no records."""

    field: str

    def __call__(self, records: QuerySet[Any]) -> float | None:
        """The median, found by counting and looking at the middle: the same on every database."""
        known = records.exclude(**{self.field: None}).order_by(self.field).values_list(self.field, flat=True)
        count = known.count()
        middle = list(known[(count - 1) // 2 : count // 2 + 1]) if count else []
        return sum(middle) / len(middle) if middle else None
