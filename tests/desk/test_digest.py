"""The daily mail, by a real mail server: what waits for each, once a day, without names; stopped by its own link."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from applications_public.test_notices import Mailbox, mailbox
from desk.casework import NAME, PHONE, Enter, Receive, person
from gongkai.applications.actions import intake, period
from gongkai.desk.digest import DIGEST, send_all
from gongkai.jobs.schedule import begin_due
from gongkai.organs.models import Person, Role
from gongkai.trail.models import Entry

pytestmark = pytest.mark.django_db
__all__ = ["mailbox"]


def address(role: Role) -> Person:
    who = person(role)
    who.email = f"{role}@office.example.cn"
    who.save()
    return who


def send(days: int = 0) -> dict[str, int]:
    return send_all(timezone.localdate() + dt.timedelta(days=days), lambda *_: None)


def test_each_is_told_once_a_day_what_waits_without_names(enter: Enter, receive: Receive, mailbox: Mailbox) -> None:
    officer, handler, signer = (address(role) for role in (Role.OFFICER, Role.HANDLER, Role.SIGNER))
    address(Role.REVIEWER_1)
    late, soon, others = receive(30), receive(17), receive(16)
    for case, who in ((late, officer), (soon, officer), (others, handler)):
        intake.assign(officer, case, who)
    period.propose_extension(officer, soon, timezone.localdate(), "需要调阅档案")
    assert send() == {"sent": 3, "failed": 0}
    assert send() == {"sent": 0, "failed": 0}
    by_person = {str(mail["To"]): mail for mail in mailbox.taken}
    told = {who: mail.get_content() for who, mail in by_person.items()}
    assert set(told) == {officer.email, handler.email, signer.email}
    assert late.number in told[officer.email]
    assert others.number not in told[officer.email]
    assert others.number in told[handler.email]
    assert late.number not in told[handler.email]
    assert "延期等待批准（1）" in told[signer.email]
    assert "本机关公开申请已超期（1）" in told[signer.email]
    whole = "".join(told.values()) + "".join(str(mail["Subject"]) for mail in mailbox.taken)
    for words in (NAME, PHONE, "张＊＊", "水利工程"):
        assert words not in whole
    assert send(days=1)["sent"] == 3


def test_the_link_of_the_mail_stops_it_without_logging_in(enter: Enter, receive: Receive, mailbox: Mailbox) -> None:
    handler, case = address(Role.HANDLER), receive(17)
    intake.assign(person(Role.OFFICER), case, handler)
    send()
    (mail,) = mailbox.taken
    link = str(mail["List-Unsubscribe"]).strip("<>").partition("/digest/")[2]
    stranger = Client(enforce_csrf_checks=True)
    assert "不再发送" in stranger.get(f"/digest/{link}").content.decode()
    handler.refresh_from_db()
    assert handler.digest
    assert "已经停止" in stranger.post(f"/digest/{link}").content.decode()
    assert stranger.get(f"/digest/x{link}").status_code == 404
    assert send(days=1)["sent"] == 0
    assert Entry.objects.filter(act="choose_digest").count() == 1
    client = enter(Role.HANDLER)
    assert handler.email in client.get("/desk/digest/").content.decode()
    assert client.post("/desk/digest/", {"digest": "on"}).status_code == 302
    handler.refresh_from_db()
    assert handler.digest


def test_a_mail_server_that_is_away_stops_nothing(
    enter: Enter, receive: Receive, mailbox: Mailbox, settings: Any
) -> None:
    intake.assign(person(Role.OFFICER), receive(17), address(Role.HANDLER))
    settings.EMAIL_PORT = 1
    assert send() == {"sent": 0, "failed": 1}


def test_the_work_of_the_day_begins_once_at_its_hour(db: None) -> None:
    today = timezone.localtime().replace(hour=7, minute=0)
    kinds = [[job.kind for job in begin_due(at)] for at in (today, today.replace(hour=8), today.replace(hour=9))]
    assert [DIGEST in begun for begun in kinds] == [False, True, False]
    assert [job.kind for job in begin_due(today.replace(hour=8) + dt.timedelta(days=1))].count(DIGEST) == 1
