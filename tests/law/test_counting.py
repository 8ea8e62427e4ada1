"""What holds for every period counted, whatever the days: Hypothesis looks for a counterexample."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.calendar import Calendar
from gongkai.law.counting import LONGEST, count
from gongkai.law.periods import Period, Unit, period, periods
from gongkai.law.terms import Exclusion, Restart, Term

STARTS = st.dates(date(2008, 5, 1), date(2027, 6, 30))
MODERN = st.dates(date(2019, 5, 15), date(2027, 6, 30))
LENGTHS = st.integers(1, 60)
REGIONS = st.sampled_from([Calendar(), Calendar("640122"), Calendar("450000")])
ANSWER = period("answer", date(2026, 1, 1))


def working(length: int) -> Period:
    return Period(key="", name="期限", length=length, unit=Unit.WORKING_DAYS, basis=())


def natural(length: int) -> Period:
    return Period(key="", name="期限", length=length, unit=Unit.CALENDAR_DAYS, basis=())


@st.composite
def spans(draw: st.DrawFn, near: date) -> Exclusion:
    first = near + timedelta(draw(st.integers(-5, 60)))
    return Exclusion(first, first + timedelta(draw(st.integers(0, 40))))


def counted(term: Term) -> int:
    return sum(day.counted for day in term.days)


@given(STARTS, LENGTHS, REGIONS)
def test_never_ends_on_a_day_of_rest(start: date, length: int, calendar: Calendar) -> None:
    assert calendar.is_working(count(working(length), start, calendar).due)
    assert calendar.is_working(count(natural(length), start, calendar).due)


@given(STARTS, LENGTHS, REGIONS)
def test_explanation_counts_exactly_the_period(start: date, length: int, calendar: Calendar) -> None:
    for term in (count(working(length), start, calendar), count(natural(length), start, calendar)):
        assert counted(term) == length
        assert [day.date for day in term.days] == [start + timedelta(n) for n in range(len(term.days))]
        assert term.days[-1].date == term.due
        assert not term.days[0].counted
        assert all(day.why for day in term.days)


@given(STARTS, LENGTHS, REGIONS)
def test_counted_days_are_working_days_and_the_others_are_not(start: date, length: int, calendar: Calendar) -> None:
    days = count(working(length), start, calendar).days[1:]
    assert all(calendar.is_working(day.date) == day.counted for day in days)


@given(STARTS, st.integers(0, 40), LENGTHS, REGIONS)
def test_a_later_start_never_ends_earlier(start: date, later: int, length: int, calendar: Calendar) -> None:
    after = start + timedelta(later)
    assert count(working(length), after, calendar).due >= count(working(length), start, calendar).due
    assert count(natural(length), after, calendar).due >= count(natural(length), start, calendar).due


@given(STARTS, LENGTHS, st.integers(1, 20))
def test_a_longer_period_ends_later(start: date, length: int, more: int) -> None:
    assert count(working(length + more), start).due > count(working(length), start).due
    assert count(natural(length + more), start).due >= count(natural(length), start).due


@given(MODERN, st.integers(0, 60), LENGTHS)
def test_a_restart_never_ends_earlier(start: date, later: int, length: int) -> None:
    on = start + timedelta(later)
    restarted = count(working(length), start, restart=Restart(on))
    assert restarted.due >= count(working(length), start).due
    assert restarted.due == count(working(length), on).due
    assert (restarted.received, restarted.start) == (start, on)


@given(st.data(), MODERN, LENGTHS)
def test_an_exclusion_moves_the_end_by_the_working_days_left_out(data: st.DataObject, start: date, length: int) -> None:
    exclusions = data.draw(st.lists(spans(start), max_size=3))
    plain = count(working(length), start)
    longer = count(working(length), start, exclusions=exclusions)
    assert longer.due >= plain.due
    assert counted(longer) == length
    assert longer.due == count(working(length + len(longer.excluded)), start).due
    assert all(any(e.first <= d.date <= e.last for e in exclusions) for d in longer.excluded)


@given(MODERN, st.integers(0, 20), LENGTHS)
def test_an_extension_adds_its_days(start: date, extension: int, length: int) -> None:
    extended = count(working(length), start, extension=extension)
    assert extended.due == count(working(length + extension), start).due
    assert extended.regular == count(working(length), start).due


@given(STARTS, LENGTHS, REGIONS)
def test_provisional_where_and_only_where_a_day_on_the_way_is_open(
    start: date, length: int, calendar: Calendar
) -> None:
    term = count(working(length), start, calendar)
    assert term.provisional == any(not calendar.day(day.date).settled for day in term.days[1:])
    assert term.provisional == any(source.startswith("暂定") for source in term.sources)


@given(STARTS)
def test_every_period_in_force_can_be_counted(start: date) -> None:
    for found in periods(start).values():
        term = count(found, start)
        assert term.due > start
        assert term.sources[0].startswith(str(found.provisions[0]))


def test_open_days_inside_an_exclusion_do_not_make_the_result_provisional() -> None:
    festival = Exclusion(date(2026, 5, 22), date(2026, 6, 3))
    assert count(ANSWER, date(2026, 5, 20), Calendar("640000")).provisional
    assert not count(ANSWER, date(2026, 5, 20), Calendar("640000"), exclusions=[festival]).provisional


def test_sources_name_the_articles_of_what_was_done() -> None:
    exclusion = Exclusion(date(2026, 9, 21), date(2026, 9, 23))
    term = count(ANSWER, date(2026, 9, 1), exclusions=[exclusion], extension=5, restart=Restart(date(2026, 9, 14)))
    text = "\n".join(term.sources)
    for place in ("第三十三条第二款", "第三十条", "第三十三条第三款", "国办发明电〔2025〕7号", "第八十五条"):
        assert place in text
    assert [day.date.day for day in term.excluded] == [21, 22, 23]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"period": working(0)}, "期限应在1至"),
        ({"period": working(-1)}, "期限应在1至"),
        ({"period": working(LONGEST + 1)}, "期限应在1至"),
        ({"period": working(LONGEST)}, "请检查日期和天数"),
        ({"extension": 21}, "延长最多20个工作日"),
        ({"extension": -1}, "不能是负数"),
        ({"restart": Restart(date(2026, 8, 1))}, "早于收到之日"),
        ({"period": natural(5), "extension": 1}, "不按工作日计算"),
        ({"exclusions": [Exclusion(date(2026, 9, 2), date(2090, 1, 1))]}, "请检查日期和天数"),
    ],
)
def test_what_cannot_be_right_is_refused(changes: dict[str, object], message: str) -> None:
    arguments = {"period": ANSWER, "received": date(2026, 9, 1)} | changes
    with pytest.raises(ValueError, match=message):
        count(**arguments)  # type: ignore[arg-type]


def test_a_span_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="起日晚于止日"):
        Exclusion(date(2026, 9, 2), date(2026, 9, 1))


def test_a_period_before_its_law_is_not_found() -> None:
    with pytest.raises(LookupError, match="没有施行的规定"):
        period("correction_notice", date(2019, 5, 14))
