"""Lists: every filter alone finds what it should, few questions to the database, and only what a person may see."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applications.conftest import Receive, noon, open_office, person, wanted
from gongkai.applications.actions import correction, intake
from gongkai.applications.clock import Light
from gongkai.applications.models import Application
from gongkai.applications.queries import (
    Filters,
    applications_for,
    by_receipt,
    by_urgency,
    carried_over,
    duplicates,
    lapsed,
    narrowed,
    overdue,
    unconfirmed,
)
from gongkai.demo.cases import Office, bring_about
from gongkai.organs.holidays import DayOverride
from gongkai.organs.models import Organ, Role

TODAY = dt.date(2026, 3, 30)
MARCH = dt.date(2026, 3, 2)


@pytest.fixture
def desk(office: Office, receive: Receive) -> dict[str, Application]:
    """Applications of every sort, by name."""
    made = {
        "late": receive("2026-02-26"),
        "soon": receive("2026-03-03"),
        "calm": receive("2026-03-20", "business", name="示例公司", identity=""),
        "closed": bring_about(office, receive(MARCH), "granted"),
        "correcting": receive(MARCH),
        "web": intake.submit(office.organ, wanted(), "form", noon(dt.date(2026, 3, 27))),
    }
    correction.request_correction(office.officer, made["correcting"], MARCH, "未写明年度", dt.date(2026, 3, 20))
    intake.assign(office.officer, made["calm"], office.officer)
    return made


def found(person_: object, filters: Filters, desk: dict[str, Application]) -> set[str]:
    names = {application.pk: name for name, application in desk.items()}
    seen = applications_for(person_, TODAY)  # type: ignore[arg-type]
    return {names[each.pk] for each in narrowed(seen, filters, TODAY)}


def test_every_filter_finds_what_it_should(office: Office, desk: dict[str, Application]) -> None:
    every = set(desk)
    expected = [
        (Filters(), every),
        (Filters(organ=office.organ), every),
        (Filters(beneath=office.organ), every),
        (Filters(open=True), every - {"closed"}),
        (Filters(open=False), {"closed"}),
        (Filters(statuses=("correcting", "submitted")), {"correcting", "web"}),
        (Filters(light=Light.RED), {"late"}),
        (Filters(light=Light.YELLOW), {"soon"}),
        (Filters(light=Light.GREEN), {"calm", "correcting", "web"}),
        (Filters(handler=office.officer), {"calm"}),
        (Filters(unassigned=True), every - {"calm"}),
        (Filters(outcomes=("granted",)), {"closed"}),
        (Filters(kinds=("business",)), {"calm"}),
        (Filters(channels=("web",)), {"web"}),
        (Filters(received_since=MARCH, received_until=MARCH), {"closed", "correcting"}),
        (Filters(due_until=TODAY), {"late", "closed"}),
        (Filters(closed_since=MARCH, closed_until=TODAY), {"closed"}),
    ]
    for filters, names in expected:
        assert found(office.officer, filters, desk) == names, filters


def test_a_case_is_urgent_by_the_holidays_where_its_body_is(office: Office, receive: Receive) -> None:
    application = receive("2026-03-06")
    assert application.due_on == dt.date(2026, 4, 3)
    seen = applications_for(office.officer, TODAY)

    def lit() -> list[str]:
        return [each.light for light in Light for each in narrowed(seen, Filters(light=light), TODAY)]  # type: ignore[attr-defined]

    assert lit() == ["green"]
    for region in ("640000", "110100"):
        DayOverride.objects.create(
            region=region, on=dt.date(2026, 4, 1), working=False, why="示例节", source="示例通知", by=office.officer
        )
        assert lit() == (["green"] if region == "640000" else ["yellow"])


def test_a_page_of_the_list_needs_few_questions(office: Office, desk: dict[str, Application]) -> None:
    with CaptureQueriesContext(connection) as asked:
        page = list(by_urgency(narrowed(applications_for(office.officer, TODAY), Filters(open=True), TODAY))[:50])
        shown = [(each.organ.name, each.handler and each.handler.name, each.status_name, each.light) for each in page]  # type: ignore[attr-defined]
    assert len(asked) == 3
    assert [each.pk for each in page][:2] == [desk["correcting"].pk, desk["late"].pk]
    assert shown[0][2] == "待补正"
    newest = by_receipt(applications_for(office.officer, TODAY).exclude(received_on=None)).first()
    assert newest == desk["calm"]


def test_everybody_sees_the_applications_of_their_organs_only(office: Office, desk: dict[str, Application]) -> None:
    neighbour = open_office("neighbour")
    above = person(office.organ, Role.SUPERVISOR)
    beneath = open_office("beneath", Organ.objects.get(pk=office.organ.pk))
    intake.register(beneath.officer, beneath.organ, wanted(), "counter", noon(MARCH))
    assert applications_for(neighbour.officer, TODAY).count() == 0
    assert applications_for(office.officer, TODAY).count() == len(desk)
    assert applications_for(above, TODAY).count() == len(desk) + 1
    assert applications_for(None, TODAY).count() == 0


def test_what_waits_for_somebody(office: Office, desk: dict[str, Application]) -> None:
    organs = Organ.objects.all()
    assert set(overdue(organs, TODAY)) == {desk["late"]}
    assert set(lapsed(organs, TODAY)) == {desk["correcting"]}
    assert set(unconfirmed(organs)) == {desk["web"]}
    assert set(duplicates(desk["late"])) == {desk[name] for name in ("soon", "closed", "correcting", "web")}
    left = carried_over(Application.objects.all(), 2026)
    assert set(left) == {desk[name] for name in ("late", "soon", "calm", "correcting")}
