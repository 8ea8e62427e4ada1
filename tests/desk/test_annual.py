"""The making of a report at the desk: every step by whoever may take it, two who write at once, sums unit by unit."""

import json
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gongkai.annual.actions.handing import hand_up, receive
from gongkai.annual.actions.writing import begin, save
from gongkai.annual.content import Content
from gongkai.annual.manuscripts import Freeze, Manuscript, Submission
from gongkai.annual.models import Report
from gongkai.organs.models import Organ, Person, Role
from gongkai.trail.queries import version_of

pytestmark = pytest.mark.django_db
Enter = Callable[[Role], Client]
YEAR = 2025
RECEIVED = "table3.received.total"
STEPS = (
    "begin",
    "send",
    "pass",
    "back",
    "sign",
    "again",
    "freeze",
    "hand-up",
    "restore",
    "receive",
    "return",
    "publish",
)


@pytest.fixture
def officer(office: Organ) -> Person:
    return Person.objects.get(username="officer-office")


@pytest.fixture
def manuscript(office: Organ, officer: Person) -> Manuscript:
    return begin(officer, office, YEAR)


def typed(manuscript: Manuscript, **changed: str) -> dict[str, str]:
    sections = Content.of(manuscript.newest.content).sections
    texts = {f"section_{number}": text for number, text in sections.items()}
    return {**texts, "seen": str(version_of(manuscript)), **changed}


def test_the_page_of_a_year_says_where_the_report_stands(enter: Enter, office: Organ, manuscript: Manuscript) -> None:
    client = enter(Role.OFFICER)
    for part in ("", "write/"):
        with CaptureQueriesContext(connection) as asked:
            page = client.get(f"/desk/annual/{office.pk}/{YEAR}/{part}").content.decode()
        assert len(asked) <= 30, part
        assert "没有写到“政府信息管理”" in page
    assert "{{ disclosure.published }}" in page
    assert json.dumps("期内在专栏第一次发布的文件和信息") in page


def test_each_step_is_taken_by_those_who_may(enter: Enter, office: Organ, manuscript: Manuscript) -> None:
    address = f"/desk/annual/{office.pk}/{YEAR}"
    for role in (Role.SUPERVISOR, Role.HANDLER):
        client = enter(role)
        answers = {step: client.post(f"{address}/do/{step}/", {"remark": "x"}).status_code for step in STEPS}
        assert set(answers.values()) <= {403, 422}, (role, answers)
        assert client.post(f"{address}/write/", typed(manuscript, section_5="改")).status_code == 403
    assert (Manuscript.objects.get().number, Freeze.objects.count()) == (1, 0)
    assert enter(Role.OFFICER).post(f"{address}/do/send/").status_code == 302
    for role, step, answer in (
        (Role.OFFICER, "sign", 403),
        (Role.REVIEWER_1, "back", 422),
        (Role.REVIEWER_1, "pass", 302),
        (Role.SIGNER, "sign", 302),
        (Role.OFFICER, "again", 422),
        (Role.OFFICER, "hand-up", 302),
        (Role.SUPERVISOR, "receive", 302),
        (Role.SUPERVISOR, "return", 422),
    ):
        assert enter(role).post(f"{address}/do/{step}/").status_code == answer, step
    assert Submission.objects.get().state == "已接收"
    enter(Role.SUPERVISOR).post(f"{address}/do/return/", {"remarks": "补写 <b>整改</b> 时限"})
    page = enter(Role.OFFICER).get(f"{address}/").content.decode()
    assert "补写 &lt;b&gt;整改" in page


