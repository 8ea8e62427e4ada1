"""A county of sixty bodies in a browser: collected, added up, a difference explained unit by unit, published together."""

import datetime as dt

import pytest
from playwright.sync_api import Page, expect

from desk.conftest import elsewhere, holder, log_in, organ_below
from generator.draft import random_report
from gongkai.annual.actions.handing import hand_up, receive
from gongkai.annual.keeping import keep_audit
from gongkai.annual.models import Report, ReportFile
from gongkai.annual.queries import public_reports
from gongkai.applications.actions.intake import Intake, register
from gongkai.applications.people import Particulars
from gongkai.law.receipt import BEIJING
from gongkai.organs.actions import appoint
from gongkai.organs.models import Organ, Person, Role
from gongkai.report.writers.data import report_data

BODIES, YEAR = 60, 2025


def collected() -> None:
    """Sixty bodies whose reports were handed up and received; the seventh has a request that its report leaves out."""
    county = organ_below(None, "示例县人民政府", "county", "government")
    superior = holder(county, Role.SUPERVISOR, "supervisor")
    organs = [
        organ_below(Organ.objects.get(pk=county.pk), f"示例县第{number}局", f"b{number}")
        for number in range(1, BODIES + 1)
    ]
    officer = holder(organs[0], Role.OFFICER, "officer")
    for organ in organs[1:]:
        appoint(None, officer, organ, Role.OFFICER, dt.date(2026, 1, 1))
    officer = Person.objects.get(pk=officer.pk)
    for number, organ in enumerate(organs):
        file = ReportFile.objects.create(organ=organ, name="年报.docx", sha256=f"{number:064}", size=1)
        made = report_data(random_report(number, kind="department"), "")
        report = keep_audit(file, 1, made | {"organ": organ.name, "year": YEAR, "title": f"{organ}年度报告"}, [])
        receive(superior, hand_up(officer, report))
    who = Particulars(name="张某某", identity="110105194912310021", phone="13800000000")
    at = dt.datetime(YEAR, 3, 3, 12, tzinfo=BEIJING)
    register(officer, organs[6], Intake(who, "natural_person", "水利资金"), "counter", at)


def total(row: str, body: str = "") -> int:
    found = Report.objects.filter(organ__slug=body) if body else Report.objects.all()
    return sum(int(report.content.value(3, row, "total") or 0) for report in found)


@pytest.mark.django_db(transaction=True)
def test_sixty_bodies_are_added_up_and_published_together(page: Page, live_server: object) -> None:
    address = str(live_server)
    elsewhere(collected)
    sums: list[int] = []
    elsewhere(lambda: sums.extend((total("received", "b7"), total("granted"), Organ.objects.get(slug="county").pk)))
    seventh, granted, county = sums
    log_in(page, address, "supervisor")
    page.goto(f"{address}/desk/annual/?year={YEAR}")
    expect(page.get_by_role("link", name=f"已接收 {BODIES}")).to_be_visible()
    page.goto(f"{address}/desk/annual/{county}/{YEAR}/rollup/")
    expect(page.get_by_text(f"由 {BODIES + 1} 个单位相加")).to_be_visible()
    difference = page.get_by_role("row").filter(has_text="本年新收").filter(has_text="总计").last
    expect(difference).to_contain_text(f"示例县第7局 {seventh} / 1")
    page.locator(f"a[href$='/{county}/{YEAR}/rollup/3/granted/total/']").click()
    expect(page.locator(".desk-lead")).to_have_text(f"合计 {granted}")
    assert page.get_by_role("row").count() == BODIES + 2
    expect(page.get_by_role("row").filter(has_text="示例县第60局")).to_contain_text("已报送的报告")
    page.goto(f"{address}/desk/annual/?year={YEAR}")
    page.get_by_role("button", name=f"发布已接收的 {BODIES} 份报告").click()
    expect(page.locator(".messages")).to_contain_text(f"已统一发布 {BODIES} 份报告")
    expect(page.get_by_role("link", name=f"已发布 {BODIES}")).to_be_visible()
    public: list[int] = []
    elsewhere(lambda: public.append(public_reports().count()))
    assert public == [BODIES]
    page.goto(f"{address}/o/b60/reports/{YEAR}/")
    expect(page.get_by_role("heading", name="示例县第60局年度报告").first).to_be_visible()
    assert page.faults == []  # type: ignore[attr-defined]
