"""Applications of the outcomes of the law, driven through a browser from application to archive, letters and all.

The suite walks the representative ones; ``make tour`` every one, and prints how each ended.
"""

import datetime as dt
import os
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect, sync_playwright

from desk.conftest import CHROMIUM, PASSWORD, elsewhere, log_in
from desk.tour import REPRESENTATIVE, Step, Way, ago, ways
from gongkai.applications.actions.intake import code_of
from gongkai.applications.actions.stationery import set_letterhead
from gongkai.applications.drafts.models import Draft
from gongkai.applications.models import Application
from gongkai.law.outcomes import outcomes
from gongkai.organs.actions import appoint, create_organ, create_person
from gongkai.organs.models import Organ, Person, Role

ROLES = ("officer", "reviewer_1", "signer")


class Desks(NamedTuple):
    """A browser for each person, and one for whoever applies."""

    address: str
    people: dict[str, Page]
    visitor: Page


def an_office() -> None:
    office = create_organ(
        None, None, name="示例区人民政府办公室", slug="office", level="county", kind="office", region="640303"
    )
    for role in (Role.OFFICER, Role.REVIEWER_1, Role.SIGNER):
        person = create_person(None, str(role), role.label, PASSWORD)
        person.must_change_password = False
        person.save()
        appoint(None, person, office, role, dt.date(2026, 1, 1))


def an_office_with_letters() -> None:
    an_office()
    office = Organ.objects.get()
    Organ.objects.filter(pk=office.pk).update(phone="000-00000000", foi_unit="政务公开办公室", address="示例路1号")
    officer = Person.objects.get(username="officer")
    set_letterhead(officer, office, review_organ="示例市人民政府", payment="缴入示例财政专户")


@contextmanager
def desks(address: str) -> Iterator[Desks]:
    """Everybody sits down."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        pages = {name: browser.new_context(locale="zh-CN").new_page() for name in (*ROLES, "visitor")}
        for name, page in pages.items():
            page.set_default_timeout(30_000)
            if name in ROLES:
                log_in(page, address, name)
        faults: list[str] = []
        for page in pages.values():
            page.on("pageerror", lambda error: faults.append(str(error)))
        yield Desks(address, {name: pages[name] for name in ROLES}, pages["visitor"])
        browser.close()
        assert faults == []


def fill(page: Page, name: str, value: str) -> None:
    """Fill in a field of whatever kind."""
    field = page.locator(f"form.desk-form [name={name}]").first
    if field.evaluate("field => field.tagName") == "SELECT":
        if value == "first":
            field.select_option(index=1)
        else:
            field.select_option(value)
    elif field.get_attribute("type") == "checkbox":
        field.check()
    else:
        field.fill(value)


def take(desks: Desks, case: str, step: Step) -> None:
    """Take a step that the case's page offers; the letter is looked at first where there is one."""
    page = desks.people[step.role]
    page.goto(case)
    assert page.locator(f'a[href$="/steps/{step.kind}/"]').count(), (step.role, step.kind, "is not offered")
    page.goto(f"{case}steps/{step.kind}/")
    for name, value in step.typed.items():
        fill(page, name, value)
    if step.prepares:
        page.get_by_role("button", name="生成文书送签").click()
        expect(page.get_by_text("还没有发出").first).to_be_visible()
        return
    page.locator(".desk-actions button[type=submit]").first.click()
    expect(page.locator("body")).to_contain_text(re.compile("已记录|错误|必需"))
    assert "已记录" in page.inner_text("body"), page.inner_text("main")[-1500:]