def test_of_two_who_write_at_once_the_second_is_told_and_loses_nothing(
    enter: Enter, office: Organ, officer: Person, manuscript: Manuscript
) -> None:
    client, address = enter(Role.OFFICER), f"/desk/annual/{office.pk}/{YEAR}/write/"
    mine = typed(manuscript, section_5="我写的问题。")
    save(officer, manuscript, {5: "同事写的问题。"})
    told = client.post(address, mine)
    page = told.content.decode()
    assert told.status_code == 422
    assert "我写的问题。" in page
    assert "现在保存的是：同事写的问题。" in page
    again = {**mine, "seen": told.context["form"].data["seen"]}
    assert client.post(address, again).status_code == 302
    texts = [Content.of(one.content).sections[5] for one in manuscript.versions.all()]
    assert texts[:2] == ["我写的问题。", "同事写的问题。"]
    assert "同事写的问题。" in client.get(f"/desk/annual/{office.pk}/{YEAR}/versions/2/").content.decode()


def test_a_number_typed_over_a_figure_asks_why(enter: Enter, office: Organ, manuscript: Manuscript) -> None:
    client, address = enter(Role.OFFICER), f"/desk/annual/{office.pk}/{YEAR}/write/"
    text = Content.of(manuscript.newest.content).sections[1].replace("{{ disclosure.published }}", "999")
    asked = client.post(address, typed(manuscript, section_1=text))
    assert asked.status_code == 422
    assert "改成了 999" in asked.content.decode()
    assert client.post(address, typed(manuscript, section_1=text, reason="含公众号")).status_code == 302
    page = client.get(address).content.decode()
    assert "D10" in page
    assert "含公众号" in page


def test_a_figure_stated_otherwise_stands_with_its_reason(enter: Enter, office: Organ, manuscript: Manuscript) -> None:
    client, address = enter(Role.OFFICER), f"/desk/annual/{office.pk}/{YEAR}/write/"
    seen = str(version_of(manuscript))
    refused = client.post(address, {"figure": RECEIVED, "number": "8", "why": "", "seen": seen})
    assert refused.status_code == 422
    assert "写明理由" in refused.content.decode()
    client.post(address, {"figure": RECEIVED, "number": "8", "why": "旧系统七件", "seen": seen})
    assert "旧系统七件" in client.get(address).content.decode()


def test_the_board_tells_who_has_handed_in(enter: Enter, office: Organ, officer: Person, report: Report) -> None:
    client = enter(Role.SUPERVISOR)
    submission = hand_up(officer, report)
    with CaptureQueriesContext(connection) as asked:
        page = client.get("/desk/annual/", {"year": YEAR}).content.decode()
    assert len(asked) <= 30
    assert "已报送，待接收" in page
    assert office.name in client.get("/desk/annual/", {"year": YEAR, "stage": "wrong"}).content.decode()
    receive(Person.objects.get(posts__role=Role.SUPERVISOR), submission)
    told = client.post("/desk/annual/together/", {"organ": office.get_parent().pk, "year": YEAR}, follow=True)
    assert "没有可以发布的报告" in told.content.decode()
    table = b"".join(client.get("/desk/annual/board.csv", {"year": YEAR}).streaming_content).decode()
    assert "已接收" in table


def test_a_sum_is_explained_unit_by_unit(
    enter: Enter, county: Organ, office: Organ, officer: Person, report: Report, receive: Callable[..., object]
) -> None:
    receive()
    client, address = enter(Role.SUPERVISOR), f"/desk/annual/{county.pk}/2025/rollup/"
    with CaptureQueriesContext(connection) as asked:
        page = client.get(address).content.decode()
    assert len(asked) <= 30
    assert f'行“总计”列 {report.content.value(3, "received", "total")}"' in page
    cell = client.get(f"{address}3/received/total/").content.decode()
    assert office.name in cell
    assert "本级台账" in cell


def test_what_changed_since_the_freeze_is_listed(
    enter: Enter, office: Organ, manuscript: Manuscript, receive: Callable[..., object]
) -> None:
    address = f"/desk/annual/{office.pk}/2026/"
    enter(Role.SIGNER).post(f"{address}do/freeze/")
    application = receive()
    page = enter(Role.OFFICER).get(f"{address}changes/").content.decode()
    assert "增加 1 条" in page
    assert str(application) in page
