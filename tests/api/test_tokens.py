"""A token acts for its person: never further than the person's posts, and always under its own name."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from gongkai.annual.models import Report
from gongkai.organs.access import Act, Refused
from gongkai.organs.actions import appoint, close_account, create_person, issue_token, reopen_account, revoke_token
from gongkai.organs.actions.tokens import AT_ONCE
from gongkai.organs.models import Organ, Person, Post, Role, Token
from gongkai.trail.models import Entry

pytestmark = pytest.mark.django_db
SAMPLES = Path(__file__).parents[2] / "samples" / "reports"
TODAY = timezone.localdate()
EVERYTHING = (Act.SEE_REPORTS, Act.UPLOAD_REPORT, Act.DECIDE_FINDING, Act.PUBLISH_REPORT)


@pytest.fixture
def office(county: Organ) -> Organ:
    return Organ.objects.get(slug="pingluo-office")


@pytest.fixture
def person(office: Organ) -> Person:
    made = create_person(None, "li", "李某", "Quiet-Lake-2026")
    for role in (Role.OFFICER, Role.SIGNER):
        appoint(None, made, office, role, dt.date(2026, 1, 1))
    return made


def program(secret: str) -> Client:
    return Client(headers={"Authorization": f"Bearer {secret}"})


def said(answer: Any, status: int) -> Any:
    assert answer.status_code == status, answer.content.decode()
    return answer.json()


def fresh(person: Person) -> Person:
    """Without what was remembered of its rights."""
    return Person.objects.get(pk=person.pk)


def test_the_secret_is_told_once_and_kept_nowhere(person: Person) -> None:
    token, secret = issue_token(person, "年报汇总程序", EVERYTHING, TODAY)
    assert secret.startswith("gk_")
    assert token.hint == secret[:8]
    assert secret not in str(Token.objects.values())
    assert secret not in str(Entry.objects.values())
    me = said(program(secret).get("/api/v1/staff/me"), 200)
    assert (me["username"], me["token"]) == ("li", "年报汇总程序")
    assert me["acts"]["upload_report"] == "上传年度报告"
    token.refresh_from_db()
    assert token.used_at is not None


@pytest.mark.parametrize(
    ("acts", "name", "days", "words"),
    [
        ([], "甲", 1, "至少选一项"),
        ([Act.MANAGE_PEOPLE], "甲", 1, "您的岗位允许的"),
        ([Act.EDIT_COLUMN], "甲", 1, "您的岗位允许的"),
        ([Act.SEE_REPORTS], "甲", -1, "有效期"),
        ([Act.SEE_REPORTS], "甲", 400, "有效期"),
        ([Act.SEE_REPORTS], "乙", 1, "同名"),
    ],
)
def test_a_token_that_cannot_be_says_why(person: Person, acts: list[Act], name: str, days: int, words: str) -> None:
    issue_token(person, "乙", [Act.SEE_REPORTS], TODAY)
    with pytest.raises(ValidationError, match=words):
        issue_token(person, name, acts, TODAY + dt.timedelta(days=days))


def test_nobody_keeps_tokens_without_number_nor_makes_one_with_another(person: Person) -> None:
    for number in range(AT_ONCE):
        issue_token(person, str(number), [Act.SEE_REPORTS], TODAY)
    with pytest.raises(ValidationError, match="请先作废"):
        issue_token(person, "又一个", [Act.SEE_REPORTS], TODAY)
    from gongkai.organs.models import Limits

    person.limits = Limits("0", frozenset(EVERYTHING))
    with pytest.raises(Refused, match="令牌不能用来建立令牌"):
        issue_token(person, "再一个", [Act.SEE_REPORTS], TODAY)


def test_a_token_is_good_for_its_acts_alone(person: Person) -> None:
    client = program(issue_token(person, "只读", [Act.SEE_REPORTS], TODAY)[1])
    assert client.get("/api/v1/staff/reports").status_code == 200
    file = SimpleUploadedFile("年报.txt", b"x")
    refused = client.post("/api/v1/staff/files", {"organ": "pingluo-office", "file": file})
    assert "令牌“只读”不能用来上传年度报告" in said(refused, 403)["detail"]


def test_a_token_ends_with_the_post_and_with_its_days(person: Person, office: Organ) -> None:
    _, secret = issue_token(person, "程序", EVERYTHING, TODAY)
    client = program(secret)
    assert client.get("/api/v1/staff/reports").status_code == 200
    Post.objects.update(until=TODAY - dt.timedelta(days=1))
    assert "您的岗位不能查看年度报告" in said(client.get("/api/v1/staff/reports"), 403)["detail"]
    Token.objects.update(expires_on=TODAY - dt.timedelta(days=1))
    answer = client.get("/api/v1/staff/me")
    assert "已过期" in said(answer, 401)["detail"]
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_revoked_and_closed_means_at_once_and_for_good(person: Person) -> None:
    keeper = Person.objects.get(username="keeper")
    secrets = [issue_token(person, name, EVERYTHING, TODAY) for name in ("甲", "乙")]
    first, second = (program(secret) for _, secret in secrets)
    revoke_token(person, secrets[0][0])
    assert (first.get("/api/v1/staff/me").status_code, second.get("/api/v1/staff/me").status_code) == (401, 200)
    close_account(keeper, person, "调离")
    assert second.get("/api/v1/staff/me").status_code == 401
    reopen_account(keeper, fresh(person), "调回")
    assert second.get("/api/v1/staff/me").status_code == 401
    with pytest.raises(Refused, match="不是您的令牌"):
        revoke_token(keeper, secrets[1][0])


def test_a_report_goes_from_upload_to_publication_in_the_name_of_the_token(
    person: Person, office: Organ, work_off: Callable[[], None]
) -> None:
    client = program(issue_token(person, "报送", EVERYTHING, TODAY)[1])
    text = next(SAMPLES.glob("002*")).read_bytes()
    given = {"organ": "pingluo-office", "file": SimpleUploadedFile("年报.txt", text)}
    taken = said(client.post("/api/v1/staff/files", given), 202)
    assert (taken["state"], taken["reports"]) == ("queued", [])
    work_off()
    read = said(client.get(f"/api/v1/staff/files/{taken['file']}"), 200)
    assert (read["state"], read["percent"]) == ("done", 100)
    (pk,) = read["reports"]
    (row,) = said(client.get("/api/v1/staff/reports", {"state": "undecided"}), 200)["items"]
    assert (row["report"], row["state"]) == (pk, "undecided")
    refused = client.post(f"/api/v1/staff/reports/{pk}/publish", {}, content_type="application/json")
    assert "处错误没有处理" in said(refused, 422)["detail"]
    for found in said(client.get(f"/api/v1/staff/reports/{pk}/findings"), 200):
        decision = {"fingerprint": found["fingerprint"], "verdict": "dismissed", "reason": "已核对"}
        decided = client.post(f"/api/v1/staff/reports/{pk}/decisions", decision, content_type="application/json")
        assert said(decided, 201)["verdict"] == "dismissed"
    published = client.post(f"/api/v1/staff/reports/{pk}/publish", {}, content_type="application/json")
    assert said(published, 200)["state"] == "public"
    assert Report.objects.get().published_by == person
    acts = Entry.objects.filter(act__in=["upload_report", "decide_finding", "publish_report"])
    assert set(acts.values_list("actor_label", flat=True)) == {"李某（令牌“报送”）"}
    withdrawn = client.post(
        f"/api/v1/staff/reports/{pk}/withdraw", {"reason": "内容有误"}, content_type="application/json"
    )
    assert said(withdrawn, 200)["state"] == "withdrawn"


def test_uploads_are_refused_as_on_the_desk(person: Person) -> None:
    client = program(issue_token(person, "报送", EVERYTHING, TODAY)[1])
    for organ, content, status, words in (
        ("pingluo-office", b"", 422, "文件是空的"),
        ("land", b"x", 403, "您的岗位不在"),
        ("nowhere", b"x", 404, "没有标识为"),
    ):
        given = {"organ": organ, "file": SimpleUploadedFile("年报.txt", content)}
        assert words in said(client.post("/api/v1/staff/files", given), status)["detail"]
    body = json.dumps({"organ": 1})
    assert said(client.post("/api/v1/staff/files", body, content_type="application/json"), 422)["faults"]


def test_whoever_looks_at_contacts_leaves_a_trace(person: Person) -> None:
    keeper = Person.objects.get(username="keeper")
    client = program(issue_token(keeper, "通讯录", [Act.MANAGE_PEOPLE, Act.SEE_TRAIL], TODAY)[1])
    found = said(client.get("/api/v1/staff/people", {"q": "李", "role": "officer"}), 200)["items"]
    assert [one["username"] for one in found] == ["li"]
    assert "phone" not in found[0]
    assert said(client.get(f"/api/v1/staff/people/{person.pk}"), 200)["phone"] == ""
    (entry,) = said(client.get("/api/v1/staff/trail", {"act": "read_person"}), 200)["items"]
    assert entry["actor_label"] == "某人（令牌“通讯录”）"
    assert entry["summary"] == "查看人员“li”的联系方式"
    table = b"".join(client.get("/api/v1/staff/trail.csv", {"q": "李某"}).streaming_content).decode("utf-8-sig")
    assert table.startswith("序号,时间")


def test_administrators_keep_bodies_and_people(person: Person) -> None:
    keeper = Person.objects.get(username="keeper")
    client = program(issue_token(keeper, "机构编制系统", [Act.MANAGE_ORGANS, Act.MANAGE_PEOPLE], TODAY)[1])

    def send(method: str, path: str, status: int, **given: str) -> Any:
        act = getattr(client, method)
        return said(act(f"/api/v1/staff/{path}", given, content_type="application/json"), status)

    new = {"name": "平罗县数据局", "slug": "data", "level": "county", "kind": "department", "region": "640221"}
    assert send("post", "organs", 201, parent="pingluo", **new)["parent"] == "pingluo"
    assert send("post", "organs", 422, parent="pingluo", **new)["faults"][0]["parameter"] == "slug"
    assert send("patch", "organs/data", 200, phone="0952-1")["phone"] == "0952-1"
    assert send("patch", "organs/data", 422, email="不是邮箱")["faults"][0]["parameter"] == "email"
    renamed = send("post", "organs/data/name", 200, name="平罗县大数据局", on="2026-11-01", reason="改革")
    assert renamed["former_names"][0]["name"] == "平罗县数据局"
    posts = send("post", f"people/{person.pk}/posts", 201, organ="data", role="handler", since="2026-11-01")["posts"]
    ended = send("post", f"posts/{posts[-1]['id']}/end", 200, until="2026-11-30", reason="借调结束")["posts"]
    assert ended[-1]["until"] == "2026-11-30"
    assert not send("post", f"people/{person.pk}/close", 200, reason="调离")["active"]
