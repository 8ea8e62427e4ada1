"""A county bureau with an officer who drafts and a signer who publishes."""

import datetime as dt

import pytest

from gongkai.organs.actions import appoint, create_organ, create_person
from gongkai.organs.models import Organ, Person, Role


def holder(organ: Organ, role: Role) -> Person:
    person = create_person(None, f"{role}-{organ.slug}", role.label, "Quiet-Lake-2026")
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
    return create_organ(
        None,
        county,
        name="平罗县财政局",
        slug="finance",
        level="county",
        kind="department",
        region="640221",
        phone="0952-0000000",
        address="示例路 1 号",
        foi_unit="局办公室",
    )


@pytest.fixture
def officer(bureau: Organ) -> Person:
    return holder(bureau, Role.OFFICER)


@pytest.fixture
def signer(bureau: Organ) -> Person:
    return holder(bureau, Role.SIGNER)
