"""What tests of casework share: an applicant, working days, the pages of a case and their forms."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from desk.conftest import holder
from gongkai.applications.actions.intake import Intake, register
from gongkai.applications.models import Application
from gongkai.applications.people import Particulars
from gongkai.law.receipt import BEIJING
from gongkai.organs.calendars import calendar_of
from gongkai.organs.models import Organ, Person, Role

Enter = Callable[[Role], Client]
Receive = Callable[..., Application]
NAME, PHONE, IDENTITY = "张某某", "13800000000", "110105194912310021"


def text_of(response: Any, status: int = 200) -> str:
    page = str(response.content.decode())
    assert response.status_code == status, page[-3000:]
    return page


def ago(organ: Organ, days: int) -> dt.date:
    """The working day of that number before today."""
    calendar, reached = calendar_of(organ), timezone.localdate()
    for _ in range(days):
        reached = calendar.on_or_before(reached - dt.timedelta(days=1))
    return reached


def person(role: Role) -> Person:
    return Person.objects.filter(posts__role=role).first() or holder(Organ.objects.get(slug="office"), role)


def at(application: Application, kind: str = "") -> str:
    return f"/desk/applications/{application.pk}/" + (f"steps/{kind}/" if kind else "")


def take(client: Client, application: Application, kind: str, **typed: Any) -> Any:
    """Open the step's page and send its form as a browser would."""
    page = text_of(client.get(at(application, kind)))
    seen = page.split('name="seen" value="')[1].split('"')[0]
    return client.post(at(application, kind), {"seen": seen, **typed})


def paper(name: str = "告知书.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.7 letter")


def typed_intake(office: Organ, **typed: Any) -> dict[str, Any]:
    return {
        "organ": office.pk,
        "channel": "counter",
        "arrived_at": f"{timezone.localdate()}T00:30",
        "requester_kind": "natural_person",
        "name": NAME,
        "identity_kind": "居民身份证",
        "identity": IDENTITY,
        "phone": PHONE,
        "content": "2025年度水利工程建设资金使用情况",
        "carrier": "paper",
        "delivery": "post",
        "key": "k" * 32,
        **typed,
    }


def received(
    office: Organ, days: int = 3, content: str = "2025年度水利工程建设资金使用情况", organ: Organ | None = None
) -> Application:
    body = organ or office
    who = Particulars(NAME, "居民身份证", IDENTITY, PHONE, address="示例县示例路一号")
    officer = Person.objects.filter(posts__organ=body, posts__role=Role.OFFICER).first() or holder(body, Role.OFFICER)
    at = dt.datetime.combine(ago(body, days), dt.time(9), BEIJING)
    return register(officer, body, Intake(who, "natural_person", content), "counter", at)