def take_in(desks: Desks, way: Way) -> str:
    """An application from the counter; the address of its case."""
    page = desks.people["officer"]
    page.goto(f"{desks.address}/desk/applications/new/")
    page.locator("[name=channel]").select_option("counter")
    page.locator("[name=arrived_at]").fill(f"{ago(way.received)}T09:30")
    page.locator("[name=requester_kind]").select_option("natural_person")
    page.get_by_label("姓名或者名称").fill("张某某")
    for keys in ("Tab", "Tab"):
        page.keyboard.press(keys)
    page.keyboard.type("110105194912310021")
    page.get_by_label("电话", exact=True).fill("13800000000")
    page.get_by_label("所需政府信息的内容描述").fill(way.wanted)
    page.get_by_role("button", name="核对").press("Enter")
    expect(page.locator(".desk-looked")).to_contain_text("条例第三十一条第（一）项")
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_text("已登记，编号")).to_be_visible()
    return page.url


def reply(desks: Desks, case: str, way: Way) -> None:
    """Draft, look at the letter with its check, review jointly, check, sign."""
    page = desks.people["officer"]
    page.goto(f"{case}steps/draft/")
    for _ in way.parts[1:]:
        page.get_by_role("button", name="增加一部分").click()
    for number, part in enumerate(way.parts, 1):
        for name, value in part.items():
            fill(page, f"{name}_{number}", value)
    page.get_by_role("button", name="看文书和检查结果").click()
    expect(page.locator(".desk-letter")).to_contain_text("没有发现问题")
    page.get_by_role("button", name="拟定答复").click()
    expect(page.get_by_text("已记录“拟定答复”")).to_be_visible()
    take(desks, case, Step("reviewer_1", "joint_review", {"agrees": "1", "opinion": "同意"}))
    page = desks.people["reviewer_1"]
    page.goto(case)
    if page.locator('a[href$="/steps/legality_check/"]').count():
        take(desks, case, Step("reviewer_1", "legality_check", {"passed": "1", "opinion": "依据、救济告知正确"}))
    take(desks, case, Step("signer", "reply"))


def walk(desks: Desks, outcome: str, way: Way) -> None:
    """The whole way, then what is on record."""
    lead = take_in(desks, way) if outcome == "merged" else ""
    case = apply_online(desks, way) if outcome == "granted" else take_in(desks, way)
    for each in filter(None, (lead, case)):
        desks.people["officer"].goto(f"{each}steps/assign/")
        desks.people["officer"].locator("[name=handler]").select_option(index=1)
        desks.people["officer"].locator(".desk-actions button[type=submit]").first.click()
    for step in way.steps:
        take(desks, case, step)
    if way.parts:
        reply(desks, case, way)
    if way.ends == "serve":
        take(desks, case, Step("officer", "serve", {"method": "post", "proof": "挂号信1号"}))
    take(desks, case, Step("officer", "archive"))
    take(desks, case, Step("officer", "debrief", {"lesson": "检索要留下记录", "typical": "on"}))
    key = int(case.rstrip("/").rpartition("/")[2])
    elsewhere(lambda: on_record(key, outcome, way))
    take_whole(desks, case)
    if outcome == "granted":
        read(desks, key)
        fits(desks.people["officer"], desks.address, case)


def on_record(key: int, outcome: str, way: Way) -> None:
    """It ended so, in time, and every letter that was written went out without an error."""
    case = Application.objects.get(pk=key)
    assert (case.status, case.outcome, case.row) == ("archived", outcome, outcomes()[outcome].row)
    assert case.in_time is not False
    written = {letter.kind: letter for letter in case.letters.all()}
    wanted = {outcomes()[outcome].letter, "archive_list", *way.letters}
    assert wanted - {""} <= written.keys(), written.keys()
    assert all(letter.released_at and not letter.errors for letter in written.values())
    assert [fact.kind for fact in case.facts][-2:] == ["archive", "debrief"]


def take_whole(desks: Desks, case: str) -> None:
    """The case as one file."""
    page = desks.people["officer"]
    page.goto(f"{case}contents/")
    with page.expect_download() as download:
        page.get_by_role("button", name="整卷下载").click()
    assert download.value.suggested_filename.endswith(".zip")


