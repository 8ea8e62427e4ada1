"""Where the tokens are: one engine for each database, behind one small interface, on the table of a field of work.

A query is a sequence of clauses, each of which must hold; a clause is a choice of sets of tokens, one of which must be
there as a whole; a token that ends in ``*`` is the beginning of one.
"""

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager
from typing import NamedTuple, Protocol, TypeAlias

from django.db import connection

Clause: TypeAlias = Sequence[Sequence[str]]
Wanted: TypeAlias = Sequence[Clause]


class Item(Protocol):
    """What can be found: ``place`` is its key and its place in the order, newest last; ``tokens`` never change."""

    @property
    def place(self) -> int:
        """The place."""

    @property
    def tokens(self) -> Collection[str]:
        """What the index knows it by."""


class Where(NamedTuple):
    """A condition on the field's table of items (``i``) in SQL, for what depends on the day; empty for none."""

    sql: str = ""
    values: tuple[object, ...] = ()


NOWHERE = Where()


class TooSlow(Exception):
    """The query takes longer than a person can be expected to wait."""


class Engine(Protocol):
    """What the index of a database can do."""

    def put(self, items: Sequence[Item]) -> None:
        """Let the items be found."""

    def take(self, items: Sequence[Item]) -> None:
        """Let the items, as they were put in, be found no more."""

    def clear(self) -> None:
        """Forget everything."""

    def settle(self) -> None:
        """Put the index in order after very much was written."""

    def newest(self, wanted: Wanted, limit: int, below: int | None = None, where: Where = NOWHERE) -> list[int]:
        """The places of up to ``limit`` items, newest first, of those before the place ``below``."""

    def limited(self, seconds: float) -> AbstractContextManager[None]:
        """Within it, a query that takes longer raises :class:`TooSlow`."""


def said(wanted: Wanted, both: str, either: str, token: Callable[[str], str]) -> str:
    """The query in the language of an index, which is told by its words for *and* and *or* and its way to say a token.

    >>> said([[["a", "b"], ["c"]], [["d"]]], " & ", " | ", str)
    '((a & b) | (c)) & ((d))'
    """
    clauses = (either.join(f"({both.join(map(token, tokens))})" for tokens in clause) for clause in wanted)
    return both.join(f"({clause})" for clause in clauses)


def engine(name: str) -> Engine:
    """The engine of the database in use, on a field's ``<name>_words``; conditions are on its ``<name>_item``."""
    if connection.vendor == "postgresql":
        from gongkai.fulltext.engines.postgresql import PostgreSQL

        return PostgreSQL(name)
    from gongkai.fulltext.engines.sqlite import SQLite

    return SQLite(name)
