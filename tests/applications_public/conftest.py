"""An office that takes applications on line, and a resident with a browser."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from applications.conftest import open_office
from gongkai.applications.drafts.models import Draft
from gongkai.demo.cases import Office

Answers = dict[str, dict[str, str]]
APPLY = "/o/county-office/apply"
CONTENT = "2025年度水利工程建设资金使用情况，水务局编制"
DIGITS = {sign: number for number, sign in enumerate("零一二三四五六七八九十")}


def answers() -> Answers:
    """What a resident writes, page by page."""
    return {
        "what": {"content": CONTENT},
        "way": {"carrier": "electronic", "delivery": "web"},
        "kind": {"kind": "natural_person"},
        "who": {"name": "张某某", "identity_kind": "居民身份证", "identity": "11010519491231002x"},
        "contact": {"phone": "13800000000", "email": "", "address": "", "postcode": ""},
    }


def text_of(page: bytes | str) -> str:
    return BeautifulSoup(page, "html.parser").get_text(" ", strip=True)


def fill_in(client: Client, given: Answers | None = None) -> None:
    """All pages up to the review."""
    for step, fields in (given or answers()).items():
        response = client.post(f"{APPLY}/{step}/", fields)
        assert response.status_code == 302, text_of(response.content)
    long_ago = timezone.now() - dt.timedelta(minutes=5)
    Draft.objects.filter(application=None).update(started_at=long_ago)


def question_of(page: str) -> int:
    """The answer to the question on the review page, as one who reads it would know."""
    found = re.search(r"([一二三四五六七八九])加([一二三四五六七八九])等于几", page)
    assert found
    return DIGITS[found[1]] + DIGITS[found[2]]


def hand_in(client: Client, given: Answers | None = None) -> tuple[str, str]:
    """The whole way; number and query code of the receipt."""
    fill_in(client, given)
    review = client.get(f"{APPLY}/review/").content.decode()
    response = client.post(f"{APPLY}/review/", {"sum": question_of(review)})
    assert response.status_code == 302, text_of(response.content)
    return codes(client.get(f"{APPLY}/receipt/").content.decode())


def codes(receipt: str) -> tuple[str, str]:
    number, code = BeautifulSoup(receipt, "html.parser").select(".codes dd")
    return number.get_text(), code.get_text()


@pytest.fixture
def office(db: None) -> Office:
    return open_office()


@pytest.fixture
def applied(office: Office, client: Client) -> tuple[str, str]:
    """Number and code of an application, with its case open in the browser."""
    number, code = hand_in(client)
    client.post("/follow/", {"number": number, "code": code})
    return number, code


Opened = Callable[[], str]
