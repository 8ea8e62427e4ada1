"""The catalogue as a resident reads it."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from catalogue.conftest import Publish
from gongkai.catalogue.actions.fulfilling import link, tie
from gongkai.catalogue.models import Edition, Obligation
from gongkai.organs.models import Organ

pytestmark = pytest.mark.django_db


def test_the_catalogue_leads_to_items_and_items_to_documents(
    bureau: Organ,
    edition: Edition,
    year: int,
    publish: Publish,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    document = publish(f"平罗县财政局{year}年部门预算", dt.date(year, 3, 20))
    tie(None, Obligation.objects.get(key="department-budget", label=f"{year}年"), document)
    owed = Obligation.objects.get(key="budget-report", label=f"{year}年")
    link(None, owed, "https://example.invalid/report", dt.date(year, 3, 1), "人大网站公开")
    client = Client()
    assert "公开事项目录" in client.get("/o/finance/content/").content.decode()
    with django_assert_max_num_queries(12):
        page = client.get("/o/finance/catalogue/?field=财政预决算").content.decode()
    assert "已公开 1 份文件" in page
    with django_assert_max_num_queries(12):
        item = client.get("/o/finance/catalogue/department-budget/").content.decode()
    for words in ("《中华人民共和国预算法》第十四条", document.title, "全社会"):
        assert words in item
    assert "https://example.invalid/report" in client.get("/o/finance/catalogue/budget-report/").content.decode()
    assert "申请公开" in client.get("/o/finance/catalogue/unit-budget/").content.decode()
    assert "<script" not in page + item
    assert client.get("/o/finance/catalogue/no-such-item/").status_code == 404


def test_a_body_without_a_catalogue_says_so(bureau: Organ) -> None:
    assert "还没有在这里公布公开事项目录" in Client().get("/o/finance/catalogue/").content.decode()
