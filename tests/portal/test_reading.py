"""Every kind of page in a browser: no violation of WCAG 2.2 AA, with the keyboard alone, on a phone, light to load."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, NamedTuple
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, Route, sync_playwright

from gongkai.annual.actions import publish_report, upload_report
from gongkai.demo.disclosure import make_disclosure
from gongkai.demo.places import NINGXIA, PINGLUO
from gongkai.demo.region import make_region
from gongkai.disclosure.actions.documents import withdraw_document
from gongkai.disclosure.models import ColumnText, Document
from gongkai.engagement.actions.opinions import Sent, send
from gongkai.engagement.actions.publishing import draft, publish
from gongkai.engagement.models import Consultation, Meeting, Survey
from gongkai.jobs.queue import work_off
from gongkai.organs.actions import appoint, create_person
from gongkai.organs.models import Organ, Person, Role

SAMPLES = Path(__file__).parents[2] / "samples" / "reports"
HOST = "http://portal.test"
WIDTHS = (360, 1440)
MODES = {
    "": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "large": {"type": "rule", "values": ["target-size"]},
    "contrast": {"type": "rule", "values": ["color-contrast"]},
}
"""The ways of reading, and what is asked of each: the modes change sizes alone, or colours alone."""
TITLES = "/static/portal/titles.js"
_TODAY = timezone.localdate()
ASKED = {
    "title": "养犬管理办法", "kind": "other", "opens_on": _TODAY, "closes_on": _TODAY, "ways": "来信", "body": "甲",
    "explanation": "乙", "short_because": "紧急",
}  # fmt: skip
SURVEYED = {"title": "问卷", "opens_on": _TODAY, "closes_on": _TODAY, "questions": "选（多选）\n甲\n乙\n\n打分（评分）"}
MET = {"title": "会议", "kind": "standing", "held_on": _TODAY, "agenda": "议题", "observers": "代表 3", "body": "甲"}
HEAVIEST = 150 * 1024


class Shown(NamedTuple):
    """A page as the server answered it."""

    status: int
    html: bytes


def region() -> Person:
    """A county of the demonstration with one of its towns, and somebody who signs for its office."""
    make_region(NINGXIA._replace(parts=(PINGLUO._replace(towns=PINGLUO.towns[:1]),)), Random(7))
    person = create_person(None, "signer", "签发人", "Quiet-Lake-2026")
    for role in (Role.OFFICER, Role.SIGNER):
        appoint(None, person, Organ.objects.get(slug="pingluo-office"), role, dt.date(2020, 1, 1))
    make_disclosure(Random(7), {"pingluo-office-signer": person})
    (path,) = SAMPLES.glob("001*")
    file = upload_report(
        person, Organ.objects.get(slug="pingluo-office"), SimpleUploadedFile(path.name, path.read_bytes())
    )
    work_off("test")
    publish_report(person, file.reports.get())
    return person


def addresses(signer: Person) -> dict[str, int]:
    """Every kind of page, with the status that it answers."""
    office = Organ.objects.get(slug="pingluo-office")
    rules = Document.objects.filter(organ=office, kind="normative_doc")
    gone = Document.objects.get(organ=office, heading="organisation")
    withdraw_document(signer, gone, "内容过时")
    documents = [
        rules.get(ended="abolished"),
        rules.exclude(ended="abolished").get(),
        Document.objects.filter(heading="budget")[0],
    ]
    asked = publish(None, draft(None, Consultation(organ=office), ASKED))
    _, code = send(asked, Sent("甲乙丙丁"))
    survey = publish(None, draft(None, Survey(organ=office), SURVEYED))
    meeting = publish(None, draft(None, Meeting(organ=office), MET))
    text = ColumnText.objects.get(organ=office, part="rules", title="政府信息公开审查制度")
    column = "/o/pingluo-office/"
    return {
        **dict.fromkeys(("/", "/organs/", "/organs/?level=village", "/reports/", "/search/", "/policies/"), 200),
        **dict.fromkeys(("/search/?q=节约", "/search/?q=火星", column, "/o/pingluo/", "/o/pingluo-chengguan-village-1/"), 200),
        **{f"{column}{part}/": 200 for part in ("guide", "rules", "content", "reports", "apply", "content/rules")},
        f"{column}content/statistics/": 200, f"{column}rules/{text.pk}/": 200, f"{column}reports/2022/": 200,
        **{f"/o/{document.organ.slug}/d/{document.pk}/": 200 for document in documents},
        **dict.fromkeys(("/consultations/", "/consultations/?phase=upcoming", f"/opinions/{code}/"), 200),
        **{f"{column}surveys/{survey.pk}/{part}": 200 for part in ("", "respond/")},
        **{f"{column}meetings/{part}": 200 for part in ("", f"{meeting.pk}/")},
        **{f"{column}consultations/{asked.pk}/{part}": 200 for part in ("", "opinion/")},
        f"{column}d/{gone.pk}/": 410,
        "/nothing-here": 404,
        "/desk/login/": 200,
    }  # fmt: skip


@pytest.fixture(scope="module")
def pages(django_db_setup: None, django_db_blocker: Any) -> dict[str, Shown]:
    """All pages, asked for before the browser runs: its event loop and Django's queries do not share a thread."""
    shown = {}
    with django_db_blocker.unblock(), transaction.atomic():
        for address, status in addresses(region()).items():
            answer = Client().get(address)
            assert answer.status_code == status, address
            shown[address] = Shown(status, answer.content)
        transaction.set_rollback(True)
    return shown


