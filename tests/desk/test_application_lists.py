"""Applications at the desk, over HTTP: intake, the list, what falls due, the calendar, and who sees what."""

import csv
import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from desk.casework import NAME, PHONE, Enter, Receive, ago, at, paper, person, take, text_of, typed_intake
from gongkai.applications import words as index
from gongkai.applications.actions import intake
from gongkai.applications.models import Application
from gongkai.desk.listing import Bounded
from gongkai.organs.access import Act
from gongkai.organs.actions import issue_token
from gongkai.organs.models import Organ, Role
from gongkai.trail.models import Entry

pytestmark = pytest.mark.django_db


def test_an_application_is_looked_at_before_it_is_entered_and_entered_once(enter: Enter, office: Organ) -> None:
    client = enter(Role.OFFICER)
    typed = typed_intake(office)
    page = text_of(client.post("/desk/applications/new/", {**typed, "look": "1"}))
    for words in ("当面提交的，提交之日为收到申请之日", "条例第三十一条第（一）项", "前答复", "没有其他申请", NAME):
        assert words in page
    assert not Application.objects.exists()
    first, second = (
        client.post("/desk/applications/new/", {**typed, "scans": [paper("申请表.pdf")], "enter": "1"})
        for _ in range(2)
    )
    entered = Application.objects.get()
    assert first["Location"] == second["Location"] == at(entered)
    assert (entered.channel, entered.received_on) == ("counter", timezone.localdate())
    assert sorted(file.kind for file in entered.files.all()) == ["attachment", "receipt"]
    assert entered.letters.get().released_on == timezone.localdate()
    again = text_of(client.post("/desk/applications/new/", {**typed, "key": "j" * 32, "look": "1"}))
    assert entered.number in again
    assert "已收到 1 件" in again


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": ""}, "必需字段"),
        ({"phone": ""}, "请至少填写一种联系方式"),
        ({"channel": "web", "confirmed_at": "2020-01-01T00:00"}, "早于申请到达的时间（"),
        ({"arrived_at": "2099-01-04T09:00"}, "还没有到"),
    ],
)
def test_a_wrong_entry_says_why_and_loses_nothing(
    enter: Enter, office: Organ, wrong: dict[str, str], words: str
) -> None:
    typed = typed_intake(office, **wrong)
    response = enter(Role.OFFICER).post("/desk/applications/new/", {**typed, "enter": "1"})
    page = text_of(response, 422)
    assert words in page
    assert "2025年度水利工程建设资金使用情况" in page
    assert not Application.objects.exists()


def test_what_came_by_web_waits_for_its_confirmation(enter: Enter, office: Organ) -> None:
    client = enter(Role.OFFICER)
    yesterday = ago(office, 1)
    typed = typed_intake(office, channel="web", arrived_at=f"{yesterday}T09:00")
    client.post("/desk/applications/new/", {**typed, "enter": "1"})
    entered = Application.objects.get()
    assert (entered.status, entered.due_on) == ("submitted", None)
    assert "期限还没有起算" in text_of(client.get(at(entered)))
    take(client, entered, "confirm", at=f"{timezone.localdate()}T00:10", explanation="")
    entered.refresh_from_db()
    assert (entered.status, entered.received_on) == ("handling", timezone.localdate())


def test_the_list_is_narrowed_sorted_totalled_and_given_out(
    enter: Enter, office: Organ, receive: Receive, monkeypatch: pytest.MonkeyPatch
) -> None:
    late, fresh = receive(30, "十年前的资金电话13700000000"), receive(2)
    client = enter(Role.OFFICER)
    page = text_of(client.get("/desk/applications/"))
    for said in (late.number, fresh.number, "合计 <b>2</b> 件", "已超期 <b>1</b> 件", "张＊＊"):
        assert said in page
    assert NAME not in page
    for query, found in {
        "light=red": {late},
        "handler=null": {late, fresh},
        "status=closed": set(),
        "channel=web": set(),
        "requester_kind=natural_person": {late, fresh},
        f"received_since={ago(office, 5)}": {fresh},
        f"due_until={ago(office, 1)}": {late},
        f"beneath={office.pk}": {late, fresh},
        "q=十年前": {late},
    }.items():
        page = text_of(client.get(f"/desk/applications/results/?{query}"))
        assert {case for case in (late, fresh) if f">\n{case.number}" in page or case.number in page} == found, query
    for query in (
        "",
        "q=十年前",
        "light=yellow",
        "open=1&ordering=next_on&q=十年前",
        "ordering=status",
        f"due_until={ago(office, 1)}",
    ):
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/desk/applications/?{query}")
        assert len(asked) <= 15, (query, [each["sql"][:90] for each in asked])
    first = text_of(client.get("/desk/applications/results/?ordering=next_on"))
    assert first.index(late.number) < first.index(fresh.number)
    for role in (Role.OFFICER, Role.SUPERVISOR):
        answer = enter(role).get("/desk/applications/?export=csv&light=red")
        (row,) = csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig")))
        assert (row["编号"], row["申请人"], row["期限"]) == (late.number, "张＊＊", "已超期")
        assert "13700000000" not in row["所需信息"]
    monkeypatch.setattr(Bounded, "MOST", 1)
    for query in ("", "ordering=status"):
        page = text_of(client.get(f"/desk/applications/?{query}"))
        assert "超过 1 项" in page
        assert "合计" not in page.partition("desk-totals")[2].partition("</p>")[0].replace("分项合计", "")
    monkeypatch.setattr(index, "MOST", 1)
    assert "只在最近到达的" in text_of(client.get("/desk/applications/?q=资金"))


