"""The whole way of a report in a browser: hand in, wait, decide, sign and publish; with and without scripts, on a phone."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from accessibility import violations
from desk.conftest import PASSWORD, elsewhere, log_in
from gongkai.annual.models import FindingDecision, Report
from gongkai.annual.queries import decided
from gongkai.disclosure.models import Document
from gongkai.organs.actions import appoint, create_organ, create_person
from gongkai.organs.models import Role

SAMPLES = Path(__file__).parents[2] / "samples" / "reports"


def county_office() -> None:
    office = create_organ(
        None, None, name="红寺堡区人民政府办公室", slug="office", level="county", kind="office", region="640303"
    )
    for role in (Role.OFFICER, Role.SIGNER):
        person = create_person(None, str(role), role.label, PASSWORD)
        person.must_change_password = False
        person.save()
        appoint(None, person, office, role, dt.date(2026, 1, 1))


def decide_all(page: Page) -> None:
    """Dismiss the first finding with a reason, confirm the others; publication is not the officer's."""
    first = page.locator(".desk-list > li").first
    first.get_by_text("处理", exact=False).first.click()
    first.get_by_label("理由").fill("本区经授权制定规章，已核对")
    first.get_by_role("button", name="不是问题").click()
    expect(page.locator(".desk-list > li").first).to_contain_text("本区经授权制定规章，已核对")
    for box in page.locator(".desk-list > li input[type=checkbox]").all()[1:]:
        box.check()
    page.get_by_role("group", name="处理勾选的问题").get_by_role("button", name="属实").click()
    expect(page.locator(".counts")).to_contain_text("都已处理")
    expect(page.get_by_role("button", name="签发并发布到门户")).to_be_disabled()
    expect(page.get_by_text("您的岗位不能发布年度报告")).to_be_visible()


def as_decided() -> None:
    stored = Report.objects.get()
    verdicts = list(decided(stored).values_list("verdict", flat=True))
    assert verdicts[0] == FindingDecision.Verdict.DISMISSED
    assert set(verdicts[1:]) == {FindingDecision.Verdict.CONFIRMED}
    assert stored.published_with.startswith("上级要求按期发布")


@pytest.mark.django_db(transaction=True)
def test_a_report_goes_from_upload_to_the_portal(page: Page, live_server: object, work_off: Callable[[], None]) -> None:
    address = str(live_server)
    elsewhere(county_office)
    log_in(page, address, "officer")
    page.get_by_role("link", name="年度报告", exact=True).click()
    page.get_by_role("link", name="上传报告").click()
    plain = without_scripts(page)
    page.goto(upload(plain, page.url))
    for shown in (page, plain):
        expect(shown.get_by_text("排队中")).to_be_visible()
    elsewhere(work_off)
    expect(plain.get_by_role("link", name="看审核结果")).to_be_visible(timeout=10_000)
    plain.get_by_role("link", name="看审核结果").click()
    expect(plain.get_by_role("heading", name="问题和处理")).to_be_visible()
    plain.context.close()
    page.get_by_role("link", name="看审核结果").click(timeout=10_000)

    decide_all(page)
    report = page.url
    fits_a_phone(
        page, address, ["/desk/reports/upload/", "/desk/matters/late/", "/desk/tokens/", report[len(address) :]]
    )

    page.context.clear_cookies()
    log_in(page, address, "signer")
    page.goto(report)
    page.get_by_label("带错发布的理由").fill("上级要求按期发布，更正说明随后附上")
    page.get_by_role("button", name="签发并发布到门户").click()
    expect(page.get_by_text("已发布，公众现在可以在门户上看到")).to_be_visible()
    page.get_by_role("link", name="看门户上的页面").click()
    expect(page.get_by_text("红寺堡区").first).to_be_visible()

    elsewhere(as_decided)
    assert page.faults == []  # type: ignore[attr-defined]


def without_scripts(page: Page) -> Page:
    """A page of the same person in a browser that runs none."""
    browser, state = page.context.browser, page.context.storage_state()
    assert browser
    return browser.new_context(java_script_enabled=False, locale="zh-CN", storage_state=state).new_page()


def upload(page: Page, form: str) -> str:
    """Hand in a report; the address where its progress shows."""
    page.goto(form)
    (path,) = SAMPLES.glob("002*")
    page.get_by_label("文件").set_input_files(path)
    page.get_by_role("button", name="上传并审核").click()
    return page.url


def fits_a_phone(page: Page, address: str, more: list[str]) -> None:
    """No screen is wider than a phone."""
    usual = page.viewport_size
    assert usual
    page.set_viewport_size({"width": 360, "height": 800})
    for screen in ("/desk/", "/desk/reports/", *more):
        page.goto(f"{address}{screen}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, screen
    page.set_viewport_size(usual)


WORD = """<h1>一、项目</h1><p class=MsoNormal style="color:red"><b>安排</b>如下<o:p></o:p></p>
<table class=MsoTable><tr><td width=90>道路</td><td onclick="x()">3</td></tr></table><script>alert(1)</script>"""
PASTE = """([html]) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  document.querySelector(".desk-rich").focus();
  document.querySelector(".desk-rich").dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""


def cleaned() -> None:
    document = Document.objects.get()
    rows = "<table><tbody><tr><td>道路</td><td>3</td></tr></tbody></table>"
    assert document.body == f"<h2>一、项目</h2><p><strong>安排</strong>如下</p>\n{rows}"


@pytest.mark.django_db(transaction=True)
def test_what_is_pasted_from_word_reaches_the_portal_clean(page: Page, live_server: object) -> None:
    address = str(live_server)
    elsewhere(county_office)
    log_in(page, address, "officer")
    page.goto(f"{address}/desk/documents/new/")
    page.get_by_label("标题", exact=False).first.fill("2026年重大建设项目清单")
    page.get_by_label("文件种类", exact=False).select_option(label="一般信息")
    page.get_by_label("法定栏目", exact=False).select_option(label="重大建设项目")
    page.evaluate(PASTE, [WORD])
    expect(page.get_by_role("textbox", name="正文")).to_contain_text("安排如下")
    page.get_by_role("button", name="保存草稿").click()
    expect(page.get_by_text("已保存为草稿")).to_be_visible()
    document = page.url
    assert violations(page) == []

    page.context.clear_cookies()
    log_in(page, address, "signer")
    page.goto(document)
    page.get_by_role("button", name="签发并发布到门户").click()
    page.get_by_role("link", name="门户上的页面").click()
    expect(page.get_by_role("heading", name="2026年重大建设项目清单")).to_be_visible()
    expect(page.get_by_role("cell", name="道路")).to_be_visible()
    elsewhere(cleaned)
    assert page.faults == []  # type: ignore[attr-defined]
