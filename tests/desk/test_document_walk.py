"""A document's whole way in a browser: from the draft over reviews, interpretation and gazette to its end in table 2."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from accessibility import violations
from desk.conftest import elsewhere, holder
from gongkai.disclosure.actions import explaining
from gongkai.disclosure.models import Document, Interpretation
from gongkai.gazette import actions as gazette
from gongkai.gazette.models import Issue, Item
from gongkai.organs.actions import create_organ
from gongkai.organs.models import Organ, Person, Role
from gongkai.vetting.actions.arranging import set_chain
from gongkai.vetting.actions.review import pass_on, submit
from gongkai.vetting.models import Vetting
from gongkai.vetting.steps import USUAL, Gate

TITLE = "红寺堡区救助资金管理办法"
GOOD = "<p>第一条　为了规范救助资金管理，制定本办法。</p><p>第二条　救助对象由民政部门审核。</p>"
BAD = GOOD + "<p>第三条　首批救助对象的身份证号为11010519491231002X。</p>"
TYPE = """html => {
  const field = document.querySelector(".desk-rich");
  field.innerHTML = html;
  field.dispatchEvent(new Event("input", {bubbles: true}));
}"""
GATES = [gate.value for gate in Gate]
REVIEWERS = (Role.REVIEWER_1, Role.REVIEWER_2, Role.SECRECY_REVIEWER, Role.REVIEWER_3)


def office_that_vets() -> None:
    office = create_organ(
        None, None, name="红寺堡区人民政府", slug="office", level="county", kind="government", region="640303"
    )
    set_chain(None, office, USUAL)
    for role in (Role.OFFICER, *REVIEWERS, Role.SIGNER):
        holder(office, role, str(role))
    holder(office, Role.OFFICER, "second")
    holder(office, Role.OFFICER, "third")


def become(page: Page, address: str, username: str) -> None:
    """Somebody else sits down: their session, without the form of the login."""
    found: list[str] = []

    def enter() -> None:
        client = Client()
        client.force_login(Person.objects.get(username=username), "django.contrib.auth.backends.ModelBackend")
        found.append(client.cookies[settings.SESSION_COOKIE_NAME].value)

    elsewhere(enter)
    page.context.clear_cookies()
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": found[0], "url": address}])


def reviewed(count: int) -> Callable[[], None]:
    """So many of the reviewers have let the newest pass."""

    def review() -> None:
        vetting = Vetting.objects.latest("pk")
        for role in REVIEWERS[vetting.reached : count]:
            vetting = pass_on(Person.objects.get(username=str(role)), vetting, GATES)

    return review


def draft_in(page: Page, address: str) -> str:
    """Drafted with an ID number and handed in; the document's page."""
    page.goto(f"{address}/desk/documents/new/")
    page.get_by_label("标题", exact=False).first.fill(TITLE)
    page.get_by_label("文件种类", exact=False).select_option("normative_doc")
    page.get_by_label("法定栏目", exact=False).select_option("rules")
    page.get_by_label("发文字号", exact=False).fill("红政规发 [2026] 3号")
    today = timezone.localdate()
    page.get_by_label("成文日期", exact=False).fill((today - dt.timedelta(days=9)).isoformat())
    page.get_by_label("施行日期", exact=False).fill((today - dt.timedelta(days=2)).isoformat())
    page.evaluate(TYPE, BAD)
    page.get_by_role("button", name="保存草稿").click()
    document = page.url
    page.get_by_role("button", name="送审").click()
    expect(page.get_by_text("身份证", exact=False).first).to_be_visible()
    return document


def blocked_and_mended(page: Page, address: str, document: str) -> None:
    """The last review lets nothing pass that has an ID number; mended, it goes through."""
    elsewhere(reviewed(3))
    become(page, address, "reviewer_3")
    page.goto(f"{address}/desk/vetting/{newest()}/")
    for box in page.locator("input[name=gates]").all():
        box.check()
    page.get_by_role("button", name="通过").click()
    expect(page.get_by_text("处错误没有改正，也没有人写明理由放行", exact=False)).to_be_visible()
    page.get_by_label("审核意见", exact=False).fill("删去第三条的身份证号")
    page.get_by_role("button", name="退回修改").click()
    become(page, address, "officer")
    page.goto(document)
    page.evaluate(TYPE, GOOD)
    page.get_by_role("button", name="保存草稿").click()
    page.get_by_role("button", name="送审").click()
    elsewhere(reviewed(4))


def newest() -> int:
    found: list[int] = []
    elsewhere(lambda: found.append(Vetting.objects.latest("pk").pk))
    return found[0]


def interpreted() -> None:
    """An interpretation, drafted, reviewed and published like the document."""
    officer, signer = (Person.objects.get(username=name) for name in ("officer", "signer"))
    fields = {"form": "text", "title": f"《{TITLE}》解读", "elements": {"content": "资金怎样申请、审核、拨付。"}}
    made = explaining.draft(
        officer, Interpretation, Organ.objects.get(), fields | {"documents": [Document.objects.get()]}
    )
    submit(officer, made)
    reviewed(4)()
    explaining.publish(signer, made)


def composed() -> None:
    """An issue with the document, read by three."""
    today, officer = timezone.localdate(), Person.objects.get(username="officer")
    fields = {"year": today.year, "number": 1, "first": today, "last": today}
    issue = gazette.open_issue(officer, Organ.objects.get(), fields)
    gazette.take_in(officer, issue, [Document.objects.get()], "行政规范性文件")
    for name in ("officer", "second", "third"):
        gazette.proof(Person.objects.get(username=name), Item.objects.get(), 0, 0)


@pytest.mark.django_db(transaction=True)
def test_a_document_goes_from_draft_to_abolition_and_stands_in_table_2(page: Page, live_server: object) -> None:
    address = str(live_server)
    page.set_default_timeout(90_000)  # a busy machine is not a fault
    elsewhere(office_that_vets)
    become(page, address, "officer")
    document = draft_in(page, address)
    blocked_and_mended(page, address, document)

    become(page, address, "signer")
    page.goto(document)
    page.get_by_role("button", name="签发并发布到门户").click()
    expect(page.get_by_text("已发布，公众现在可以在门户上看到", exact=False)).to_be_visible()
    elsewhere(interpreted)
    elsewhere(composed)
    page.goto(f"{address}/desk/gazette/{only_issue()}/")
    page.get_by_role("button", name="出版").click()
    expect(page.get_by_text("已出版，公众现在可以在门户上看到", exact=False)).to_be_visible()
    assert violations(page) == []

    page.goto(f"{document}life/")
    page.locator("select[name=stage]").select_option("abolished")
    page.get_by_label("文号、会议或者依据", exact=False).fill("红政发〔2026〕9号")
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_text("已登记。门户上的页面随之显示有效性和沿革", exact=False)).to_be_visible()
    assert violations(page) == []

    page.goto(f"{address}/desk/figures/")
    cell = page.get_by_role("link", name="表二“行政规范性文件”行“本年废止件数”列", exact=False)
    expect(cell).to_have_text("1")
    cell.click()
    page.get_by_role("link", name=TITLE).click()
    page.get_by_role("link", name="门户上的页面").click()
    for words in ("本文件已废止", "红政发〔2026〕9号", f"《{TITLE}》解读", "年第1期"):
        expect(page.get_by_text(words, exact=False).first).to_be_visible()
    assert page.faults == []  # type: ignore[attr-defined]


def only_issue() -> int:
    found: list[int] = []
    elsewhere(lambda: found.append(Issue.objects.get().pk))
    return found[0]
