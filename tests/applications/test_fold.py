"""Whatever is recorded in whatever order: the columns are the fold, the law's table holds, a correction corrects."""

import contextlib
import datetime as dt
import random

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from applications.conftest import Receive
from gongkai.applications.actions import casework, correction, intake, service
from gongkai.applications.actions.amendment import amend, recount
from gongkai.applications.actions.step import CACHED, columns, take
from gongkai.applications.facts import NOTES, Fact
from gongkai.applications.fold import NotAllowed, after, fold
from gongkai.applications.models import Application, Event
from gongkai.demo.cases import Office, bring_about
from gongkai.law.outcomes import outcomes
from gongkai.law.procedure import procedure
from gongkai.organs.calendars import calendar_of

START = dt.date(2026, 3, 2)
KINDS = sorted({*procedure().steps, *NOTES} - {"amend"})
OUTCOMES = sorted(key for key, outcome in outcomes().items() if outcome.row)


@st.composite
def happenings(draw: st.DrawFn) -> list[tuple[str, int, int]]:
    """Kinds of facts with days after the start, most of them in order, and a number to choose by."""
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=3, max_size=40))
    days = sorted(draw(st.lists(st.integers(0, 120), min_size=len(kinds), max_size=len(kinds))))
    if draw(st.booleans()):
        random.Random(draw(st.integers())).shuffle(days)
    return [(kind, day, draw(st.integers(0, 50))) for kind, day in zip(kinds, days, strict=True)]


def data_for(kind: str, on: dt.date, asked: list[int], chance: int) -> dict[str, object]:
    """What a fact of the kind says."""
    until = (on + dt.timedelta(chance)).isoformat()
    return {
        "request_correction": {"until": until},
        "request_reasons": {"until": until},
        "charge": {"until": until},
        "delay": {"until": until},
        "extend": {"days": 1 + chance % 20},
        "reply": {"outcome": OUTCOMES[chance % len(OUTCOMES)]},
        "hear_third_party": {"consultation": asked[-1] if asked else 0, "answer": "agrees"},
        "hear_organ": {"consultation": asked[-1] if asked else 0, "answer": "silent"},
    }.get(kind, {})


def numbers_asked(facts: list[Fact]) -> list[int]:
    return [consultation.number for consultation in fold(facts).open_consultations]


@given(happenings())
@settings(max_examples=150)
def test_what_the_law_does_not_allow_never_becomes_a_case(happened: list[tuple[str, int, int]]) -> None:
    facts = [Fact(1, "receive", START)]
    for kind, day, chance in happened:
        on = START + dt.timedelta(day)
        fact = Fact(len(facts) + 1, kind, on, data_for(kind, on, numbers_asked(facts), chance))
        try:
            case = fold([*facts, fact])
        except NotAllowed:
            continue
        facts.append(fact)
        assert case.status in procedure().states
        assert (case.status in {"closed", "archived"}) is (case.closed_on is not None)
        assert case.counts is (case.first is None or case.first.row != "")
        for place, _ in enumerate(ordered := sorted(facts, key=lambda each: (each.on, each.number))):
            assert fold(ordered[: place + 1], ordered[place].on).received_on == START


@pytest.mark.django_db
@given(happened=happenings())
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_columns_are_always_the_fold(happened: list[tuple[str, int, int]], office: Office) -> None:
    with transaction.atomic():
        application = _counter(office)
        for kind, day, chance in happened:
            actor = office.checker if kind in {"joint_review", "legality_check"} else office.officer
            if kind in {"extend", "charge", "reply", "inform_third_party", "correct_record"}:
                actor = office.signer
            on = START + dt.timedelta(day)
            with contextlib.suppress(ValidationError):
                take(actor, application, kind, on, **data_for(kind, on, numbers_asked(application.facts), chance))
            stored = Application.objects.get(pk=application.pk)
            cached = columns(fold(stored.facts), calendar_of(office.organ))
            assert {name: getattr(stored, name) for name in CACHED} == cached
            assert stored.facts == [event.fact for event in Event.objects.filter(application=stored)]
        transaction.set_rollback(True)


