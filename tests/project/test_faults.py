"""What goes wrong, on one page: each fault has its words, nothing is lost and nothing is done twice.

Over HTTP, on SQLite and on a real PostgreSQL. Closer up, with processes that are really killed and disks really filled:

unknown organ                this page; for programs tests/api/test_public.py
expired link                 this page; desk/test_accounts.py, applications_public/test_follow.py, api/test_tokens.py
wrong role                   this page; role by role desk/test_roles.py, api/test_staff_roles.py, organs/test_access.py
oversized upload             this page; before a server reads it ops/test_serve.py
disguised upload             this page; format by format applications_public/test_apply.py, readers/test_hostile.py
two people saving one form   this page; many at once organs/test_two_at_once.py, applications/test_processes.py
worker killed in mid-task    this page; jobs/test_killed_worker.py, applications/test_processes.py
disk full on upload          ops/test_full_disk.py
database away for a minute   this page; server and worker ops/test_serve.py, jobs/test_killed_worker.py; the cached
                             portal goes on: portal/test_cache.py
"""

import datetime as dt
import os
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections
from django.test import Client
from django.utils import timezone

from applications.conftest import noon, open_office, wanted
from database_templates import PostgreSQL, SQLite
from gongkai.annual.models import Report, ReportFile
from gongkai.applications.actions.intake import code_of, register
from gongkai.applications.drafts.models import DraftFile
from gongkai.applications.models import Application, CaseFile
from gongkai.disclosure.actions.documents import draft_document
from gongkai.disclosure.models import Attachment, Document
from gongkai.jobs import queue, runner, workers
from gongkai.jobs.models import Job
from gongkai.organs.access import Act
from gongkai.organs.actions import issue_token
from gongkai.organs.models import Organ, Person, Role
from gongkai.trail.models import Entry
from gongkai.trail.queries import version_of

Database = SQLite | PostgreSQL
SAMPLES = Path(__file__).parents[2] / "samples" / "reports"
OFFICE = "county-office"
PROGRAM = b"MZ\x90\x00\x03" + bytes(3_000)


class Site(NamedTuple):
    database: Database
    organ: Organ
    document: Document
    application: Application


@pytest.fixture(scope="module")
def site(each_database_once: Database) -> Site:
    """An office with its people, a document that is being drafted, an application that is being handled."""
    office = open_office(OFFICE)
    Person.objects.update(must_change_password=False)
    fields = {"kind": "general", "heading": "rules", "title": "会议安排", "body": "<p>周一上午。</p>"}
    document = draft_document(office.officer, office.organ, fields)
    application = register(office.officer, office.organ, wanted(), "counter", noon(timezone.localdate()))
    return Site(each_database_once, office.organ, document, application)


def logged_in(role: Role = Role.OFFICER) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(Person.objects.get(posts__role=role), "django.contrib.auth.backends.ModelBackend")
    return client


def program() -> Client:
    person, today = Person.objects.get(posts__role=Role.OFFICER), timezone.localdate()
    name = f"程序{person.tokens.count()}"
    secret = issue_token(person, name, [Act.UPLOAD_REPORT, Act.SEE_REPORTS], today)[1]
    return Client(headers={"Authorization": f"Bearer {secret}", "Accept": "application/json"})


def text_of(response: Any, status: int = 200) -> str:
    page = str(response.content.decode())
    assert response.status_code == status, page[-2_000:]
    assert "Traceback" not in page
    return page


@pytest.mark.parametrize(
    "address",
    ["/o/nowhere/", "/o/nowhere/feed/", "/o/nowhere/guide/", "/o/nowhere/reports/2025/", "/o/nowhere/apply/what/"],
)
def test_an_unknown_organ(site: Site, address: str) -> None:
    assert "没有这个页面" in text_of(Client().get(address), 404)


def test_an_unknown_organ_on_the_desk_and_for_programs(site: Site) -> None:
    client, file = logged_in(), SimpleUploadedFile("年报.txt", b"x")
    assert "没有这个页面" in text_of(client.get("/desk/organs/999999/"), 404)
    assert "重新选择" in text_of(client.post("/desk/reports/upload/", {"organ": 999999, "attached": file}))
    assert "没有标识为" in text_of(Client().get("/api/v1/organs/nowhere"), 404)


