"""Letters at the desk: written with the draft, looked at, revised in Word, released, and only then signed."""

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from desk.conftest import holder
from gongkai.applications.actions import correspondence, intake, stationery
from gongkai.applications.models import Application, Letter
from gongkai.applications.people import Particulars
from gongkai.law.receipt import BEIJING
from gongkai.organs.models import Organ, Person, Role
from gongkai.trail.models import Entry

pytestmark = pytest.mark.django_db
Enter = Callable[[Role], Client]


@pytest.fixture
def case(office: Organ, enter: Enter) -> Application:
    officer = Person.objects.filter(posts__role=Role.OFFICER, posts__organ=office).first() or holder(
        office, Role.OFFICER
    )
    stationery.set_letterhead(officer, office, review_organ="青河县人民政府")
    who = Particulars("测试人甲", phone="13800000000")
    at = dt.datetime.combine(timezone.localdate(), dt.time(), BEIJING)
    wanted = intake.Intake(who, "natural_person", "2025年度水利工程资金使用情况")
    return intake.assign(officer, intake.register(officer, office, wanted, "counter", at), officer)


def sent(client: Client, address: str, **typed: Any) -> Any:
    page = client.get(address).content.decode()
    return client.post(address, {"seen": page.split('name="seen" value="')[1].split('"')[0], **typed})


def revised(letter: Letter, old: str, new: str) -> SimpleUploadedFile:
    document = docx.Document(io.BytesIO(correspondence.content_of(letter)))
    for paragraph in document.paragraphs:
        paragraph.text = paragraph.text.replace(old, new)
    file = io.BytesIO()
    document.save(file)
    return SimpleUploadedFile("改.docx", file.getvalue())


def test_a_drafted_letter_is_looked_at_revised_and_signed(case: Application, enter: Enter) -> None:
    officer, signer, today = enter(Role.OFFICER), enter(Role.SIGNER), timezone.localdate()
    typed = {"outcome_1": "repeat", "subject_1": "全部内容", "reasons_1": "此前已经答复", "details_1": "青〔2026〕1号"}
    step = f"/desk/applications/{case.pk}/steps/draft/"
    looked = sent(officer, step, parts=1, on=today, look="1", **typed).content.decode()
    assert "不予重复处理" in looked
    assert "没有发现问题" in looked
    assert not Letter.objects.exists()
    assert sent(officer, step, parts=1, on=today, **typed).status_code == 302
    letter = Letter.objects.get()
    page, sign = f"/desk/applications/{case.pk}/letters/{letter.pk}/", f"/desk/applications/{case.pk}/steps/reply/"
    assert page in officer.get(f"/desk/applications/{case.pk}/").content.decode()

    assert sent(officer, page, what="revise", file=revised(letter, "60日内", "15日内")).status_code == 302
    assert "L18" in officer.get(page).content.decode()
    assert sent(officer, page, what="release", on=today).status_code == 403
    draft = {"parts": 1, "on": today, **typed}
    letter.refresh_from_db()
    assert sent(officer, step, letter_of=letter.file_id, **draft).status_code == 302
    assert "L18" in signer.get(sign).content.decode()
    refused = sent(signer, sign, on=today)
    assert refused.status_code == 422
    assert "不能发出" in refused.content.decode()
    assert sent(officer, page, what="revise", file=revised(letter, "15日内", "60日内")).status_code == 302
    assert "拟定答复" in officer.get(f"/desk/applications/{case.pk}/").content.decode().split("desk-next")[1][:400]
    letter.refresh_from_db()
    assert sent(officer, step, letter_of=letter.file_id, **draft).status_code == 302
    assert sent(signer, sign, on=today).status_code == 302
    assert f"{today.day}日发出" in "".join(officer.get(page).content.decode().split())
    again = officer.post(page, {"seen": "1", "what": "release", "on": today}, follow=True)
    assert "不能再改" in again.content.decode()


