"""The portal as a resident meets it: every page answers, says what is there, and never more than is published."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.annual.actions import publish_report, upload_report, withdraw_report
from gongkai.annual.models import Report
from gongkai.organs.actions import appoint, create_organ, create_person, rename_organ, succeed
from gongkai.organs.models import Organ, Person, Role

pytestmark = pytest.mark.django_db
SAMPLES = Path(__file__).parents[2] / "samples" / "reports"
WorkOff = Callable[[], None]


@pytest.fixture
def county() -> Organ:
    return create_organ(
        None,
        None,
        name="平罗县人民政府",
        slug="pingluo",
        level="county",
        kind="government",
        region="640221",
        phone="0952-6095082",
        site_code="6402210001",
    )


@pytest.fixture
def office(county: Organ) -> Organ:
    return create_organ(
        None, county, name="平罗县人民政府办公室", slug="pingluo-office", level="county", kind="office", region="640221"
    )


@pytest.fixture
def signer(office: Organ) -> Person:
    person = create_person(None, "signer", "某人", "Quiet-Lake-2026")
    for role in (Role.OFFICER, Role.SIGNER):
        appoint(None, person, office, role, dt.date(2026, 1, 1))
    return person


@pytest.fixture
def published(office: Organ, signer: Person, work_off: WorkOff) -> Report:
    (path,) = SAMPLES.glob("001*")
    file = upload_report(signer, office, SimpleUploadedFile(path.name, path.read_bytes()))
    work_off()
    return publish_report(signer, file.reports.get())


def text_of(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


@pytest.mark.parametrize("address", ["/", "/organs/", "/reports/", "/search/", "/feed/", "/sitemap.xml"])
def test_an_empty_site_says_what_will_be_here(client: Client, address: str) -> None:
    assert text_of(client, address)


def test_home_leads_to_everything_a_resident_comes_for(client: Client, published: Report) -> None:
    home = text_of(client, "/")
    for words in ("搜索", "申请公开", "看年度报告", "公开指南", str(published), "6402210001", "0952-6095082"):
        assert words in home


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("part", ["guide", "rules", "content", "reports", "apply"])
def test_every_body_has_the_statutory_parts(client: Client, part: str) -> None:
    assert 'aria-current="page"' in text_of(client, f"/o/pingluo-office/{part}/")


def test_a_report_is_read_as_the_form_has_it(client: Client, published: Report) -> None:
    page = text_of(client, "/o/pingluo-office/reports/2022/")
    for words in ("一、本年新收政府信息公开申请数量", "本列数据的勾稽关系为", "平罗县人民政府办公室"):
        assert words in page
    assert page.count("<table") >= 3
    published.data["sections"][0]["text"] = "重新读取以后的第一段。"
    published.audited_at += dt.timedelta(seconds=1)
    published.save()
    assert "重新读取以后的第一段。" in text_of(client, "/o/pingluo-office/reports/2022/"), "what was kept is not older"


@pytest.mark.usefixtures("published")
def test_what_is_downloaded_is_the_report(client: Client) -> None:
    data = json.loads(client.get("/o/pingluo-office/reports/2022.json").content)
    assert data["table3"]["received"]["total"] == 24
    word = client.get("/o/pingluo-office/reports/2022.docx")
    assert word.content.startswith(b"PK")
    assert "filename*=utf-8''" in word["Content-Disposition"]
    assert client.get("/o/pingluo-office/reports/2022.exe").status_code == 404


def test_nothing_shows_before_publication_nor_after_withdrawal(
    client: Client, office: Organ, signer: Person, published: Report, work_off: WorkOff
) -> None:
    (path,) = SAMPLES.glob("000*")
    upload_report(signer, office, SimpleUploadedFile(path.name, path.read_bytes()))
    work_off()
    text_of(client, "/o/pingluo-office/reports/2025/", 404)
    withdraw_report(signer, published, "内容有误")
    text_of(client, "/o/pingluo-office/reports/2022/", 404)
    assert str(published) not in text_of(client, "/reports/")


@pytest.mark.usefixtures("published")
def test_search_finds_bodies_and_reports_and_says_when_it_finds_none(client: Client) -> None:
    assert "平罗县人民政府办公室" in text_of(client, "/search/?q=办公室")
    assert "2022年政府信息公开工作<mark>年度报告</mark>" in text_of(client, "/search/?q=年度报告")
    assert "没有找到与“火星”有关" in text_of(client, "/search/?q=火星")
    assert "&lt;script&gt;" in text_of(client, "/search/?q=<script>")


def test_a_former_name_and_a_successor_are_told(client: Client, county: Organ, office: Organ) -> None:
    keeper = create_person(None, "keeper", "某人", "Quiet-Lake-2026")
    appoint(None, keeper, county, Role.ADMINISTRATOR, dt.date(2026, 1, 1))
    other = create_organ(
        None, county, name="平罗县政务局", slug="affairs", level="county", kind="department", region="640221"
    )
    rename_organ(keeper, office, "平罗县政府办", dt.date(2026, 5, 1), "机构改革")
    succeed(keeper, [office], [other], dt.date(2026, 6, 1), "平罗县机构改革方案")
    page = text_of(client, "/o/pingluo-office/")
    assert "平罗县人民政府办公室（至 2026年4月30日）" in page
    assert "已于 2026年6月1日 撤销" in page
    assert "平罗县政务局" in page


@pytest.mark.parametrize("address", ["/o/nowhere/", "/o/nowhere/guide/", "/o/nowhere/reports/2022/", "/nothing"])
def test_an_unknown_address_is_not_found(client: Client, address: str) -> None:
    text_of(client, address, 404)


def test_reading_preferences_are_kept_and_lead_nowhere_else(client: Client) -> None:
    response = client.post("/preferences/", {"large": "1", "next": "/organs/"})
    assert (response.status_code, response["Location"]) == (302, "/organs/")
    assert 'class="large' in text_of(client, "/")
    assert client.post("/preferences/", {"next": "https://evil.example/"})["Location"] == "/"


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(
    "address", ["/", "/organs/", "/reports/", "/search/?q=平罗", "/o/pingluo/", "/o/pingluo-office/reports/2022/"]
)
def test_no_page_asks_more_than_twelve_times(client: Client, django_assert_max_num_queries, address: str) -> None:  # type: ignore[no-untyped-def]
    with django_assert_max_num_queries(12):
        text_of(client, address)
