"""Logging in: in Chinese, paused after failures, with a password that only the person knows, and a trace."""

import datetime as dt

import pytest
from django.test import Client

from gongkai.organs.actions import appoint, create_organ, create_person
from gongkai.organs.models import Person, Role
from gongkai.project.guesses import MOST
from gongkai.trail.models import Entry

pytestmark = pytest.mark.django_db
PASSWORD, NEW = "Quiet-Lake-2026", "Clear-River-2027"


@pytest.fixture
def person() -> Person:
    organ = create_organ(
        None, None, name="某县水务局", slug="water", level="county", kind="department", region="640221"
    )
    made = create_person(None, "officer", "某人", PASSWORD)
    appoint(None, made, organ, Role.OFFICER, dt.date(2026, 1, 1))
    return made


def log_in(client: Client, password: str = PASSWORD) -> str:
    response = client.post("/desk/login/", {"username": "officer", "password": password})
    return response.headers.get("Location", "") or response.content.decode()


def test_the_page_speaks_chinese_and_names_its_fields(client: Client) -> None:
    page = client.get("/desk/login/").content.decode()
    assert '<html lang="zh-Hans">' in page
    assert "登录工作台" in page
    assert '<label for="id_username">用户名</label>' in page
    assert 'autocomplete="current-password"' in page


def test_the_desk_asks_to_log_in_and_leads_back(client: Client, person: Person) -> None:
    response = client.get("/desk/")
    assert response.headers["Location"] == "/desk/login/?next=/desk/"
    response = client.post("/desk/login/?next=/desk/reports/", {"username": "officer", "password": PASSWORD})
    assert response.headers["Location"] == "/desk/reports/"


def test_nobody_is_led_to_another_site(client: Client, person: Person) -> None:
    response = client.post("/desk/login/?next=https://evil.example/", {"username": "officer", "password": PASSWORD})
    assert response.headers["Location"] == "/desk/"


def test_a_wrong_password_is_told_without_saying_which(client: Client, person: Person) -> None:
    assert "用户名或密码不对" in log_in(client, "wrong")


def test_five_failures_pause_the_login(client: Client, person: Person) -> None:
    for _ in range(4):
        assert "用户名或密码不对" in log_in(client, "wrong")
    assert "连续 5 次没有成功" in log_in(client, "wrong")
    response = client.post("/desk/login/", {"username": "officer", "password": PASSWORD})
    assert response.status_code == 429
    assert "暂停登录 15 分钟" in response.content.decode()


def test_guesses_from_many_places_pause_a_name_but_not_in_a_browser_that_is_known(person: Person) -> None:
    known, stranger = Client(REMOTE_ADDR="10.0.0.1"), Client(REMOTE_ADDR="10.0.0.2")
    log_in(known)
    known.post("/desk/logout/")
    for number in range(MOST):
        assert "用户名或密码不对" in log_in(Client(REMOTE_ADDR=f"10.0.1.{number}"), "wrong")
    paused = stranger.post("/desk/login/", {"username": "officer", "password": PASSWORD})
    assert (paused.status_code, "近来有人在多处用这个用户名试登录" in paused.content.decode()) == (429, True)
    assert "用户名或密码不对" in log_in(known, "wrong")
    assert log_in(known) == "/desk/"
    other = stranger.post("/desk/login/", {"username": "nobody", "password": "wrong"})
    assert "用户名或密码不对" in other.content.decode()
    keeper = create_person(None, "keeper", "某管理员", PASSWORD)
    appoint(None, keeper, person.posts.get().organ, Role.ADMINISTRATOR, dt.date(2026, 1, 1))
    Person.objects.filter(pk=keeper.pk).update(must_change_password=False)
    desk = Client()
    desk.force_login(keeper, "django.contrib.auth.backends.ModelBackend")
    page = desk.get(f"/desk/people/{person.pk}/").content.decode()
    assert "登录失败 3" in page
    assert desk.post(f"/desk/people/{person.pk}/resume/").status_code == 302
    assert log_in(stranger) == "/desk/"
    assert Entry.objects.get(act="resume_login").actor == keeper


def test_a_password_set_by_others_is_changed_first(client: Client, person: Person) -> None:
    log_in(client)
    assert client.get("/desk/").headers["Location"] == "/desk/password/"
    assert "别人为您设置的" in client.get("/desk/password/").content.decode()
    fields = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    same = dict.fromkeys(fields, PASSWORD)
    assert "不能与现在的密码相同" in client.post("/desk/password/", same).content.decode()
    assert client.post("/desk/password/", fields).headers["Location"] == "/desk/"
    person.refresh_from_db()
    assert not person.must_change_password
    assert person.check_password(NEW)
    assert "/desk/password/" not in client.get("/desk/").headers.get("Location", "")


def test_coming_and_going_leave_their_trace(client: Client, person: Person) -> None:
    log_in(client)
    client.post("/desk/logout/")
    acts = list(Entry.objects.filter(actor=person).order_by("number").values_list("act", flat=True))
    assert acts == ["log_in", "log_out"]
    assert Entry.objects.get(act="log_in").data == {"from": "127.0.0.1"}


def test_an_account_that_was_closed_cannot_log_in(client: Client, person: Person) -> None:
    Person.objects.update(is_active=False)
    assert "用户名或密码不对" in log_in(client)
