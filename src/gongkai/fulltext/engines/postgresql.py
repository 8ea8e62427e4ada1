"""PostgreSQL: a ``tsvector`` of our tokens without positions, under a GIN index."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction

from gongkai.fulltext.engines import NOWHERE, Item, TooSlow, Wanted, Where, said


class PostgreSQL:
    """The index of a field of work in PostgreSQL."""

    def __init__(self, name: str) -> None:
        self._name, self._table = name, f"{name}_words"

    def put(self, items: Sequence[Item]) -> None:
        """Let the items be found."""
        sql = f"INSERT INTO {self._table} (place, tokens) VALUES (%s, array_to_tsvector(%s::text[]))"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.executemany(sql, [(item.place, sorted(item.tokens)) for item in items])

    def take(self, items: Sequence[Item]) -> None:
        """Let the items be found no more."""
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {self._table} WHERE place = ANY(%s)", [[item.place for item in items]])  # noqa: S608

    def clear(self) -> None:
        """Forget everything."""
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {self._table}")

    def settle(self) -> None:
        """Let the planner know what is there, and move what waits into the index."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [f"{self._name}_tokens"])
            cursor.execute(f"ANALYZE {self._table}")

    def newest(self, wanted: Wanted, limit: int, below: int | None = None, where: Where = NOWHERE) -> list[int]:
        """The places, newest first."""
        join = f"JOIN {self._name}_item i ON i.place = w.place AND {where.sql}" if where.sql else ""
        before = "AND w.place < %s" if below is not None else ""
        sql = (
            f"SELECT w.place FROM {self._table} w {join} WHERE w.tokens @@ %s::tsquery {before}"  # noqa: S608
            " ORDER BY w.place DESC LIMIT %s"
        )
        values = (*where.values, said(wanted, " & ", " | ", _token), *((below,) if below is not None else ()), limit)
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return [place for (place,) in cursor.fetchall()]

    @contextmanager
    def limited(self, seconds: float) -> Iterator[None]:
        """The server stops a statement that takes longer."""
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT set_config('statement_timeout', %s, true)", [str(int(seconds * 1000))])
                yield
                cursor.execute("SELECT set_config('statement_timeout', '0', true)")
        except OperationalError as error:
            if "statement timeout" in str(error):
                raise TooSlow from error
            raise


def _token(token: str) -> str:
    return f"'{token[:-1]}':*" if token.endswith("*") else f"'{token}'"
