"""Applying on line as a resident does it: nothing typed is lost, nothing more is asked than the law asks."""

import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from applications_public.conftest import APPLY, CONTENT, answers, fill_in, hand_in, question_of, text_of
from gongkai.applications.drafts.actions import KEPT, forget_old
from gongkai.applications.drafts.models import Draft, DraftFile
from gongkai.applications.models import Application, CaseFile, Party
from gongkai.demo.cases import Office
from gongkai.organs.actions import create_organ
from gongkai.organs.models import Kind
from gongkai.ui.rate import Rate

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n%%EOF\n"


def pdf(name: str = "授权委托书.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_resident_applies_and_gets_number_and_code(office: Office, client: Client) -> None:
    fill_in(client)
    client.post(f"{APPLY}/files/", {"kind": "identity", "files": [pdf("身份证.pdf")], "onward": "1"})
    review = client.get(f"{APPLY}/review/").content.decode()
    for words in (CONTENT, "张某某", "13800000000", "网上查看", "身份证.pdf", "双方确认之日"):
        assert words in review
    client.post(f"{APPLY}/review/", {"sum": question_of(review)})
    stored = Application.objects.get()
    assert (stored.channel, stored.status, stored.content) == ("web", "submitted", CONTENT)
    assert (stored.requester_kind, stored.requester_label) == ("natural_person", "张＊＊")
    assert stored.parties.get().unseal()["identity"] == "11010519491231002X"
    file = stored.files.get()
    assert (file.kind, b"".join(file.chunks(file.unseal())), file.unseal()["name"]) == ("identity", PDF, "身份证.pdf")
    receipt = text_of(client.get(f"{APPLY}/receipt/").content)
    assert stored.number in receipt
    assert "打印、拍照或者抄下" in receipt


def test_an_organisation_applies_with_its_code(office: Office, client: Client) -> None:
    given = answers()
    given["kind"] = {"kind": "business"}
    given["who"] = {"name": "某某商贸有限公司", "identity": "9144030071526726XG", "contact": "李某"}
    given["way"]["delivery"] = "post"
    given["contact"]["address"] = "某县某路1号"
    hand_in(client, given)
    party = Party.objects.get().unseal()
    assert (party["identity_kind"], party["contact"]) == ("统一社会信用代码", "李某")
    assert Application.objects.get().requester_kind == "business"


def test_an_agent_is_named_with_the_power_to_act(office: Office, client: Client) -> None:
    wrong = client.post(f"{APPLY}/what/", answers()["what"])
    wrong = client.post(f"{APPLY}/agent/", {"agent_name": "李某", "agent_identity_kind": "律师执业证"})
    assert "请填写代理人的证件号码" in text_of(wrong.content)
    agent = {"agent_name": "李某", "agent_identity_kind": "律师执业证", "agent_identity": "16403202010000001"}
    fill_in(client, {**answers(), "agent": {**agent, "agent_phone": "13900000000"}})
    review = client.get(f"{APPLY}/review/").content.decode()
    assert "请上传申请人签名或者盖章的授权委托书" in review
    client.post(f"{APPLY}/review/", {"sum": question_of(review)})
    assert not Application.objects.exists()
    client.post(f"{APPLY}/files/", {"kind": "authorization", "files": [pdf("委托书.pdf")], "onward": "1"})
    client.post(f"{APPLY}/review/", {"sum": question_of(review)})
    stored = Application.objects.get()
    assert stored.parties.get(role=Party.Role.AGENT).unseal()["name"] == "李某"
    assert (stored.files.get().kind, stored.requester_label) == ("authorization", "张＊＊")


def test_handed_in_twice_it_is_one(office: Office, client: Client) -> None:
    fill_in(client)
    right = {"sum": question_of(client.get(f"{APPLY}/review/").content.decode())}
    kept = client.cookies["draft"].value
    client.post(f"{APPLY}/review/", right)
    client.cookies["draft"] = kept
    assert client.post(f"{APPLY}/review/", right)["Location"] == f"{APPLY}/receipt/"
    assert Application.objects.count() == 1


@pytest.mark.parametrize(
    ("step", "fields", "said"),
    [
        ("what", {"content": ""}, "请写明您需要的政府信息"),
        ("what", {"content": "？？"}, "写得太短"),
        ("what", {"content": "水" * 5001}, "写了5001字，超过5000字的上限"),
        ("way", {"carrier": "electronic"}, "请选择怎样收到答复"),
        ("way", {"carrier": "gold", "delivery": "web"}, "gold"),
        ("kind", {}, "请选择以谁的名义申请"),
        ("who", {"name": "", "identity_kind": "护照", "identity": "E1"}, "请填写您的姓名"),
        ("who", {"name": "张某某", "identity_kind": "居民身份证", "identity": "110105194912310021"}, "逐位核对"),
        ("contact", {}, "请至少填写一种联系方式"),
        ("contact", {"phone": "abc"}, "电话号码只能有数字"),
        ("contact", {"email": "nobody"}, "邮箱地址不完整"),
    ],
)
def test_what_is_wrong_is_said_twice_and_kept(
    office: Office, client: Client, step: str, fields: dict[str, str], said: str
) -> None:
    client.post(f"{APPLY}/what/", {"content": CONTENT})
    page = client.post(f"{APPLY}/{step}/", fields)
    assert page.status_code == 200
    assert page.content.decode().count(said) >= 2, "in the list on top and beside the field"
    assert "有需要改正的地方" in page.content.decode()
    again = client.get(f"{APPLY}/{step}/").content.decode()
    assert all(value in again for value in fields.values() if len(value) > 2 and value != "gold")


def test_the_wanted_delivery_decides_what_contact_is_needed(office: Office, client: Client) -> None:
    for delivery, said in (("post", "请填写通信地址"), ("email", "请填写电子邮箱")):
        client.post(f"{APPLY}/what/", {"content": CONTENT})
        client.post(f"{APPLY}/way/", {"carrier": "paper", "delivery": delivery})
        assert said in client.post(f"{APPLY}/contact/", {"phone": "13800000000"}).content.decode()


def test_the_review_says_what_is_missing_and_takes_nothing(office: Office, client: Client) -> None:
    client.post(f"{APPLY}/what/", {"content": CONTENT})
    review = client.get(f"{APPLY}/review/").content.decode()
    assert "还不能提交" in review
    assert f'href="{APPLY}/who/?back=review"' in review
    client.post(f"{APPLY}/review/", {"sum": question_of(review)})
    assert not Application.objects.exists()


def test_from_the_review_one_comes_back_to_it(office: Office, client: Client) -> None:
    fill_in(client)
    changed = client.post(f"{APPLY}/contact/", {"phone": "0952-6095082", "back": "review"})
    assert changed["Location"] == f"{APPLY}/review/"
    assert "0952-6095082" in client.get(f"{APPLY}/review/").content.decode()


def test_programs_are_stopped_and_people_lose_nothing(office: Office, client: Client) -> None:
    fill_in(client)
    right = question_of(client.get(f"{APPLY}/review/").content.decode())
    assert "回答不对" in client.post(f"{APPLY}/review/", {"sum": right + 1}).content.decode()
    assert "请把“个人主页”一栏清空" in client.post(f"{APPLY}/review/", {"sum": right, "homepage": "x"}).content.decode()
    Draft.objects.update(started_at=timezone.now())
    assert "提交得太快了" in client.post(f"{APPLY}/review/", {"sum": right}).content.decode()
    assert not Application.objects.exists()
    Draft.objects.update(started_at=timezone.now() - dt.timedelta(minutes=1))
    client.post(f"{APPLY}/review/", {"sum": str(right).translate(str.maketrans("0123456789", "０１２３４５６７８９"))})
    assert Application.objects.exists()


def test_a_flood_is_stopped_by_address_and_by_organ(
    office: Office, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gongkai.portal.applications.guard.SUBMIT_TO", Rate("all", 1, 1e-6))
    hand_in(client)
    second = Client(REMOTE_ADDR="198.51.100.7")
    fill_in(second)
    right = {"sum": question_of(second.get(f"{APPLY}/review/").content.decode())}
    refused = second.post(f"{APPLY}/review/", right)
    assert (refused.status_code, "您填写的内容都已保存" in refused.content.decode()) == (429, True)
    monkeypatch.setattr("gongkai.portal.applications.guard.BEGIN", Rate("one", 1, 1e-6))
    for status in (302, 429):
        page = Client(REMOTE_ADDR="2001:db8::1").post(f"{APPLY}/what/", {"content": CONTENT})
        assert page.status_code == status
    assert CONTENT in page.content.decode()


class TestFiles:
    @pytest.fixture(autouse=True)
    def _begun(self, office: Office, client: Client) -> None:
        client.post(f"{APPLY}/what/", {"content": CONTENT})

    def upload(self, client: Client, *files: SimpleUploadedFile) -> str:
        sent = client.post(f"{APPLY}/files/", {"kind": "attachment", "files": list(files)}, follow=True)
        return text_of(sent.content)

    @pytest.mark.parametrize(
        ("name", "content", "said"),
        [
            ("病毒.exe", b"MZ\x90\x00", "只接受"),
            ("发票.pdf", b"MZ\x90\x00\x03" + bytes(300), "“发票.pdf”不能上传：这是"),
            ("网页.pdf", b"<html><script>alert(1)</script></html>", "内容是网页"),
            ("照片.png", b"\xff\xd8\xff\xe0" + bytes(100), "内容与后缀不符"),
            ("空.pdf", b"", "空"),
            ("没有后缀", PDF, "只接受"),
            ("..\\..\\x.txt", b"\x00\x01\x02" * 200, "不能上传"),
        ],
    )
    def test_what_is_no_document_is_refused_in_words(
        self, client: Client, name: str, content: bytes, said: str
    ) -> None:
        assert said in self.upload(client, pdf(name, content), pdf("好的.pdf"))
        assert [file.name for file in DraftFile.objects.all()] == ["好的.pdf"]

    def test_macros_are_refused(self, client: Client) -> None:
        package = io.BytesIO()
        with zipfile.ZipFile(package, "w") as made:
            for member in ("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"):
                made.writestr(member, "<x/>")
        assert "带有宏程序" in self.upload(client, pdf("申请.docx", package.getvalue()))

    def test_size_and_number_are_limited(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("gongkai.applications.drafts.actions.LARGEST_FILE", 1000)
        assert "超过" in self.upload(client, pdf(content=PDF + bytes(1000)))
        many = [pdf(f"{number}.pdf", PDF + str(number).encode()) for number in range(9)]
        assert "附件最多 8 个" in self.upload(client, *many)
        assert DraftFile.objects.count() == 8
        first = DraftFile.objects.first()
        assert first
        client.post(f"{APPLY}/files/", {"remove": str(first.pk)})
        assert DraftFile.objects.count() == 7

    def test_files_lie_sealed_and_go_with_the_draft(
        self, client: Client, django_capture_on_commit_callbacks: object
    ) -> None:
        self.upload(client, pdf(content=PDF + "张某某的委托".encode()))
        file = DraftFile.objects.get()
        stored = Path(file.content.path)
        assert "张某某".encode() not in stored.read_bytes() + bytes(file.sealed) + bytes(file.draft.sealed)
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
            client.post(f"{APPLY}/discard/")
        assert not stored.exists()
        assert not Draft.objects.exists()


def test_drafts_are_forgotten_after_some_days(office: Office, client: Client) -> None:
    client.post(f"{APPLY}/what/", {"content": CONTENT})
    now = timezone.now()
    assert forget_old(office.organ, now + KEPT - dt.timedelta(hours=1)) == 0
    assert forget_old(office.organ, now + KEPT + dt.timedelta(hours=1)) == 1
    assert "水利" not in client.get(f"{APPLY}/what/").content.decode()


def test_a_draft_is_of_one_browser_and_one_organ(office: Office, client: Client) -> None:
    client.post(f"{APPLY}/what/", {"content": CONTENT})
    cookie = client.cookies["draft"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", f"{APPLY}/")
    other = Client()
    assert CONTENT not in other.get(f"{APPLY}/what/").content.decode()
    other.cookies["draft"] = cookie.value[:-1] + ("a" if cookie.value[-1] != "a" else "b")
    assert CONTENT not in other.get(f"{APPLY}/what/").content.decode()
    assert other.get(f"{APPLY}/review/")["Location"] == f"{APPLY}/what/"


def test_villages_and_abolished_bodies_take_none(office: Office, client: Client) -> None:
    fields = {"level": "village", "region": "110101"}
    create_organ(None, None, name="某村", slug="village", kind=Kind.VILLAGE_COMMITTEE, **fields)
    assert client.get("/o/village/apply/what/").status_code == 404
    assert "在网上申请" not in client.get("/o/village/apply/").content.decode()


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("step", ["what", "way", "kind", "who", "contact", "files", "review", "found", "receipt"])
def test_no_page_is_kept_by_anybody_and_none_asks_much(
    client: Client, step: str, django_assert_max_num_queries: object
) -> None:
    client.post(f"{APPLY}/what/", {"content": CONTENT})
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        page = client.get(f"{APPLY}/{step}/")
    assert page["Cache-Control"] == "private, no-store"
    assert "ETag" not in page
    assert "noindex" in page["X-Robots-Tag"]
    assert CaseFile.objects.count() == 0
