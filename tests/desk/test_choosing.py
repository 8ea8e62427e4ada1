"""The choice of a body, with a thousand of them: found by name, only one's own, quick, without scripts too."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django import DjangoAssertNumQueries

from accessibility import violations
from desk.conftest import OVER, holder, log_in, organ_below
from desk.test_browser import without_scripts
from gongkai.organs.models import Organ, Person, Role

MANY = 1_000
FORMS = (
    (Role.ADMINISTRATOR, ("people/new/", "texts/new/", "trail/", "organs/{county}/succession/", "people/{person}/")),
    (Role.SUPERVISOR, ("reports/upload/", "reports/", "reports/errors/", "figures/", "applications/")),
    (
        Role.OFFICER,
        ("catalogue/new/", "documents/new/", "applications/new/", "applications/imports/", "clean-ups/new/"),
    ),
)


def make_many() -> None:
    """A city with a thousand bodies, somebody over them, an officer with a post in thirty; a city elsewhere."""
    city = organ_below(None, "某市人民政府", "many", "government")
    Organ.objects.bulk_create(
        Organ(
            path=Organ._get_path(city.path, 2, number), depth=2, name=f"某市第{number}号局", slug=f"many-{number}",
            short_name=f"{number}局", kind="department", level="county", region="640221",
        )
        for number in range(1, MANY + 1)
    )  # fmt: skip
    Organ.objects.filter(pk=city.pk).update(numchild=MANY)
    for role in OVER:
        holder(city, role, f"{role}")
    officer = holder(city, Role.OFFICER, "officer")
    for organ in Organ.objects.filter(depth=2)[:30]:
        officer.posts.create(organ=organ, role=Role.OFFICER, since=dt.date(2026, 1, 1))
    organ_below(None, "别市第7号局", "elsewhere")


@pytest.fixture(scope="module")
def many(commit: Callable[[Callable[[], None]], None]) -> None:
    commit(make_many)


@pytest.fixture
def enter(many: None, db: None) -> Callable[[Role], Client]:
    def client_of(role: Role) -> Client:
        client = Client()
        person = Person.objects.get(username=str(role))
        client.force_login(person, "django.contrib.auth.backends.ModelBackend")
        return client

    return client_of


def test_no_form_lists_a_thousand_bodies(
    enter: Callable[[Role], Client], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    known = {"county": Organ.objects.get(slug="many").pk, "person": Person.objects.get(username="officer").pk}
    for role, pages in FORMS:
        client = enter(role)
        for page in pages:
            with django_assert_max_num_queries(30):
                answer = client.get(f"/desk/{page.format(**known)}")
            shown = answer.content.decode()
            assert answer.status_code == 200, page
            assert "data-chooser-action-choose" in shown, page
            assert shown.count("号局") < 70, page


def test_the_window_finds_ones_own_bodies_and_gives_no_others(
    enter: Callable[[Role], Client], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client, window = enter(Role.ADMINISTRATOR), "/desk/organ-choice/"
    with django_assert_max_num_queries(12):
        first = client.get(f"{window}?act=manage_people").json()["html"]
    assert first.count("号局") < 20
    assert "某市第77号局" in client.get(f"{window}results/?act=manage_people&q=77局").content.decode()
    assert "别市第7号局" not in client.get(f"{window}results/?act=manage_people&q=第7号局").content.decode()
    assert "没有" in client.get(f"{window}results/?act=manage_people&q=别市").content.decode()
    other = Organ.objects.get(slug="elsewhere")
    assert client.get(f"{window}chosen/{other.pk}/?act=manage_people").status_code == 404
    own = Organ.objects.get(slug="many-77")
    assert client.get(f"{window}chosen/{own.pk}/?act=manage_people").json()["result"]["title"] == "某市第77号局"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"organ-written": "某市第7号局"}, ""),
        ({"organ-written": "7局"}, ""),
        ({"organ-written": "第777"}, ""),
        ({"organ-written": "号局"}, "有几个机关符合“号局”：某市第1号局、"),
        ({"organ-written": "别市第7号局"}, "没有找到“别市第7号局”"),
        ({"organ": "elsewhere"}, "选择一个有效的选项"),
        ({"organ": "77x"}, "选择一个有效的选项"),
        ({}, "error-message"),
    ],
)
def test_a_body_is_taken_by_name_or_key_but_only_ones_own(
    enter: Callable[[Role], Client], given: dict[str, Any], said: str
) -> None:
    if given.get("organ") == "elsewhere":
        given = {"organ": Organ.objects.get(slug="elsewhere").pk}
    person = {"username": "lixiao", "name": "李晓", "role": "handler", "since": "2026-01-01"}
    answer = enter(Role.ADMINISTRATOR).post("/desk/people/new/", {**person, **given})
    made = Person.objects.filter(username="lixiao").exists()
    assert made == (not said)
    shown = answer.content.decode()
    assert said in shown
    assert not (said and "organ-written" in given) or f'value="{given["organ-written"]}"' in shown, (
        "what was typed stays"
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("many")
def test_by_keyboard_alone_and_without_scripts(page: Page, live_server: object) -> None:
    address = str(live_server)
    log_in(page, address, "administrator")
    page.goto(f"{address}/desk/people/new/")
    page.get_by_role("button", name="选择机关").focus()
    page.keyboard.press("Enter")
    search = page.get_by_label("查找机关")
    expect(search).to_be_focused()
    assert violations(page, ".modal") == []
    page.keyboard.type("第77号")
    choice = page.get_by_role("link", name="某市第77号局", exact=True)
    expect(page.get_by_role("link", name=re.compile("某市第.*号局"))).to_have_count(1)
    while not choice.evaluate("link => link === document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[data-chooser-title]")).to_have_text("某市第77号局")
    assert violations(page) == []

    expect(page.get_by_role("button", name="操作")).to_be_focused()

    page.goto(f"{address}/desk/trail/")
    page.get_by_role("button", name="过滤器").first.click()
    page.get_by_role("button", name="机关", exact=True).click()
    page.get_by_role("button", name="选择机关").click()
    page.get_by_label("查找机关").fill("777局")
    page.get_by_role("link", name="某市第777号局", exact=True).click()
    expect(page.get_by_text("机关: 某市第777号局")).to_be_visible()
    assert page.faults == []  # type: ignore[attr-defined]

    plain = without_scripts(page)
    plain.goto(f"{address}/desk/texts/new/")
    plain.get_by_label("机关的全称", exact=False).fill("第7号局")
    plain.get_by_role("button", name="起草").click()
    expect(plain.get_by_text("已起草")).to_be_visible()
