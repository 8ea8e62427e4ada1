"""Village affairs: posted from a phone, printed for the board, read by strand; lists of people that end."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from gongkai.catalogue.models import Catalogue, Obligation
from gongkai.catalogue.queries import State, items_of, with_state
from gongkai.disclosure.models import Document
from gongkai.figures.registry import FIGURES
from gongkai.figures.scope import Period, Scope
from gongkai.organs.models import Organ, Person, Role
from gongkai.trail.queries import broken
from gongkai.vetting.queries import tomb_of
from gongkai.village.actions import end_displays, post
from gongkai.village.models import Display
from village.conftest import holder

Enter = Callable[[Person], Client]
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64


@pytest.fixture
def month(catalogue: Catalogue, village: Organ) -> Obligation:
    """The accounts of a month of last year."""
    year = timezone.localdate().year - 1
    return Obligation.objects.get(organ=village, key="village-accounts", label=f"{year}年11月")


def test_a_month_is_posted_from_a_phone_and_stands_on_board_and_portal(
    village: Organ,
    month: Obligation,
    clerk: Person,
    enter: Enter,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    client, period = enter(clerk), month.label[:4] + "-11"
    assert client.get("/desk/village/")["Location"] == f"/desk/village/{village.pk}/"
    given = {"matter": f"owed-{month.pk}", "title": "示例一村11月财务收支", "body": "收入：租金3000元\n支出：水费200元"}
    form = client.get(f"/desk/village/{village.pk}/post/?owed={month.pk}").content.decode()
    assert "财务收支明细" in form
    bad = {"photos": [SimpleUploadedFile("账.png", b"MZ program")]}
    refused = client.post(f"/desk/village/{village.pk}/post/", given | bad)
    assert refused.status_code == 422
    assert "水费200元" in refused.content.decode(), "nothing typed is lost"
    assert not Document.objects.exists()
    files = {"photos": [SimpleUploadedFile("账.png", PNG), SimpleUploadedFile("票.png", PNG + b"1")]}
    posted = client.post(f"/desk/village/{village.pk}/post/", given | files)["Location"]
    document = Document.objects.get()
    assert document.attachments.count() == 2
    assert "内容检查没有发现问题" in client.get(posted).content.decode()
    client.post(posted, {"publish": "1"})
    assert Document.objects.get().live
    board = client.get(f"/desk/village/{village.pk}/board/?period={month.label[:4]}&size=a3").content.decode()
    assert "收入：租金3000元" in board
    assert f"/o/village/d/{document.pk}/files/" in board
    with django_assert_max_num_queries(30):
        assert "逾期公开" in client.get(f"/desk/village/{village.pk}/?period={month.label[:4]}").content.decode()
    with django_assert_max_num_queries(12):
        page = Client().get(f"/o/village/village/?period={month.label[:4]}").content.decode()
    assert "示例一村11月财务收支" in page
    assert "还没有公布" in page
    assert "<script" not in page
    assert Client().get("/o/town/village/").status_code == 404
    assert Client().get(f"/o/village/village/?period={period}x").status_code == 200


def test_a_list_of_people_is_masked_and_ends(village: Organ, catalogue: Catalogue, clerk: Person) -> None:
    today = timezone.localdate()
    item = items_of(village, today).get(key="village-aid-list")
    words = {"title": "临时救助名单公示", "body": "演示甲，11010519491231002X，800元\n演示乙，13800000000"}
    for until in (today, today + dt.timedelta(days=200)):
        with pytest.raises(ValidationError, match="截止日期"):
            post(clerk, village, item, words, until=until)
    document = post(clerk, village, item, words, until=today + dt.timedelta(days=7))
    assert "110105********002X" in document.body
    assert "11010519491231002X" not in document.body
    assert "138****0000" in document.body
    from gongkai.village.actions import publish_posting

    publish_posting(clerk, document)
    owed = with_state(Obligation.objects.filter(key="village-aid-list"), today)
    assert owed.get().state == State.PUBLISHED
    assert end_displays(today + dt.timedelta(days=7)) == 0, "the last day belongs to it"
    assert end_displays(today + dt.timedelta(days=8)) == 1
    document = Document.objects.get()
    assert not document.live
    assert tomb_of(document).ground == "privacy"
    assert Client().get(f"/o/village/d/{document.pk}/").status_code == 410
    assert owed.get().state == State.PUBLISHED, "it was public as long as it had to be"
    assert Display.objects.get().ended_at is not None
    assert end_displays(today + dt.timedelta(days=9)) == 0
    scope, period = Scope(village), Period.year(today.year)
    assert FIGURES["village.ended"].value(scope, period) == 1
    assert FIGURES["village.coverage"].value(scope, period).whole > 10
    assert broken() == []


def test_personal_data_in_what_is_no_list_stand_in_the_way(
    village: Organ, month: Obligation, clerk: Person, enter: Enter
) -> None:
    words = {"title": "11月财务", "body": "付演示甲，身份证11010519491231002X，300元"}
    document = post(clerk, village, month, words)
    client, at = enter(clerk), f"/desk/village/{village.pk}/posted/{document.pk}/"
    assert "公民身份号码" in client.get(at).content.decode()
    assert "公民身份号码" in client.post(at, {"publish": "1"}, follow=True).content.decode()
    assert not Document.objects.get().live


def test_who_may_see_and_post(township: Organ, village: Organ, catalogue: Catalogue, enter: Enter) -> None:
    over = enter(holder(township, Role.SUPERVISOR))
    page = over.get("/desk/village/?period=2026")
    assert page.status_code in {200, 302}
    assert over.get(f"/desk/village/{village.pk}/").status_code == 200
    assert over.get(f"/desk/village/{village.pk}/post/").status_code == 403
    reader = enter(holder(village, Role.REVIEWER_1))
    assert reader.get(f"/desk/village/{village.pk}/board/").status_code == 200
    assert reader.get(f"/desk/village/{village.pk}/post/").status_code == 403
    stranger = enter(holder(township, Role.OFFICER))
    for part in ("", "board/", "post/", "posted/1/"):
        assert stranger.get(f"/desk/village/{village.pk}/{part}").status_code == 404
