"""A county with two offices, a person in every role, and reports, made once for each module by the officers' actions.

They are committed to the run's database before the first test of the module and go with it after the last; what a test
does itself is undone, as everywhere.
"""

import datetime as dt
import functools
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client
from playwright.sync_api import Page, expect, sync_playwright

from gongkai.annual.actions import upload_report
from gongkai.annual.models import Report
from gongkai.jobs import queue
from gongkai.organs.actions import appoint, create_organ, create_person
from gongkai.organs.models import Organ, Person, Role

SAMPLES = Path(__file__).parents[2] / "samples" / "reports"
PASSWORD = "Quiet-Lake-2026"
CHROMIUM = "/usr/bin/chromium"
OVER = {Role.SUPERVISOR, Role.AUDITOR, Role.ADMINISTRATOR}
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


def make_house() -> None:
    """The bodies; the reports of the office and of the bureau, handed in by their officers, read and audited."""
    county = organ_below(None, "平罗县人民政府", "pingluo", "government")
    for name, slug, kind, number in (
        ("平罗县人民政府办公室", "office", "office", "002"),
        ("平罗县财政局", "bureau", "department", "001"),
    ):
        organ = organ_below(county, name, slug, kind)
        upload_report(holder(organ, Role.OFFICER), organ, sample(number))
    queue.work_off("test")


@pytest.fixture(scope="module")
def house(commit: Callable[[Callable[[], None]], None]) -> None:
    commit(make_house)


@pytest.fixture
def hold() -> Callable[..., Person]:
    """Somebody new with a post."""
    return holder


@pytest.fixture
def county(house: None, db: None) -> Organ:
    return Organ.objects.get(slug="pingluo")


@pytest.fixture
def office(house: None, db: None) -> Organ:
    return Organ.objects.get(slug="office")


@pytest.fixture
def bureau(house: None, db: None) -> Organ:
    return Organ.objects.get(slug="bureau")


@pytest.fixture
def report(house: None, db: None) -> Report:
    return Report.objects.get(organ__slug="office")


@pytest.fixture
def foreign(house: None, db: None) -> Report:
    return Report.objects.get(organ__slug="bureau")


@pytest.fixture
def enter(county: Organ, office: Organ) -> Enter:
    """Log in somebody of a role: at the office, or over the county where the role oversees."""

    def client_of(role: Role) -> Client:
        person = Person.objects.filter(posts__role=role).first() or holder(county if role in OVER else office, role)
        client = Client()
        client.force_login(person, "django.contrib.auth.backends.ModelBackend")
        return client

    return client_of


@pytest.fixture
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        shown = browser.new_page(locale="zh-CN")
        shown.faults = []  # type: ignore[attr-defined]
        shown.on("pageerror", lambda error: shown.faults.append(str(error)))  # type: ignore[attr-defined]
        yield shown
        browser.close()


def elsewhere(act: Callable[[], object]) -> None:
    """In a thread of its own: the browser's thread runs an event loop, in which Django does not query."""
    failed: list[BaseException] = []

    def run() -> None:
        try:
            act()
        except BaseException as error:  # noqa: BLE001  (raised again below)
            failed.append(error)
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if failed:
        raise failed[0]


def log_in(page: Page, address: str, username: str) -> None:
    page.goto(f"{address}/desk/login/")
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", name="今天是")).to_be_visible()


@pytest.fixture
def receive(office: Organ) -> Callable[..., object]:
    """An application received at the office's counter some working days ago."""
    from desk.casework import received

    return functools.partial(received, office)
