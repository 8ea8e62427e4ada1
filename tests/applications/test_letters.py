"""Letters of a case: written from its record, checked, released, and nothing sent that was not."""

import datetime as dt
import io

import docx
import pytest
from django.core.exceptions import ValidationError

from applications.conftest import Receive
from gongkai.applications import telling
from gongkai.applications.actions import (
    casework,
    consultation,
    correction,
    correspondence,
    decision,
    fee,
    intake,
    period,
    service,
    stationery,
)
from gongkai.applications.models import Application, CaseFile, Letter
from gongkai.applications.parts import Part
from gongkai.applications.people import Particulars
from gongkai.demo.cases import Office
from gongkai.jobs.queue import work_off
from gongkai.law.fees import TariffKey
from gongkai.law.fees import fee as fee_of
from gongkai.law.outcomes import outcomes, together
from gongkai.letters import read, template
from gongkai.letters.facts import Charge, Consultation, Correction
from gongkai.organs.access import Refused
from gongkai.organs.models import Organ
from gongkai.trail.models import Entry

DAY = dt.date(2026, 9, 14)
REPLY = dt.date(2026, 10, 12)
DETAILS = {
    "not_responsible": "青河县水务局，电话0999-0000001",
    "repeat": "青河公开〔2026〕第1号-告",
    "petition": "县信访局",
}


@pytest.fixture(autouse=True)
def _reviewed(office: Office) -> None:
    Organ.objects.filter(pk=office.organ.pk).update(foi_unit="办公室", phone="0999-0000000")
    office.organ.refresh_from_db()
    stationery.set_letterhead(office.officer, office.organ, review_organ="青河县人民政府")


def part(outcome: str) -> Part:
    given = "2025年资金使用情况的正文" if outcodes(outcome) else "2025年资金使用情况的会商记录"
    return Part(outcome, given, f"属于{outcomes()[outcome].name}的情形", DETAILS.get(outcome, "见县政府网站公开专栏"))


def outcodes(outcome: str) -> bool:
    return outcomes()[outcome].gives


def words(letter: Letter) -> str:
    return "\n".join(read(correspondence.content_of(letter)))


def in_word(letter: Letter, old: str, new: str) -> bytes:
    document = docx.Document(io.BytesIO(correspondence.content_of(letter)))
    touched = [p for p in document.paragraphs if old in p.text]
    assert touched
    for paragraph in touched:
        paragraph.text = paragraph.text.replace(old, new)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


DRAFTED = [
    o.key for o in outcomes().values() if o.letter.endswith("_reply") and o.key not in ("partial", "record_corrected")
]


@pytest.mark.parametrize("outcome", [*DRAFTED, "partial"])
def test_the_reply_of_every_outcome_is_written_from_the_record_and_passes(
    outcome: str, office: Office, receive: Receive
) -> None:
    application = receive(DAY)
    if outcome == "not_exist":
        casework.record_search(office.officer, application, DAY, "档案室", "水利工程 资金", "没有相关记录")
    parts = [part("granted"), part("internal_affairs")] if outcome == "partial" else [part(outcome)]
    kind = together(p.outcome for p in parts).letter
    letter = correspondence.write(office.officer, application, kind, REPLY, parts)
    assert [f"{f['rule']} {f['message']}" for f in letter.findings if f["severity"] == "error"] == []
    assert letter.number == f"{application.number}-告"
    assert "张某某：" in words(letter)
    assert application.content in words(letter)


def test_a_letter_with_an_error_is_released_only_by_whoever_signs_and_says_why(
    office: Office, receive: Receive
) -> None:
    letter = correspondence.write(office.officer, receive(DAY), "refusal_reply", REPLY, [part("process_info")])
    direct = in_word(letter, "依法应当先申请行政复议，未经行政复议不得直接提起行政诉讼。", "")
    revised = correspondence.revise(office.officer, letter, direct)
    assert (revised.errors, revised.number) == (1, letter.number)
    with pytest.raises(ValidationError, match="L17 没有告知应当先申请行政复议"):
        correspondence.release(office.signer, revised, REPLY)
    with pytest.raises(Refused):
        correspondence.release(office.officer, revised, REPLY, "就这样发")
    released = correspondence.release(office.signer, revised, REPLY, "复议机关已经书面告知申请人")
    assert (released.released_by, released.override) == (office.signer, "复议机关已经书面告知申请人")
    entry = Entry.objects.filter(act="release_letter").get()
    assert (entry.data["errors"], entry.reason) == (["L17"], "复议机关已经书面告知申请人")
    with pytest.raises(ValidationError, match="已经发出"):
        correspondence.revise(office.officer, released, direct)


