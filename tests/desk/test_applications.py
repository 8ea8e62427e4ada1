"""Casework at the desk, over HTTP: every step as the roles meet it, particulars, files, disputes."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from desk.casework import NAME, PHONE, Enter, Receive, ago, at, paper, person, take, text_of
from gongkai.applications.actions import casework, consultation, decision, intake, service
from gongkai.applications.models import Application, Dispute, Instance
from gongkai.applications.parts import Part
from gongkai.applications.people import Particulars
from gongkai.desk import matters
from gongkai.organs.calendars import calendar_of
from gongkai.organs.models import Organ, Role
from gongkai.trail.models import Entry

pytestmark = pytest.mark.django_db


def test_a_case_goes_its_way_and_each_page_offers_the_next_step(enter: Enter, office: Organ, receive: Receive) -> None:
    case = receive()
    officer, checker, signer = enter(Role.OFFICER), enter(Role.REVIEWER_1), enter(Role.SIGNER)
    handler = person(Role.HANDLER)
    today = str(timezone.localdate())
    way: list[tuple[Client, str, dict[str, Any]]] = [
        (officer, "assign", {"handler": handler.pk}),
        (
            enter(Role.HANDLER),
            "draft",
            {
                "on": today,
                "parts": "2",
                "outcome_1": "granted",
                "subject_1": "资金总表",
                "outcome_2": "process_info",
                "subject_2": "讨论记录",
                "reasons_2": "属于讨论记录",
                "file": paper(),
            },
        ),
        (checker, "legality_check", {"on": today, "passed": "1", "opinion": "依据正确"}),
        (signer, "reply", {"on": today}),
        (officer, "serve", {"on": today, "method": "post", "proof": "挂号1"}),
        (officer, "archive", {"on": today}),
        (officer, "debrief", {"lesson": "部分公开区分得当，电话13800000001", "typical": "on"}),
    ]
    for client, kind, typed in way:
        assert f'class="button" href="{at(case, kind)}"' in text_of(client.get(at(case))), kind
        assert take(client, case, kind, **typed).status_code == 302, kind
    case.refresh_from_db()
    assert (case.status, case.outcome, case.row) == ("archived", "partial", "partial")
    page = text_of(officer.get(at(case)))
    assert "没有必须办的下一步" in page
    assert "条例第十六条第二款" in page
    assert "部分公开区分得当" in text_of(officer.get("/desk/applications/library/"))
    contents = text_of(officer.get(f"{at(case)}contents/"))
    assert "《部分公开告知书》" in contents
    assert "归档" in contents


def test_a_step_that_the_law_or_the_post_forbids_says_so(enter: Enter, receive: Receive) -> None:
    case = receive()
    officer = enter(Role.OFFICER)
    assert "只能在“已作出答复，待送达”时进行" in text_of(officer.get(at(case, "serve")), 409)
    assert "您的岗位不能签发答复" in text_of(officer.get(at(case, "reply")), 403)
    assert "您的岗位不能办理公开申请" in text_of(enter(Role.AUDITOR).get(at(case, "search")), 403)
    assert f'href="{at(case, "serve")}"' not in text_of(officer.get(at(case)))
    assert officer.get(at(case, "fly")).status_code == 404


def test_a_refusal_of_the_ledger_stands_beside_the_form_and_nothing_typed_is_lost(
    enter: Enter, receive: Receive
) -> None:
    case, client = receive(), enter(Role.OFFICER)
    today = str(timezone.localdate())
    response = take(
        client,
        case,
        "draft",
        on=today,
        parts="1",
        outcome_1="not_exist",
        subject_1="检索的内容原样留着",
        reasons_1="没有检索到",
        file=paper(),
    )
    page = text_of(response, 422)
    assert "须先登记检索记录" in page
    assert "检索的内容原样留着" in page
    assert case.files.count() == 0
    page = text_of(client.post(at(case, "draft"), {"more": "1", "parts": "1", "subject_1": "第一部分的字"}))
    assert "第 2 部分" in page
    assert "第一部分的字" in page


def test_two_at_once_are_told_of_each_other(enter: Enter, receive: Receive) -> None:
    case, client = receive(), enter(Role.OFFICER)
    page = text_of(client.get(at(case, "note")))
    seen = page.split('name="seen" value="')[1].split('"')[0]
    casework.note(person(Role.OFFICER), case, timezone.localdate(), "别人先记了一笔")
    again = client.post(at(case, "note"), {"seen": seen, "on": str(timezone.localdate()), "text": "我的记事"})
    assert "我的记事" in text_of(again, 422)
    assert case.events.filter(kind="note").count() == 1


def test_particulars_stay_hidden_until_somebody_says_why(enter: Enter, receive: Receive) -> None:
    case, client = receive(content="关于张某某（电话13900001111）宅基地审批材料"), enter(Role.OFFICER)
    page = text_of(client.get(at(case)))
    assert PHONE not in page
    assert NAME not in page.replace("关于张某某", "")
    assert PHONE not in text_of(client.post(f"{at(case)}people/", {"purpose": " "}), 422)
    opened = client.post(f"{at(case)}people/", {"purpose": "联系申请人"})
    assert PHONE in text_of(opened)
    assert "no-store" in opened["Cache-Control"]
    trace = Entry.objects.get(act="read_particulars")
    assert trace.reason == "联系申请人"
    assert intake.code_of(case) in text_of(client.post(f"{at(case)}receipt/"))
    assert Entry.objects.filter(act="read_particulars").count() == 2
    auditor = enter(Role.AUDITOR)
    page = text_of(auditor.get(at(case)))
    assert "13900001111" not in page
    assert "您的岗位不能查看申请人的个人信息" in page
    assert auditor.post(f"{at(case)}people/", {"purpose": "看看"}).status_code == 403
    assert auditor.post(f"{at(case)}receipt/").status_code == 403


def test_the_handler_of_the_case_may_look_and_another_handler_may_not(enter: Enter, receive: Receive) -> None:
    case, client = receive(), enter(Role.HANDLER)
    assert client.post(f"{at(case)}people/", {"purpose": "核实"}).status_code == 403
    intake.assign(person(Role.OFFICER), case, person(Role.HANDLER))
    assert PHONE in text_of(client.post(f"{at(case)}people/", {"purpose": "核实"}))


def test_files_are_put_in_and_given_out_with_a_trace(enter: Enter, receive: Receive) -> None:
    case, client = receive(), enter(Role.OFFICER)
    client.post(f"{at(case)}files/", {"kind": "record", "file": [paper("检索记录.pdf")]})
    file = case.files.get()
    response = client.post(f"{at(case)}files/download/", {"file": file.pk})
    assert b"".join(response.streaming_content) == b"%PDF-1.7 letter"
    assert "attachment" in response["Content-Disposition"]
    assert Entry.objects.filter(act="read_file").count() == 1
    assert enter(Role.AUDITOR).post(f"{at(case)}files/download/", {"file": file.pk}).status_code == 403
    client.post(f"{at(case)}files/", {"kind": "nonsense", "file": [paper()]})
    assert case.files.count() == 1


def test_who_checks_a_reply_opens_its_letter_and_nothing_else(enter: Enter, receive: Receive) -> None:
    case, checker = receive(), enter(Role.REVIEWER_1)
    officer = person(Role.OFFICER)
    scan = casework.attach(officer, case, "identity", "身份证.jpg", [b"\xff\xd8\xffcard"])
    letter = casework.attach(officer, case, "grant_reply", "告知书.pdf", [b"%PDF-1.7 letter"])
    address = f"{at(case)}files/download/"
    assert checker.post(address, {"file": letter.pk}).status_code == 403
    decision.draft(officer, case, timezone.localdate(), [Part("granted", "全部内容")], letter)
    assert "打开送审的文书" in text_of(checker.get(at(case, "legality_check")))
    assert b"".join(checker.post(address, {"file": letter.pk}).streaming_content) == b"%PDF-1.7 letter"
    assert checker.post(address, {"file": scan.pk}).status_code == 403
    page = text_of(checker.get(at(case)))
    assert f'name="file" value="{letter.pk}"' in page
    assert f'name="file" value="{scan.pk}"' not in page


def test_a_reply_without_a_file_is_written_checked_and_signed(enter: Enter, receive: Receive) -> None:
    case, client, today = receive(), enter(Role.OFFICER), str(timezone.localdate())
    drafted = take(
        client, case, "draft", on=today, parts="1", outcome_1="granted", subject_1="全部内容", details_1="随告知书邮寄"
    )
    assert drafted.status_code == 302
    (letter,) = case.letters.all()
    intake.assign(person(Role.OFFICER), case, person(Role.OFFICER))
    checker = enter(Role.REVIEWER_1)
    assert "没有发现问题" in text_of(checker.get(at(case, "legality_check")))
    assert "公开的政府信息为" in text_of(checker.get(f"{at(case)}letters/{letter.pk}/"))
    take(checker, case, "legality_check", on=today, passed="1", opinion="同意")
    assert "等待机关负责人签发答复" in text_of(client.get(at(case)))
    assert "还没有发出" in text_of(client.get(f"{at(case)}letters/{letter.pk}/"))
    assert take(enter(Role.SIGNER), case, "reply", on=today).status_code == 302
    letter.refresh_from_db()
    assert (letter.errors, letter.released_by) == (0, person(Role.SIGNER))
    assert enter(Role.AUDITOR).get(f"{at(case)}letters/{letter.pk}/").status_code == 403


def test_the_clock_says_why_and_what_moved_it(enter: Enter, office: Organ, receive: Receive) -> None:
    case = receive(8)
    who = Particulars("示例商贸公司", phone="000")
    asked = consultation.consult_third_party(person(Role.OFFICER), case, ago(office, 6), who, "合同附件")
    client = enter(Role.OFFICER)
    page = text_of(client.get(at(case)))
    for words in ("暂定", "征求第三方意见的时间不计入", "对方可在", "登记"):
        assert words in page
    assert f'href="{at(case, "hear_third_party")}"' in page
    assert "示例商贸公司" not in page
    number = asked.facts[-1].number
    today = str(timezone.localdate())
    refused = take(
        client, case, "hear_third_party", on=today, consultation=number, answer="silent", reasons="", reached_on=""
    )
    assert "还不能登记为逾期未答" in text_of(refused, 422)
    take(client, case, "hear_third_party", on=today, consultation=number, answer="agrees", reasons="", reached_on="")
    why = text_of(client.get(f"{at(case)}why/"))
    for words in ("第几个工作日", "不计入期限", "国令第711号" if "国令第711号" in why else "第三十三条"):
        assert words in why


def test_an_extension_is_proposed_by_the_officer_and_approved_by_the_head(enter: Enter, receive: Receive) -> None:
    case = receive()
    intake.assign(person(Role.OFFICER), case, person(Role.OFFICER))
    today = str(timezone.localdate())
    before = case.due_on
    take(enter(Role.OFFICER), case, "propose_extension", on=today, reason="材料在档案馆", days="15", file=paper())
    head = person(Role.SIGNER)
    (found,) = matters.first(matters.SOURCES["applications-extend"], head, timezone.localdate())
    assert found.title == case.number
    assert "等待公开工作机构负责人批准延长答复期限" in text_of(enter(Role.OFFICER).get(at(case)))
    page = text_of(enter(Role.SIGNER).get(at(case, "extend")))
    assert "材料在档案馆" in page
    assert 'value="15"' in page
    take(enter(Role.SIGNER), case, "extend", on=today, reason="材料在档案馆", days="15", paper=case.files.get().pk)
    case.refresh_from_db()
    assert case.extended
    assert before
    assert case.due_on
    assert calendar_of(case.organ).working_days(before, case.due_on) == 15
    assert matters.first(matters.SOURCES["applications-extend"], head, timezone.localdate()) == []


def test_a_fee_a_correction_and_a_withdrawal_stop_and_end(enter: Enter, office: Organ, receive: Receive) -> None:
    officer, signer = enter(Role.OFFICER), enter(Role.SIGNER)
    today, later = str(timezone.localdate()), str(timezone.localdate() + dt.timedelta(days=30))
    unclear, dear = receive(2), receive(2, "全部档案")
    take(officer, unclear, "request_correction", on=today, unclear="没有写明年度", add="年度", until=later, override="")
    assert "等待申请人至" in text_of(officer.get(at(unclear)))
    assert "才届满" in text_of(officer.get(at(unclear, "lapse_correction")), 409)
    take(officer, unclear, "receive_correction", on=today, content="2025年度")
    take(signer, dear, "charge", on=today, tariff="by_page", quantity="150", reached_on="")
    dear.refresh_from_db()
    assert dear.status == "paying"
    take(officer, dear, "pay", on=today, receipt="票1")
    take(officer, dear, "withdraw", on=today, reason="自愿")
    dear.refresh_from_db()
    assert (dear.status, dear.row) == ("closed", "closed.other")


def test_a_split_keeps_the_number_and_a_merge_asks_twice(enter: Enter, receive: Receive) -> None:
    client, today = enter(Role.OFFICER), str(timezone.localdate())
    whole, twin = receive(2, "一、预算\n\n二、决算"), receive(1)
    unsure = take(client, whole, "split", on=today, contents="一、预算\n\n二、决算")
    assert "核对" in text_of(unsure, 422)
    take(client, whole, "split", on=today, contents="一、预算\r\n\r\n二、决算", sure="on")
    part = whole.parts.get()
    assert part.content == "二、决算"
    assert part.number in text_of(client.get(at(whole)))
    take(client, twin, "merge", on=today, lead=part.pk, sure="on")
    twin.refresh_from_db()
    assert (twin.status, twin.merged_into) == ("closed", part)


def test_a_mistake_is_corrected_in_sight(enter: Enter, office: Organ, receive: Receive) -> None:
    case, client = receive(3), enter(Role.OFFICER)
    earlier = ago(office, 5)
    take(client, case, "amend", number="1", on=str(earlier), reason="签收日期登记错了")
    case.refresh_from_db()
    assert case.received_on == earlier
    page = text_of(client.get(at(case)))
    assert "签收日期登记错了" in page
    refused = take(client, case, "amend", number="1", void="on", reason="没有发生", on="")
    assert "第一个事项不能撤销" in text_of(refused, 422)


def test_words_of_an_event_and_the_entry_are_corrected_and_what_stood_there_stays(
    enter: Enter, office: Organ, receive: Receive
) -> None:
    case, client = receive(3), enter(Role.OFFICER)
    take(client, case, "search", on=str(timezone.localdate()), places="档案室", words="水利", found="三件")
    wrong = take(client, case, "amend", number="1", item="2:found", value="两件", reason="抄错")
    assert "不属于上面选的事项" in text_of(wrong, 422)
    take(client, case, "amend", number="2", item="2:found", value="两件", reason="抄错")
    typed = {"requester_kind": "business", "content": "2024年度资金", "carrier": "paper", "delivery": "post"}
    take(client, case, "amend_entry", **typed, name="示例商贸公司", phone="13900000000", reason="录入时看错")
    case.refresh_from_db()
    assert (case.requester_kind, case.content, case.requester_label) == ("business", "2024年度资金", "示例＊＊公司")
    kept = case.parties.get().unseal()
    assert (kept["name"], kept["phone"], "code" in kept) == ("示例商贸公司", "13900000000", True)
    page = text_of(client.get(at(case)))
    for words in ("检索结果更正为“两件”：抄错", "“自然人”更正为“商业企业”", "更正了姓名、电话", "录入时看错"):
        assert words in page
    assert "13900000000" not in page
    assert all("13900000000" not in str(event.data) for event in case.events.all())


def closed(receive: Receive) -> Application:
    case, today = receive(), timezone.localdate()
    officer = person(Role.OFFICER)
    letter = casework.attach(officer, case, "grant_reply", "告知书.pdf", [b"%PDF-1.7 letter"])
    decision.draft(officer, case, today, [Part("granted", "全部内容")], letter)
    decision.check_legality(person(Role.REVIEWER_1), case, today, "同意", passed=True)
    decision.sign(person(Role.SIGNER), case, today)
    return service.serve(officer, case, service.Method.POST, today, "挂号2")


def sender(client: Client) -> Callable[..., Any]:
    """Sends a form as its page was seen."""

    def send(address: str, **typed: Any) -> Any:
        seen = text_of(client.get(address)).split('name="seen" value="')[1].split('"')[0]
        return client.post(address, {"seen": seen, **typed})

    return send


def in_list(client: Client, case: Application, query: str) -> bool:
    return case.number in text_of(client.get(f"/desk/applications/disputes/?{query}"))


def test_documents_belong_to_their_instance_and_the_list_shows_what_is_due(enter: Enter, receive: Receive) -> None:
    case, client, on = closed(receive), enter(Role.OFFICER), timezone.localdate()
    copy = SimpleUploadedFile("复议申请书.pdf", b"%PDF-1.4 copy")
    filed = {"court": "review", "body": "示例县人民政府", "received_on": str(on), "docket": "复议1号", "file": copy}
    sender(client)(f"{at(case)}disputes/", **filed)
    instance = Dispute.objects.get().instances.get()
    more = {"kind": "evidence", "instance": instance.pk, "file": SimpleUploadedFile("证据.txt", "证据".encode())}
    client.post(f"{at(case)}files/", more)
    assert set(instance.files.values_list("kind", flat=True)) == {"pleading", "evidence"}
    stranger = {**more, "instance": instance.pk + 1, "file": SimpleUploadedFile("证据.txt", b"x")}
    assert client.post(f"{at(case)}files/", stranger).status_code == 404
    assert "证据和依据" in text_of(client.get(at(case)))
    with zipfile.ZipFile(io.BytesIO(b"".join(client.post(f"{at(case)}bundle/").streaming_content))) as package:
        assert [name for name in package.namelist() if name.startswith("复议诉讼/复议/") and "申请书" in name]
    assert in_list(client, case, "court=review&level=review&outcome=pending&deadline=waiting")
    for query in ("court=suit", "level=first", "outcome=corrected", "deadline=late", "deadline=heard"):
        assert not in_list(client, case, query), query
    Instance.objects.update(answer_due_on=on - dt.timedelta(days=1))
    assert in_list(enter(Role.SUPERVISOR), case, "deadline=late")
    assert matters.first(matters.SOURCES["applications-answer-late"], person(Role.OFFICER), on)


def test_a_review_runs_its_course_and_the_case_is_answered_anew(enter: Enter, receive: Receive) -> None:
    case, client, today = closed(receive), enter(Role.OFFICER), str(timezone.localdate())
    send = sender(client)
    send(f"{at(case)}disputes/", court="review", body="示例县人民政府", received_on=today, docket="复议1号")
    dispute = Dispute.objects.get()
    assert "前提出书面答复" in text_of(client.get(at(case)))
    base = f"{at(case)}disputes/{dispute.pk}/"
    send(f"{base}answer/", on=today)
    assert "请选择" in text_of(send(f"{base}conclude/", on=today, result="suit_annulled"), 422)
    send(f"{base}conclude/", on=today, result="review_annulled")
    send(f"{base}reopen/", on=today, until="")
    case.refresh_from_db()
    dispute.refresh_from_db()
    assert (case.status, dispute.column, dispute.row) == ("handling", "corrected", "review")
    assert case.counted_on is not None
    assert in_list(client, case, "outcome=corrected")
    assert not in_list(client, case, "deadline=again")
