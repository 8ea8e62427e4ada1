"""A bureau that vets, with somebody for every step, and a document handed in."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from gongkai.disclosure.actions.documents import draft_document
from gongkai.disclosure.models import Document
from gongkai.organs.actions import appoint, create_organ, create_person
from gongkai.organs.models import Organ, Person, Role
from gongkai.vetting.actions.arranging import set_chain
from gongkai.vetting.steps import USUAL, Gate

BODY = "<p>第一条　为了规范管理，制定本办法。</p><p>第二条　自2026年4月1日起施行。</p>"
FIELDS: dict[str, Any] = {"kind": "general", "heading": "budget", "title": "财政资金情况", "doc_no": "", "body": BODY}
ALL = [gate.value for gate in Gate]
People = dict[Role, Person]


def seat(organ: Organ, role: Role, name: str = "") -> Person:
    person = create_person(None, name or f"{role}-{organ.slug}", name or role.label, "Quiet-Lake-2026")
    person.must_change_password = False
    person.save()
    appoint(None, person, organ, role, dt.date(2026, 1, 1))
    return person


@pytest.fixture
def county(db: None) -> Organ:
    return create_organ(
        None, None, name="平罗县人民政府", slug="pingluo", level="county", kind="government", region="640221"
    )


@pytest.fixture
def bureau(county: Organ) -> Organ:
    made = create_organ(
        None, county, name="平罗县财政局", slug="finance", level="county", kind="department", region="640221"
    )
    set_chain(None, made, USUAL)
    return made


@pytest.fixture
def people(bureau: Organ, county: Organ) -> People:
    own = (Role.OFFICER, Role.REVIEWER_1, Role.REVIEWER_2, Role.REVIEWER_3, Role.SECRECY_REVIEWER, Role.SIGNER)
    return {role: seat(bureau, role) for role in own} | {Role.ADMINISTRATOR: seat(county, Role.ADMINISTRATOR)}


@pytest.fixture
def draft(people: People, bureau: Organ) -> Callable[..., Document]:
    def made(**changes: Any) -> Document:
        return draft_document(people[Role.OFFICER], bureau, FIELDS | changes)

    return made


@pytest.fixture
def enter() -> Callable[[Person], Client]:
    def client_of(person: Person) -> Client:
        client = Client()
        client.force_login(person, "django.contrib.auth.backends.ModelBackend")
        return client

    return client_of
