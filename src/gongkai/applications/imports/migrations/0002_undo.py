"""What happened stays append-only; only with an import that is being undone as a whole do its facts go."""

from django.db import migrations

UNDOING = (
    "EXISTS (SELECT 1 FROM imports_importedrow r JOIN imports_import i ON i.id = r.ledger_id "
    "WHERE r.application_id = OLD.application_id AND i.state = 'undoing')"
)
REFUSED = "'办理事项只能追加'"
SQLITE = (
    "DROP TRIGGER event_no_delete",
    f"CREATE TRIGGER event_no_delete BEFORE DELETE ON applications_event WHEN NOT {UNDOING} "
    f"BEGIN SELECT RAISE(ABORT, {REFUSED}); END",
)
SQLITE_BACK = (
    "DROP TRIGGER event_no_delete",
    f"CREATE TRIGGER event_no_delete BEFORE DELETE ON applications_event BEGIN SELECT RAISE(ABORT, {REFUSED}); END",
)
POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION event_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN IF TG_OP = 'DELETE' AND {UNDOING} THEN RETURN OLD; END IF; RAISE EXCEPTION {REFUSED}; END $$",
)
POSTGRESQL_BACK = (
    "CREATE OR REPLACE FUNCTION event_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION {REFUSED}; END $$",
)


def _run(sqlite, postgresql):
    def run(apps, editor):
        for statement in sqlite if editor.connection.vendor == "sqlite" else postgresql:
            editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("imports", "0001_initial"), ("applications", "0002_append_only")]
    operations = [migrations.RunPython(_run(SQLITE, POSTGRESQL), _run(SQLITE_BACK, POSTGRESQL_BACK))]
