"""The database itself refuses to change or delete an entry."""

from django.db import migrations

SQLITE = (
    "CREATE TRIGGER trail_no_update BEFORE UPDATE ON trail_entry BEGIN SELECT RAISE(ABORT, '留痕只能追加'); END",
    "CREATE TRIGGER trail_no_delete BEFORE DELETE ON trail_entry BEGIN SELECT RAISE(ABORT, '留痕只能追加'); END",
)
POSTGRESQL = (
    "CREATE FUNCTION trail_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION '留痕只能追加'; END $$",
    "CREATE TRIGGER trail_no_change BEFORE UPDATE OR DELETE ON trail_entry "
    "FOR EACH ROW EXECUTE FUNCTION trail_append_only()",
)
SQLITE_BACK = ("DROP TRIGGER trail_no_update", "DROP TRIGGER trail_no_delete")
POSTGRESQL_BACK = ("DROP TRIGGER trail_no_change ON trail_entry", "DROP FUNCTION trail_append_only()")


def _run(sqlite, postgresql):
    def run(apps, editor):
        for statement in sqlite if editor.connection.vendor == "sqlite" else postgresql:
            editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("trail", "0001_initial")]
    operations = [migrations.RunPython(_run(SQLITE, POSTGRESQL), _run(SQLITE_BACK, POSTGRESQL_BACK))]
