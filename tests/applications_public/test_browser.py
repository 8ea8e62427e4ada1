"""The whole way in a browser: suggestions while typing, errors, files, receipt, the case; as wide as a phone."""

import datetime as dt
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connections
from django.utils import timezone
from playwright.sync_api import Page, expect, sync_playwright

from applications.conftest import open_office
from applications_public.conftest import question_of
from gongkai.applications.actions.intake import confirm
from gongkai.applications.drafts.models import Draft
from gongkai.applications.models import Application
from gongkai.disclosure.models import Document
from gongkai.organs.models import Person, Role

CHROMIUM = "/usr/bin/chromium"


@pytest.fixture
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        shown = browser.new_page(locale="zh-CN", viewport={"width": 360, "height": 800})
        shown.faults = []  # type: ignore[attr-defined]
        shown.add_init_script(Axe().axe_script)
        shown.on("pageerror", lambda error: shown.faults.append(str(error)))  # type: ignore[attr-defined]
        yield shown
        browser.close()


def elsewhere(act: Callable[[], object]) -> None:
    """In a thread of its own: the browser's thread runs an event loop, in which Django does not query."""

    def run() -> None:
        try:
            act()
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()


def published() -> None:
    office = open_office()
    Document.objects.create(
        organ=office.organ,
        kind="other_doc",
        heading="budget",
        title="2025年农村饮水安全工程维修养护资金分配方案",
        index_no="1",
        published_on=dt.date(2026, 3, 2),
        published_year=2026,
        live=True,
    )


def started_long_ago() -> None:
    Draft.objects.update(started_at=timezone.now() - dt.timedelta(minutes=5))


def confirmed() -> None:
    officer = Person.objects.get(posts__role=Role.OFFICER)
    confirm(officer, Application.objects.get(), timezone.now())


def for_everybody(page: Page) -> None:
    """The page is no wider than a phone, and axe objects to nothing."""
    assert page.evaluate("document.documentElement.scrollWidth") <= 360, page.url
    found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
    assert [f"{fault['id']}: {node['html'][:120]}" for fault in found for node in fault["nodes"]] == [], page.url


def onward(page: Page) -> None:
    for_everybody(page)
    page.get_by_role("button", name="保存并继续").click()


def look_for_the_body(page: Page, address: object) -> None:
    """Titles to choose from come while one types."""
    page.goto(f"{address}/search/")
    page.locator("#q").press_sequentially("办公")
    expect(page.locator("#titles option")).to_have_attribute("value", "county-office办公室")
    page.locator("#q").fill("county-office办公室")
    page.locator("#q").press("Enter")
    page.get_by_role("link", name="county-office办公室").first.click()


def ask_for_it(page: Page) -> None:
    """What is wanted, with a mistake and with suggestions."""
    page.get_by_role("link", name="在网上申请").first.click()
    onward(page)
    expect(page.get_by_role("alert")).to_contain_text("有 1 处需要改正")
    page.get_by_label("您需要什么政府信息").fill("2025年农村饮水安全工程的资金分配")
    expect(page.locator("#suggestions")).to_contain_text("维修养护资金分配方案", timeout=20_000)
    onward(page)
    expect(page.get_by_role("heading", name="先看一眼：也许已经公开")).to_be_visible()
    page.get_by_role("link", name="都不是，继续申请").click()


def say_who(page: Page) -> None:
    """The other pages of questions."""
    page.get_by_label("电子数据").check()
    page.get_by_label("网上查看").check()
    onward(page)
    page.get_by_label("自然人").check()
    onward(page)
    page.get_by_label("姓名").fill("张某某")
    page.get_by_label("证件号码").fill("11010519491231002X")
    onward(page)
    expect(page.get_by_role("heading", name="代理人")).to_be_visible()
    onward(page)  # nobody acts for the requester
    page.get_by_label("电话").fill("13800000000")
    onward(page)


def hand_it_in(page: Page, file: Path) -> None:
    """A file, the review, the receipt."""
    file.write_bytes(b"%PDF-1.4\n%%EOF")
    page.get_by_label("选择文件").set_input_files(file)
    page.get_by_role("button", name="添加并继续").click()
    expect(page.get_by_text("委托书.pdf")).to_be_visible()
    elsewhere(started_long_ago)
    page.get_by_label("等于几").fill(str(question_of(page.content())))
    for_everybody(page)
    page.get_by_role("button", name="提交申请").click()
    expect(page.get_by_role("heading", name="申请已提交")).to_be_visible()
    for_everybody(page)


@pytest.mark.django_db(transaction=True)
def test_from_the_first_word_to_the_due_day(page: Page, live_server: object, tmp_path: Path) -> None:
    elsewhere(published)
    look_for_the_body(page, live_server)
    page.goto(f"{live_server}/o/county-office/apply/")
    ask_for_it(page)
    say_who(page)
    hand_it_in(page, tmp_path / "委托书.pdf")
    page.get_by_role("button", name="查看办理进展").click()
    expect(page.get_by_role("heading", name="等待机关与您确认收到")).to_be_visible()
    elsewhere(confirmed)
    page.reload()
    expect(page.get_by_role("heading", name="正在办理")).to_be_visible()
    for_everybody(page)
    page.get_by_role("link", name="为什么是这一天").click()
    expect(page.get_by_text("第 20 个", exact=True)).to_be_visible()
    for_everybody(page)
    assert page.faults == []  # type: ignore[attr-defined]