def test_columns_of_the_file_are_chosen_and_people_shown_in_full_only_with_right_and_purpose(
    enter: Enter, office: Organ, receive: Receive
) -> None:
    late, other = receive(30), receive(2)
    address = "/desk/applications/export/?light=red"
    typed = {"columns": ["number", "requester"], "format": "csv", "private": ["name", "phone"], "purpose": "电话回访"}

    def file_of(role: Role) -> list[list[str]]:
        answer = enter(role).post(address, typed)
        return list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))

    assert "导出 1 件" in text_of(enter(Role.OFFICER).get(address))
    assert "请写明目的" in text_of(enter(Role.OFFICER).post(address, {**typed, "purpose": ""}), 422)
    shown = [["编号", "申请人", "申请人姓名或者名称", "电话"], [late.number, "张＊＊", NAME, PHONE]]
    assert file_of(Role.OFFICER) == shown
    assert file_of(Role.SUPERVISOR) == [line[:2] for line in shown]
    read = Entry.objects.filter(act="read_particulars")
    assert [(entry.record_id, entry.reason) for entry in read] == [(str(late.pk), "电话回访")]
    assert other.number not in str(shown)


def test_overviews_count_by_person_and_body_and_say_what_the_year_carries_over(enter: Enter, receive: Receive) -> None:
    late, case = receive(40), receive(1)
    intake.assign(person(Role.OFFICER), late, person(Role.OFFICER))
    for role in (Role.OFFICER, Role.SUPERVISOR):
        page = text_of(enter(role).get("/desk/applications/due/"))
        assert late.number in page
        assert "未指定" in page
    year = timezone.localdate().year
    page = text_of(enter(Role.SUPERVISOR).get(f"/desk/applications/carried/{year}/"))
    assert case.number in page
    assert "附表三" in page


def test_due_days_go_to_a_calendar_by_an_address_that_can_be_revoked(
    enter: Enter, bureau: Organ, receive: Receive
) -> None:
    case, foreign, client = receive(), receive(organ=bureau), enter(Role.HANDLER)
    page = text_of(client.post("/desk/applications/calendar/"))
    address = page.split('value="http://testserver')[1].split('"')[0]
    answer = Client().get(address)
    book = Calendar.from_ical(answer.content)
    (entry,) = book.walk("VEVENT")
    assert (entry.decoded("dtstart"), answer["Content-Type"]) == (case.due_on, "text/calendar; charset=utf-8")
    assert entry["summary"] == f"答复届满：{case.number}"
    whole = answer.content.decode()
    assert foreign.number not in whole
    assert "张" not in whole
    assert Client().get(f"{address}x").status_code == 403
    revoked = page.split("/desk/applications/calendar/")[-1].split("/revoke/")[0]
    assert client.post(f"/desk/applications/calendar/{revoked}/revoke/").status_code == 302
    assert Client().get(address).status_code == 403
    other = issue_token(person(Role.OFFICER), "试", [Act.SEE_REPORTS], timezone.localdate())[1]
    assert Client().get(f"/calendar.ics?token={other}").status_code == 403


@pytest.mark.parametrize("role", list(Role))
def test_each_screen_opens_to_its_roles_alone(
    enter: Enter, bureau: Organ, receive: Receive, role: Role, django_assert_max_num_queries: Any
) -> None:
    own, other = receive(), receive(organ=bureau)
    client = enter(role)
    readers = set(Role) - {Role.ADMINISTRATOR}
    overseers = {Role.SUPERVISOR, Role.AUDITOR}
    expected = {
        "/desk/applications/": (readers, 403),
        "/desk/applications/due/": (readers, 403),
        "/desk/applications/library/": (readers, 403),
        "/desk/applications/calendar/": (readers, 403),
        "/desk/applications/disputes/": (readers, 403),
        "/desk/applications/carried/2026/": (readers, 403),
        "/desk/applications/?export=csv": (readers, 403),
        "/desk/applications/export/": (readers, 403),
        "/desk/applications/new/": ({Role.OFFICER}, 403),
        at(own): (readers, 404),
        f"{at(own)}why/": (readers, 404),
        f"{at(own)}contents/": (readers, 404),
        at(own, "search"): ({Role.OFFICER, Role.HANDLER}, 404 if role is Role.ADMINISTRATOR else 403),
        f"{at(own)}disputes/": ({Role.OFFICER, Role.HANDLER}, 404 if role is Role.ADMINISTRATOR else 403),
        at(other): (overseers, 404),
        at(other, "search"): (set(), 403 if role in overseers else 404),
        f"{at(other)}why/": (overseers, 404),
    }
    for address, (roles, refused) in expected.items():
        with django_assert_max_num_queries(30):
            response = client.get(address)
        if response.streaming:
            assert other.number in b"".join(response.streaming_content).decode() or role not in overseers
        assert response.status_code == (200 if role in roles else refused), address
    shown = client.get("/desk/applications/").content.decode()
    assert (other.number in shown) == (role in overseers)
    with django_assert_max_num_queries(30):
        assert client.get("/desk/").status_code == 200
