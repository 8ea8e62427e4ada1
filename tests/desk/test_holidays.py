"""Days off entered at the desk: due days counted again, told in the case and to the handler; by their administrators alone."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from desk.casework import Enter, Receive, person, text_of
from desk.conftest import holder
from gongkai.applications.actions import intake
from gongkai.organs.calendars import calendar_in
from gongkai.organs.holidays import DayOverride, SettledYear
from gongkai.organs.models import Organ, Role

pytestmark = pytest.mark.django_db
PAGE = "/desk/holidays/"


def typed(office: Organ, first: dt.date, **changed: str) -> dict[str, str]:
    days = {
        "region": office.region,
        "working": "0",
        "first": str(first),
        "why": "开斋节",
        "source": "示例通知〔2026〕1号",
    }
    return {"days": "1", **days, **changed}


def test_a_day_off_moves_due_days_and_the_handler_is_told(
    enter: Enter, office: Organ, receive: Receive, work_off: Callable[[], None]
) -> None:
    case = receive(5)
    intake.assign(person(Role.OFFICER), case, person(Role.OFFICER))
    case.refresh_from_db()
    before, client = case.due_on, enter(Role.ADMINISTRATOR)
    assert before
    assert "还没有登记过" in text_of(client.get(PAGE))
    assert client.post(PAGE, typed(office, before)).status_code == 302
    work_off()
    case.refresh_from_db()
    after = calendar_in(office.region).on_or_after(before + dt.timedelta(days=1))
    assert case.due_on == after
    assert case.facts[-1].data == {"before": before.isoformat(), "after": after.isoformat()}
    told = text_of(enter(Role.OFFICER).get("/desk/"))
    assert "放假安排变动，届满日已改" in told
    assert "示例通知〔2026〕1号" in text_of(enter(Role.OFFICER).get(f"/desk/applications/{case.pk}/why/"))
    entered = DayOverride.objects.get()
    assert client.post(f"{PAGE}{entered.pk}/withdraw/").status_code == 302
    work_off()
    case.refresh_from_db()
    assert case.due_on == before


def test_days_of_a_year_are_provisional_until_somebody_settles_it(
    enter: Enter, office: Organ, receive: Receive, work_off: Callable[[], None]
) -> None:
    client, year = enter(Role.ADMINISTRATOR), timezone.localdate().year + 1
    day = dt.date(year, 3, 3)
    assert calendar_in(office.region).day(day).doubt
    sent = {"settle": "1", "region": office.region, "year": str(year), "source": "示例通知〔2026〕2号"}
    assert client.post(PAGE, sent).status_code == 302
    assert not calendar_in(office.region).day(day).doubt
    assert calendar_in("110101").day(day).doubt
    assert client.post(PAGE, sent).status_code == 422
    assert SettledYear.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "words"),
    [({"why": ""}, "必需字段"), ({"last": "2020-01-01"}, "不能早于第一天"), ({"last": "2099-01-01"}, "一次最多 31 天")],
)
def test_wrong_days_are_refused(enter: Enter, office: Organ, changed: dict[str, str], words: str) -> None:
    answer = enter(Role.ADMINISTRATOR).post(PAGE, typed(office, timezone.localdate(), **changed))
    assert words in text_of(answer, 422)
    assert not DayOverride.objects.exists()


def test_only_who_manages_all_organs_of_a_region_enters_its_days(enter: Enter, office: Organ, county: Organ) -> None:
    for role in set(Role) - {Role.ADMINISTRATOR}:
        assert enter(role).get(PAGE).status_code == 403
    own = Client()
    own.force_login(holder(office, Role.ADMINISTRATOR, "own-admin"), "django.contrib.auth.backends.ModelBackend")
    assert own.get(PAGE).status_code == 200
    assert own.post(PAGE, typed(office, timezone.localdate())).status_code == 403
    assert not DayOverride.objects.exists()
