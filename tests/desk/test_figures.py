"""Figures at the desk: tables whose every number leads to its records, statements, and the report of a year."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gongkai.annual.models import ReportFile
from gongkai.applications.actions.intake import Intake, register
from gongkai.applications.people import Particulars
from gongkai.figures.models import Stated
from gongkai.law.receipt import BEIJING
from gongkai.organs.models import Organ, Person, Role

pytestmark = pytest.mark.django_db
Enter = Callable[[Role], Client]
FEES = "table2.fees.amount"


@pytest.fixture
def received(office: Organ) -> str:
    officer = Person.objects.get(username="officer-office")
    wanted = Intake(
        Particulars(name="张某某", identity="110105194912310021", phone="13800000000"), "business", "水利资金"
    )
    return register(officer, office, wanted, "counter", dt.datetime(2026, 3, 2, 12, tzinfo=BEIJING)).number


def test_a_number_in_the_table_leads_to_its_records(enter: Enter, office: Organ, received: str) -> None:
    client = enter(Role.OFFICER)
    with CaptureQueriesContext(connection) as asked:
        page = client.get("/desk/figures/", {"organ": office.pk, "year": 2026}).content.decode()
    assert len(asked) <= 30
    assert 'aria-label="表三“一、本年新收政府信息公开申请数量”行“商业企业”列 1"' in page
    records = client.get("/desk/figures/table3.received.business/", {"organ": office.pk, "year": 2026}).content.decode()
    assert received in records
    assert "张" not in records
    nothing = client.get("/desk/figures/table3.received.research/", {"organ": office.pk, "year": 2026}).content.decode()
    assert received not in nothing
    assert "没有记录" in nothing


def test_a_figure_of_another_system_is_stated_once_with_its_source(enter: Enter, office: Organ) -> None:
    client = enter(Role.OFFICER)
    address = f"/desk/figures/{FEES}/?organ={office.pk}&year=2026"
    refused = client.post(address, {"value": "12.5", "evidence": ""})
    assert refused.status_code == 422
    assert 'value="12.5"' in refused.content.decode()
    assert client.post(address, {"value": "12.5", "none": "on", "evidence": "财务"}).status_code == 422
    assert client.post(address, {"value": "1271.39", "evidence": "财政局，截至12月31日"}).status_code == 302
    assert Stated.objects.get(current=True).value == Decimal("1271.39")
    assert client.post(address, {"none": "on", "evidence": "职能已划转"}).status_code == 302
    assert [stated.value for stated in Stated.objects.order_by("pk")] == [Decimal("1271.39"), None]


def test_only_who_may_states_and_compiles(enter: Enter, office: Organ) -> None:
    for role in (Role.AUDITOR, Role.SIGNER, Role.SUPERVISOR):
        client = enter(role)
        client.post(f"/desk/figures/{FEES}/?organ={office.pk}&year=2026", {"value": "1", "evidence": "x"})
    assert not Stated.objects.exists()
    before = ReportFile.objects.count()
    assert enter(Role.AUDITOR).post("/desk/figures/compile/", {"organ": office.pk, "year": 2026}).status_code == 403
    assert ReportFile.objects.count() == before


def test_the_report_of_a_year_is_compiled_and_waits_for_its_audit(enter: Enter, office: Organ, received: str) -> None:
    client = enter(Role.OFFICER)
    answer = client.post("/desk/figures/compile/", {"organ": office.pk, "year": 2026}, follow=True)
    assert "/reports/files/" in answer.redirect_chain[-1][0]
    assert "已由台账编制" in answer.content.decode()
    assert ReportFile.objects.order_by("-pk")[0].name.endswith("（台账编制）.docx")
    for wrong in ("", "abc", "1999", "99999"):
        told = client.post("/desk/figures/compile/", {"organ": office.pk, "year": wrong}, follow=True)
        assert "只能编制 2021 年至今年" in told.content.decode()