def _counter(office: Office) -> Application:
    from applications.conftest import noon, wanted

    return intake.register(office.officer, office.organ, wanted(), "counter", noon(START))


@pytest.mark.django_db
def test_a_fact_once_recorded_stays(office: Office, receive: Receive) -> None:
    receive(START)
    for change in (lambda: Event.objects.update(on=START), lambda: Event.objects.all().delete()):
        with pytest.raises(DatabaseError, match="只能追加"), transaction.atomic():
            change()


@pytest.mark.django_db
def test_a_wrong_day_is_amended_and_what_stood_there_stays(office: Office, receive: Receive) -> None:
    closed = bring_about(office, receive(START), "granted")
    number = closed.facts[-1].number
    late = dt.date(2026, 4, 10)
    amended = amend(office.officer, closed, number, "邮寄日期抄错", on=late)
    assert (amended.closed_on, amended.in_time) == (late, False)
    assert [event.on for event in amended.events.filter(number=number)] == [closed.closed_on]
    again = amend(office.officer, amended, number, "再次核对", on=dt.date(2026, 3, 20))
    assert again.in_time is True


@pytest.mark.django_db
def test_an_amendment_may_not_leave_what_the_law_does_not_allow(office: Office, receive: Receive) -> None:
    closed = bring_about(office, receive(START), "granted")
    reply = next(fact for fact in closed.facts if fact.kind == "reply")
    with pytest.raises(ValidationError, match="不能“送达”"):
        amend(office.officer, closed, reply.number, "误签", void=True)
    served = closed.facts[-1].number
    assert amend(office.officer, closed, served, "退回未送达", void=True).status == "replied"


@pytest.mark.django_db
def test_the_same_form_sent_twice_is_one_fact(office: Office, receive: Receive) -> None:
    application = receive(START)
    for _ in range(2):
        casework.log_contact(office.officer, application, START, "电话", "申请人补充了文号")
    for _ in range(2):
        correction.request_correction(office.officer, application, START, "未写明年度", dt.date(2026, 3, 20))
    assert [fact.kind for fact in application.facts] == ["receive", "contact", "request_correction"]


@pytest.mark.django_db
def test_a_step_says_why_it_is_not_allowed_and_where_that_stands(office: Office, receive: Receive) -> None:
    application = receive(START)
    with pytest.raises(ValidationError) as caught:
        service.archive(office.officer, application, START)
    assert caught.value.messages == [
        "申请的状态是“办理中”，不能“归档”：此步只能在“已办结”时进行（《中华人民共和国政府信息公开条例》第四十五条）。"
    ]
    with pytest.raises(ValidationError, match="还没有到"):
        casework.note(office.officer, application, dt.date(2099, 1, 1), "明天的事")


@pytest.mark.django_db
def test_one_form_with_several_matters_is_split_without_losing_a_number(office: Office, receive: Receive) -> None:
    whole = receive(START)
    correction.request_correction(office.officer, whole, START, "两项内容", dt.date(2026, 3, 20))
    correction.receive_correction(office.officer, whole, dt.date(2026, 3, 9), "一是预算，二是合同")
    first, second, third = intake.split(office.officer, whole, ["预算", "合同", "验收"], dt.date(2026, 3, 10))
    assert [first.serial, second.serial, third.serial] == [1, 2, 3]
    assert (second.due_on, second.content, second.split_from) == (first.due_on, "合同", whole)
    assert second.facts[:3] == first.facts[:3]
    assert casework.note(office.officer, third, dt.date(2026, 3, 10), "验收报告在档案室").status == "handling"
    with pytest.raises(ValidationError, match="拆分过"):
        intake.split(office.officer, first, ["甲", "乙"], dt.date(2026, 3, 11))


@pytest.mark.django_db
def test_a_case_whose_days_stand_is_not_recounted(office: Office, receive: Receive) -> None:
    assert recount(receive(START)) is None


def test_a_step_after_another_is_the_fold_of_both() -> None:
    received, noted = Fact(1, "receive", START), Fact(2, "note", START)
    assert after(fold([received]), noted) == fold([received, noted])
