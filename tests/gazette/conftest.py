"""A county government that publishes a gazette: an officer who composes, two more who read proofs, a signer."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from gongkai.disclosure.actions.documents import draft_document, publish_document
from gongkai.disclosure.models import Document
from gongkai.organs.actions import appoint, create_organ, create_person
from gongkai.organs.models import Organ, Person, Role

BODY = "<p>第一章　总则</p><p>第一条　为了节约用水，制定本办法。</p><p>第二条　自2026年4月1日起施行。</p>"


@pytest.fixture
def county(db: None) -> Organ:
    return create_organ(
        None, None, name="平罗县人民政府", slug="pingluo", level="county", kind="government", region="640221"
    )


@pytest.fixture
def seat(county: Organ) -> Callable[..., Person]:
    def made(role: Role, name: str) -> Person:
        person = create_person(None, name, name, "Quiet-Lake-2026")
        person.must_change_password = False
        person.save()
        appoint(None, person, county, role, dt.date(2026, 1, 1))
        return person

    return made


@pytest.fixture
def readers(seat: Callable[..., Person]) -> list[Person]:
    return [seat(Role.OFFICER, f"reader-{number}") for number in range(3)]


@pytest.fixture
def signer(seat: Callable[..., Person]) -> Person:
    return seat(Role.SIGNER, "signer")


@pytest.fixture
def published(county: Organ, signer: Person) -> Callable[..., Document]:
    def made(number: int, **changes: Any) -> Document:
        fields = {
            "kind": "normative_doc",
            "heading": "rules",
            "title": f"平罗县第{number}号办法",
            "doc_no": f"平政规发〔2026〕{number}号",
            "signed_on": dt.date(2026, 3, 2),
            "effective_on": dt.date(2026, 4, 1),
            "body": BODY,
        }
        return publish_document(None, draft_document(None, county, fields | changes), timezone.localdate())

    return made
