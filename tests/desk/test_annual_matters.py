"""Reports in the making on the first page and in the daily mail: to each what waits for them, and until it is done."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from gongkai.annual.actions.checking import pre_check
from gongkai.annual.actions.handing import hand_up, receive, return_report
from gongkai.annual.actions.passing import pass_on, send, sign
from gongkai.annual.actions.writing import begin
from gongkai.annual.manuscripts import PreCheck
from gongkai.annual.models import Report
from gongkai.annual.tasks import pre_check_reports
from gongkai.desk import matters
from gongkai.desk.digest import sections
from gongkai.organs.models import Organ, Person, Role

pytestmark = pytest.mark.django_db
Enter = Callable[[Role], Client]
DAY = dt.date(2026, 11, 20)
YEAR = 2025
SORTS = ("annual-review", "annual-sign", "annual-revise", "annual-sent-back", "annual-hand-up", "annual-receive")


@pytest.fixture
def people(enter: Enter, office: Organ) -> dict[Role, Person]:
    roles = (Role.OFFICER, Role.REVIEWER_1, Role.SIGNER, Role.SUPERVISOR)
    for role in roles:
        enter(role)
    return {
        role: Person.objects.get(posts__role=role, username__endswith=("office", "pingluo")[role == Role.SUPERVISOR])
        for role in roles
    }


def waiting(people: dict[Role, Person]) -> dict[Role, set[str]]:
    """The sorts that each has on the first page; what the mail says is the same."""
    found = {}
    for role, known in people.items():
        person = Person.objects.get(pk=known.pk)
        counted = matters.counts(person, DAY)
        found[role] = {sort for sort in SORTS if counted[sort]}
        mailed = {section.title for section in sections(person, DAY)}
        assert {matters.SOURCES[sort].title for sort in found[role]} <= mailed, role
    return {role: sorts for role, sorts in found.items() if sorts}


def test_each_sees_what_waits_for_them_until_it_is_done(people: dict[Role, Person], office: Organ) -> None:
    officer, reviewer, signer, superior = people.values()
    manuscript = begin(officer, office, YEAR)
    assert waiting(people) == {}
    sent = send(officer, manuscript)
    assert waiting(people) == {Role.REVIEWER_1: {"annual-review"}, Role.SIGNER: {"annual-review"}}
    pass_on(reviewer, sent)
    assert waiting(people) == {Role.SIGNER: {"annual-sign"}}
    done = sign(signer, sent)
    assert waiting(people) == {Role.OFFICER: {"annual-hand-up"}}
    assert done.report is not None
    handed = hand_up(officer, done.report)
    assert waiting(people) == {Role.SUPERVISOR: {"annual-receive"}}
    receive(superior, handed)
    assert waiting(people) == {}
    return_report(superior, handed, "补写整改时限")
    assert waiting(people) == {Role.OFFICER: {"annual-revise"}}
    (matter,) = matters.first(matters.SOURCES["annual-revise"], officer, DAY)
    assert "上级退回：补写整改时限" in matter.note
    assert "1月31日" in matter.note
    assert matter.address == f"/desk/annual/{office.pk}/{YEAR}/"


def test_a_report_made_elsewhere_comes_back_too(people: dict[Role, Person], report: Report) -> None:
    handed = hand_up(people[Role.OFFICER], report)
    return_report(people[Role.SUPERVISOR], handed, "请换成公章扫描件")
    assert waiting(people) == {Role.OFFICER: {"annual-sent-back"}, Role.SUPERVISOR: {"annual-sent-back"}}
    hand_up(people[Role.OFFICER], report)
    assert waiting(people) == {Role.SUPERVISOR: {"annual-receive"}}


def test_a_quarter_is_checked_once_and_told_until_it_was_looked_through(
    enter: Enter, people: dict[Role, Person], office: Organ
) -> None:
    class Job:
        def advance(self, done: int, total: int, message: str) -> None:
            assert done <= total

    assert pre_check_reports(Job(), "2026-08-20") == {"checked": 0}  # type: ignore[arg-type]
    assert pre_check_reports(Job(), "2026-10-03")["checked"] >= 1  # type: ignore[arg-type]
    assert pre_check_reports(Job(), "2026-10-04") == {"checked": 0}  # type: ignore[arg-type]
    check = PreCheck.objects.get(organ=office)
    assert (check.year, check.quarter) == (2026, 3)
    assert check.missing > 0, "what other systems count and nobody stated"
    assert pre_check(office, 2026, 3) == check
    officer = Person.objects.get(pk=people[Role.OFFICER].pk)
    (matter,) = matters.first(matters.SOURCES["annual-check"], officer, DAY)
    assert "个数没有填报" in matter.note
    client = enter(Role.OFFICER)
    assert "第 3 季度预检" in client.get(matter.address).content.decode()
    assert client.post(f"{matter.address}do/look/").status_code == 302
    assert matters.first(matters.SOURCES["annual-check"], officer, DAY) == []
    assert enter(Role.SUPERVISOR).post(f"{matter.address}do/look/").status_code == 403
