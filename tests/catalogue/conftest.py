"""A county with two bureaus, an officer and a signer in one of them, a supervisor over all; a catalogue in force."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.catalogue.actions.editing import adopt_standard, begin_catalogue
from gongkai.catalogue.actions.enacting import enact
from gongkai.catalogue.models import Edition
from gongkai.disclosure.actions.documents import draft_document, publish_document
from gongkai.disclosure.models import Document
from gongkai.organs.actions import appoint, create_organ, create_person
from gongkai.organs.models import Organ, Person, Role

Publish = Callable[..., Document]
ITEM: dict[str, Any] = {
    "field": "本局业务",
    "level_1": "统计",
    "name": "国库资金月报",
    "content": "每月国库资金收支。",
    "basis": "《中华人民共和国预算法》第十四条",
    "time_limit": "每月10日前",
    "body": "财政局",
    "channels": ["site"],
    "rhythm": "monthly",
    "within": 10,
}


def holder(organ: Organ, *roles: Role) -> Person:
    person = create_person(None, f"{roles[0]}-{organ.slug}", roles[0].label, "Quiet-Lake-2026")
    person.must_change_password = False
    person.save()
    for role in roles:
        appoint(None, person, organ, role, dt.date(2020, 1, 1))
    return person


def body(above: Organ | None, name: str, slug: str, kind: str = "department", level: str = "county") -> Organ:
    return create_organ(None, above, name=name, slug=slug, level=level, kind=kind, region="640221")


@pytest.fixture
def year() -> int:
    """The year that is asked about: the one before, so that all of it has fallen due."""
    return timezone.localdate().year - 1


@pytest.fixture
def county(db: None) -> Organ:
    return body(None, "平罗县人民政府", "pingluo", "government")


@pytest.fixture
def bureau(county: Organ) -> Organ:
    return body(county, "平罗县财政局", "finance")


@pytest.fixture
def other(county: Organ) -> Organ:
    return body(county, "平罗县水务局", "water")


@pytest.fixture
def officer(bureau: Organ) -> Person:
    return holder(bureau, Role.OFFICER)


@pytest.fixture
def signer(bureau: Organ) -> Person:
    return holder(bureau, Role.SIGNER)


@pytest.fixture
def supervisor(county: Organ) -> Person:
    return holder(county, Role.SUPERVISOR)


@pytest.fixture
def edition(bureau: Organ, year: int) -> Edition:
    """The bureau's catalogue with the standard items of budgets, in force since the year began."""
    draft = begin_catalogue(None, bureau, "财政局公开事项目录")
    adopt_standard(None, draft, ["财政预决算"])
    return enact(None, draft, dt.date(year, 1, 1))


@pytest.fixture
def publish(bureau: Organ) -> Publish:
    def made(title: str, on: dt.date, heading: str = "budget") -> Document:
        fields = {"kind": "general", "heading": heading, "title": title, "body": "<p>正文。</p>"}
        return publish_document(None, draft_document(None, bureau, fields), on)

    return made


@pytest.fixture
def enter() -> Callable[[Person], Client]:
    def client_of(person: Person) -> Client:
        client = Client()
        client.force_login(person, "django.contrib.auth.backends.ModelBackend")
        return client

    return client_of
