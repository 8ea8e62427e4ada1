"""What anybody can ask: bodies, published reports, nothing else; and every refusal in Chinese."""

import csv
import json
import time
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from gongkai.annual.models import Report
from gongkai.api.rate import AddressRate
from gongkai.organs.models import Organ
from gongkai.report.load import reports_in
from gongkai.report.writers.data import report_data
from gongkai.ui.rate import Bucket

pytestmark = pytest.mark.django_db
SNAPSHOT = Path(__file__).with_name("openapi.json")
PHONE = "0952-0001234"


def get(path: str, status: int = 200, **query: object) -> Any:
    answer = Client().get(f"/api/v1/{path}", query)
    assert answer.status_code == status, answer.content.decode()
    return answer.json()


def slugs(**query: object) -> list[str]:
    return [organ["slug"] for organ in get("organs", **query)["items"]]


@pytest.mark.usefixtures("county")
def test_bodies_are_found_by_place_level_kind_and_former_name() -> None:
    assert slugs() == ["pingluo", "pingluo-office", "land"]
    assert slugs(parent="pingluo") == ["pingluo-office", "land"]
    assert slugs(kind="department") == slugs(q="国土") == ["land"]
    assert slugs(level="city") == slugs(region="6403") == []
    page = get("organs", page=2, size=2)
    assert (page["total"], [organ["slug"] for organ in page["items"]]) == (3, ["land"])
    assert page["items"][0]["parent"] == "pingluo"


@pytest.mark.usefixtures("county")
def test_bodies_go_out_as_a_table() -> None:
    text = b"".join(Client().get("/api/v1/organs.csv", {"parent": "pingluo"}).streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    assert [(row["网址标识"], row["联系电话"]) for row in rows] == [("pingluo-office", PHONE), ("land", "")]


@pytest.mark.usefixtures("county")
def test_a_body_shows_its_contacts_and_former_names() -> None:
    assert get("organs/pingluo-office")["phone"] == PHONE
    assert get("organs/land")["former_names"] == [{"name": "平罗县国土资源局", "until": "2019-02-28"}]


def test_only_published_reports_show(reports: list[Report]) -> None:
    (only,) = get("reports")["items"]
    assert (only["organ"], only["year"]) == ("pingluo-office", 2022)
    assert get("reports", organ="pingluo")["total"] == 0
    assert get("reports", organ="pingluo", beneath="true")["total"] == 1
    assert get("reports", year=2025)["total"] == 0
    report = get("organs/pingluo-office/reports/2022")
    assert report["table3"]["received"]["total"] == 24
    assert "findings" not in report
    assert "没有已发布" in get("organs/pingluo-office/reports/2025", 404)["detail"]
    xml, table = (Client().get(f"/api/v1/organs/pingluo-office/reports/2022.{kind}") for kind in ("xml", "csv"))
    (read,) = reports_in(xml.content)
    assert report_data(read.report, "") == report
    cells = {tuple(row.values()) for row in csv.DictReader(table.content.decode("utf-8-sig").splitlines())}
    assert len(cells) == 200
    assert any("24" in row for row in cells)
    assert Client().get("/api/v1/organs/pingluo-office/reports/2025.xml").status_code == 404


def test_figures_and_reports_can_be_taken_away_whole(reports: list[Report]) -> None:
    text = b"".join(Client().get("/api/v1/figures.csv").streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    assert {row["年度"] for row in rows} == {"2022"}
    received = [row["数值"] for row in rows if (row["行"], row["列"]) == ("received", "total")]
    assert received == ["24"]
    lines = b"".join(Client().get("/api/v1/reports.jsonl", {"year": 2022}).streaming_content).splitlines()
    (line,) = map(json.loads, lines)
    assert (line["slug"], line["table3"]["received"]["total"]) == ("pingluo-office", 24)
    assert not b"".join(Client().get("/api/v1/reports.jsonl", {"year": 2025}).streaming_content)


@pytest.mark.usefixtures("county")
@pytest.mark.parametrize(
    ("path", "query", "status", "said"),
    [
        ("organs", {"level": "x"}, 422, "province、city"),
        ("organs", {"size": 999}, 422, "不能大于 200"),
        ("organs", {"q": "\0"}, 422, "不能使用的字符"),
        ("organs", {"parent": "nowhere"}, 404, "没有标识为“nowhere”的机关"),
        ("organs/nowhere", {}, 404, "没有标识为“nowhere”的机关"),
        ("reports", {"year": "今年"}, 422, "应为整数"),
        ("figures.csv", {"organ": "nowhere"}, 404, "没有标识为"),
    ],
)
def test_refusals_say_in_chinese_what_is_wrong(path: str, query: dict[str, object], status: int, said: str) -> None:
    assert said in json.dumps(get(path, status, **query), ensure_ascii=False)


@pytest.mark.usefixtures("county")
def test_an_address_that_asks_too_often_waits_and_others_do_not() -> None:
    later = time.time() + 3600
    cache.set("rate:api:192.0.2.1", Bucket(tokens=0, at=later))
    refused = Client().get("/api/v1/organs/land", REMOTE_ADDR="192.0.2.1")
    assert (refused.status_code, refused["Retry-After"]) == (429, "1")
    assert "请求太频繁" in refused.json()["detail"]
    assert Client().get("/api/v1/organs/land", REMOTE_ADDR="192.0.2.2").status_code == 200


def test_a_bucket_empties_and_fills_again(rf: RequestFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    rate, request = AddressRate(burst=3, per_second=0.5), rf.get("/")
    monkeypatch.setattr("time.time", lambda: 1000.0)
    assert [rate.allow_request(request) for _ in range(4)] == [True, True, True, False]
    monkeypatch.setattr("time.time", lambda: 1002.0)
    assert [rate.allow_request(request) for _ in range(2)] == [True, False]
    monkeypatch.setattr("time.time", lambda: 9000.0)
    assert [rate.allow_request(request) for _ in range(4)] == [True, True, True, False]


@pytest.mark.usefixtures("reports")
@pytest.mark.parametrize(
    "path", ["organs", "organs/land", "reports?organ=pingluo&beneath=true", "organs/pingluo-office/reports/2022"]
)
def test_no_answer_needs_many_queries(path: str) -> None:
    from django.db import connection

    with CaptureQueriesContext(connection) as queries:
        assert Client().get(f"/api/v1/{path}").status_code == 200
    assert len(queries) <= 12


def test_nothing_can_be_written(county: Organ) -> None:
    for method in (Client().post, Client().put, Client().patch, Client().delete):
        assert method("/api/v1/organs/land").status_code == 405


def test_what_is_promised_has_not_changed() -> None:
    assert get("openapi.json") == json.loads(SNAPSHOT.read_text("utf-8")), "有意改变的，重新生成 tests/api/openapi.json"
