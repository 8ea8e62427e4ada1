"""A complaint of a requester: made with number and code, explained by the organ, answered from above, with its clock."""

import pytest
from django.test import Client
from django.urls import reverse

from desk.casework import Enter, at, received, text_of
from gongkai.applications.actions.intake import code_of
from gongkai.applications.complaints import Complaint
from gongkai.organs.models import Organ, Role
from gongkai.trail.models import Entry

pytestmark = pytest.mark.django_db
TEXT = "过了期限没有答复，打电话没有人接"


def test_a_complaint_is_heard_from_above_and_answered(office: Organ, enter: Enter, client: Client) -> None:
    case = received(office, 25)
    client.post(reverse("follow"), {"number": case.number, "code": code_of(case)})
    page = reverse("case_complaint")
    assert page in text_of(client.get(reverse("case")))
    assert "请写明情况和要求" in text_of(client.post(page, {"about": "late", "text": ""}))
    for _ in range(2):
        assert client.post(page, {"about": "late", "text": TEXT}).url == page
    made = Complaint.objects.get()
    assert "之前答复" in text_of(client.get(page))
    rows = [str(row) for row in (*Complaint.objects.values(), *Entry.objects.values())]
    assert not any(TEXT in row for row in rows)

    officer, supervisor = enter(Role.OFFICER), enter(Role.SUPERVISOR)
    one = f"/desk/applications/complaints/{made.pk}/"
    assert "没有按期答复" in text_of(officer.get(at(case)))
    assert "投诉举报等待答复" in text_of(supervisor.get("/desk/"))
    assert TEXT in text_of(officer.get(one))
    refused = officer.post(one, {"what": "answer", "answer-finding": "unfounded", "answer-text": "没有"})
    assert "答复申请人" not in text_of(refused)
    made.refresh_from_db()
    assert made.answered_on is None
    seen = text_of(officer.get(one)).split('name="explain-seen" value="')[1].split('"')[0]
    explained = {"what": "explain", "explain-seen": seen, "explain-text": "材料在馆"}
    assert officer.post(one, explained).status_code == 302
    assert "材料在馆" in text_of(supervisor.get("/desk/applications/complaints/")) or "机关已说明" in text_of(
        supervisor.get("/desk/applications/complaints/")
    )
    seen = text_of(supervisor.get(one)).split('name="answer-seen" value="')[1].split('"')[0]
    answered = {"what": "answer", "answer-seen": seen, "answer-finding": "founded", "answer-text": "责令三日内答复"}
    assert supervisor.post(one, answered).status_code == 302
    told = text_of(client.get(page))
    assert "责令三日内答复" in told
    assert "情况属实" in told
    assert enter(Role.REVIEWER_1).get(one).status_code == 404


def test_who_is_in_time_is_not_late(office: Organ, client: Client) -> None:
    case = received(office, 2)
    client.post(reverse("follow"), {"number": case.number, "code": code_of(case)})
    page = reverse("case_complaint")
    assert "还没有届满" in text_of(client.post(page, {"about": "late", "text": TEXT}))
    assert client.post(page, {"about": "manner", "text": TEXT}).status_code == 302
    assert "正在处理" in text_of(client.post(page, {"about": "fee", "text": TEXT}))
