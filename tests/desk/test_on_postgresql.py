"""The important screens once more on a real PostgreSQL: lists that filter, sort and page, acts, the trail, the interface."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from database_templates import PostgreSQL
from gongkai.annual.models import Report
from gongkai.organs.access import may_anywhere
from gongkai.organs.actions import appoint, create_organ, create_person, issue_token
from gongkai.organs.actions.tokens import SCOPES
from gongkai.organs.models import Organ, Person, Role
from gongkai.trail.models import Entry
from gongkai.trail.queries import version_of

pytestmark = pytest.mark.parametrize("each_database", ["postgresql"], indirect=True)
SAMPLES = Path(__file__).parents[2] / "samples" / "reports"


def everybody() -> Client:
    """Somebody in every role over a county with an office and a bureau."""
    fields = {"level": "county", "region": "640221"}
    county = create_organ(None, None, name="平罗县人民政府", slug="county", kind="government", **fields)
    create_organ(None, county, name="平罗县财政局", slug="bureau", kind="department", **fields)
    person = create_person(None, "all", "李某", "Quiet-Lake-2026")
    Person.objects.update(must_change_password=False)
    for role in Role:
        appoint(None, person, county, role, dt.date(2026, 1, 1))
    client = Client()
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    return client


def text_of(response: Any, status: int = 200) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    assert response.status_code == status, content.decode()
    return str(content.decode())


def test_a_report_is_handed_in_decided_published_and_listed(
    each_database: PostgreSQL, work_off: Callable[[], None]
) -> None:
    client, county = everybody(), Organ.objects.get(slug="county")
    text = next(SAMPLES.glob("002*")).read_bytes()
    files = [SimpleUploadedFile("年报.txt", text), SimpleUploadedFile("诗.txt", "一首诗。".encode())]
    watched = client.post("/desk/reports/upload/", {"organ": county.pk, "attached": files})["Location"]
    assert "排队中" in text_of(client.get(watched))
    work_off()
    assert "看审核结果" in text_of(client.get(watched))
    report = Report.objects.get()
    address = f"/desk/reports/{report.pk}/"
    prints = [found.fingerprint for found in report.findings.all()]
    client.post(f"{address}decide/", {"verdict": "confirmed", "finding": prints})
    assert "都已处理" in text_of(client.get(address))
    client.post(f"{address}publish/", {"publish_reason": "按期发布"})
    for query, shown, hidden in (
        ("state=public", "2025", "诗.txt"),
        ("state=unreadable", "诗.txt", "已发布</"),
        ("q=诗", "诗.txt", "年报.txt"),
        (f"year=2025&organ={county.pk}&ordering=-error_count", "2025", "诗.txt"),
    ):
        page = text_of(client.get(f"/desk/reports/results/?{query}"))
        assert shown in page
        assert hidden not in page
    assert "已发布" in text_of(client.get("/desk/reports/?export=csv"))
    for page in ("", "units/", "matters/wrong/", "matters/late/"):
        text_of(client.get(f"/desk/{page}"))


def test_bodies_people_and_the_trail(each_database: PostgreSQL, work_off: Callable[[], None]) -> None:
    client, bureau = everybody(), Organ.objects.get(slug="bureau")
    address = f"/desk/organs/{bureau.pk}/"
    renaming = {"name": "平罗县财政金融局", "on": "2026-11-01", "reason": "机构改革", "seen": version_of(bureau)}
    assert client.post(f"{address}rename/", renaming).status_code == 302
    assert "平罗县财政金融局" in text_of(client.get("/desk/organs/results/?q=财政局&kind=department"))
    people = text_of(client.get("/desk/people/results/?q=李&role=signer"))
    assert len(re.findall(r"/desk/people/\d+/", people)) == 1
    assert "机构改革" in text_of(client.get("/desk/trail/results/?q=机构&act=rename_organ&since=2026-01-01"))
    client.post("/desk/trail/check/")
    work_off()
    assert "没有被改动、删去或插入" in text_of(client.get("/desk/trail/check/"))
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE trail_entry DISABLE TRIGGER trail_no_change")
        cursor.execute("DELETE FROM trail_entry WHERE number = 3")
    client.post("/desk/trail/check/")
    work_off()
    assert "缺第 3 至 3 条" in text_of(client.get("/desk/trail/check/"))


def test_a_program_lists_and_writes(each_database: PostgreSQL) -> None:
    everybody()
    person, today = Person.objects.get(), timezone.localdate()
    secret = issue_token(person, "试", [act for act in SCOPES if may_anywhere(person, act, today)], today)[1]
    program = Client(headers={"Authorization": f"Bearer {secret}"})
    file = SimpleUploadedFile("诗.txt", "一首诗。".encode())
    taken = program.post("/api/v1/staff/files", {"organ": "bureau", "file": file})
    assert taken.status_code == 202
    for path in ("reports?state=reading&organ=county&beneath=true", "reports.csv", "people?q=李", "people.csv"):
        text_of(program.get(f"/api/v1/staff/{path}"))
    assert "李某（令牌“试”）" in text_of(program.get("/api/v1/staff/trail.csv?act=upload_report"))
    assert (
        program.post(f"/api/v1/staff/people/{person.pk}/close", {"reason": "试"}, content_type="application/json")
        .json()["detail"]
        .startswith("不能停用自己的账号")
    )
    assert Entry.objects.filter(act="upload_report").count() == 1
