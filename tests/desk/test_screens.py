"""The desk's screens for everybody who works at it: axe, keyboard, narrow and wide screens, Chinese throughout."""

import datetime as dt
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from accessibility import violations
from desk.conftest import PASSWORD, elsewhere, log_in
from desk.test_browser import county_office
from gongkai.organs.actions import appoint, create_person
from gongkai.organs.models import Organ, Role

OFFICER = ("", "applications/", "documents/new/", "figures/", "account/")
ADMINISTRATOR = ("organs/", "people/new/", "texts/new/", "trail/")
WIDTHS = (360, 768, 1440)
NAMES = {
    "Excel",
    "Word",
    "JSON",
    "PDF",
    "officer",
    "signer",
    "administrator",
}  # of programs, formats, and here of people
SAID = """() => [document.querySelector("main").innerText,
  ...[...document.querySelectorAll("main [aria-label], main [title], main [placeholder]")].map(
    element => element.getAttribute("aria-label") || element.title || element.placeholder)].join("\\n")"""


def desk_of_a_county() -> None:
    county_office()
    person = create_person(None, "administrator", "管理员", PASSWORD)
    person.must_change_password = False
    person.save()
    appoint(None, person, Organ.objects.get(), Role.ADMINISTRATOR, dt.date(2026, 1, 1))


@pytest.mark.django_db(transaction=True)
def test_every_main_screen_can_be_used_by_everybody(page: Page, live_server: object) -> None:
    address = str(live_server)
    elsewhere(desk_of_a_county)
    log_in(page, address, "officer")
    faults = [fault for screen in OFFICER for fault in faults_of(page, f"{address}/desk/{screen}")]
    page.context.clear_cookies()
    log_in_by_keyboard(page, address, "administrator")
    faults += [fault for screen in ADMINISTRATOR for fault in faults_of(page, f"{address}/desk/{screen}")]
    assert faults == []
    assert page.faults == []  # type: ignore[attr-defined]


def faults_of(page: Page, screen: str) -> list[str]:
    """What is wrong with a screen."""
    page.set_viewport_size({"width": WIDTHS[-1], "height": 900})
    answer = page.goto(screen)
    assert answer
    assert answer.status == 200, screen
    faults = [f"{screen} {fault}" for fault in violations(page, "body")]
    strange = set(re.findall(r"(?<![@\w./-])[A-Za-z]{4,}(?![\w./@-])", page.evaluate(SAID))) - NAMES
    faults += [f"{screen} {sorted(strange)}"] if strange else []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        wide = page.evaluate("document.documentElement.scrollWidth")
        faults += [f"{screen} {width} → {wide}"] if wide > width else []
    return faults


def log_in_by_keyboard(page: Page, address: str, username: str) -> None:
    """Log in and open the first of the menu's screens without a mouse."""
    page.set_viewport_size({"width": WIDTHS[-1], "height": 900})
    page.goto(f"{address}/desk/login/")
    tab_to(page, page.get_by_label("用户名"))
    page.keyboard.type(username)
    tab_to(page, page.get_by_label("密码"))
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="今天是")).to_be_visible()
    tab_to(page, page.get_by_role("link", name="人员", exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="人员", exact=True)).to_be_visible()


def tab_to(page: Page, wanted: Locator) -> None:
    """Press the tabulator until what is wanted has the focus, which must be seen."""
    for _ in range(40):
        if wanted.evaluate("element => element === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(wanted).to_be_focused()
    ring = wanted.evaluate("element => getComputedStyle(element).outlineStyle + getComputedStyle(element).boxShadow")
    assert ring != "nonenone", "the focus is not seen"
