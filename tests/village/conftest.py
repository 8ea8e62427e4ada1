"""A village beneath its township, with somebody who posts and signs; its standard catalogue in force since the year began."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.catalogue.actions.editing import adopt_standard, begin_catalogue
from gongkai.catalogue.actions.enacting import adopt, enact
from gongkai.catalogue.models import Catalogue
from gongkai.organs.actions import appoint, create_organ, create_person
from gongkai.organs.models import Organ, Person, Role
from gongkai.village import STRANDS


def holder(organ: Organ, *roles: Role) -> Person:
    person = create_person(None, f"{roles[0]}-{organ.slug}", roles[0].label, "Quiet-Lake-2026")
    person.must_change_password = False
    person.save()
    for role in roles:
        appoint(None, person, organ, role, dt.date(2020, 1, 1))
    return person


@pytest.fixture
def township(db: None) -> Organ:
    return create_organ(
        None, None, name="示例镇人民政府", slug="town", level="township", kind="government", region="640221100"
    )


@pytest.fixture
def village(township: Organ) -> Organ:
    return create_organ(
        None,
        township,
        name="示例镇示例一村村民委员会",
        short_name="示例一村",
        slug="village",
        level="village",
        kind="village_committee",
        region="640221100200",
    )


@pytest.fixture
def clerk(village: Organ) -> Person:
    return holder(village, Role.OFFICER, Role.SIGNER)


@pytest.fixture
def catalogue(township: Organ, village: Organ) -> Catalogue:
    since = dt.date(timezone.localdate().year - 1, 1, 1)
    draft = begin_catalogue(None, township, "示例镇村务公开目录")
    adopt_standard(None, draft, STRANDS)
    enact(None, draft, since)
    adopt(None, draft.catalogue, [village], since)
    return draft.catalogue


@pytest.fixture
def enter() -> Callable[[Person], Client]:
    def client_of(person: Person) -> Client:
        client = Client()
        client.force_login(person, "django.contrib.auth.backends.ModelBackend")
        return client

    return client_of
