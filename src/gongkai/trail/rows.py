"""Rows by the hundred thousand: one statement, where Django would make one of its own for every few of them."""

from collections.abc import Iterable
from typing import Any

from django.db import connection, models

Row = tuple[Any, ...]
_PLAIN = {str, int, bool, type(None)}
"""Types that every database takes as they are."""


def row_of(record: models.Model) -> Row:
    """The record as the database takes it, key included. What fills itself on saving (``auto_now``) is filled already."""
    return tuple(
        value
        if type(value := getattr(record, field.attname)) in _PLAIN and not isinstance(field, models.JSONField)
        else field.get_db_prep_save(value, connection)
        for field in record._meta.concrete_fields
    )


def insert(model: type[models.Model], rows: Iterable[Row]) -> None:
    """Write rows as :func:`row_of` makes them: by one prepared statement, or PostgreSQL's COPY."""
    quote, fields, made = connection.ops.quote_name, model._meta.concrete_fields, list(rows)
    table, columns = quote(model._meta.db_table), ",".join(quote(field.column) for field in fields)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in made:
                    copy.write_row(row)
        else:
            places = ",".join(["%s"] * len(fields))
            statement = f"INSERT INTO {table} ({columns}) VALUES ({places})"  # noqa: S608  (names of ours)
            cursor.executemany(statement, made)
