"""The page of results and the titles offered while somebody types."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from search.published import county_with_bureaus, publish

pytestmark = pytest.mark.django_db


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_results_are_marked_escaped_filtered_and_few_to_ask_for(
    client: Client, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    county_with_bureaus()
    publish(
        "finance", "2024-05-01", "2023年度部门决算", body="<p>支出 &lt;script&gt;alert(1)&lt;/script&gt; 决算表。</p>"
    )
    publish("medical", "2026-03-01", "医保报销办法", doc_no="平医保规发〔2026〕1号")
    with django_assert_max_num_queries(12):
        page = text_of(client, "/search/?q=决算 支出")
    assert "2023年度部门<mark>决算</mark>" in page
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    assert "共 1 条" in page
    assert "没有找到与“决算”有关" in text_of(client, "/search/?q=决算&kind=normative_doc")
    assert "医保报销办法" in text_of(client, "/search/?organ=medical&validity=in_force&sort=newest&year=2026")
    for strange in (
        "q=%00",
        "q=决算&page=99999&year=x&kind=y&validity=z&organ=nowhere",
        "q=" + "长" * 500,
        "q=%27%22%29*",
    ):
        text_of(client, f"/search/?{strange}")


def test_titles_are_offered_without_a_trace(client: Client) -> None:
    county_with_bureaus()
    response = client.get("/search/suggest/?q=财政")
    assert json.loads(response.content) == {"titles": ["平罗县财政局"]}
    assert not response.cookies


def test_programs_find_the_same(client: Client) -> None:
    county_with_bureaus()
    document = publish("medical", "2026-03-01", "医保报销办法", doc_no="平医保规发〔2026〕1号")
    publish("finance", "2024-05-01", "2023年度部门决算", body="<p>医保报销支出。</p>")
    found = client.get("/api/v1/search", {"q": "医保怎么报销"}).json()
    assert (found["total"], found["more"], found["words"]) == (2, False, ["医保", "报销"])
    first, second = found["items"]
    assert (first["title"], first["organ"], first["validity"]) == ("医保报销办法", "medical", "有效")
    assert client.get(first["path"]).status_code == 200
    assert str(document.pk) in first["path"]
    assert second["passage"] == "医保报销支出。"
    newest = client.get(
        "/api/v1/search", {"q": "报销", "order": "newest", "organ": "pingluo", "kind": "document"}
    ).json()
    assert [item["on"] for item in newest["items"]] == ["2026-03-01", "2024-05-01"]
    assert "请给出字词" in client.get("/api/v1/search").json()["detail"]
    assert client.get("/api/v1/search", {"q": "报销", "organ": "nowhere"}).status_code == 404
