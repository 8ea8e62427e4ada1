"""Cases are found by the words of what is wanted and of their number, on each database, and by nothing of people."""

import datetime as dt
from dataclasses import replace

import pytest

from applications.conftest import noon, open_office, person, wanted
from database_templates import PostgreSQL, SQLite
from gongkai.applications import words
from gongkai.applications.actions import amendment, index, intake
from gongkai.applications.models import Application
from gongkai.applications.people import Particulars
from gongkai.organs.models import Organ, Person, Role

DAY = dt.date(2026, 3, 2)
TODAY = dt.date(2026, 3, 30)


def found(who: Person, said: str, until: dt.date | None = None) -> list[int]:
    return words.saying(who, TODAY, said, until).keys


def test_cases_are_found_by_their_words(each_database: SQLite | PostgreSQL, monkeypatch: pytest.MonkeyPatch) -> None:
    office = open_office()
    beneath = open_office("beneath", Organ.objects.get(pk=office.organ.pk))
    above = person(office.organ, Role.SUPERVISOR)

    def come(content: str, day: dt.date = DAY, at: object = office) -> Application:
        return intake.register(at.officer, at.organ, replace(wanted(), content=content), "counter", noon(day))  # type: ignore[attr-defined]

    canal = come("2025年度水利工程建设资金，本人电话13800000000，身份证110105194912310021，zhang@example.cn")
    road = come("滨河大道改造批复", DAY + dt.timedelta(days=1))
    other = come("水利工程验收报告", DAY + dt.timedelta(days=2), beneath)
    assert found(office.officer, "水利工程") == [canal.pk]
    assert found(above, "水利工程") == [other.pk, canal.pk], "the last to arrive first"
    assert found(beneath.officer, "水利 报告") == [other.pk]
    assert (
        found(office.officer, "批复 滨河") == found(office.officer, "滨") == found(office.officer, "第2号") == [road.pk]
    )
    assert found(office.officer, road.number) == [road.pk]
    for nothing in ("没有这样", "138", "110105", "zhang", "example", "张某某", "，", "%", "' OR 1=1"):
        assert found(above, nothing) == [], nothing
    amendment.amend_entry(office.officer, road, "抄错", {"content": "滨江大道改造批复"}, Particulars(""))
    assert (found(above, "滨河"), found(above, "滨江")) == ([], [road.pk])
    monkeypatch.setattr(words, "MOST", 1)
    assert words.saying(above, TODAY, "水利工程") == ([other.pk], True)
    monkeypatch.setattr(words, "_SLACK", dt.timedelta())
    assert words.saying(above, TODAY, "水利工程", DAY) == ([], True), "of what arrived before that day"
    assert words.saying(above, TODAY, "水利工程", DAY + dt.timedelta(days=1)) == ([canal.pk], True)
    monkeypatch.setattr(words, "MOST", 10)
    assert not index.is_outdated()
    index.take(list(Application.objects.filter(pk=canal.pk)))
    assert index.is_outdated()
    assert index.rebuild() == 3
    assert not index.is_outdated()
    assert found(above, "水利工程") == [other.pk, canal.pk]
