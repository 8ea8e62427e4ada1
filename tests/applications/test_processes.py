"""Several processes at once, and processes killed in between: no number missing or given twice, no step twice or half."""

import datetime as dt
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from applications.conftest import noon, open_office, wanted
from database_templates import PostgreSQL, SQLite
from gongkai.applications.actions import intake
from gongkai.applications.actions.step import CACHED, case_of, columns
from gongkai.applications.models import Application, Event, Party, Register
from gongkai.demo.cases import Office
from gongkai.organs.calendars import calendar_of
from gongkai.trail.models import Entry
from gongkai.trail.queries import broken

Database = SQLite | PostgreSQL
DAY = dt.date(2026, 3, 2)
PROGRAM = [sys.executable, str(Path(__file__).with_name("clerk.py"))]


def clerk(database: Database, *arguments: str) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, **database.environment}
    return subprocess.Popen([*PROGRAM, *arguments], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def finished(*clerks: "subprocess.Popen[bytes]") -> list[list[str]]:
    said = [each.communicate(timeout=120) for each in clerks]
    assert [each.returncode for each in clerks] == [0] * len(clerks), [error.decode() for _, error in said]
    return [out.decode().splitlines() for out, _ in said]


def whole() -> None:
    """Every number once, every column the fold, the chain of the trail unbroken."""
    serials = list(Application.objects.order_by("serial").values_list("serial", flat=True))
    assert serials == list(range(1, len(serials) + 1))
    assert Register.objects.get().last == len(serials)
    assert Party.objects.count() == len(serials)
    for application in Application.objects.select_related("organ"):
        cached = columns(case_of(application), calendar_of(application.organ))
        assert {name: getattr(application, name) for name in CACHED} == cached
    assert Entry.objects.filter(record_type="applications.application").count() == Event.objects.count()
    assert broken() == []


@pytest.fixture
def contested(each_database: Database) -> tuple[Office, Application]:
    """An office, and an application that several want to extend."""
    office = open_office()
    return office, intake.register(office.officer, office.organ, wanted(), "counter", noon(DAY))


def test_of_what_several_do_at_once_nothing_is_missing_and_nothing_done_twice(
    each_database: Database, contested: tuple[Office, Application]
) -> None:
    office, application = contested
    jobs = [(str(office.organ.pk), "6", "same-form", str(application.pk), days) for days in ("10", "11", "12")]
    numbers, extensions = zip(*finished(*(clerk(each_database, *job) for job in jobs)), strict=True)
    assert Application.objects.count() == 1 + 1 + 3 * 6
    assert len(set(numbers)) == 1, "all three sent the same form"
    assert sorted(words[:6] for words in extensions) == ["done", "“延长答复期", "“延长答复期"]
    assert [fact.kind for fact in application.facts].count("extend") == 1
    whole()


def test_a_process_killed_between_any_two_steps_leaves_whole_cases(
    each_database: Database, contested: tuple[Office, Application]
) -> None:
    office, application = contested
    for pause in (0.05, 0.7):
        key = f"killed-{pause}"
        running = clerk(each_database, str(office.organ.pk), "1000000", key, str(application.pk), "9")
        began = time.monotonic()
        while time.monotonic() - began < 60 and not Application.objects.filter(key=key).exists():
            time.sleep(0.02)
        time.sleep(pause)
        running.send_signal(signal.SIGKILL)
        running.communicate()
        whole()
    count = Application.objects.count()
    again = intake.register(office.officer, office.organ, wanted(), "counter", noon(DAY), key="killed-0.05")
    assert (again.serial, Application.objects.count()) == (2, count), "the form sent before the crash is known"
