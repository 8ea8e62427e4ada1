"""Messages to requesters, sent by a real mail server: at each step, to who left an address, without any content."""

import datetime as dt
import email
import email.policy
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.utils import timezone

from applications.conftest import noon, person, wanted
from gongkai.applications.actions import complaints, correction, intake
from gongkai.applications.actions.intake import code_of
from gongkai.applications.complaints import Complaint
from gongkai.applications.models import Application
from gongkai.applications.notices import NOTICES
from gongkai.applications.tasks import ATTEMPTS
from gongkai.demo.cases import Office
from gongkai.jobs.actions import start
from gongkai.jobs.models import Job
from gongkai.law.procedure import procedure
from gongkai.organs.models import Role
from gongkai.trail.models import Entry
from ops.platform_program import free_port

pytestmark = pytest.mark.django_db
ADDRESS = "zhang@example.cn"


class Mailbox:
    """Takes what comes; refuses whom it does not know."""

    def __init__(self) -> None:
        self.taken: list[Any] = []

    async def handle_RCPT(self, server: object, session: object, envelope: Any, address: str, options: object) -> str:  # noqa: N802
        if address.startswith("nobody"):
            return "550 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: object, session: object, envelope: Any) -> str:  # noqa: N802
        self.taken.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 OK"


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Mailbox]:
    box = Mailbox()
    server = Controller(box, hostname="127.0.0.1", port=free_port())
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = server.hostname, server.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    server.start()
    yield box
    server.stop()


def come(office: Office, address: str = ADDRESS) -> Application:
    day = timezone.localdate() - dt.timedelta(days=3)
    return intake.register(office.officer, office.organ, wanted(email=address), "counter", noon(day))


def test_each_step_is_told_and_nothing_of_its_content(
    office: Office, mailbox: Mailbox, work_off: Callable[[], None]
) -> None:
    application = come(office)
    day = timezone.localdate()
    until = day + dt.timedelta(days=12)
    correction.request_correction(office.officer, application, day, "请写明哪一座水库", until)
    intake.withdraw(None, application, day, "改问别的")
    work_off()
    told = [str(message["Subject"]).strip() for message in mailbox.taken]
    assert [subject.partition("（")[0] for subject in told] == ["机关已收到申请", "机关请您补正申请", "申请已撤回"]
    asked = mailbox.taken[1]
    text = asked.get_content()
    for words in (application.number, f"{until.month}月{until.day}日之前", "/follow/"):
        assert words in text
    for words in ("水库", "水利", "张某某", "改问", code_of(application), "13800000000"):
        assert not any(words in message.as_string() + message.get_content() for message in mailbox.taken)
    assert (asked["To"], asked["Auto-Submitted"]) == (ADDRESS, "auto-generated")
    assert Entry.objects.filter(act="tell_requester").count() == 3
    assert not Entry.objects.filter(summary__contains=ADDRESS).exists()


def test_what_becomes_of_a_complaint_is_told_once(
    office: Office, mailbox: Mailbox, work_off: Callable[[], None]
) -> None:
    application = come(office)
    made = complaints.complain(application, Complaint.About.MANNER, "窗口不收材料")
    above = person(office.organ, Role.SUPERVISOR)
    complaints.answer(above, made, Complaint.Finding.FOUNDED, "已责令窗口改正")
    work_off()
    for job in Job.objects.filter(kind="tell_complainant"):
        start("tell_complainant", actor=None, on=made, **job.arguments)
    work_off()
    told = [str(message["Subject"]).strip().partition("（")[0] for message in mailbox.taken]
    assert told == ["机关已收到申请", "投诉举报已收到", "投诉举报已经答复"]
    for message in mailbox.taken:
        assert not any(words in message.get_content() for words in ("窗口", "改正", "属实", "张某某"))
    assert application.number in mailbox.taken[-1].get_content()


def test_of_every_step_the_requester_is_told_or_has_nothing_to_know() -> None:
    silent = {
        *(
            "coordinate",
            "consult_third_party",
            "hear_third_party",
            "consult_organ",
            "hear_organ",
        ),  # notify_consultation
        *("inform_third_party", "archive"),
    }
    assert {*procedure().steps} == {*NOTICES} - {"recount"} | silent


def test_a_job_run_again_sends_no_second_message(
    office: Office, mailbox: Mailbox, work_off: Callable[[], None]
) -> None:
    application = come(office)
    work_off()
    job = Job.objects.get(kind="tell_requester")
    start("tell_requester", actor=None, on=application, **job.arguments)
    work_off()
    assert len(mailbox.taken) == 1


def test_who_left_no_address_is_sent_nothing(office: Office, mailbox: Mailbox, work_off: Callable[[], None]) -> None:
    come(office, "")
    work_off()
    assert (mailbox.taken, Job.objects.filter(kind="tell_requester").count()) == ([], 0)


def test_an_address_that_takes_no_mail_is_told_to_the_office(
    office: Office, mailbox: Mailbox, work_off: Callable[[], None], caplog: pytest.LogCaptureFixture
) -> None:
    come(office, "nobody@example.cn")
    work_off()
    job = Job.objects.get(kind="tell_requester")
    assert (job.state, job.error) == (Job.State.FAILED, "申请人留下的邮箱不能收信，请用其他方式联系。")


def test_a_mail_server_that_is_away_is_tried_again_later(
    office: Office, mailbox: Mailbox, settings: Any, work_off: Callable[[], None]
) -> None:
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, free_port()
    application = come(office)
    work_off()
    first, second = Job.objects.filter(kind="tell_requester").order_by("pk")
    assert first.state == Job.State.DONE
    assert second.not_before
    assert second.not_before > timezone.now() + dt.timedelta(minutes=4)
    settings.EMAIL_PORT = port
    from gongkai.jobs.progress import Progress
    from gongkai.jobs.work import WORKS

    assert WORKS["tell_requester"].function(Progress(second), **second.arguments) == {"sent": True}
    assert application.number in str(mailbox.taken[0]["Subject"])
    assert second.arguments["attempt"] == 2 < ATTEMPTS