def apply_online(desks: Desks, way: Way) -> str:
    """A resident applies on line; the office confirms. The address of the case."""
    page = desks.visitor
    page.goto(f"{desks.address}/o/office/apply/what/")
    for answers in _ANSWERS:
        for name, value in answers.items():
            field = page.locator(f"[name={name}]").first
            if value == "radio":
                page.locator(f"[name={name}]").first.check()
            elif field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value.format(wanted=way.wanted))
        page.locator("main form .go button").last.click()
    _confirm_person(page)
    number = page.locator(".codes dd").first.inner_text()
    officer = desks.people["officer"]
    officer.goto(f"{desks.address}/desk/applications/?status=submitted")
    officer.get_by_role("link", name=number).first.click()
    case = officer.url
    officer.goto(f"{case}steps/confirm/")
    officer.locator(".desk-actions button[type=submit]").first.click()
    expect(officer.get_by_text("已记录")).to_be_visible()
    return case


_ANSWERS = (
    {"content": "{wanted}"},
    {"carrier": "radio", "delivery": "radio"},
    {"kind": "radio"},
    {"name": "张某某", "identity_kind": "居民身份证", "identity": "11010519491231002X"},
    {},
    {"phone": "13800000000"},
    {},
)
_DIGITS = {sign: number for number, sign in enumerate("零一二三四五六七八九十")}


def started_long_ago() -> None:
    """Nobody fills in all the pages in the seconds that a browser needs."""
    Draft.objects.update(started_at=timezone.now() - dt.timedelta(minutes=5))


def _confirm_person(page: Page) -> None:
    first, second = re.findall(r"([一二三四五六七八九])加([一二三四五六七八九])", page.inner_text("main"))[0]
    elsewhere(started_long_ago)
    page.locator("[name=sum]").fill(str(_DIGITS[first] + _DIGITS[second]))
    page.get_by_role("button", name="提交申请").click()
    expect(page.locator(".codes")).to_be_visible()


def read(desks: Desks, key: int) -> None:
    """The requester reads the reply with number and code."""
    codes: list[str] = []
    elsewhere(lambda: codes.extend(_codes(key)))
    page = desks.visitor
    page.goto(f"{desks.address}/follow/")
    page.locator("[name=number]").fill(codes[0])
    page.locator("[name=code]").fill(codes[1])
    page.locator("main form button").last.click()
    page.get_by_role("link", name="查看答复").click()
    expect(page.locator("main")).to_contain_text("予以公开")
    expect(page.locator("main")).to_contain_text("政府信息公开告知书")


def fits(page: Page, address: str, case: str) -> None:
    """No screen is wider than the window."""
    year = timezone.localdate().year
    lists = [f"{address}/desk/applications/{at}" for at in ("", "new/", "due/", f"carried/{year}/", "library/")]
    pages = [*lists, *(f"{case}{part}" for part in ("", "why/", "contents/", "steps/debrief/"))]
    for shown in pages:
        page.goto(shown)
        for width in (1440, 768, 360):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (shown, width)


def _codes(key: int) -> tuple[str, str]:
    case = Application.objects.get(pk=key)
    return case.number, code_of(case)


@pytest.mark.django_db(transaction=True)
def test_applications_go_from_application_to_archive(live_server: object) -> None:
    chosen = ways() if os.environ.get("TOUR") == "all" else {key: ways()[key] for key in REPRESENTATIVE}
    elsewhere(an_office_with_letters)
    failed: dict[str, BaseException] = {}
    with desks(str(live_server)) as seats:
        for outcome, way in chosen.items():
            began = time.monotonic()
            try:
                walk(seats, outcome, way)
            except Exception as error:  # noqa: BLE001  (the others are walked all the same, and the first is raised)
                failed[outcome] = error
            result = "没有走完" if outcome in failed else "已归档"
            sys.stdout.write(f"{outcomes()[outcome].name}：{result}，{time.monotonic() - began:.0f} 秒\n")
    if failed:
        raise AssertionError(f"没有走完：{'、'.join(failed)}") from next(iter(failed.values()))


def test_the_tour_leaves_no_outcome_out() -> None:
    assert ways().keys() == outcomes().keys()
