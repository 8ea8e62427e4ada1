"""What all tests share: a database of their own, made at once; and a skipped test is told loudly at the end.

``@pytest.mark.django_db`` gives a test the migrated database, SQLite or (``TEST_DATABASE=postgresql``) PostgreSQL, in a
transaction that is undone. A test that needs real commits, other processes or both kinds asks for ``each_database``.
"""

import functools
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

if TYPE_CHECKING:  # the rooms below the line are tested without Django
    from pytest_django.plugin import DjangoDbBlocker

    from database_templates import PostgreSQL, SQLite

hypothesis.settings.register_profile("shared", deadline=None)  # a busy machine is not a fault
hypothesis.settings.load_profile("shared")


@functools.cache
def _database(kind: str) -> "SQLite | PostgreSQL":
    from django.conf import settings

    from database_templates import PostgreSQL, SQLite

    # where Django's own connection leads, whatever a test does to the environment
    folder = Path(settings.DATABASES["default"]["NAME"]).parent
    return {"sqlite": SQLite, "postgresql": PostgreSQL}[kind](folder)


def _use(database: "SQLite | PostgreSQL") -> None:
    """Give the process a fresh database, and let Django's connection lead there."""
    from django.db import connections

    from gongkai.project import environment

    connections.close_all()
    database.fresh()
    config = environment.database(database.environment["DATABASE_URL"], Path(database.environment["DATA_DIR"]))
    if connections.settings["default"]["ENGINE"] != config["ENGINE"]:
        connections.settings["default"] = config
        connections.configure_settings(connections.settings)
        if connections.all(initialized_only=True):
            del connections["default"]


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: "DjangoDbBlocker") -> Iterator[None]:
    """The migrated database, copied; after a test with real commits it is copied afresh, not emptied."""
    from django.db import connections
    from django.test import TransactionTestCase

    database = _database(os.environ.get("TEST_DATABASE", "sqlite"))
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _: _use(database))
        _use(database)
        yield
        connections.close_all()
        database.drop()


@pytest.fixture(scope="module")
def commit(
    django_db_setup: None, django_db_blocker: "DjangoDbBlocker"
) -> Iterator[Callable[[Callable[[], None]], None]]:
    """Make what all tests of a module start from, with real commits; after the module the database is fresh again."""

    def run(make: Callable[[], None]) -> None:
        with django_db_blocker.unblock():
            make()

    yield run
    with django_db_blocker.unblock():
        _use(_database(os.environ.get("TEST_DATABASE", "sqlite")))


@pytest.fixture(params=["sqlite", "postgresql"])
def each_database(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: "DjangoDbBlocker"
) -> "Iterator[SQLite | PostgreSQL]":
    """A fresh database of each kind, with real commits; its ``environment`` leads other processes to it."""
    yield from _fresh(request.param, django_db_blocker)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def each_database_once(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: "DjangoDbBlocker"
) -> "Iterator[SQLite | PostgreSQL]":
    """The same for all tests of a module, which find what the ones before committed."""
    yield from _fresh(request.param, django_db_blocker)


def _fresh(kind: str, django_db_blocker: "DjangoDbBlocker") -> "Iterator[SQLite | PostgreSQL]":
    from django.db import connections

    database = _database(kind)
    with django_db_blocker.unblock():
        _use(database)
        yield database
        connections.close_all()
        database.drop()
        _use(_database(os.environ.get("TEST_DATABASE", "sqlite")))


@pytest.fixture
def postgres(django_db_setup: None) -> "Iterator[PostgreSQL]":
    """A fresh PostgreSQL beside the database of the test, for programs that are given its ``url``."""
    from database_templates import PostgreSQL

    database = PostgreSQL(Path(os.environ["DATA_DIR"]), beside=True)
    database.fresh()
    yield database
    database.drop()


@pytest.fixture(autouse=True)
def _nothing_kept_of_another_test() -> None:
    """Empty caches: a database that is set back may show what another one showed under the same version."""
    from django.conf import settings

    if settings.configured:
        from django.core.cache import caches

        for kept in caches.all():
            kept.clear()


@pytest.fixture
def work_off() -> Callable[[], None]:
    """Run the background work that is queued, in this process, until none is left."""

    def run() -> None:
        from gongkai.jobs import queue

        queue.work_off("test")

    return run


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = terminalreporter.stats.get("skipped", [])
    if not skipped:
        return
    verdict = "CI 环境下视为失败" if _strict() else "结论不含这些测试"
    terminalreporter.section(f"有 {len(skipped)} 项测试没有运行，{verdict}", sep="!", yellow=True, bold=True)
    for report in skipped:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        terminalreporter.line(f"{report.nodeid}：{str(reason).removeprefix('Skipped: ')}")


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if _strict() and reporter and reporter.stats.get("skipped") and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _strict() -> bool:
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}
