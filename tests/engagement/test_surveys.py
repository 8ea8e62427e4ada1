"""Surveys and government meetings, at the desk and before the public."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from engagement.conftest import Enter, days, filled
from gongkai.disclosure.actions.documents import draft_document, publish_document
from gongkai.engagement.actions import surveys
from gongkai.engagement.actions.publishing import draft, edit, publish
from gongkai.engagement.models import Meeting, Response, Result, Survey
from gongkai.engagement.queries import results
from gongkai.engagement.questions import questions_of
from gongkai.figures.registry import FIGURES
from gongkai.figures.scope import Period, Scope
from gongkai.organs.models import Organ, Person
from gongkai.portal import guard

pytestmark = pytest.mark.django_db
QUESTIONS = (
    "满意吗？（单选）\n满意\n不满意\n\n用过哪些？（多选，选答）\n窗口\n网上\n\n打分（评分）\n\n建议（填空，选答）"
)


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "SHORTEST", dt.timedelta(0))


@pytest.fixture
def survey(bureau: Organ, officer: Person, signer: Person) -> Survey:
    fields = {"title": "办事服务满意度", "opens_on": days(0), "closes_on": days(9), "body": "", "questions": QUESTIONS}
    return publish(signer, draft(officer, Survey(organ=bureau), fields))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "没有题目"),
        ("满意吗？", "写明（单选）"),
        ("满意吗？（单选）\n满意", "2 至"),
        ("打分（评分）\n五分", "不写选项"),
        ("\n\n".join(["打分（评分）"] * 41), "最多 40"),
    ],
)
def test_questions_that_nobody_could_answer_are_refused(text: str, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        questions_of(text)


def test_answered_on_line_and_on_paper_and_told_with_numbers(  # noqa: PLR0915  (one way, from end to end)
    client: Client, survey: Survey, officer: Person, signer: Person, enter: Enter
) -> None:
    address = f"/o/finance/surveys/{survey.pk}/"
    shown = client.get(f"{address}respond/").content.decode()
    assert "<script" not in shown
    lacking = client.post(f"{address}respond/", filled(shown, q1="满意"))
    assert "请回答第 3 题" in lacking.content.decode()
    forged = client.post(f"{address}respond/", filled(shown, q1="甲", q3="5"))
    assert forged.status_code == 200
    said = {**filled(shown, q1="满意", q3="5", q4="快一点，电话13812345678"), "q2": ["窗口", "网上"]}
    assert client.post(f"{address}respond/", said)["Location"] == f"{address}responded/"
    assert client.post(f"{address}respond/", said).status_code == 302
    assert Response.objects.count() == 1, "sent twice it is one"
    desk = enter(officer)
    paper = {"channel": "visit", "received_on": str(days(0)), "q1": "不满意", "q3": "2"}
    assert desk.post(f"/desk/surveys/{survey.pk}/respond/", {**paper, "channel": ""}).status_code == 422
    assert desk.post(f"/desk/surveys/{survey.pk}/respond/", paper).status_code == 302
    numbers = desk.get(f"/desk/surveys/{survey.pk}/numbers/").content.decode()
    assert "138****5678" in numbers
    assert "13812345678" not in numbers
    found = results(survey)
    assert [(each.answered, each.options) for each in found.questions] == [
        (2, [("满意", 1), ("不满意", 1)]),
        (1, [("窗口", 1), ("网上", 1)]),
        (2, [("1", 0), ("2", 1), ("3", 0), ("4", 0), ("5", 1)]),
    ]
    assert found.questions[2].mean == 3.5

    edit(officer, survey, {"title": "改题", "opens_on": days(0), "closes_on": days(9), "questions": "满意吗？（评分）"})
    with pytest.raises(ValidationError, match="已经有人答过"):
        publish(signer, survey)
    result = surveys.begin_result(officer, survey)
    with pytest.raises(ValidationError, match="才截止"):
        publish(signer, result)
    Survey.objects.update(opens_on=days(-40), closes_on=days(-35), feedback_due_on=days(-5))
    assert "调查结果逾期未公布" in desk.get("/desk/").content.decode()
    publish(signer, Result.objects.get())
    public = client.get(address).content.decode()
    assert "50.0%" in public
    assert "<svg" in public
    assert "快一点" not in public, "what people wrote is not published"
    assert client.get(f"{address}respond/").status_code == 302
    scope, year = Scope(survey.organ), Period.year(days(0).year)
    assert FIGURES["survey.responses"].value(scope, year) == 2
    assert FIGURES["survey.results"].value(scope, year) == 1


def test_a_meeting_is_announced_told_of_and_counted(
    client: Client, bureau: Organ, officer: Person, signer: Person, enter: Enter,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:  # fmt: skip
    fields = {
        "title": "第38次常务会议", "kind": "standing", "held_on": days(-1), "agenda": "审议预算\n研究供暖",
        "observers": "人大代表 3\n群众代表：2名", "body": "",
    }  # fmt: skip
    for change, field in (
        ({"observers": "人大代表若干"}, "observers"),
        ({"apply_by": days(1)}, "apply_by"),
        ({"agenda": " "}, "agenda"),
    ):
        with pytest.raises(ValidationError) as told:
            draft(officer, Meeting(organ=bureau), {**fields, **change})
        assert field in told.value.message_dict
    meeting = draft(officer, Meeting(organ=bureau), fields)
    with pytest.raises(ValidationError, match="已经开过"):
        publish(signer, meeting)
    edit(officer, meeting, {**fields, "body": "<p>会议同意。</p>"})
    meeting = publish(signer, meeting)
    given = {"kind": "general", "heading": "budget", "title": "预算草案", "body": "<p>甲</p>"}
    document = publish_document(None, draft_document(officer, bureau, given))
    desk = enter(officer)
    desk.post(f"/desk/meetings/{meeting.pk}/refer/", {"document": document.pk})
    page = f"/o/finance/meetings/{meeting.pk}/"
    for address in ("/o/finance/meetings/?kind=standing", page, f"/o/finance/d/{document.pk}/"):
        with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
            shown = client.get(address).content.decode()
        assert "第38次常务会议" in shown
    assert "人大代表 3" in client.get(page).content.decode()
    assert f"/o/finance/d/{document.pk}/" in client.get(page).content.decode()
    scope, year = Scope(bureau), Period.year(days(-1).year)
    assert FIGURES["meeting.meetings"].value(scope, year) == 1
    assert FIGURES["meeting.observers"].value(scope, year) == 5
    assert (
        "第38次常务会议"
        in desk.get(f"/desk/figures/meeting.observers/?organ={bureau.pk}&year={days(-1).year}").content.decode()
    )
