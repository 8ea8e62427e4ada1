"""Bodies and people, as their administrator keeps them: forms call the actions, and nothing typed is lost."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from gongkai.organs.actions import create_organ
from gongkai.organs.models import Organ, Person, Post, Role
from gongkai.trail.queries import entries_of, version_of

pytestmark = pytest.mark.django_db
Enter = Callable[[Role], Client]


def text_of(response: Any, status: int = 200) -> str:
    assert response.status_code == status
    return str(response.content.decode())


def test_contacts_are_saved_and_leave_a_trace(enter: Enter, office: Organ) -> None:
    client, address = enter(Role.ADMINISTRATOR), f"/desk/organs/{office.pk}/"
    assert client.post(address, {"phone": "0952-1", "seen": version_of(office)}).status_code == 302
    office.refresh_from_db()
    assert office.phone == "0952-1"
    assert entries_of(office)[0].act == "update_contacts"
    page = text_of(client.post(address, {"email": "不是邮箱", "phone": "0952-2", "seen": version_of(office)}))
    assert "0952-2" in page
    assert "aria-invalid" in page


def test_the_second_of_two_who_save_one_form_is_told_and_loses_nothing(enter: Enter, office: Organ) -> None:
    client, address = enter(Role.ADMINISTRATOR), f"/desk/organs/{office.pk}/"
    seen = version_of(office)
    client.post(address, {"phone": "先保存的", "seen": seen})
    page = text_of(client.post(address, {"phone": "后保存的", "address": "人民路1号", "seen": seen}))
    for words in ("您的修改没有保存", "后保存的", "人民路1号", "现在保存的是：先保存的"):
        assert words in page
    office.refresh_from_db()
    assert office.phone == "先保存的"
    (now,) = re.findall(r'name="seen" value="(\d+)"', page)
    assert client.post(address, {"phone": "后保存的", "address": "人民路1号", "seen": now}).status_code == 302
    office.refresh_from_db()
    assert (office.phone, office.address) == ("后保存的", "人民路1号")


def test_a_body_is_renamed_with_its_former_name_kept(enter: Enter, office: Organ) -> None:
    client, address = enter(Role.ADMINISTRATOR), f"/desk/organs/{office.pk}/rename/"
    seen = version_of(office)
    given = {"name": office.name, "on": "2026-11-01", "reason": "机构改革", "seen": seen}
    assert "与现名称相同" in text_of(client.post(address, given))
    assert client.post(address, {**given, "name": "平罗县政府办"}).status_code == 302
    assert "平罗县人民政府办公室（至2026年10月31日）" in text_of(client.get(f"/desk/organs/{office.pk}/"))
    assert "您的修改没有保存" in text_of(client.post(address, {**given, "name": "第三个名字"}))


def test_a_body_is_created_below_and_merged(enter: Enter, county: Organ, office: Organ, bureau: Organ) -> None:
    client = enter(Role.ADMINISTRATOR)
    given = {"name": "平罗县数据局", "slug": "data", "level": "county", "kind": "department", "region": "640221"}
    address = f"/desk/organs/{county.pk}/below/"
    assert "统一社会信用代码" in text_of(client.post(address, {**given, "credit_code": "123"}))
    assert client.post(address, given).status_code == 302
    made = Organ.objects.get(slug="data")
    assert made.path.startswith(county.path)
    assert "已存在" in text_of(client.post(address, given))
    merger = {"successor_1": made.pk, "on": "2026-11-01", "basis": "改革方案", "seen": version_of(bureau)}
    assert client.post(f"/desk/organs/{bureau.pk}/succession/", merger).status_code == 302
    bureau.refresh_from_db()
    assert bureau.abolished_on == dt.date(2026, 11, 1)
    assert "平罗县财政局并入" in text_of(client.get(f"/desk/organs/{made.pk}/"))
    own = {**merger, "successor_1": office.pk, "seen": version_of(office)}
    assert "不能只是原机关自己" in text_of(client.post(f"/desk/organs/{office.pk}/succession/", own))
    split = {**own, "successor_1": office.pk, "successor_2": made.pk}
    client.post(f"/desk/organs/{office.pk}/succession/", split)
    assert entries_of(made)[0].summary == "由“平罗县人民政府办公室”分出“平罗县数据局”"
    office.refresh_from_db()
    assert office.abolished_on is None
    assert "平罗县数据局" in text_of(client.get(f"/desk/organs/{bureau.pk}/"))


def test_a_person_is_added_appointed_and_dismissed(enter: Enter, office: Organ, client: Client) -> None:
    keeper = enter(Role.ADMINISTRATOR)
    given = {"username": "wangfang", "name": "王芳", "organ": office.pk, "role": "handler", "since": "2026-01-01"}
    response = keeper.post("/desk/people/new/", given, follow=True)
    (password,) = re.findall(r"初始密码 (\S+) 只显示", text_of(response))
    assert client.login(username="wangfang", password=password, request=response.wsgi_request)
    assert client.get("/desk/")["Location"] == "/desk/password/"
    assert password not in text_of(keeper.get(response.redirect_chain[0][0]))
    assert "此用户名已被占用" in text_of(keeper.post("/desk/people/new/", given))
    person = Person.objects.get(username="wangfang")
    keeper.post(f"/desk/people/{person.pk}/", {"organ": office.pk, "role": "signer", "since": "2026-02-01"})
    post = Post.objects.get(person=person, role=Role.SIGNER)
    address = f"/desk/people/posts/{post.pk}/dismiss/"
    dismissal = {"until": "2026-01-01", "reason": "调离", "seen": version_of(post)}
    assert "不能早于任职日期" in text_of(keeper.post(address, dismissal))
    keeper.post(address, {**dismissal, "until": "2026-06-30"})
    post.refresh_from_db()
    assert post.until == dt.date(2026, 6, 30)
    page = text_of(keeper.get("/desk/people/"))
    assert "平罗县人民政府办公室承办人" in page
    assert "办公室签发人" not in page


def test_lists_are_searched_and_filtered(enter: Enter, office: Organ, bureau: Organ) -> None:
    client = enter(Role.ADMINISTRATOR)
    page = text_of(client.get("/desk/organs/results/?q=财政"))
    assert ("平罗县财政局" in page, "办公室" in page) == (True, False)
    page = text_of(client.get("/desk/organs/results/?kind=office"))
    assert ("平罗县财政局" in page, "办公室" in page) == (False, True)
    page = text_of(client.get("/desk/people/results/?role=administrator"))
    assert "系统管理员" in page
    assert "没有符合条件的记录" in text_of(client.get("/desk/people/results/?role=signer"))


def test_the_trail_is_searched_exported_and_verified(enter: Enter, office: Organ, bureau: Organ) -> None:
    keeper, auditor = enter(Role.ADMINISTRATOR), enter(Role.AUDITOR)
    keeper.post(f"/desk/organs/{office.pk}/", {"phone": "0952-1", "seen": version_of(office)})
    page = text_of(auditor.get("/desk/trail/results/?act=update_contacts"))
    assert "修改“平罗县人民政府办公室”的联系方式" in page
    assert "设立机关“平罗县财政局”" not in page
    assert "设立机关“平罗县财政局”" in text_of(auditor.get(f"/desk/trail/results/?organ_id={bureau.pk}"))
    assert "没有符合条件的记录" in text_of(auditor.get("/desk/trail/results/?until=2020-01-01"))
    lines = b"".join(auditor.get("/desk/trail/?export=csv&q=财政局").streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert "设立机关“平罗县财政局”" in lines
    assert "办公室" not in lines


def without_guard(statement: str) -> None:
    """Do to the table what somebody with the database's password could do."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER trail_no_update")
            cursor.execute("DROP TRIGGER trail_no_delete")
        else:
            cursor.execute("ALTER TABLE trail_entry DISABLE TRIGGER trail_no_change")
        cursor.execute(statement)


