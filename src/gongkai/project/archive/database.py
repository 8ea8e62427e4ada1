"""The rows: a copy of the file for SQLite, a snapshot of every table for PostgreSQL."""

import contextlib
import sqlite3
from pathlib import Path

from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from psycopg import sql

from gongkai.project.archive.manifest import Broken, Manifest
from gongkai.project.structure import migrate_to

FOLDER = "database"
_FILE = "gongkai.sqlite3"
_BLOCK = 1 << 20


def dump(folder: Path) -> tuple[dict[str, int], dict[str, list[str]]]:
    """Write the database into the folder as at one moment; rows by table, and columns where the rows stand apart."""
    (folder / FOLDER).mkdir()
    return _dump_sqlite(folder / FOLDER) if connection.vendor == "sqlite" else _dump_postgresql(folder / FOLDER)


def load(folder: Path, manifest: Manifest) -> None:
    """Replace the database by the one in the folder, in the structure that it had."""
    if connection.vendor == "sqlite":
        _load_sqlite(folder / FOLDER)
    else:
        _load_postgresql(folder / FOLDER, manifest)


def refuse_unless_loadable(manifest: Manifest) -> None:
    """Raise :class:`Broken` where the backup is of another kind of database or of a later version of the program."""
    kinds = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
    if manifest.vendor != connection.vendor:
        raise Broken(
            f"备份来自 {kinds.get(manifest.vendor, manifest.vendor)}，现在的数据库是 {kinds[connection.vendor]}，"
            "请把 DATABASE_URL 设成同一种数据库"
        )
    known = MigrationExecutor(connection).loader.disk_migrations
    unknown = [f"{app}.{name}" for app, name in manifest.migrations if (app, name) not in known]
    if unknown:
        raise Broken(f"备份来自更新或设置不同的版本（{manifest.version}），本程序没有 {unknown[0]}")


def migrations() -> list[tuple[str, str]]:
    """The steps that made the structure of the tables."""
    return sorted(MigrationRecorder(connection).applied_migrations())


def rows() -> dict[str, int]:
    """How many rows each table has."""
    with connection.cursor() as cursor:
        counts = {}
        for table in _tables():
            cursor.execute(_count(table))
            counts[table] = cursor.fetchone()[0]
    return counts


def is_empty() -> bool:
    """Whether nobody has recorded anything: no tables, or neither bodies nor people."""
    counts = rows()
    return not counts.get("organs_organ") and not counts.get("organs_person")


def _count(table: str) -> str:
    return f"SELECT count(*) FROM {connection.ops.quote_name(table)}"  # noqa: S608  (a name from the database itself)


def _tables() -> list[str]:
    return sorted(connection.introspection.table_names())


def _dump_sqlite(folder: Path) -> tuple[dict[str, int], dict[str, list[str]]]:
    source, copy = sqlite3.connect(connection.settings_dict["NAME"]), sqlite3.connect(folder / _FILE)
    with contextlib.closing(source), contextlib.closing(copy):
        source.backup(copy)
        names = [name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        counts = {
            name: copy.execute(_count(name)).fetchone()[0] for name in sorted(names) if not name.startswith("sqlite_")
        }
    return counts, {}


def _load_sqlite(folder: Path) -> None:
    connection.ensure_connection()
    with contextlib.closing(sqlite3.connect(folder / _FILE)) as source:
        source.backup(connection.connection)
    connection.close()


def _dump_postgresql(folder: Path) -> tuple[dict[str, int], dict[str, list[str]]]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        columns = {
            table: [column.name for column in connection.introspection.get_table_description(cursor, table)]
            for table in _tables()
        }
        counts = {}
        for table, names in columns.items():
            with (folder / table).open("wb") as file, cursor.copy(_copy(table, names, "TO STDOUT")) as copy:
                for block in copy:
                    file.write(block)
            counts[table] = cursor.rowcount
    return counts, columns


def _load_postgresql(folder: Path, manifest: Manifest) -> None:
    if migrations() != manifest.migrations:
        _drop_everything()
        migrate_to(_leaves(MigrationExecutor(connection), manifest.migrations))
    with transaction.atomic(), connection.cursor() as cursor:
        names = sql.SQL(", ").join(sql.Identifier(table) for table in _tables())
        cursor.execute(sql.SQL("TRUNCATE {}").format(names))
        for table, columns in manifest.columns.items():
            with (folder / table).open("rb") as file, cursor.copy(_copy(table, columns, "FROM STDIN")) as copy:
                while block := file.read(_BLOCK):
                    copy.write(block)
        _reset_sequences()


def _copy(table: str, columns: list[str], direction: str) -> sql.Composed:
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    return sql.SQL("COPY {} ({}) {}").format(sql.Identifier(table), names, sql.SQL(direction))


def _leaves(executor: MigrationExecutor, applied: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The last steps among the applied ones."""
    graph = executor.loader.graph
    done = {key for key in applied if key in graph.nodes}  # the others were replaced by one that is
    return [key for key in sorted(done) if not any(child.key in done for child in graph.node_map[key].children)]


def _drop_everything() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for table in _tables():
            cursor.execute(sql.SQL("DROP TABLE IF EXISTS {} CASCADE").format(sql.Identifier(table)))
        cursor.execute(
            "SELECT p.oid::regprocedure FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace"
            " AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')"
        )
        for (function,) in cursor.fetchall():
            cursor.execute(f"DROP FUNCTION {function} CASCADE")


def _reset_sequences() -> None:
    """Let numbers go on after the highest one of each table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()"
            " AND (is_identity = 'YES' OR column_default LIKE 'nextval%%')"
        )
        for table, column in cursor.fetchall():
            cursor.execute(
                sql.SQL(
                    "SELECT setval(pg_get_serial_sequence({}, {}), coalesce(max({}), 1), max({}) IS NOT NULL) FROM {}"
                ).format(
                    sql.Literal(f'"{table}"'), sql.Literal(column), *[sql.Identifier(column)] * 2, sql.Identifier(table)
                )
            )
