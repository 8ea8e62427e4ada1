"""An office with its people, and applications that came in."""

import datetime as dt
from collections.abc import Callable

import pytest

from gongkai.applications.actions.intake import Intake, register
from gongkai.applications.models import Application
from gongkai.applications.people import Particulars
from gongkai.demo.cases import Office
from gongkai.law.receipt import BEIJING
from gongkai.organs.actions import appoint, create_organ, create_person
from gongkai.organs.models import Organ, Person, Role

Receive = Callable[..., Application]
SINCE = dt.date(2019, 1, 1)


def person(organ: Organ, role: Role, username: str = "") -> Person:
    made = create_person(None, username or f"{role}-{organ.slug}", f"{role.label}", "Quiet-Lake-2026")
    appoint(None, made, organ, role, SINCE)
    return made


def open_office(slug: str = "county-office", parent: Organ | None = None) -> Office:
    organ = create_organ(None, parent, name=f"{slug}办公室", slug=slug, level="county", kind="office", region="110101")
    return Office(organ, *(person(organ, role) for role in (Role.OFFICER, Role.REVIEWER_1, Role.SIGNER)))


def noon(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(12), BEIJING)


def wanted(kind: str = "natural_person", **particulars: str) -> Intake:
    who = {"name": "张某某", "identity": "110105194912310021", "phone": "13800000000", **particulars}
    return Intake(Particulars(**who), kind, "2025年度水利工程建设资金使用情况")


@pytest.fixture
def office(db: None) -> Office:
    return open_office()


@pytest.fixture
def receive(office: Office) -> Receive:
    """An application received at the counter on a day."""

    def come(day: dt.date | str, kind: str = "natural_person", **particulars: str) -> Application:
        on = dt.date.fromisoformat(day) if isinstance(day, str) else day
        return register(office.officer, office.organ, wanted(kind, **particulars), "counter", noon(on))

    return come
