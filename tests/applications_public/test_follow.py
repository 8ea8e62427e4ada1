"""Following an application: number and code open it, nobody else learns anything, every step is said in plain words."""

import datetime as dt
import io
import logging
from collections.abc import Callable

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from applications.conftest import noon, wanted
from applications_public.conftest import CONTENT, text_of
from gongkai.applications.actions import (
    casework,
    consultation,
    correction,
    decision,
    fee,
    intake,
    period,
    redacting,
    service,
)
from gongkai.applications.actions.intake import code_of
from gongkai.applications.models import Application
from gongkai.applications.people import Particulars
from gongkai.demo.cases import Office, letter, part_of
from gongkai.law.fees import TariffKey
from gongkai.redaction import Cover
from gongkai.trail.models import Entry

pytestmark = pytest.mark.django_db
CASE = "/follow/case/"


def show(client: Client, page: str = "") -> str:
    response = client.get(f"{CASE}{page}")
    assert response.status_code == 200, page
    assert response["Cache-Control"] == "private, no-store"
    return text_of(response.content)


def come(office: Office, client: Client, day: dt.date, delivery: str = "post") -> Application:
    """An application received at the counter on a day, opened in the browser."""
    asked = wanted()
    made = intake.Intake(asked.requester, asked.requester_kind, asked.content, delivery=delivery)
    application = intake.register(office.officer, office.organ, made, "counter", noon(day))
    client.post("/follow/", {"number": application.number, "code": code_of(application)})
    return application


def ago(days: int) -> dt.date:
    return timezone.localdate() - dt.timedelta(days=days)


class TestEntry:
    def test_number_and_code_open_the_case_however_they_are_typed(
        self, applied: tuple[str, str], client: Client
    ) -> None:
        number, code = applied
        assert "等待机关与您确认收到" in show(client)
        typed = {
            "number": number.replace("〔", " [").replace("〕", "] "),
            "code": f" {code.lower()[:6]}-{code.lower()[6:]}",
        }
        assert Client().post("/follow/", typed)["Location"] == CASE

    def test_a_wrong_pair_says_the_same_whatever_is_wrong(self, applied: tuple[str, str]) -> None:
        number, code = applied
        pairs = [(number, "ABCDEFGHJKLM"), (number.replace("1号", "9号"), code), ("无", "无")]
        pages = {
            text_of(Client(REMOTE_ADDR=f"192.0.2.{place}").post("/follow/", {"number": n, "code": c}).content)
            for place, (n, c) in enumerate(pairs)
        }
        assert len(pages) == 1
        assert "编号和查询码对不上" in pages.pop()

    def test_who_guesses_has_to_wait_even_with_the_right_one(self, applied: tuple[str, str]) -> None:
        guesser = Client(REMOTE_ADDR="192.0.2.77")
        number, code = applied
        said = [guesser.post("/follow/", {"number": number, "code": f"ABCDEFGH{n:04}"}).status_code for n in range(9)]
        assert said == [200] * 8 + [429]
        assert guesser.post("/follow/", {"number": number, "code": code}).status_code == 429
        assert Client(REMOTE_ADDR="192.0.2.78").post("/follow/", {"number": number, "code": code}).status_code == 302

    def test_without_the_code_nothing_opens(self, applied: tuple[str, str], client: Client) -> None:
        pages = ("", "why/", "reply/", "fee/", "files/1/", "correction/", "reasons/", "withdraw/")
        stranger = Client()
        forged = client.cookies["case"].value
        stranger.cookies["case"] = forged[:-2] + ("aa" if forged[-2:] != "aa" else "bb")
        for page in pages:
            assert stranger.get(f"{CASE}{page}")["Location"] == "/follow/", page
        assert client.cookies["case"]["httponly"]
        assert client.cookies["case"]["max-age"] == 3600
        client.post("/follow/leave/")
        assert client.get(CASE)["Location"] == "/follow/"

    def test_neither_addresses_nor_logs_name_number_code_or_person(
        self,
        office: Office,
        client: Client,
        caplog: pytest.LogCaptureFixture,
        django_capture_on_commit_callbacks: object,
    ) -> None:
        with caplog.at_level(logging.DEBUG, "gongkai"), caplog.at_level(logging.INFO):
            application = come(office, client, ago(3))
            pages = [client.get(CASE), client.get(f"{CASE}why/"), client.get(f"{CASE}withdraw/")]
        for secret in (code_of(application), "张某某", "13800000000", "水利"):
            assert secret not in caplog.text
            assert not any(secret in str(page.headers) + page.request["PATH_INFO"] for page in pages)
        assert "gongkai.access" in caplog.text
        assert all(page["Referrer-Policy"] == "same-origin" for page in pages)


