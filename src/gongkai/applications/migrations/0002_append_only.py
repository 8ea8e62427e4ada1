"""The database itself refuses to change or delete what happened."""

from django.db import migrations

SQLITE = (
    "CREATE TRIGGER event_no_update BEFORE UPDATE ON applications_event BEGIN SELECT RAISE(ABORT, '办理事项只能追加'); END",
    "CREATE TRIGGER event_no_delete BEFORE DELETE ON applications_event BEGIN SELECT RAISE(ABORT, '办理事项只能追加'); END",
)
POSTGRESQL = (
    "CREATE FUNCTION event_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION '办理事项只能追加'; END $$",
    "CREATE TRIGGER event_no_change BEFORE UPDATE OR DELETE ON applications_event "
    "FOR EACH ROW EXECUTE FUNCTION event_append_only()",
)
SQLITE_BACK = ("DROP TRIGGER event_no_update", "DROP TRIGGER event_no_delete")
POSTGRESQL_BACK = ("DROP TRIGGER event_no_change ON applications_event", "DROP FUNCTION event_append_only()")


def _run(sqlite, postgresql):
    def run(apps, editor):
        for statement in sqlite if editor.connection.vendor == "sqlite" else postgresql:
            editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("applications", "0001_initial")]
    operations = [migrations.RunPython(_run(SQLITE, POSTGRESQL), _run(SQLITE_BACK, POSTGRESQL_BACK))]
