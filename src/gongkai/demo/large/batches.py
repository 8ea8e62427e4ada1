"""Many records at a time: keys given beforehand, so that rows that belong together are written together."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.models import Max

SIZE = 5_000
"""Records in a transaction: memory does not grow with their number, and pages of the indexes are not written too often."""

CACHE = 500_000
"""Kilobytes of the database's file that are kept in memory."""

Progress = Callable[[str, int, int], None]
"""Called with what is made, how many there are, and how many there will be."""


def next_key(model: type[models.Model]) -> int:
    """The first key that is free."""
    return (model._default_manager.aggregate(last=Max("pk"))["last"] or 0) + 1


@contextmanager
def wide_cache() -> Iterator[None]:
    """Keep more of SQLite's file in memory: digests and codes are put in all over their indexes."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA cache_size")
            before = cursor.fetchone()[0]
            cursor.execute(f"PRAGMA cache_size = -{CACHE}")
        yield
        if connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA cache_size = {before}")


@contextmanager
def keys_kept(*kinds: type[models.Model]) -> Iterator[None]:
    """A transaction after which the database goes on after the keys that were given."""
    with transaction.atomic():
        yield
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), kinds):
                cursor.execute(statement)