def test_a_broken_chain_shows_where(enter: Enter, office: Organ, work_off: Callable[[], None]) -> None:
    auditor, address = enter(Role.AUDITOR), "/desk/trail/check/"
    assert "还没有核验过" in text_of(auditor.get(address))
    assert "排队中" in text_of(auditor.post(address, follow=True))
    work_off()
    assert "没有被改动、删去或插入" in text_of(auditor.get(address))
    assert "链条" not in text_of(auditor.get("/desk/trail/results/"))
    without_guard("DELETE FROM trail_entry WHERE number = 2")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE trail_entry SET summary = '别的' WHERE number = 4")
    auditor.post(address)
    work_off()
    page = text_of(auditor.get(address))
    for words in ("链条在 2 处不成立", "缺第 2 至 2 条", "内容被改动"):
        assert words in page
    assert "链条在 2 处不成立，请打开“核验”查看" in text_of(auditor.get("/desk/trail/results/"))


def test_each_administrator_keeps_the_own_tree(enter: Enter, county: Organ) -> None:
    enter(Role.ADMINISTRATOR)
    other = create_organ(
        None, None, name="某县人民政府", slug="other", level="county", kind="government", region="640303"
    )
    client = enter(Role.ADMINISTRATOR)
    for part in ("", "rename/", "below/", "succession/"):
        assert "您的岗位不在“某县人民政府”" in text_of(client.get(f"/desk/organs/{other.pk}/{part}"), 403)
    assert "某县人民政府" not in text_of(client.get("/desk/organs/"))