def test_the_line_tells_what_happened_and_what_is_due(office: Office, client: Client) -> None:
    application = come(office, client, dt.date(2026, 9, 14))
    consultation.consult_third_party(
        office.officer, application, dt.date(2026, 9, 16), Particulars(name="某公司", phone="1"), "合同附件"
    )
    number = application.events.count()
    consultation.hear(
        office.officer, application, number, dt.date(2026, 9, 18), consultation.Answer.OBJECTS, "涉及商业秘密"
    )
    casework.note(office.officer, application, dt.date(2026, 9, 18), "内部意见：先请示")
    period.extend(office.signer, application, dt.date(2026, 9, 21), "需要查找多年档案")
    page = show(client)
    for words in (
        "9月14日（周一） 机关收到了申请",
        "征求第三方的意见",
        "征求意见有了结果",
        "延长20个工作日",
        "《条例》第三十三条第二款",
    ):
        assert words in page
    for words in ("某公司", "合同附件", "商业秘密", "内部意见", "记事"):
        assert words not in page
    due = Application.objects.get().due_on
    assert due
    assert f"{due.month}月{due.day}日" in page


def test_the_worked_example_is_counted_day_by_day(office: Office, client: Client) -> None:
    """domain.md §2.15: received on Monday, 14 September 2026, twenty working days end on Friday, 16 October."""
    come(office, client, dt.date(2026, 9, 14))
    page = show(client, "why/")
    assert "为什么是10月16日（周五）" in page
    for words in (
        "9月14日（周一） 不计 起算之日，不计入期限",
        "9月15日（周二） 第 1 个",
        "9月20日（周日） 第 5 个 调休上班",
        "9月25日（周五） 不计 中秋节放假",
        "10月10日（周六） 第 15 个 调休上班",
        "10月16日（周五） 第 20 个 工作日，期限届满",
        "条例》第三十三条第二款",
    ):
        assert words in page


def test_a_correction_is_answered_with_files_and_the_period_starts_anew(office: Office, client: Client) -> None:
    application = come(office, client, ago(4))
    correction.request_correction(
        office.officer, application, ago(2), "请写明年度", timezone.localdate() + dt.timedelta(9)
    )
    assert "轮到您：请补正申请" in show(client)
    assert "请写明年度" in show(client, "correction/")
    assert "请写明内容" in text_of(client.post(f"{CASE}correction/", {"content": " "}).content)
    bad = {"content": "2025年度的", "files": [SimpleUploadedFile("x.pdf", b"MZ\x90\x00" + bytes(99))]}
    refused = client.post(f"{CASE}correction/", bad).content.decode()
    assert "2025年度的" in refused
    assert "不能上传" in refused
    assert Application.objects.get().status == "correcting"
    sent = {"content": "2025年度的", "files": [SimpleUploadedFile("补充.pdf", b"%PDF-1.4 %%EOF")]}
    assert client.post(f"{CASE}correction/", sent)["Location"] == CASE
    again = {"content": "2025年度的", "files": [SimpleUploadedFile("补充.pdf", b"%PDF-1.4 %%EOF")]}
    assert client.post(f"{CASE}correction/", again)["Location"] == CASE
    page = show(client)
    assert "机关收到了补正" in page
    assert "补充.pdf" in page
    stored = Application.objects.get()
    assert (stored.status, stored.events.count(), stored.files.count()) == ("handling", 3, 1)
    assert "重新起算" in show(client, "why/")


def test_reasons_are_given(office: Office, client: Client) -> None:
    application = come(office, client, ago(3))
    period.request_reasons(
        office.officer, application, ago(1), "本月已申请三十件", timezone.localdate() + dt.timedelta(5)
    )
    assert "本月已申请三十件" in show(client, "reasons/")
    client.post(f"{CASE}reasons/", {"content": "做课题研究"})
    assert "说明理由的期限结束" in show(client)


def test_it_is_taken_back_only_after_asking_once_more(office: Office, client: Client) -> None:
    come(office, client, ago(3))
    assert "撤回不能取消" in show(client, "withdraw/")
    assert Application.objects.get().status == "handling"
    client.post(f"{CASE}withdraw/", {"reason": "已经找到"})
    assert "您已撤回" in show(client)
    assert client.get(f"{CASE}withdraw/")["Location"] == CASE
    assert (Application.objects.get().outcome, Entry.objects.filter(act="withdraw").count()) == ("withdrawn", 1)


def test_a_fee_says_how_much_until_when_and_how(office: Office, client: Client) -> None:
    application = come(office, client, ago(3))
    paper = letter(office, application, "fee_notice")
    fee.charge(office.signer, application, ago(1), TariffKey.BY_PAGE, 150, letter=paper)
    page = show(client, "fee/")
    assert "1700 元" in page
    assert "到机关缴纳" in page
    assert paper.unseal()["name"] in page
    fee.pay(office.officer, application, timezone.localdate(), "票据1号")
    assert "现在不需要缴纳" in show(client, "fee/")
    assert "费用已缴清" in show(client)


