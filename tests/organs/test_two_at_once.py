"""Two people save one form at the same moment: one is kept, the other is told by whom and what; the trail has no gap."""

import contextlib
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from database_templates import PostgreSQL, SQLite
from gongkai.organs.actions import appoint, create_organ, create_person, update_contacts
from gongkai.organs.models import Organ, Person, Role
from gongkai.trail.actions import Changed
from gongkai.trail.models import Entry
from gongkai.trail.queries import broken, version_of

SINCE = "2026-01-01"


@pytest.fixture
def organ(each_database: SQLite | PostgreSQL) -> Organ:
    return create_organ(
        None, None, name="某县人民政府", slug="county", level="county", kind="government", region="640221"
    )


def administrator(organ: Organ, username: str) -> Person:
    person = create_person(None, username, f"管理员{username}", "Quiet-Lake-2026")
    appoint(None, person, organ, Role.ADMINISTRATOR, SINCE)  # type: ignore[arg-type]
    return person


def at_once(*acts: Callable[[], object]) -> list[BaseException | None]:
    """Run the acts in threads that start together; what each one raised."""
    gate = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        gate.wait()
        with contextlib.closing(connection):
            act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.exception() for future in [pool.submit(run, act) for act in acts]]


def test_of_two_who_save_at_once_one_is_told(organ: Organ) -> None:
    people = [administrator(organ, "a"), administrator(organ, "b")]
    seen = version_of(organ)

    def save(person: Person) -> Callable[[], object]:
        copy = Organ.objects.get(pk=organ.pk)
        return lambda: update_contacts(person, copy, {"phone": person.username}, seen=seen)

    raised = at_once(*map(save, people))
    assert [type(error) for error in sorted(raised, key=str)].count(Changed) == 1
    winner = people[raised.index(None)]
    assert Organ.objects.get().phone == winner.username
    (told,) = [error for error in raised if error]
    assert f"{winner.name}在" in str(told)
    assert "您的修改没有保存" in str(told)
    assert Entry.objects.filter(act="update_contacts").count() == 1


def test_many_acts_at_once_leave_a_trail_without_a_gap(organ: Organ) -> None:
    people = [administrator(organ, str(number)) for number in range(4)]

    def work(person: Person) -> Callable[[], None]:
        def run() -> None:
            for number in range(10):
                update_contacts(person, Organ.objects.get(pk=organ.pk), {"fax": f"{person.username}-{number}"})

        return run

    assert at_once(*map(work, people)) == [None] * 4
    assert Entry.objects.filter(act="update_contacts").count() == 40
    assert broken() == []
