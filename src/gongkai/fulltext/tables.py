"""The table of the tokens of a field of work, for its migration."""

from typing import Any

from django.db import migrations

SQLITE = (
    "CREATE VIRTUAL TABLE {name}_words "
    "USING fts5(tokens, content='', detail='none', tokenize=\"ascii tokenchars '=@'\")"
)
POSTGRESQL = (
    "CREATE TABLE {name}_words (place bigint PRIMARY KEY, tokens tsvector NOT NULL)",
    "CREATE INDEX {name}_tokens ON {name}_words USING gin (tokens)",
)


class CreateIndex(migrations.operations.base.Operation):
    """The table of the tokens, which is none of Django's: no model has to be made for it."""

    reversible = True

    def __init__(self, name: str) -> None:
        self.name = name

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Nothing: no model changes."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Make it."""
        for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else (SQLITE,):
            schema_editor.execute(statement.format(name=self.name))

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Drop it."""
        schema_editor.execute(f"DROP TABLE {self.name}_words")
