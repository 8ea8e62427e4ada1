"""Who may do what follows from post and subtree."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser

from gongkai.organs.access import GRANTS, Act, Reach, Refused, organs_for, refusal, require
from gongkai.organs.actions import appoint, create_organ, create_person, dismiss, rename_organ
from gongkai.organs.models import Organ, Person, Role

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 11, 20)


@pytest.fixture
def tree() -> dict[str, Organ]:
    """A county with two departments, and a county beside it."""
    made: dict[str, Organ] = {}
    for slug, parent, level in (
        ("city", None, "city"),
        ("county", "city", "county"),
        ("water", "county", "county"),
        ("civil", "county", "county"),
        ("neighbour", "city", "county"),
    ):
        made[slug] = create_organ(
            None,
            Organ.objects.get(slug=parent) if parent else None,
            name=f"{slug}机关",
            slug=slug,
            level=level,
            kind="department",
            region="640200",
        )
    return {slug: Organ.objects.get(slug=slug) for slug in made}


def holder(role: Role, organ: Organ, since: dt.date = dt.date(2026, 1, 1)) -> Person:
    person = create_person(None, f"{role}-{organ.slug}", "某人", "Quiet-Lake-2026")
    appoint(None, person, organ, role, since)
    return person


@pytest.mark.parametrize("role", list(Role))
def test_every_role_reaches_exactly_as_far_as_its_grants_say(role: Role, tree: dict[str, Organ]) -> None:
    person = holder(role, tree["county"])
    for act in Act:
        reach = GRANTS[role].get(act)
        expected = {None: set(), Reach.OWN: {"county"}, Reach.BENEATH: {"county", "water", "civil"}}[reach]
        assert {organ.slug for organ in organs_for(person, act, DAY)} == expected
        assert {slug for slug, organ in tree.items() if refusal(person, act, organ, DAY) is None} == expected


def test_a_post_counts_from_its_first_to_its_last_day(tree: dict[str, Organ]) -> None:
    administrator = holder(Role.ADMINISTRATOR, tree["city"])
    officer = holder(Role.OFFICER, tree["water"], since=dt.date(2026, 3, 1))
    dismiss(administrator, officer.posts.get(), dt.date(2026, 10, 31), "调离")
    days = {
        day: refusal(Person.objects.get(pk=officer.pk), Act.USE_DESK, tree["water"], day) is None
        for day in (dt.date(2026, 2, 28), dt.date(2026, 3, 1), dt.date(2026, 10, 31), dt.date(2026, 11, 1))
    }
    assert list(days.values()) == [False, True, True, False]


def test_nobody_and_the_inactive_may_do_nothing(tree: dict[str, Organ]) -> None:
    person = holder(Role.ADMINISTRATOR, tree["city"])
    person.is_active = False
    assert refusal(person, Act.USE_DESK, tree["city"], DAY) == "请先登录，再使用工作台。"
    assert refusal(None, Act.USE_DESK, tree["city"], DAY) == "请先登录，再使用工作台。"
    assert not organs_for(None, Act.USE_DESK, DAY).exists()
    assert not AnonymousUser().is_authenticated


def test_a_refusal_is_a_sentence_that_says_why(tree: dict[str, Organ]) -> None:
    person = holder(Role.OFFICER, tree["water"])
    assert refusal(person, Act.UPLOAD_REPORT, tree["civil"], DAY) == "您的岗位不在“civil机关”，不能为它上传年度报告。"
    with pytest.raises(Refused, match="系统管理员"):
        require(person, Act.MANAGE_ORGANS, tree["water"], DAY)


def test_a_past_year_keeps_the_name_of_its_day(tree: dict[str, Organ]) -> None:
    administrator = holder(Role.ADMINISTRATOR, tree["city"])
    rename_organ(administrator, tree["water"], "水务局", dt.date(2024, 5, 1), "机构改革")
    rename_organ(administrator, tree["water"], "水务和河湖局", dt.date(2026, 1, 1), "机构改革")
    assert [tree["water"].name_on(dt.date(year, 12, 31)) for year in (2023, 2024, 2025, 2026)] == [
        "water机关",
        "水务局",
        "水务局",
        "水务和河湖局",
    ]


def test_rights_over_a_thousand_organs_take_two_queries(tree: dict[str, Organ], django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    supervisor = Person.objects.get(pk=holder(Role.SUPERVISOR, tree["city"]).pk)
    with django_assert_num_queries(2):
        assert organs_for(supervisor, Act.SEE_REPORTS, DAY).count() == 5
        assert all(refusal(supervisor, Act.SEE_REPORTS, organ, DAY) is None for organ in tree.values())
