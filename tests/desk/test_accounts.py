"""Accounts as their administrators keep them: a new password by a link, closed at once; and each person's tokens."""

import datetime as dt
import re
import socket
from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.core import mail
from django.test import Client
from django.utils import timezone

from gongkai.organs.access import Act
from gongkai.organs.actions import appoint, issue_token
from gongkai.organs.models import Organ, Person, Role, Token
from gongkai.trail.models import Entry
from gongkai.trail.queries import version_of

pytestmark = pytest.mark.django_db
Enter = Callable[[Role], Client]
Hold = Callable[..., Person]
PASSWORD, NEW = "Quiet-Lake-2026", "Clear-River-2027"


def text_of(response: Any, status: int = 200) -> str:
    assert response.status_code == status, response.content.decode()
    return str(response.content.decode())


@pytest.fixture
def person(office: Organ, hold: Hold) -> Person:
    return hold(office, Role.HANDLER, "li")


def path_of(link: str) -> str:
    return "/" + link.split("/", 3)[3]


def set_password(link: str, password: str = NEW) -> Any:
    client = Client()
    page = client.get(path_of(link), follow=True)
    return client.post(page.redirect_chain[-1][0], {"new_password1": password, "new_password2": password})


def log_in(password: str) -> int:
    return Client().post("/desk/login/", {"username": "li", "password": password}).status_code


def offered(keeper: Client, person: Person) -> str:
    page = text_of(keeper.post(f"/desk/people/{person.pk}/password/"))
    (link,) = re.findall(r'value="(http\S+/desk/password/\S+?)"', page)
    return str(link)


def test_a_link_sets_a_password_once(enter: Enter, person: Person) -> None:
    keeper = enter(Role.ADMINISTRATOR)
    assert "没有登记本人的电子邮箱" in text_of(keeper.get(f"/desk/people/{person.pk}/password/"))
    link = offered(keeper, person)
    assert log_in(PASSWORD) == 302  # until then the old one is good; but a login ends the link
    assert "这个链接不能再用" in text_of(Client().get(path_of(link), follow=True), 410)
    link = offered(keeper, person)
    assert "太短" in text_of(set_password(link, "short"))
    assert set_password(link)["Location"] == "/desk/login/?password=set"
    assert (log_in(PASSWORD), log_in(NEW)) == (200, 302)
    assert "这个链接不能再用" in text_of(Client().get(path_of(link), follow=True), 410)
    acts = Entry.objects.filter(record_id=str(person.pk), act__contains="password").values_list(
        "act", "actor__username"
    )
    assert list(acts) == [("change_password", "li"), *[("offer_password", "administrator-pingluo")] * 2]


