"""Working days: the tables against two independent libraries, regions, overrides, and what is not known."""

from datetime import date
from pathlib import Path

import chinese_calendar
import holidays
import pytest

from gongkai.law.calendar import NATIONAL, Calendar, Override
from gongkai.law.calendar.tables import YearTable, region_table, statutory, year_table
from gongkai.law.calendar.working import span

YEARS = range(2004, 2027)
BY_NOTICE = {date(2005, 12, 31)}
"""Worked by the notice for 2006 (国办发明电〔2005〕35号: “12月31日（星期六）上班”); chinesecalendar leaves it out."""


def test_tables_agree_with_chinesecalendar_but_for_the_day_that_the_notice_settles() -> None:
    days = span(date(2004, 1, 1), date(2026, 12, 31))
    assert {on for on in days if NATIONAL.is_working(on) != chinese_calendar.is_workday(on)} == BY_NOTICE


def test_tables_agree_with_holidays() -> None:
    china = holidays.country_holidays("CN", years=range(2003, 2028))
    days = span(date(2004, 1, 1), date(2026, 12, 31))
    assert not [on for on in days if NATIONAL.is_working(on) != china.is_working_day(on)]


def test_statutory_days_of_years_without_table_agree_with_holidays() -> None:
    for year in statutory().lunar:
        china = holidays.country_holidays("CN", years=year, observed=False)
        assert set(statutory().marks(year)) == set(china), year


@pytest.mark.parametrize("year", YEARS)
def test_year_table_is_in_order(year: int) -> None:
    table = _table(year)
    assert table.year == year
    assert str(year) in table.notices[0].title
    assert table.notices[0].number
    for name, holiday in table.holidays.items():
        assert list(holiday.rest) == sorted(set(holiday.rest)), name
        assert all(on.weekday() >= 5 for on in holiday.work), "a make-up day is a Saturday or Sunday"
        assert all(on.year == year or (on.year == year - 1 and on.month == 12) for on in holiday.rest + holiday.work)


def test_only_rest_days_and_mondays_of_late_december_are_arranged_by_the_next_notice() -> None:
    """What `_national_doubt` relies on."""
    reached = [
        (on, year) for year in YEARS for h in _table(year).holidays.values() for on in h.rest + h.work if on.year < year
    ]
    assert reached
    for on, year in reached:
        tuesday = date(year, 1, 1).weekday() == 1
        assert on.day >= 29
        assert on.weekday() >= 5 or (on.weekday() == 0 and tuesday), on


def test_every_year_has_a_file_and_every_file_a_year() -> None:
    folder = Path(__file__).parents[2] / "src/gongkai/law/calendar/data"
    assert sorted(path.stem for path in folder.glob("[0-9]*.yaml")) == [str(year) for year in YEARS]


def test_year_without_notice_is_provisional_and_says_why() -> None:
    day = NATIONAL.day(date(2027, 2, 8))
    assert not day.working
    assert "2027年放假安排尚未公布" in day.doubt


def test_last_weekend_of_december_is_open_until_the_next_notice() -> None:
    assert NATIONAL.day(date(2026, 12, 29)).settled
    assert NATIONAL.day(date(2018, 12, 29)).why == "调休上班（元旦）"
    assert Calendar().day(date(2011, 12, 31)).working


@pytest.mark.parametrize("region", ["640000", "640100", "640122", "640381"])
def test_days_of_a_region_hold_in_the_places_inside_it(region: str) -> None:
    assert Calendar(region).day(date(2020, 7, 30)).why == "古尔邦节放假（宁夏）"
    assert NATIONAL.is_working(date(2020, 7, 30))
    assert Calendar("620000").is_working(date(2020, 7, 30))


def test_unknown_days_of_a_region_are_open_and_only_these() -> None:
    ningxia = Calendar("640000")
    assert "古尔邦节" in ningxia.day(date(2026, 5, 27)).doubt
    assert ningxia.day(date(2026, 5, 27)).working
    assert ningxia.day(date(2026, 9, 14)).settled
    assert not ningxia.day(date(2015, 9, 14)).settled


def test_a_region_that_is_not_recorded_is_told() -> None:
    assert "450000" in Calendar("450000").gaps[0]
    assert not Calendar("640122").gaps


def test_known_days_of_ningxia() -> None:
    table = region_table("640000")
    assert table
    known = {year: [len(h.rest) for h in entry.holidays.values()] for year, entry in table.years.items()}
    assert known == {2019: [2, 2], 2020: [2, 2], 2021: [2, 2], 2022: [2]} | {year: [] for year in range(2023, 2028)}


@pytest.mark.parametrize("region", ["64", "6400000", "990000", "64000a", "６４００００", " 640000"])
def test_a_code_that_cannot_be_one_is_refused(region: str) -> None:
    with pytest.raises(ValueError, match="行政区划代码"):
        Calendar(region)


def test_override_goes_before_every_table_and_holds_where_it_is_given() -> None:
    snow = Override(date(2026, 9, 14), False, "停工一天", "某县人民政府通告", "640121")
    work = Override(date(2026, 10, 1), True, "上班", "通知")
    assert Calendar("640121", (snow,)).day(snow.on).why == "停工一天"
    assert Calendar("640122", (snow,)).is_working(snow.on)
    assert Calendar("", (work,)).is_working(work.on)


@pytest.mark.parametrize("on", [date(2003, 12, 31), date(2100, 1, 1), date.max, date.min])
def test_days_out_of_range_are_refused(on: date) -> None:
    with pytest.raises(ValueError, match="超出可以计算的范围"):
        NATIONAL.day(on)


def _table(year: int) -> YearTable:
    table = year_table(year)
    assert table
    return table
