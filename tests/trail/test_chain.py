"""The trail cannot be changed, and if the database is forced to, it shows."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, InternalError, connection, transaction

from gongkai.organs.actions import create_person
from gongkai.organs.models import Person
from gongkai.trail.actions import record
from gongkai.trail.models import Entry
from gongkai.trail.queries import broken, entries_of, search

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> list[Person]:
    return [create_person(None, f"person-{n}", "某人", "Quiet-Lake-2026") for n in range(4)]


@transaction.atomic
def with_savepoint(execute: Callable[[str], object], statement: str) -> None:
    execute(statement)


def without_guard(statement: str) -> None:
    """Do to the table what somebody with the database's password could do."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER trail_no_update")
            cursor.execute("DROP TRIGGER trail_no_delete")
        else:
            cursor.execute("ALTER TABLE trail_entry DISABLE TRIGGER trail_no_change")
        cursor.execute(statement)


@pytest.mark.usefixtures("people")
def test_entries_are_numbered_without_gap_and_the_chain_holds() -> None:
    assert list(Entry.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3, 4]
    assert broken() == []


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("change", ["UPDATE trail_entry SET reason = 'x' WHERE number = 2", "DELETE FROM trail_entry"])
def test_the_database_refuses_changes(change: str) -> None:
    with connection.cursor() as cursor, pytest.raises((IntegrityError, InternalError), match="留痕只能追加"):
        with_savepoint(cursor.execute, change)


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    ("statement", "number", "problem"),
    [
        ("UPDATE trail_entry SET summary = '别的' WHERE number = 2", 2, "内容被改动"),
        ("DELETE FROM trail_entry WHERE number = 3", 3, "缺第 3 至 3 条"),
        ("DELETE FROM trail_entry WHERE number = 4", 4, "缺第 4 至 4 条"),
    ],
)
def test_a_forced_change_shows_at_its_place(statement: str, number: int, problem: str) -> None:
    without_guard(statement)
    assert (broken()[0].number, broken()[0].problem) == (number, problem)


@transaction.atomic
def fail_after_recording(person: Person) -> None:
    record(None, "try", person, "试")
    raise ZeroDivisionError


def test_an_act_that_fails_leaves_no_trace_and_no_gap(people: list[Person]) -> None:
    with pytest.raises(ZeroDivisionError):
        fail_after_recording(people[0])
    assert entries_of(people[0]).count() == 1
    assert broken() == []


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_recorded() -> None:
    with pytest.raises(RuntimeError, match="同一事务"):
        record(None, "try", Person(username="x"), "试")


@pytest.mark.usefixtures("people")
def test_search_finds_by_words_and_act() -> None:
    assert search(Entry.objects.all(), words="person-2").count() == 1
    assert search(Entry.objects.all(), act="appoint").count() == 0
