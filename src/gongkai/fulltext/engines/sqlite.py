"""SQLite: FTS5 without content and without positions, of which nothing but the tokens and the places is kept."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import OperationalError, connection

from gongkai.fulltext.engines import NOWHERE, Item, TooSlow, Wanted, Where, said

_STEPS = 20_000
"""Of SQLite's virtual machine between two looks at the clock."""


class SQLite:
    """The index of a field of work in SQLite."""

    def __init__(self, name: str) -> None:
        self._name, self._table = name, f"{name}_words"

    def put(self, items: Sequence[Item]) -> None:
        """Let the items be found."""
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {self._table}(rowid, tokens) VALUES (%s, %s)", _rows(items))  # noqa: S608

    def take(self, items: Sequence[Item]) -> None:
        """Let the items be found no more; FTS5 has to be told what it knew them by."""
        sql = f"INSERT INTO {self._table}({self._table}, rowid, tokens) VALUES ('delete', %s, %s)"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.executemany(sql, _rows(items))

    def clear(self) -> None:
        """Forget everything."""
        self._command("delete-all")

    def settle(self) -> None:
        """Merge the parts of the index into one."""
        self._command("optimize")

    def newest(self, wanted: Wanted, limit: int, below: int | None = None, where: Where = NOWHERE) -> list[int]:
        """Read from the end of the index, as far as it takes."""
        join = f"JOIN {self._name}_item i ON i.place = {self._table}.rowid AND {where.sql}" if where.sql else ""
        before = f"AND {self._table}.rowid < %s" if below is not None else ""
        sql = (
            f"SELECT {self._table}.rowid FROM {self._table} {join} WHERE {self._table} MATCH %s {before}"  # noqa: S608  (values apart)
            f" ORDER BY {self._table}.rowid DESC LIMIT %s"
        )
        values = (*where.values, said(wanted, " AND ", " OR ", _token), *((below,) if below is not None else ()), limit)
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return [place for (place,) in cursor.fetchall()]

    @contextmanager
    def limited(self, seconds: float) -> Iterator[None]:
        """SQLite looks at the clock in the middle of a query."""
        connection.ensure_connection()
        end = time.monotonic() + seconds
        connection.connection.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
        try:
            yield
        except OperationalError as error:
            if "interrupted" in str(error):
                raise TooSlow from error
            raise
        finally:
            connection.connection.set_progress_handler(None, 0)

    def _command(self, name: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {self._table}({self._table}) VALUES (%s)", [name])  # noqa: S608  (a name of ours)


def _rows(items: Sequence[Item]) -> list[tuple[int, str]]:
    return [(item.place, " ".join(sorted(item.tokens))) for item in items]


def _token(token: str) -> str:
    return f'"{token[:-1]}" *' if token.endswith("*") else f'"{token}"'
