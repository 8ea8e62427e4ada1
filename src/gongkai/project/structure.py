"""The structure of the tables, made in the order that takes least time."""

from collections.abc import Iterable

from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

Step = tuple[str, str]
"""A migration: its app and its name."""


def migrate_to(steps: Iterable[Step]) -> None:
    """Migrate up to the steps, the libraries' before ours.

    With every step Django makes anew all models that are related to the changed one. Ours all know a person, and so do the
    libraries': as long as ours are not there, the libraries' many steps are cheap.
    """
    wanted = list(steps)
    ours = {app.label for app in apps.get_app_configs() if app.name.startswith("gongkai.")}
    MigrationExecutor(connection).migrate([step for step in wanted if step[0] not in ours])
    MigrationExecutor(connection).migrate(wanted)