def test_a_link_ends_after_a_day(enter: Enter, person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    link = offered(enter(Role.ADMINISTRATOR), person)
    tomorrow = dt.datetime.now() + dt.timedelta(hours=24, minutes=1)  # noqa: DTZ005  (as Django counts)
    monkeypatch.setattr("django.contrib.auth.tokens.PasswordResetTokenGenerator._now", lambda _: tomorrow)
    assert "24 小时内有效" in text_of(Client().get(path_of(link), follow=True), 410)


class Post:
    """What a server of mail took in."""

    def __init__(self) -> None:
        self.letters: list[Any] = []

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:  # noqa: N802
        self.letters.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"


@pytest.fixture
def post(settings: Any) -> Iterator[Post]:
    """A server of mail, to which the settings lead."""
    taken = Post()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Controller(taken, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield taken
    server.stop()


def test_a_link_goes_by_mail_where_there_is_a_server(enter: Enter, person: Person, post: Post, settings: Any) -> None:
    Person.objects.filter(pk=person.pk).update(email="li@example.cn")
    keeper, address = enter(Role.ADMINISTRATOR), f"/desk/people/{person.pk}/password/"
    page = text_of(keeper.post(address, follow=True))
    assert "已发到" in page
    assert "24 小时内有效。请当面" not in page
    (letter,) = post.letters
    assert (letter["To"], letter["Subject"]) == ("li@example.cn", "设置工作台密码")
    (link,) = re.findall(r"http\S+/desk/password/\S+", letter.get_content())
    assert set_password(link)["Location"] == "/desk/login/?password=set"
    settings.EMAIL_PORT = 1  # where nobody listens
    assert offered(keeper, person) != link
    assert "邮件没有发出" in text_of(keeper.post(address))


def test_closing_an_account_ends_sessions_and_tokens_at_once(enter: Enter, person: Person) -> None:
    keeper, theirs = enter(Role.ADMINISTRATOR), Client()
    theirs.post("/desk/login/", {"username": "li", "password": PASSWORD})
    program = Client(
        headers={"Authorization": f"Bearer {issue_token(person, '程序', [Act.SEE_REPORTS], timezone.localdate())[1]}"}
    )
    assert (theirs.get("/desk/").status_code, program.get("/api/v1/staff/reports").status_code) == (200, 200)
    address = f"/desk/people/{person.pk}/"
    assert "aria-invalid" in text_of(keeper.post(f"{address}close/", {"seen": version_of(person)}))
    keeper.post(f"{address}close/", {"reason": "调离", "seen": version_of(person)})
    assert theirs.get("/desk/")["Location"].startswith("/desk/login/")
    assert program.get("/api/v1/staff/reports").status_code == 401
    assert log_in(PASSWORD) == 200
    page = text_of(keeper.get(address))
    assert "这个账号已停用" in page
    assert "请先恢复账号" in text_of(keeper.post(f"{address}password/"))
    keeper.post(f"{address}reopen/", {"reason": "调回", "seen": version_of(person)})
    assert theirs.get("/desk/").status_code == 302
    assert program.get("/api/v1/staff/reports").status_code == 401
    assert set_password(offered(keeper, person)).status_code == 302
    assert log_in(NEW) == 302


def test_nobody_gets_hold_of_an_account_that_reaches_further(enter: Enter, hold: Hold, bureau: Organ) -> None:
    """An administrator of a department appoints the county's there, and still may not touch the account."""
    enter(Role.ADMINISTRATOR)
    above = Person.objects.get(username="administrator-pingluo")
    below = hold(bureau, Role.ADMINISTRATOR)
    appoint(below, above, bureau, Role.HANDLER, dt.date(2026, 1, 1))
    client = Client()
    client.force_login(below, "django.contrib.auth.backends.ModelBackend")
    page = text_of(client.get(f"/desk/people/{above.pk}/"))
    assert "由能管理其全部岗位的管理员办理" in page
    for act in ("password", "close", "reopen"):
        assert "您的岗位不在“平罗县人民政府”" in text_of(client.post(f"/desk/people/{above.pk}/{act}/"), 403)
    given = {"name": "别人", "email": "other@example.cn", "seen": version_of(above)}
    assert client.post(f"/desk/people/{above.pk}/", given).status_code == 403
    assert "不能停用自己的账号" in text_of(
        enter(Role.ADMINISTRATOR).post(f"/desk/people/{above.pk}/close/", {"reason": "x", "seen": version_of(above)}),
        403,
    )


def test_contacts_are_kept_and_looking_at_them_leaves_a_trace(enter: Enter, person: Person) -> None:
    keeper, address = enter(Role.ADMINISTRATOR), f"/desk/people/{person.pk}/"
    seen = version_of(person)
    keeper.get(address)
    assert Entry.objects.filter(act="read_person", record_id=str(person.pk)).count() == 1
    given = {"name": "李某", "phone": "0952-1", "email": "li@example.cn", "seen": seen}
    assert keeper.post(address, given).status_code == 302  # others may have looked meanwhile
    person.refresh_from_db()
    assert (person.name, person.email) == ("李某", "li@example.cn")
    entry = Entry.objects.get(act="update_person")
    assert "电话" in entry.summary
    assert "0952" not in str(vars(entry))
    assert "您的修改没有保存" in text_of(keeper.post(address, {**given, "phone": "0952-2"}))


def test_a_person_makes_a_token_sees_it_once_and_revokes_it(enter: Enter) -> None:
    client = enter(Role.OFFICER)
    page = text_of(client.get("/desk/tokens/"))
    assert "还没有令牌" in page
    assert "上传年度报告" in page
    assert "管理人员和岗位" not in page
    given = {"name": "报送", "acts": ["upload_report"], "expires_on": timezone.localdate()}
    assert "至少选一项" in text_of(client.post("/desk/tokens/", {**given, "acts": []}))
    assert "manage_people 不在可用的选项中" in text_of(
        client.post("/desk/tokens/", {**given, "acts": ["manage_people"]})
    )
    (secret,) = re.findall(r'value="(gk_\S+)"', text_of(client.post("/desk/tokens/", given)))
    program = Client(headers={"Authorization": f"Bearer {secret}"})
    assert program.get("/api/v1/staff/me").status_code == 200
    page = text_of(client.get("/desk/tokens/"))
    assert secret not in page
    assert secret[:8] in page
    token = Token.objects.get()
    assert enter(Role.HANDLER).post(f"/desk/tokens/{token.pk}/revoke/").status_code == 404
    assert "不能恢复" in text_of(client.get(f"/desk/tokens/{token.pk}/revoke/"))
    client.post(f"/desk/tokens/{token.pk}/revoke/")
    assert program.get("/api/v1/staff/me").status_code == 401
    assert "已作废" in text_of(client.get("/desk/tokens/"))
    assert mail.outbox == []