def test_a_signature_releases_the_last_version_under_its_own_day(office: Office, receive: Receive) -> None:
    application, parts = receive(DAY), [part("repeat")]
    drafted_on, signed_on = dt.date(2026, 9, 21), dt.date(2026, 9, 23)
    refusal = correspondence.write(office.officer, application, "refusal_reply", drafted_on, [part("process_info")])
    letter = correspondence.write(office.officer, application, "repeat_reply", drafted_on, parts)
    assert (letter.number, Letter.objects.count()) == (refusal.number, 1)
    decision.draft(office.officer, application, drafted_on, parts, letter.file)
    letter = correspondence.revise(office.officer, letter, in_word(letter, "不予重复处理", "不再重复处理"))
    with pytest.raises(ValidationError, match="改过"):
        decision.sign(office.signer, application, signed_on)
    decision.draft(office.officer, application, drafted_on, parts, letter.file)
    with pytest.raises(Refused):
        correspondence.release(office.officer, letter, signed_on)
    assert decision.sign(office.signer, application, signed_on).status == "replied"
    letter.refresh_from_db()
    assert (letter.on, letter.released_on, letter.released_by, letter.errors) == (
        signed_on,
        signed_on,
        office.signer,
        0,
    )
    assert words(letter).endswith("2026年9月23日")
    assert "不再重复处理" in words(letter)


def test_numbers_of_letters_have_no_gap_where_a_draft_came_to_nothing(office: Office, receive: Receive) -> None:
    application = receive(DAY)
    asked = Consultation(addressee="示例公司", content="合同附件", purpose="含有报价")
    first = correspondence.write(office.officer, application, "third_party_inquiry", DAY, consultation=asked)
    other = correspondence.write(office.officer, application, "joint_organ_inquiry", DAY, consultation=asked)
    assert first.number == other.number == f"{application.number}-征"
    correspondence.release(office.officer, other, DAY)
    with pytest.raises(ValidationError, match="重新生成"):
        correspondence.release(office.officer, first, DAY)
    again = correspondence.write(office.officer, application, "third_party_inquiry", DAY, consultation=asked)
    assert (again.pk, again.number) == (first.pk, f"{application.number}-征2")
    assert correspondence.release(office.officer, again, DAY).released_on == DAY


def test_the_letters_on_the_way_follow_the_clock_of_the_case(office: Office, receive: Receive) -> None:
    application = receive(DAY)
    asked = Correction(unclear="没有写明工程名称", add="工程名称", reply_by=dt.date(2026, 10, 9))
    late = correspondence.write(
        office.officer, application, "correction_notice", dt.date(2026, 9, 25), correction=asked
    )
    assert [f["rule"] for f in late.findings if f["severity"] == "error"] == ["L21"]
    letter = correspondence.write(
        office.officer, application, "correction_notice", dt.date(2026, 9, 18), correction=asked
    )
    assert (letter.pk, letter.errors, letter.number) == (late.pk, 0, f"{application.number}-补")
    with pytest.raises(ValidationError, match="签发"):
        correction.request_correction(
            office.officer, application, dt.date(2026, 9, 18), "名称", asked.reply_by, letter=letter.file
        )
    extension = telling.extension(application, 20, "需要向有关乡镇核实", "负责人")["extension"]
    assert extension.new_due == dt.date(2026, 11, 13)
    told = correspondence.write(
        office.officer, application, "extension_notice", dt.date(2026, 10, 14), extension=extension
    )
    assert (told.errors, told.number) == (0, f"{application.number}-延")
    released = correspondence.release(office.signer, told, told.on)
    period.extend(office.signer, application, dt.date(2026, 10, 14), "需要向有关乡镇核实", letter=released.file)
    again = correspondence.write(
        office.officer, application, "extension_notice", dt.date(2026, 10, 15), extension=extension
    )
    assert again.number == f"{application.number}-延2"
    assert "L22" in [f["rule"] for f in again.findings]


