"""Every outcome of the law comes about through actions, and is counted in its row."""

import pytest

from applications.conftest import Receive
from gongkai.applications.actions import intake, service
from gongkai.applications.actions.step import CACHED, case_of, columns
from gongkai.applications.models import Application
from gongkai.demo.cases import Office, bring_about
from gongkai.law.outcomes import outcomes
from gongkai.organs.calendars import calendar_of
from gongkai.trail.queries import broken


@pytest.mark.parametrize("outcome", [key for key in outcomes() if key != "merged"])
def test_a_case_of_every_outcome_from_application_to_archive(outcome: str, office: Office, receive: Receive) -> None:
    closed = bring_about(office, receive("2026-03-02"), outcome)
    assert (closed.status, closed.outcome, closed.row) == ("closed", outcome, outcomes()[outcome].row)
    assert closed.counted is bool(outcomes()[outcome].row)
    assert closed.in_time is (True if closed.replied_on else None)
    assert closed.closed_on
    archived = service.archive(office.officer, closed, closed.closed_on)
    stored = Application.objects.get(pk=archived.pk)
    cached = columns(case_of(stored), calendar_of(office.organ))
    assert {name: getattr(stored, name) for name in CACHED} == cached
    assert stored.status == "archived"
    assert broken() == []


def test_an_identical_application_is_merged_and_keeps_its_number(office: Office, receive: Receive) -> None:
    lead, second = receive("2026-03-02"), receive("2026-03-03")
    merged = intake.merge(office.officer, second, lead, second.received_on)  # type: ignore[arg-type]
    assert (merged.status, merged.row, merged.merged_into) == ("closed", "closed.other", lead)
    assert Application.objects.get(pk=lead.pk).status == "handling"
    assert merged.number == "county-office办公室公开〔2026〕第2号"