def test_a_step_writes_its_letter_or_prepares_it_for_whoever_signs(
    case: Application, office: Organ, enter: Enter
) -> None:
    officer, signer, today = enter(Role.OFFICER), enter(Role.SIGNER), timezone.localdate()
    stationery.set_letterhead(Person.objects.get(posts__role=Role.OFFICER, posts__organ=office), office, payment="")
    steps = f"/desk/applications/{case.pk}/steps/"
    asked = {"on": today, "unclear": "没有写明年度", "add": "年度", "until": today, "paper": "write"}
    late = sent(officer, f"{steps}request_correction/", look="1", **asked).content.decode()
    assert "补正期限不晚于告知之日" in late
    refused = sent(officer, f"{steps}request_correction/", **asked)
    assert (refused.status_code, Letter.objects.count()) == (422, 0)
    asked["until"] = today + dt.timedelta(days=15)
    assert sent(officer, f"{steps}request_correction/", **asked).status_code == 302
    notice = Letter.objects.get()
    case.refresh_from_db()
    assert (case.status, notice.released_on, notice.number) == ("correcting", today, f"{case.number}-补")
    assert case.events.get(kind="request_correction").data["letter"] == notice.file_id
    assert sent(officer, f"{steps}receive_correction/", on=today, content="2024年度").status_code == 302

    fee = {"on": today, "tariff": "by_page", "quantity": 150, "paper": "write"}
    assert "拟《信息处理费收费通知书》送签" in officer.get(f"/desk/applications/{case.pk}/").content.decode()
    assert "「缴费方式」”还没有填" in sent(officer, f"{steps}charge/", look="1", **fee).content.decode()
    prepared = sent(officer, f"{steps}charge/", write="1", how="缴入县财政专户", **fee)
    letter = Letter.objects.get(kind="fee_notice")
    assert prepared.url == f"/desk/applications/{case.pk}/letters/{letter.pk}/"
    case.refresh_from_db()
    assert (case.status, letter.errors, letter.released_on) == ("handling", 0, None)
    shown = signer.get(f"{steps}charge/").content.decode()
    assert "缴入县财政专户" in shown
    assert 'value="150"' in shown
    signed = sent(signer, f"{steps}charge/", how="缴入县财政专户", **{**fee, "paper": letter.file_id})
    assert signed.status_code == 302
    letter.refresh_from_db()
    assert letter.released_by == Person.objects.get(posts__role=Role.SIGNER, posts__organ=office)


def test_a_letter_is_for_those_who_may_see_the_requester(case: Application, office: Organ, enter: Enter) -> None:
    officer = Person.objects.get(posts__role=Role.OFFICER, posts__organ=office)
    letter = correspondence.write(officer, case, "receipt", timezone.localdate())
    page = f"/desk/applications/{case.pk}/letters/{letter.pk}/"
    before = Entry.objects.filter(act="read_file").count()
    assert enter(Role.OFFICER).get(page).status_code == 200
    assert Entry.objects.filter(act="read_file").count() == before + 1
    refused = enter(Role.REVIEWER_1).get(page)
    assert "测试人甲" not in refused.content.decode()
    assert refused.status_code in (302, 403, 404)
    assert enter(Role.OFFICER).get(page.replace(str(letter.pk), "999999")).status_code == 404


def test_an_office_changes_its_templates_in_word(case: Application, enter: Enter) -> None:
    officer, at = enter(Role.OFFICER), "/desk/applications/templates/"
    assert officer.get(at).content.decode().count("平台模板") >= 30
    ours = officer.get(f"{at}receipt/file/").content
    document = docx.Document(io.BytesIO(ours))
    document.add_paragraph("受理热线：12345")
    file = io.BytesIO()
    document.save(file)
    wrong = officer.post(f"{at}grant_reply/", {"file": SimpleUploadedFile("回执.docx", file.getvalue())})
    assert wrong.status_code == 422
    assert "缺少占位「获取途径」" in wrong.content.decode()
    put = officer.post(f"{at}receipt/", {"file": SimpleUploadedFile("回执.docx", file.getvalue())})
    assert put.status_code == 302
    assert officer.get(f"{at}receipt/file/").content == file.getvalue()
    assert "回执.docx" in officer.get(at).content.decode()
    assert officer.post(f"{at}receipt/", {"withdraw": "1"}).status_code == 302
    assert officer.get(f"{at}receipt/file/").content == ours
    assert officer.post(at, {"review_organ": "某县人民政府"}).status_code == 302
    assert "某县人民政府" in officer.get(at).content.decode()
    assert officer.get(f"{at}poem/").status_code == 404
    assert enter(Role.REVIEWER_1).get(at).status_code == 404
