"""After publication, as the public sees it: reporting a mistake, and what stands in the place of what was taken down."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

from gongkai.disclosure.actions.documents import publish_document, withdraw_document
from gongkai.disclosure.models import Document
from gongkai.jobs import queue
from gongkai.organs.models import Organ, Person, Role
from gongkai.vetting.actions.after import answer
from gongkai.vetting.models import CleanUp, Correction, Tomb
from vetting.conftest import People


@pytest.fixture
def document(draft: Callable[..., Document], people: People) -> Document:
    cache.clear()
    return publish_document(None, draft())


def test_a_reader_reports_a_mistake_and_sees_the_answer(client: Client, document: Document, people: People) -> None:
    address = f"/o/finance/d/{document.pk}/"
    assert f'href="{address}correct/"' in client.get(address).content.decode()
    assert "请写明错在哪里" in client.post(f"{address}correct/", {"wrong": ""}).content.decode()
    assert client.post(f"{address}correct/", {"wrong": "日期写错", "homepage": "http://x"}).status_code == 200
    assert not Correction.objects.exists()
    done = client.post(f"{address}correct/", {"wrong": "日期写错", "quote": "4月1日"}, follow=True)
    made = Correction.objects.get()
    assert (made.source, made.reported_by) == ("reader", None)
    assert "已经收到" in done.content.decode()
    answer(people[Role.OFFICER], made, Correction.State.CORRECTED, "已改为5月1日")
    shown = client.get(f"/corrections/{made.code}/").content.decode()
    assert "已改为5月1日" in shown
    assert "日期写错" not in shown, "what readers write is not published"
    assert client.get("/corrections/JC2026-99999/").status_code == 404
    for _ in range(5):
        last = client.post(f"{address}correct/", {"wrong": "又错了"})
    assert last.status_code == 429


def test_a_tomb_names_ground_and_law_but_neither_title_nor_inner_reason(
    client: Client, document: Document, people: People
) -> None:
    withdraw_document(people[Role.SIGNER], document, "张某的住址没有遮盖", Tomb.Ground.PRIVACY)
    gone = client.get(f"/o/finance/d/{document.pk}/")
    assert gone.status_code == 410
    shown = gone.content.decode()
    assert "涉及个人信息" in shown
    assert "个人信息保护法》第四十七条" in shown
    assert document.title not in shown
    assert "张某" not in shown
    assert client.get(f"/o/finance/d/{document.pk}/correct/").status_code == 404


def test_a_clean_up_is_listed_gone_over_done_by_another_and_undone(
    client: Client, draft: Callable[..., Document], people: People, bureau: Organ, enter: Callable[[Person], Client]
) -> None:
    old = dt.date(2020, 1, 2)
    first, second = (publish_document(None, draft(title=title), old) for title in ("旧信息一", "旧信息二"))
    officer, signer = enter(people[Role.OFFICER]), enter(people[Role.SIGNER])
    form = {"organ": bureau.pk, "older_than": "2021-01-01"}
    listed = officer.post("/desk/clean-ups/new/", form, follow=True).content.decode()
    assert "旧信息一" in listed
    address = f"/desk/clean-ups/{CleanUp.objects.get().pk}/"
    assert client.get(f"/o/finance/d/{first.pk}/").status_code == 200, "nothing has happened yet"
    officer.post(address, {"act": "choose", "item": [f"disclosure.document:{first.pk}"]})
    assert officer.post(address, {"act": "do"}).status_code == 403
    signer.post(address, {"act": "do"})
    queue.work_off("test")
    gone = client.get(f"/o/finance/d/{first.pk}/")
    assert gone.status_code == 410
    assert "定期清理" in gone.content.decode()
    assert client.get(f"/o/finance/d/{second.pk}/").status_code == 200
    signer.post(address, {"act": "undo"})
    queue.work_off("test")
    assert client.get(f"/o/finance/d/{first.pk}/").status_code == 200
    first.refresh_from_db()
    assert first.published_on == old