@pytest.fixture
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield launched
        launched.close()


def opened(browser: Browser, pages: dict[str, Shown], strangers: list[str]) -> Page:
    """A tab to which the pages and their style are given; other requests are noted and refused."""
    sheet = Path(str(finders.find("ui/portal.css"))).read_bytes()
    tab = browser.new_page(locale="zh-CN")

    def answer(route: Route) -> None:
        address = unquote(route.request.url.removeprefix(HOST))
        if address in pages:
            route.fulfill(status=pages[address].status, body=pages[address].html, content_type="text/html")
        elif address == "/static/portal/applications.css":
            route.fulfill(body=Path(str(finders.find("portal/applications.css"))).read_bytes(), content_type="text/css")
        elif address == "/static/ui/portal.css":
            route.fulfill(body=sheet, content_type="text/css")
        elif address == TITLES:
            route.fulfill(body="", content_type="text/javascript")
        else:
            strangers.append(route.request.url)
            route.abort()

    tab.route("**/*", answer)
    tab.add_init_script(Axe().axe_script)
    return tab


def violations(tab: Page, mode: str) -> list[str]:
    """What axe objects to."""
    found = tab.evaluate("run => axe.run({runOnly: run, resultTypes: ['violations']})", MODES[mode])
    return [f"{fault['id']}: {node['html'][:120]}" for fault in found["violations"] for node in fault["nodes"]]


def test_every_kind_of_page_can_be_read_by_everybody(pages: dict[str, Shown], browser: Browser) -> None:
    strangers: list[str] = []
    tab = opened(browser, pages, strangers)
    faults = []
    for address in pages:
        tab.goto(HOST + address)
        for width in WIDTHS:
            tab.set_viewport_size({"width": width, "height": 900})
            for mode in MODES:
                tab.evaluate("mode => { document.documentElement.className = mode }", mode)
                here = f"{address} {width} {mode}"
                faults += [f"{here}: {fault}" for fault in violations(tab, mode)]
                if tab.evaluate("document.documentElement.scrollWidth") > width:
                    faults.append(f"{here}: wider than the screen")
    assert faults == []
    assert strangers == [], "nothing is asked of anybody else"


def test_axe_would_object(browser: Browser) -> None:
    """The check itself can fail."""
    tab = browser.new_page()
    tab.add_init_script(Axe().axe_script)
    tab.goto("about:blank")
    tab.set_content(
        '<html lang="zh"><title>甲</title><main><img src="x"><p style="color:#ccc">颜色很淡的一行字</p></main>'
    )
    assert {fault.split(":")[0] for fault in violations(tab, "")} == {"image-alt", "color-contrast"}


def test_the_keyboard_reaches_everything_in_the_order_of_the_page(pages: dict[str, Shown], browser: Browser) -> None:
    tab = opened(browser, pages, [])
    tab.goto(f"{HOST}/o/pingluo-office/content/rules/")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    assert tab.evaluate("document.activeElement.getBoundingClientRect().left") >= 0, "it shows when it is reached"
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "content"

    tab.goto(f"{HOST}/o/pingluo-office/content/rules/")
    every = tab.evaluate(
        "document.querySelectorAll('a[href], button, input:not([type=hidden]), [tabindex=\"0\"]').length"
    )
    order = []
    for _ in range(every):
        tab.keyboard.press("Tab")
        order.append(
            tab.evaluate("""() => {
          const all = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), [tabindex="0"]')];
          const style = getComputedStyle(document.activeElement);
          return [all.indexOf(document.activeElement), style.outlineStyle, parseFloat(style.outlineWidth) >= 2];
        }""")
        )
    assert order == [[number, "solid", True] for number in range(every)]


def test_pages_are_light_and_need_no_script(pages: dict[str, Shown]) -> None:
    sheet = len(Path(str(finders.find("ui/portal.css"))).read_bytes())
    for address, page in pages.items():
        assert len(page.html) + sheet < HEAVIEST, address
        scripts = re.findall(rb"<script[^>]*>", page.html)
        assert len(scripts) == address.startswith("/search/"), address
        assert all(f'src="{TITLES}"'.encode() in script for script in scripts), "titles to choose from, nothing else"
        assert "政府信息公开" in page.html.decode() or page.status == 404 or "login" in address
