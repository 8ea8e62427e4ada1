"""Who may do what with a token, asked from the outside: every address for staff, by everybody.

Columns: officer, handler, the three reviewers, secrecy reviewer and signer of the office; supervisor, auditor and
administrator of the county above it; then nobody. ``+`` does it, ``403`` refuses the act, ``404`` hides the record, ``401``
knows no token. ``own`` is the office's, ``other`` that of a department beside it.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.utils import timezone

from gongkai.annual.actions import upload_report
from gongkai.annual.actions.handing import hand_up
from gongkai.annual.models import Report
from gongkai.api.version_1 import api
from gongkai.organs.access import may_anywhere
from gongkai.organs.actions import appoint, create_organ, create_person, issue_token
from gongkai.organs.actions.tokens import SCOPES
from gongkai.organs.models import Organ, Person, Post, Role

pytestmark = pytest.mark.django_db
SAMPLES = Path(__file__).parents[2] / "samples" / "reports"
OVER = {Role.SUPERVISOR, Role.AUDITOR, Role.ADMINISTRATOR}

TABLE = """
                                 offi hand rev1 rev2 rev3 secr sign supe audi admi none
GET   me                            +    +    +    +    +    +    +    +    +    +  401
GET   reports                       +    +    +    +    +    +    +    +    +  403  401
GET   reports.csv                   +    +    +    +    +    +    +    +    +  403  401
POST  files own                     +  403  403  403  403  403  403    +  403  403  401
POST  files other                 403  403  403  403  403  403  403    +  403  403  401
GET   files/own                     +    +    +    +    +    +    +    +    +  403  401
GET   files/other                 404  404  404  404  404  404  404    +    +  403  401
POST  files/own/audit               +  403  403  403  403  403  403    +  403  403  401
POST  files/other/audit           404  403  403  403  403  403  403    +  403  403  401
GET   reports/own                   +    +    +    +    +    +    +    +    +  403  401
GET   reports/other               404  404  404  404  404  404  404    +    +  403  401
GET   reports/own/findings          +    +    +    +    +    +    +    +    +  403  401
GET   reports/other/findings      404  404  404  404  404  404  404    +    +  403  401
POST  reports/own/decisions         +  403  403  403  403  403    +    +  403  403  401
POST  reports/other/decisions     404  403  403  403  403  403  404    +  403  403  401
POST  reports/own/publish         403  403  403  403  403  403    +  403  403  403  401
POST  reports/other/publish       403  403  403  403  403  403  404  403  403  403  401
POST  reports/own/withdraw        403  403  403  403  403  403    +  403  403  403  401
POST  reports/own/submit            +  403  403  403  403  403  403  403  403  403  401
POST  reports/other/submit        404  403  403  403  403  403  403  403  403  403  401
GET   annual                        +    +    +    +    +    +    +    +    +  403  401
GET   annual/own/2022               +    +    +    +    +    +    +    +    +  403  401
GET   annual/elsewhere/2022       404  404  404  404  404  404  404  404  404  403  401
GET   submissions                   +    +    +    +    +    +    +    +    +  403  401
POST  submissions/own/receive     403  403  403  403  403  403  403    +  403  403  401
POST  submissions/own/return      403  403  403  403  403  403  403    +  403  403  401
POST  organs                      403  403  403  403  403  403  403  403  403    +  401
PATCH organs/own                  403  403  403  403  403  403  403  403  403    +  401
POST  organs/own/name             403  403  403  403  403  403  403  403  403    +  401
PATCH organs/elsewhere            403  403  403  403  403  403  403  403  403  403  401
GET   people                      403  403  403  403  403  403  403  403  403    +  401
GET   people.csv                  403  403  403  403  403  403  403  403  403    +  401
GET   people/own                  403  403  403  403  403  403  403  403  403    +  401
GET   people/elsewhere            403  403  403  403  403  403  403  403  403  404  401
POST  people/own/posts            403  403  403  403  403  403  403  403  403    +  401
POST  people/own/close            403  403  403  403  403  403  403  403  403    +  401
POST  posts/own/end               403  403  403  403  403  403  403  403  403    +  401
GET   trail                       403  403  403  403  403  403  403    +    +    +  401
GET   trail.csv                   403  403  403  403  403  403  403    +    +    +  401
"""
HEAD, *ROWS = TABLE.strip("\n").splitlines()


def body_below(parent: Organ | None, slug: str, kind: str) -> Organ:
    fields = {"name": f"{slug}机关", "slug": slug, "level": "county", "kind": kind, "region": "640221"}
    return create_organ(None, parent, **fields)


def person_at(organ: Organ, role: Role) -> Person:
    person = create_person(None, f"{role}-{organ.slug}", "某人", "Quiet-Lake-2026")
    appoint(None, person, organ, role, dt.date(2026, 1, 1))
    return person


def token_of(person: Person) -> str:
    today = timezone.localdate()
    return issue_token(person, "全部", [act for act in SCOPES if may_anywhere(person, act, today)], today)[1]


class House:
    """A county with two bodies that each handed in a report, another county, and who holds which post."""

    def __init__(self, work_off: Callable[[], None]) -> None:
        county = body_below(None, "county", "government")
        own, other = body_below(county, "office", "office"), body_below(county, "other", "department")
        elsewhere = body_below(None, "elsewhere", "government")
        self.people = {role: person_at(county if role in OVER else own, role) for role in Role}
        strangers = [person_at(other, Role.OFFICER), person_at(elsewhere, Role.OFFICER)]
        text = next(SAMPLES.glob("001*")).read_bytes()
        for person, organ in ((self.people[Role.OFFICER], own), (strangers[0], other)):
            upload_report(person, organ, SimpleUploadedFile("年报.txt", text))
        work_off()
        self.own, self.other = (Report.objects.get(organ=organ) for organ in (own, other))
        self.keys = {
            "files": {"own": self.own.file_id, "other": self.other.file_id},
            "reports": {"own": self.own.pk, "other": self.other.pk},
            "organs": {"own": "office", "elsewhere": "elsewhere"},
            "annual": {"own": "office", "elsewhere": "elsewhere"},
            "submissions": {"own": 0},
            "people": {"own": self.people[Role.HANDLER].pk, "elsewhere": strangers[1].pk},
            "posts": {"own": Post.objects.get(person=self.people[Role.HANDLER]).pk},
        }

    def address(self, path: str) -> str:
        kind, _, rest = path.partition("/")
        whose, slash, act = rest.partition("/")
        return f"{kind}/{self.keys[kind][whose]}{slash}{act}" if whose else kind

    def given(self, method: str, row: str) -> Mapping[str, Any]:
        """What is sent with the request of a row."""
        if row.startswith("files "):
            file = SimpleUploadedFile("新.txt", f"新的{row}".encode())
            return {"data": {"organ": row.replace("files own", "office").removeprefix("files "), "file": file}}
        if method == "GET":
            return {"data": {"year": 2022}} if row == "annual" else {}
        report = self.other if "other" in row else self.own
        data = {
            "decisions": {"fingerprint": report.findings.all()[0].fingerprint, "verdict": "confirmed"},
            "publish": {"reason": "按期发布"},
            "withdraw": {"reason": "内容有误"},
            "return": {"remarks": "请补写整改时限"},
            "organs": {"parent": "county", "slug": "new", "name": "新机关", "region": "640221"}
            | {"level": "county", "kind": "department"},
            "name": {"name": "新名称", "on": "2026-11-01", "reason": "改革"},
            "posts": {"organ": "office", "role": "signer", "since": "2026-01-01"},
            "close": {"reason": "调离"},
            "end": {"until": "2026-12-31", "reason": "调离"},
            "audit": {},
        }
        return {"data": data.get(row.rpartition("/")[2], {"phone": "0952-1"}), "content_type": "application/json"}


def answered(house: House, row: str, token: str) -> str:
    """The cell of the table: what the address answers; whatever it did is undone."""
    method, path = row.split(maxsplit=1)
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    with transaction.atomic():
        if "withdraw" in path:
            Report.objects.filter(pk=house.own.pk).update(published_at=timezone.now())
        if "submissions/" in path:
            house.keys["submissions"]["own"] = hand_up(house.people[Role.OFFICER], house.own).pk
        send = getattr(Client(headers=headers), method.lower())
        response = send(f"/api/v1/staff/{house.address(path.split()[0])}", **house.given(method, path))
        body = b"".join(response.streaming_content) if response.streaming else response.content
        transaction.set_rollback(True)
    if response.status_code >= 400:
        assert response.headers["Content-Type"].startswith("application/problem+json")
        assert response.json()["status"] == response.status_code, body
    return "+" if response.status_code < 300 else str(response.status_code)


def test_every_address_opens_to_its_roles_alone(work_off: Callable[[], None]) -> None:
    house = House(work_off)
    tokens = [*(token_of(house.people[role]) for role in Role), ""]
    drawn = [HEAD]
    for row in ROWS:
        cache.clear()  # the rate of one address
        cells = (answered(house, row[:33].strip(), token) for token in tokens)
        drawn.append(f"{row[:33]}{' '.join(f'{cell:>4}' for cell in cells)}")
    assert "\n".join(drawn) == "\n".join([HEAD, *ROWS])


def test_the_table_has_every_address_for_staff() -> None:
    described = {
        (method.upper(), path.removeprefix("/api/v1/staff/"))
        for path, methods in api.get_openapi_schema()["paths"].items()
        for method in methods
        if "/staff/" in path
    }
    rows = {tuple(row[:33].split()[:2]) for row in ROWS}
    tabled = {(m, "/".join(_general(p.split("/")))) for m, p in rows}
    assert tabled == {(m, p.replace("{pk}", "*").replace("{slug}", "*").replace("{year}", "*")) for m, p in described}


def _general(parts: list[str]) -> list[str]:
    return ["*" if part in {"own", "other", "elsewhere"} or part.isdigit() else part for part in parts]