def replied(office: Office, application: Application, served: bool) -> Application:
    casework.attach(office.officer, application, "given", "表.pdf", [b"%PDF-1.4 given"])
    casework.attach(office.officer, application, "opinion", "意见.pdf", [b"%PDF-1.4 opinion"])
    parts = [decision.Part("granted", "2025年的表"), part_of("process_info")]
    decision.draft(office.officer, application, ago(9), parts, letter(office, application, "partial_reply"))
    decision.joint_review(office.checker, application, ago(8), "同意", agrees=True)
    decision.check_legality(office.checker, application, ago(8), "正确", passed=True)
    decision.sign(office.signer, application, ago(7))
    if served:
        service.serve(office.officer, application, service.Method.POST, ago(6), "某号")
    return Application.objects.get(pk=application.pk)


def document(text: str) -> bytes:
    made, stored = docx.Document(), io.BytesIO()
    made.add_paragraph(text)
    made.save(stored)
    return stored.getvalue()


class TestReply:
    def test_it_is_read_with_its_files_and_remedies_and_every_reading_is_kept(
        self, office: Office, client: Client
    ) -> None:
        application = replied(office, come(office, client, ago(12)), served=True)
        assert "已经办结" in show(client)
        page = show(client, "reply/")
        for words in ("部分公开", "2025年的表", "表.pdf", "60日内", "应当先申请行政复议", "投诉、举报"):
            assert words in page
        assert "意见.pdf" not in page
        given, opinion = (application.files.get(kind=kind) for kind in ("given", "opinion"))
        file = client.get(f"{CASE}files/{given.pk}/")
        assert b"".join(file.streaming_content) == b"%PDF-1.4 given"  # type: ignore[attr-defined]
        assert file["Content-Disposition"].startswith("attachment")
        assert (file["Cache-Control"], file["X-Content-Type-Options"]) == ("private, no-store", "nosniff")
        assert client.get(f"{CASE}files/{opinion.pk}/").status_code == 404
        read = list(Entry.objects.filter(act__in=("read_reply", "read_file")).values_list("act", "reason"))
        assert read == [("read_file", "申请人凭编号和查询码"), ("read_reply", "申请人凭编号和查询码")]

    @pytest.mark.parametrize(("delivery", "shown"), [("web", True), ("post", False)])
    def test_before_service_it_shows_only_where_it_is_wanted_on_line(
        self, office: Office, client: Client, delivery: str, shown: bool
    ) -> None:
        application = replied(office, come(office, client, ago(12), delivery), served=False)
        assert (client.get(f"{CASE}reply/").status_code == 200) is shown
        given = application.files.get(kind="given")
        assert (client.get(f"{CASE}files/{given.pk}/").status_code == 200) is shown

    def test_what_was_covered_is_not_given_nor_a_first_try(
        self, office: Office, client: Client, work_off: Callable[[], None]
    ) -> None:
        application = come(office, client, ago(12))
        original = casework.attach(office.officer, application, "given", "名单.docx", [document("李某 13912345678")])
        for words in (("李某",), ("李某", "13912345678")):
            redacting.order(office.officer, original, Cover(words=words))
            work_off()
        tried, final = application.redactions.values_list("result", flat=True)
        replied(office, application, served=True)
        assert client.get(f"{CASE}files/{original.pk}/").status_code == 404
        assert client.get(f"{CASE}files/{tried}/").status_code == 404
        given = b"".join(client.get(f"{CASE}files/{final}/").streaming_content)  # type: ignore[attr-defined]
        assert [paragraph.text for paragraph in docx.Document(io.BytesIO(given)).paragraphs] == ["■■■ ■■■"]

    def test_another_ones_file_is_not_there(self, office: Office, client: Client) -> None:
        other = replied(office, come(office, Client(), ago(12)), served=True)
        come(office, client, ago(3))
        assert client.get(f"{CASE}files/{other.files.get(kind='given').pk}/").status_code == 404


def test_a_late_office_is_said_to_be_late_and_what_can_be_done(office: Office, client: Client) -> None:
    come(office, client, ago(120))
    page = show(client)
    for words in ("已经超过答复期限", "本应在", "申请行政复议", "第五十一条"):
        assert words in page


@pytest.mark.parametrize("page", ["", "why/", "withdraw/"])
def test_no_page_asks_more_than_twelve_times(
    office: Office, client: Client, django_assert_max_num_queries: object, page: str
) -> None:
    come(office, client, ago(3))
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        client.get(f"{CASE}{page}")


def test_what_was_asked_is_shown_to_who_asked(applied: tuple[str, str], client: Client) -> None:
    assert CONTENT in show(client)
