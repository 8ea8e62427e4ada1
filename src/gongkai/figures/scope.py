"""Whose figures, and of when."""

import datetime as dt
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Model, QuerySet

from gongkai.organs.models import Organ

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Scope:
    """One organ, or with ``region`` an organ and all beneath it."""

    organ: Organ
    region: bool = False

    def of(self, records: QuerySet[M], field: str = "organ") -> QuerySet[M]:
        """The records of the scope; ``field`` leads from a record to its organ."""
        if self.region:
            return records.filter(**{f"{field}__in": Organ.objects.filter(path__startswith=self.organ.path)})
        return records.filter(**{field: self.organ})


@dataclass(frozen=True)
class Period:
    """From one day to another, both included; ``as_at`` an earlier day it shows what was so then."""

    first: dt.date
    last: dt.date
    as_at: dt.date | None = None

    @classmethod
    def year(cls, year: int, as_at: dt.date | None = None) -> "Period":
        """A calendar year.

        >>> Period.year(2026).last
        datetime.date(2026, 12, 31)
        """
        return cls(dt.date(year, 1, 1), dt.date(year, 12, 31), as_at)

    @property
    def until(self) -> dt.date:
        """The last day that is looked at."""
        return min(self.last, self.as_at) if self.as_at else self.last
