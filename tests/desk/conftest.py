"""A county with two offices, a person in every role, and a report, made by the actions that officers use."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.annual.actions import upload_report
from gongkai.annual.models import Report
from gongkai.organs.actions import appoint, create_organ, create_person
from gongkai.organs.models import Organ, Person, Role

SAMPLES = Path(__file__).parents[2] / "samples" / "reports"
PASSWORD = "Quiet-Lake-2026"
Enter = Callable[[Role], Client]


def sample(number: str) -> SimpleUploadedFile:
    (path,) = SAMPLES.glob(f"{number}*")
    return SimpleUploadedFile(path.name, path.read_bytes())


def organ_below(parent: Organ | None, name: str, slug: str, kind: str = "department") -> Organ:
    return create_organ(None, parent, name=name, slug=slug, level="county", kind=kind, region="640221")


def holder(organ: Organ, role: Role, username: str = "") -> Person:
    person = create_person(None, username or f"{role}-{organ.slug}", f"{role.label}", PASSWORD)
    person.must_change_password = False
    person.save()
    appoint(None, person, organ, role, dt.date(2026, 1, 1))
    return person


@pytest.fixture
def hold() -> Callable[..., Person]:
    """Somebody new with a post."""
    return holder


@pytest.fixture
def county(db: None) -> Organ:
    return organ_below(None, "平罗县人民政府", "pingluo", "government")


@pytest.fixture
def office(county: Organ) -> Organ:
    return organ_below(county, "平罗县人民政府办公室", "office", "office")


@pytest.fixture
def bureau(county: Organ) -> Organ:
    return organ_below(county, "平罗县财政局", "bureau")


@pytest.fixture
def enter(county: Organ, office: Organ) -> Enter:
    """Log in somebody of a role: at the office, or over the county where the role oversees."""

    def client_of(role: Role) -> Client:
        over = role in {Role.SUPERVISOR, Role.AUDITOR, Role.ADMINISTRATOR}
        person = Person.objects.filter(posts__role=role).first() or holder(county if over else office, role)
        client = Client()
        client.force_login(person, "django.contrib.auth.backends.ModelBackend")
        return client

    return client_of


@pytest.fixture
def report(office: Organ, work_off: Callable[[], None]) -> Report:
    file = upload_report(holder(office, Role.OFFICER), office, sample("002"))
    work_off()
    return file.reports.get()


@pytest.fixture
def foreign(bureau: Organ, work_off: Callable[[], None]) -> Report:
    file = upload_report(holder(bureau, Role.OFFICER), bureau, sample("001"))
    work_off()
    return file.reports.get()