def test_an_expired_link(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor, caller = Client(), program()
    pair = {"number": site.application.number, "code": code_of(site.application)}
    assert visitor.post("/follow/", pair).status_code == 302
    assert site.application.number in text_of(visitor.get("/follow/case/"))
    monkeypatch.setattr("django.core.signing.time.time", lambda: timezone.now().timestamp() + 3_700)
    late = visitor.get("/follow/case/")
    assert "已经关闭" in text_of(late, 403)
    typed = visitor.post("/follow/case/withdraw/", {"reason": "想了很久写的"})
    assert "“后退”" in text_of(typed, 403)
    monkeypatch.undo()
    caller.get("/api/v1/staff/me")
    Person.objects.get(posts__role=Role.OFFICER).tokens.update(expires_on=timezone.localdate() - dt.timedelta(days=1))
    assert "令牌" in text_of(caller.get("/api/v1/staff/me"), 401)
    asked = Client().get(f"/desk/documents/{site.document.pk}/")
    assert asked["Location"] == f"/desk/login/?next=/desk/documents/{site.document.pk}/"
    assert "不能再用" in text_of(Client().get("/desk/password/MQ/c0ffee-0123456789/", follow=True), 410)


def test_a_wrong_role(site: Site) -> None:
    refused = logged_in().post(f"/desk/documents/{site.document.pk}/publish/", {"seen": version_of(site.document)})
    assert "您的岗位不能发布" in text_of(refused, 403)
    refused = logged_in(Role.SIGNER).post(f"/desk/documents/{site.document.pk}/attach/", {"file": pdf()})
    assert "您的岗位不能" in text_of(refused, 403)
    assert not Document.objects.get().live
    assert not Attachment.objects.exists()
    assert not Entry.objects.filter(act__in=["publish_document", "attach"]).exists()


def pdf(content: bytes = b"%PDF-1.7 letter") -> SimpleUploadedFile:
    return SimpleUploadedFile("材料.pdf", content)


def kept() -> list[int]:
    return [kind.objects.count() for kind in (ReportFile, Attachment, CaseFile, DraftFile)]


def hand_in(site: Site, content: bytes) -> dict[str, Any]:
    """Hand a file in at every door there is."""
    client, visitor = logged_in(), Client()
    visitor.post(f"/o/{OFFICE}/apply/what/", {"content": "2025年度水利工程建设资金使用情况"})
    files = f"/desk/documents/{site.document.pk}/attach/", f"/desk/applications/{site.application.pk}/files/"
    return {
        "document": client.post(files[0], {"file": pdf(content)}, follow=True),
        "case": client.post(files[1], {"kind": "record", "file": [pdf(content)]}, follow=True),
        "applicant": visitor.post(f"/o/{OFFICE}/apply/files/", {"kind": "attachment", "files": [pdf(content)]}),
        "report": client.post("/desk/reports/upload/", {"organ": site.organ.pk, "attached": pdf(content)}),
        "program": program().post("/api/v1/staff/files", {"organ": OFFICE, "file": pdf(content)}),
    }


def test_an_oversized_upload(site: Site, settings: Any) -> None:
    settings.UPLOAD_LIMIT = 2**20
    before = kept()
    for door, answer in hand_in(site, b"%PDF-" + bytes(2**20)).items():
        assert "一次最多上传 1 MB" in text_of(answer, 413), door
    assert kept() == before


def test_a_disguised_upload(site: Site, work_off: Callable[[], None]) -> None:
    before = kept()
    answers = hand_in(site, PROGRAM)
    for door in ("document", "case", "applicant"):
        assert "“材料.pdf”" in text_of(answers[door]), door
        assert "程序" in text_of(answers[door]), door
    assert kept() == [before[0] + 1, *before[1:]]  # what came as a report is looked at where it can do no harm
    assert answers["program"].json()["file"] == ReportFile.objects.get().pk
    work_off()
    assert "不能读取：这是 Windows 程序" in text_of(logged_in().get(answers["report"]["Location"]))
    assert not Report.objects.exists()


def test_two_people_saving_one_form(site: Site) -> None:
    address, seen = f"/desk/documents/{site.document.pk}/", version_of(site.document)
    fields = {
        "kind": "general",
        "heading": "rules",
        "disclosure_attr": "proactive",
        "body": "<p>周二。</p>",
        "seen": seen,
    }

    def save(title: str) -> Any:
        try:
            return logged_in().post(address, {**fields, "title": title})
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = dict(zip(("甲改的", "乙改的"), pool.map(save, ("甲改的", "乙改的")), strict=True))
    (saved,) = [title for title, answer in answers.items() if answer.status_code == 302]
    (told,) = [title for title in answers if title != saved]
    page = text_of(answers[told])
    assert "您的修改没有保存" in page
    assert f'value="{told}"' in page
    assert Document.objects.get().draft.title == saved
    assert Entry.objects.filter(act="edit_document").count() == 1


def test_a_worker_killed_between_its_result_and_its_end(site: Site) -> None:
    text = SimpleUploadedFile("年报.txt", next(SAMPLES.glob("002*")).read_bytes())
    watched = logged_in().post("/desk/reports/upload/", {"organ": site.organ.pk, "attached": text})["Location"]
    connections.close_all()
    killed = os.fork()
    if not killed:
        runner._Attempt._end = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[assignment, method-assign]
        queue.work_off("killed")
    assert os.waitpid(killed, 0)[1] == signal.SIGKILL
    assert "进行中" in text_of(logged_in().get(watched))
    assert workers.take_up() == 1
    queue.work_off("successor")
    assert "看审核结果" in text_of(logged_in().get(watched))
    job = Job.objects.latest("pk")
    assert (job.state, job.attempts) == (Job.State.DONE, 2)
    assert (Report.objects.count(), Entry.objects.filter(act="audit_report").count()) == (1, 1)


def test_a_database_that_is_away_for_a_while(site: Site) -> None:
    client, address = logged_in(), f"/desk/documents/{site.document.pk}/"
    fields = {"kind": "general", "heading": "rules", "title": "停电时写的", "disclosure_attr": "proactive", "body": ""}
    typed = {**fields, "seen": version_of(site.document)}
    connections.close_all()
    site.database.pause()
    try:
        for answer in (client.get("/"), client.get("/desk/"), client.post(address, typed), client.get(f"/o/{OFFICE}/")):
            assert "系统暂时不能使用" in text_of(answer, 503)
            assert answer["Retry-After"] == "30"
            connections.close_all()
        assert Client().get("/readyz").status_code == 503
    finally:
        connections.close_all()
        site.database.resume()
    assert Document.objects.get().draft.title != "停电时写的"
    assert client.post(address, typed).status_code == 302
    assert Document.objects.get().draft.title == "停电时写的"
