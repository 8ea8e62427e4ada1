"""Lists of records whose rows hold whole texts: sorted and skipped by their keys alone, read a few at a time."""

from collections.abc import Iterator
from typing import Any, TypeVar, cast

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)


class KeysFirst(Paginator[Any]):
    """Sorts and skips keys alone and reads only the rows of the page."""

    def page(self, number: int | str) -> Page[Any]:
        """The page."""
        number, records = self.validate_number(number), cast("QuerySet[Any]", self.object_list)
        begin = (number - 1) * self.per_page
        keys = records.values("pk")[begin : begin + self.per_page]
        return Page(records.filter(pk__in=keys), number, self)


def in_pieces(records: QuerySet[M], size: int) -> Iterator[M]:
    """The records in their order, ``size`` read at a time, none twice; what goes meanwhile is left out."""
    keys = list(records.values_list("pk", flat=True))
    for begin in range(0, len(keys), size):
        yield from records.filter(pk__in=keys[begin : begin + size])
