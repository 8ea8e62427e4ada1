"""The worked cases of law, as a lawyer reads them: ``cases/*.yaml``, whose names are sentences of law."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from gongkai.law.calendar import Calendar
from gongkai.law.counting import count
from gongkai.law.deadlines import deadlines
from gongkai.law.fees import TariffKey, fee
from gongkai.law.loading import parse
from gongkai.law.periods import period
from gongkai.law.provisions import cite
from gongkai.law.receipt import receive
from gongkai.law.remedies import clause_for
from gongkai.law.terms import Exclusion, Restart, Term

CASES = Path(__file__).parent / "cases"


def cases(name: str) -> list[Any]:
    found = parse((CASES / name).read_text(encoding="utf-8"), name)
    return [pytest.param(case, id=sentence) for sentence, case in found.items()]


def counted(case: dict[str, Any]) -> Term:
    restart = Restart(case["restarted"]) if "restarted" in case else None
    return count(
        period(case["period"], case["received"]),
        case["received"],
        Calendar(case.get("region", "")),
        exclusions=[Exclusion(first, last) for first, last in case.get("exclude", ())],
        extension=case.get("extend", 0),
        restart=restart,
    )


@pytest.mark.parametrize("case", [*cases("working_days.yaml"), *cases("calendar_days.yaml")])
def test_period_ends_on_the_day(case: dict[str, Any]) -> None:
    term = counted(case)
    assert term.due == case["due"]
    assert term.provisional == case.get("provisional", False), term.sources
    if "excluded" in case:
        assert len(term.excluded) == case["excluded"]


@pytest.mark.parametrize("case", cases("fees.yaml"))
def test_fee(case: dict[str, Any]) -> None:
    tariff = TariffKey.BY_PAGE if "pages" in case else TariffKey.BY_REQUEST
    result = fee(tariff, case.get("pages", case.get("requests")))
    assert result.amount == case["amount"]
    assert sum(line.quantity for line in result.lines) == result.quantity


@pytest.mark.parametrize("case", cases("receipt.yaml"))
def test_day_of_receipt(case: dict[str, Any]) -> None:
    arrived, confirmed = (_moment(case.get(name)) for name in ("arrived", "confirmed"))
    assert arrived
    receipt = receive(case["channel"], arrived, confirmed)
    assert receipt.received_on == case["received"]
    assert (receipt.gap, receipt.late) == (case.get("gap", 0), case.get("late", False))
    assert (receipt.arrived_at, receipt.confirmed_at) == (arrived, confirmed)


@pytest.mark.parametrize("case", cases("remedies.yaml"))
def test_remedy(case: dict[str, Any]) -> None:
    assert clause_for(map(cite, case["basis"]), case["on"]).key == case["clause"]


@pytest.mark.parametrize("case", cases("deadlines.yaml"))
def test_yearly_deadline(case: dict[str, Any]) -> None:
    result = deadlines()[case["deadline"]].in_year(case["year"])
    assert (result.due, result.plan_for) == (case["due"], case["plan_for"])
    assert result.provisional == case.get("provisional", False)
    assert bool(result.why) == (result.due != result.plan_for)


def test_confirmation_before_arrival_is_refused() -> None:
    with pytest.raises(ValueError, match="早于"):
        receive("web", datetime(2026, 9, 14, 9, tzinfo=UTC), datetime(2026, 9, 14, 8, tzinfo=UTC))


def test_days_are_those_of_beijing() -> None:
    evening = datetime(2026, 9, 14, 17, tzinfo=UTC)  # one o'clock in the night of the 15th
    assert receive("counter", evening).received_on == date(2026, 9, 15)


def test_clause_states_the_periods_in_force() -> None:
    clause = clause_for([cite("条例第十四条")], date(2026, 3, 2))
    words = clause.words(date(2026, 3, 2), letter="告知书", review_organ="本级人民政府")
    assert "60日" in words
    assert "15日" in words
    assert "不得直接提起行政诉讼" in words


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