def test_a_third_party_who_objects_is_told_before_the_reply_goes_out(office: Office, receive: Receive) -> None:
    application = receive(DAY)
    asked = Consultation(addressee="示例公司", content="合同附件", purpose="含有你方报价")
    inquiry = correspondence.write(
        office.officer, application, "third_party_inquiry", dt.date(2026, 9, 16), consultation=asked
    )
    assert inquiry.errors == 0
    assert "张某某" not in words(inquiry)
    inquiry = correspondence.release(office.officer, inquiry, inquiry.on)
    party = Particulars(name="示例公司", phone="000-0000000")
    consultation.consult_third_party(
        office.officer, application, dt.date(2026, 9, 16), party, "合同附件", letter=inquiry.file
    )
    number = Application.objects.get(pk=application.pk).facts[-1].number
    consultation.hear(
        office.officer, application, number, dt.date(2026, 9, 21), consultation.Answer.OBJECTS, "涉及商业秘密"
    )
    reply = correspondence.write(office.officer, application, "grant_reply", REPLY, [part("granted")])
    assert [f["rule"] for f in reply.findings if f["severity"] == "error"] == ["L24"]
    sent = Consultation(addressee="示例公司", content="合同附件", sent_on=dt.date(2026, 9, 16))
    notice = correspondence.write(
        office.officer, application, "third_party_notice", REPLY, consultation=sent, reasons=("不公开影响防汛安全",)
    )
    assert notice.errors == 0
    released = correspondence.release(office.signer, notice, notice.on)
    told = service.inform_third_party(
        office.signer, application, notice.on, number, "不公开影响防汛安全", released.file
    )
    assert (told.status, told.facts[-1].kind, told.replied_on) == ("handling", "inform_third_party", None)
    again = correspondence.write(office.officer, application, "grant_reply", REPLY, [part("granted")])
    assert "L24" not in [f["rule"] for f in again.findings]


def test_a_fee_notice_and_a_withdrawal_and_the_forms_are_written(office: Office, receive: Receive) -> None:
    application = receive(DAY)
    charge = Charge(fee=fee_of(TariffKey.BY_PAGE, 150), how="缴至县财政专户")
    notice = correspondence.release(
        office.signer,
        correspondence.write(office.officer, application, "fee_notice", dt.date(2026, 9, 16), charge=charge),
        dt.date(2026, 9, 16),
    )
    fee.charge(office.signer, application, dt.date(2026, 9, 16), TariffKey.BY_PAGE, 150, letter=notice.file)
    intake.withdraw(office.officer, application, dt.date(2026, 9, 17), "不再需要")
    done = correspondence.write(office.officer, application, "withdrawal_confirmation", dt.date(2026, 9, 17))
    assert (done.errors, done.number) == (0, f"{application.number}-撤")
    catalogue = correspondence.write(office.officer, application, "archive_list", dt.date(2026, 9, 18))
    assert "信息处理费收费通知书" in "\n".join(
        cell.text
        for row in docx.Document(io.BytesIO(correspondence.content_of(catalogue))).tables[0].rows
        for cell in row.cells
    )


def test_a_released_letter_is_printed_in_the_background(office: Office, receive: Receive) -> None:
    letter = correspondence.write(office.officer, receive(DAY), "receipt", DAY)
    correspondence.release(office.officer, letter, letter.on)
    work_off("test")
    letter.refresh_from_db()
    assert b"".join(letter.printed.chunks(letter.printed.unseal())).startswith(b"%PDF")
    assert CaseFile.objects.filter(number=letter.number).count() == 2


def test_an_office_uses_its_own_template_and_bodies_beneath_it_do_too(office: Office, receive: Receive) -> None:
    document = docx.Document(io.BytesIO(template("receipt")))
    document.add_paragraph("受理热线：12345")
    file = io.BytesIO()
    document.save(file)
    made = stationery.set_template(office.officer, office.organ, "receipt", "回执.docx", file.getvalue())
    assert "受理热线：12345" in words(correspondence.write(office.officer, receive(DAY), "receipt", DAY))
    stationery.withdraw_template(office.officer, made)
    assert "12345" not in words(correspondence.write(office.officer, receive(DAY), "receipt", DAY))
    with pytest.raises(ValidationError) as told:
        stationery.set_template(office.officer, office.organ, "grant_reply", "回执.docx", file.getvalue())
    assert "缺少占位「获取途径」，这份文书必须写明这一项" in told.value.messages
    with pytest.raises(ValidationError, match="文件"):
        stationery.set_template(office.officer, office.organ, "receipt", "x.docx", b"%PDF-1.7")


def test_what_letters_say_of_people_is_sealed_and_only_for_the_office(office: Office, receive: Receive) -> None:
    application = receive(DAY)
    letter = correspondence.write(office.officer, application, "receipt", DAY)
    assert letter.facts.request.requester.name == "张某某"
    rows = [*Letter.objects.values(), *CaseFile.objects.values(), *Entry.objects.values()]
    assert not any("张某某".encode() in str(row).encode() or b"13800000000" in str(row).encode() for row in rows)
    assert Entry.objects.filter(act="read_particulars", reason="制作文书").exists()
    with pytest.raises(Refused):
        correspondence.write(office.checker, application, "receipt", DAY)
    with pytest.raises(Refused):
        correspondence.release(office.checker, letter, DAY)
    with pytest.raises(ValidationError, match="没有这种文书"):
        correspondence.write(office.officer, application, "poem", DAY)
