"""A report in a browser from the first pre-check to the superior's desk; what is published is read back the same."""

import datetime as dt
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from desk.conftest import PASSWORD, elsewhere, log_in
from gongkai.annual.manuscripts import Submission
from gongkai.annual.queries import public_reports
from gongkai.applications.actions.intake import Intake, register
from gongkai.applications.people import Particulars
from gongkai.demo.cases import Office, bring_about
from gongkai.figures.actions import state
from gongkai.figures.outside import OUTSIDE
from gongkai.law.receipt import BEIJING
from gongkai.organs.actions import appoint, create_organ, create_person
from gongkai.organs.models import Organ, Person, Role
from gongkai.report.load import reports_in
from gongkai.report.rules import audit

YEAR = 2025
MORE = (
    "（四）政府信息管理。规范政府信息管理，定期清理。",
    "（五）平台建设、监督保障。加强政府信息公开平台建设，做好监督保障。",
)
FIVE = "存在的主要问题是部分栏目更新不够及时。下一步将加强日常巡查，及时更新。"
SIX = "本年度未收取信息处理费。无其他需要报告的事项。联系电话：0900-1234567。"


def county() -> None:
    """A county, its water bureau with three people, one application that was granted."""
    fields = {"level": "county", "region": "640221"}
    above = create_organ(None, None, name="示例县人民政府", slug="county", kind="government", **fields)
    bureau = create_organ(None, above, name="示例县水务局", slug="bureau", kind="department", **fields)
    people = [_person(bureau, role) for role in (Role.OFFICER, Role.REVIEWER_1, Role.SIGNER)]
    _person(above, Role.SUPERVISOR)
    at = dt.datetime(YEAR, 3, 3, 12, tzinfo=BEIJING)
    who = Particulars(name="张某某", identity="110105194912310021", phone="13800000000")
    office = Office(bureau, *people)
    received = register(office.officer, bureau, Intake(who, "natural_person", "水利资金"), "counter", at)
    bring_about(office, received, "granted")
    for key in OUTSIDE:
        state(None, bureau, key, YEAR, None, "三定方案中没有此项职能")


def _person(organ: Organ, role: Role) -> Person:
    person = create_person(None, str(role), role.label, PASSWORD)
    person.must_change_password = False
    person.save()
    appoint(None, person, organ, role, dt.date(2019, 1, 1))
    return person


def enter(page: Page, address: str, username: str, report: str) -> None:
    page.context.clear_cookies()
    log_in(page, address, username)
    page.goto(report)


def write(page: Page) -> None:
    """Write with the keyboard: text at the end of section one, the others, a figure by its name; save."""
    one, five, six = (page.locator(f".desk-bound[data-for=section_{number}]") for number in (1, 5, 6))
    one.press("Control+End")
    for line in MORE:
        page.keyboard.press("Enter")
        page.keyboard.insert_text(line)
    for area, text in ((five, FIVE), (six, SIX)):
        area.click()
        page.keyboard.insert_text(text)
    mark = one.locator(".figure").first
    mark.hover()
    expect(page.locator("#figure-card")).to_contain_text("期内在专栏第一次发布的文件和信息")
    five.press("Control+End")
    page.keyboard.insert_text("全年按期答复率为")
    find = page.get_by_label("在“五、存在的主要问题及改进情况”中插入统计数")
    find.fill("按期答复率")
    find.press("Enter")
    expect(five.locator(".figure")).to_have_text("100")
    page.keyboard.insert_text("%。")
    page.get_by_role("button", name="保存并检查").click()
    expect(page.get_by_text("已保存为新版本")).to_be_visible()
    expect(page.locator(".desk-bound[data-for=section_5]")).to_contain_text("全年按期答复率为100%。")
    expect(page.locator(".desk-beside .counts")).to_contain_text("✕ 0")


def typed_over(page: Page) -> None:
    """A number typed in the place of a figure asks why; what was typed is still there."""
    mark = page.locator(".desk-bound[data-for=section_1] .figure").first
    mark.evaluate("mark => { mark.replaceWith('77'); }")
    page.locator(".desk-bound[data-for=section_1]").dispatch_event("input")
    page.get_by_role("button", name="保存并检查").click()
    expect(page.get_by_text("改成了 77").first).to_be_visible()
    page.go_back()


@pytest.mark.django_db(transaction=True)
def test_a_report_goes_from_the_ledger_to_the_superior(
    page: Page, live_server: object, work_off: Callable[[], None]
) -> None:
    address = str(live_server)
    elsewhere(county)
    log_in(page, address, "officer")
    page.goto(f"{address}/desk/annual/?year={YEAR}")
    report = page.url
    page.get_by_role("button", name="开始编写").click()
    write(page)
    violations = [v["id"] for v in Axe().run(page).response["violations"]]
    assert violations == [], violations
    for width in (360, 768):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.set_viewport_size({"width": 1280, "height": 800})
    typed_over(page)
    page.goto(report)
    page.get_by_role("button", name="送审").click()
    expect(page.get_by_text("没有错误")).to_be_visible()
    for username, button, told in (
        ("reviewer_1", "审核通过", "等签发人签发"),
        ("signer", "签发", "可以发布和报送"),
        ("signer", "发布到门户", "公众现在可以在门户上看到"),
        ("officer", "报送上级", "等待接收"),
        ("supervisor", "接收", "已接收"),
    ):
        enter(page, address, username, report)
        page.get_by_role("button", name=button, exact=True).click()
        expect(page.locator(".messages")).to_contain_text(told)
    elsewhere(work_off)
    files = page_of(page, address)
    elsewhere(lambda: _read_back(files))
    assert page.faults == []  # type: ignore[attr-defined]


def page_of(page: Page, address: str) -> dict[str, bytes]:
    """What everybody can download of the report, and its page."""
    public = f"{address}/o/bureau/reports/{YEAR}"
    files = {key: page.request.get(f"{public}.{key}") for key in ("docx", "pdf", "xml", "md")}
    files["html"] = page.request.get(f"{public}/")
    assert {key: answer.status for key, answer in files.items()} == dict.fromkeys(files, 200)
    return {key: answer.body() for key, answer in files.items()}


def _read_back(files: dict[str, bytes]) -> None:
    stored = public_reports().get().content
    assert Submission.objects.get().state == "已接收"
    for key, data in files.items():
        (reading,) = reports_in(data)
        read = reading.report
        assert (read.organ, read.year, read.title) == (stored.organ, stored.year, stored.title), key
        assert read.cells == stored.cells, key
        assert [(s.number, s.title, s.text) for s in read.sections] == [
            (s.number, s.title, s.text) for s in stored.sections
        ], key
        assert [f.message for f in audit(reading) if f.severity == "error"] == [], key
