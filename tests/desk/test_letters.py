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
from gongkai.applications.actions import correspondence, intake
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
    correspondence.set_letterhead(officer, office, review_organ="青河县人民政府")
    who = Particulars("测试人甲", phone="13800000000")
    at = dt.datetime.combine(timezone.localdate(), dt.time(), BEIJING)
    wanted = intake.Intake(who, "natural_person", "2025年度水利工程资金使用情况")
    return intake.register(officer, office, wanted, "counter", at)


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


def test_a_drafted_letter_is_looked_at_revised_and_released(case: Application, enter: Enter) -> None:
    officer, today = enter(Role.OFFICER), timezone.localdate()
    typed = {"outcome_1": "repeat", "subject_1": "全部内容", "reasons_1": "此前已经答复", "details_1": "青〔2026〕1号"}
    step = f"/desk/applications/{case.pk}/steps/draft/"
    assert sent(officer, step, parts=1, on=today, **typed).status_code == 302
    letter = Letter.objects.get()
    page = f"/desk/applications/{case.pk}/letters/{letter.pk}/"
    assert page in officer.get(f"/desk/applications/{case.pk}/").content.decode()
    shown = officer.get(page).content.decode()
    assert "不予重复处理" in shown
    assert "没有发现问题" in shown

    wrong = revised(letter, "60日内", "15日内")
    assert sent(officer, page, what="revise", file=wrong).status_code == 302
    assert "L18" in officer.get(page).content.decode()
    refused = sent(officer, page, what="release", on=today)
    assert refused.status_code == 422
    assert "不能发出" in refused.content.decode()
    letter.refresh_from_db()
    assert sent(officer, page, what="revise", file=revised(letter, "15日内", "60日内")).status_code == 302
    assert sent(officer, page, what="release", on=today).status_code == 302
    assert "放行" in officer.get(page).content.decode()
    again = officer.post(page, {"seen": "1", "what": "release", "on": today}, follow=True)
    assert "不能再改" in again.content.decode()


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
