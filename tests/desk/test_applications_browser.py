"""A case from intake to archive in a browser, with the keyboard where a form is filled in; no screen wider than a phone."""

import datetime as dt
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from desk.conftest import PASSWORD, elsewhere, log_in
from gongkai.applications.models import Application
from gongkai.organs.actions import appoint, create_organ, create_person
from gongkai.organs.models import Role


def an_office() -> None:
    office = create_organ(
        None, None, name="示例区人民政府办公室", slug="office", level="county", kind="office", region="640303"
    )
    for role in (Role.OFFICER, Role.REVIEWER_1, Role.SIGNER):
        person = create_person(None, str(role), role.label, PASSWORD)
        person.must_change_password = False
        person.save()
        appoint(None, person, office, role, dt.date(2026, 1, 1))


def swap(page: Page, address: str, username: str, case: str) -> None:
    """Another person sits down before the case."""
    page.context.clear_cookies()
    log_in(page, address, username)
    page.goto(case)


def go_on(page: Page, name: str) -> None:
    """Take the one next step; its page says what follows."""
    page.locator(".desk-next a.button").click()
    expect(page.get_by_text("接下来：")).to_be_visible()
    expect(page.locator(".desk-next")).to_have_count(0)
    assert name in page.title()


def save(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.get_by_text("已记录")).to_be_visible()


def as_archived() -> None:
    case = Application.objects.get()
    assert (case.status, case.outcome, case.in_time, case.files.count()) == ("archived", "granted", True, 5)


def take_in(page: Page, address: str, scan: Path) -> str:
    """An application from the counter: looked at, then entered; the address of its case."""
    page.goto(f"{address}/desk/applications/new/")
    page.get_by_label("申请人类别").select_option(label="自然人")
    page.get_by_label("姓名或者名称").fill("张某某")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("110105194912310021")
    page.get_by_label("电话", exact=True).fill("13800000000")
    page.get_by_label("所需政府信息的内容描述").fill("2025年度水利工程建设资金使用情况")
    page.get_by_role("button", name="核对").press("Enter")
    looked = page.locator(".desk-looked")
    expect(looked).to_contain_text("条例第三十一条第（一）项")
    expect(looked).to_contain_text("20个工作日")
    page.get_by_label("扫描件").set_input_files(scan)
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_text("已登记，编号")).to_be_visible()
    return page.url


def draft(page: Page, letter: Path) -> None:
    """Take the case and draft the reply."""
    go_on(page, "指定承办人")
    page.get_by_label("承办人").select_option(label="公开工作人员")
    save(page, "指定")
    go_on(page, "拟定答复")
    page.get_by_label("处理结果").select_option("granted")
    page.get_by_label("针对的内容").fill("资金使用情况表")
    page.get_by_label("答复文书（上传）").set_input_files(letter)
    save(page, "拟定答复")
    expect(page.get_by_text("等待审核人审核答复。")).to_be_visible()


def check(page: Page) -> None:
    """The legality check, with the draft before the eyes."""
    go_on(page, "合法性审核")
    expect(page.get_by_text("资金使用情况表")).to_be_visible()
    page.get_by_label("审核意见").fill("依据、救济告知正确")
    save(page, "记录")


def finish(page: Page) -> None:
    """Serve and archive."""
    go_on(page, "送达")
    page.get_by_label("凭据").fill("挂号信1号")
    save(page, "登记送达")
    go_on(page, "归档")
    save(page, "归档")
    expect(page.locator(".desk-timeline > li").first).to_contain_text("归档")


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


@pytest.mark.django_db(transaction=True)
def test_a_case_goes_from_the_counter_to_the_archive(page: Page, live_server: object, tmp_path: Path) -> None:
    address, paper = str(live_server), tmp_path / "文书.pdf"
    paper.write_bytes(b"%PDF-1.7 paper")
    elsewhere(an_office)
    log_in(page, address, "officer")
    case = take_in(page, address, paper)
    draft(page, paper)
    swap(page, address, "reviewer_1", case)
    check(page)
    swap(page, address, "signer", case)
    go_on(page, "作出答复")
    save(page, "签发")
    swap(page, address, "officer", case)
    finish(page)
    elsewhere(as_archived)
    fits(page, address, case)
    assert page.faults == []  # type: ignore[attr-defined]
