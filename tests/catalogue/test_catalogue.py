"""Catalogues: editions, what is owed by them and by when, what fulfils it, how it stands and what it comes to."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from catalogue.conftest import ITEM, Publish, body
from gongkai.catalogue.actions.editing import (
    adopt_standard,
    begin_catalogue,
    begin_edition,
    discard_edition,
    drop_item,
    keep_item,
)
from gongkai.catalogue.actions.enacting import adopt, enact, leave
from gongkai.catalogue.actions.fulfilling import link, tie, tie_formed, untie
from gongkai.catalogue.actions.owing import arise, count_from, owe_year, waive
from gongkai.catalogue.comparing import compare
from gongkai.catalogue.coverage import days_named, matrix, rate
from gongkai.catalogue.models import Edition, Obligation
from gongkai.catalogue.queries import State, editions_of, missing, with_state
from gongkai.catalogue.standard import standard_items, standards
from gongkai.catalogue.suggestions import best
from gongkai.disclosure.actions.documents import draft_document, publish_document, withdraw_document
from gongkai.figures.measures import Ratio
from gongkai.figures.registry import FIGURES
from gongkai.figures.scope import Period, Scope
from gongkai.law.duties import standard_fields
from gongkai.organs.access import Refused
from gongkai.organs.models import Organ, Person
from gongkai.trail.queries import broken


def owed(organ: Organ, key: str, label: str = "") -> Obligation:
    found = with_state(Obligation.objects.filter(organ=organ, key=key), timezone.localdate())
    return found.get(label=label) if label else found.latest("first")


def test_every_standard_field_has_items_with_all_seven_elements() -> None:
    fields = {name: standard_items(name) for name in standards()}
    assert set(standard_fields().names) <= set(fields)
    items = [item for each in fields.values() for item in each]
    assert len({item.key for item in items}) == len(items) > 120
    for item in items:
        assert all((item.name, item.content, item.basis, item.time_limit, item.body, item.channels, item.audience))
    assert {item.level_1 for item in fields["财政预决算"]} >= {"政府预算", "政府决算", "部门预算", "部门决算"}


def test_what_falls_due_in_a_year_is_made_out_when_an_edition_comes_into_force(
    bureau: Organ, edition: Edition, year: int
) -> None:
    assert owed(bureau, "department-budget", f"{year}年").due_on == dt.date(year, 3, 31)
    months = Obligation.objects.filter(organ=bureau, key="budget-execution", first__year=year)
    assert months.count() == 12
    assert months.get(label=f"{year}年12月").due_on == dt.date(year + 1, 1, 20)
    always = owed(bureau, "charges-list")
    assert (always.label, always.last) == ("长期", dt.date.max)
    assert not Obligation.objects.filter(key="budget-adjustment").exists(), "nothing was formed yet"
    count = Obligation.objects.count()
    assert owe_year(timezone.localdate().year) == 0, "it is made out already"
    assert owe_year(timezone.localdate().year + 1) == 1
    assert Obligation.objects.count() > count


def test_a_document_fulfils_from_the_day_it_is_public_and_no_longer_once_it_is_down(
    bureau: Organ, edition: Edition, year: int, officer: Person, signer: Person, publish: Publish
) -> None:
    document = publish(f"平罗县财政局{year}年部门预算", dt.date(year, 4, 20))
    duty = owed(bureau, "department-budget", f"{year}年")
    assert duty.state == State.MISSING
    (first, *_) = best(Obligation.objects.filter(organ=bureau).select_related("item"), "budget", document.title)
    assert first.pk == duty.pk
    tie(officer, duty, document)
    assert owed(bureau, "department-budget", f"{year}年").state == State.LATE
    count_from(officer, [duty], dt.date(year, 4, 7))
    duty = owed(bureau, "department-budget", f"{year}年")
    assert (duty.state, duty.due_on) == (State.PUBLISHED, dt.date(year, 4, 27)), "20 days after the approval"
    withdraw_document(signer, document, "内容有误")
    assert owed(bureau, "department-budget", f"{year}年").state == State.MISSING
    draft = {"kind": "general", "heading": "budget", "title": "决算", "body": "甲"}
    accounts = owed(bureau, "department-accounts", f"{year}年")
    tie(officer, accounts, drafted := draft_document(officer, bureau, draft))
    assert owed(bureau, "department-accounts", f"{year}年").state == State.MISSING, "a draft is not public"
    publish_document(None, drafted, dt.date(year, 8, 1))
    assert owed(bureau, "department-accounts", f"{year}年").state == State.PUBLISHED
    assert broken() == []


def test_what_is_formed_is_owed_within_twenty_working_days(
    bureau: Organ, edition: Edition, officer: Person, publish: Publish
) -> None:
    item = edition.items.get(key="government-procurement")
    duty = arise(officer, bureau, item, "办公设备采购合同", dt.date(2026, 9, 14))
    assert duty.due_on == dt.date(2026, 10, 16)
    tied = tie_formed(officer, item, publish("车辆采购中标公告", dt.date(2026, 3, 2), "procurement"))
    assert owed(bureau, item.key, tied.obligation.label).state == State.PUBLISHED
    with pytest.raises(ValidationError, match="按每年公开"):
        arise(officer, bureau, edition.items.get(key="department-budget"), "预算", dt.date(2026, 1, 5))
    with pytest.raises(ValidationError, match="在今天之后"):
        arise(officer, bureau, item, "将来", timezone.localdate() + dt.timedelta(days=1))


def test_published_elsewhere_not_applicable_and_taken_back(
    bureau: Organ, edition: Edition, year: int, officer: Person
) -> None:
    duty = owed(bureau, "budget-report", f"{year}年")
    with pytest.raises(ValidationError, match="佐证"):
        link(officer, duty, "https://example.invalid/1", dt.date(year, 3, 1), "")
    with pytest.raises(ValidationError):
        link(officer, duty, "javascript:alert(1)", dt.date(year, 3, 1), "截图在档案柜")
    tied = link(officer, duty, "https://example.invalid/1", dt.date(year, 3, 1), "截图存办公室，张贴当日核对")
    assert owed(bureau, "budget-report", f"{year}年").state == State.PUBLISHED
    untie(officer, tied, "网址不对")
    waive(officer, duty, "本级没有此项预算")
    duty = owed(bureau, "budget-report", f"{year}年")
    assert duty.state == State.WAIVED
    with pytest.raises(ValidationError, match="不适用"):
        link(officer, duty, "https://example.invalid/1", dt.date(year, 3, 1), "截图存办公室")
    waive(officer, duty, "")
    assert owed(bureau, "budget-report", f"{year}年").state == State.MISSING


def test_editions_follow_one_another_and_what_is_dropped_is_no_longer_owed(
    bureau: Organ, edition: Edition, officer: Person, signer: Person, supervisor: Person
) -> None:
    this = timezone.localdate().year
    with pytest.raises(ValidationError, match="不能改动"):
        keep_item(officer, edition, ITEM)
    draft = begin_edition(officer, edition.catalogue, "增加月报")
    with pytest.raises(ValidationError, match="还是草稿"):
        begin_edition(officer, edition.catalogue)
    kept = keep_item(officer, draft, ITEM)
    drop_item(officer, draft.items.get(key="budget-debt-limit"))
    budget = draft.items.get(key="department-budget")
    keep_item(officer, draft, {"time_limit": "批复后20日内公开", "month": 4, "day": 30}, budget)
    changes = {change.item.name: change for change in compare(edition, draft)}
    assert {name: change.label for name, change in changes.items()} == {
        "国库资金月报": "新增",
        "部门预算": "修改",
        "地方政府债务限额、余额": "删去",
    }
    assert {difference.name for difference in changes["部门预算"].differences} >= {"公开时限"}
    with pytest.raises(Refused):
        enact(officer, draft, timezone.localdate())
    enact(signer, draft, dt.date(this, 1, 1))
    assert owed(bureau, "department-budget", f"{this}年").due_on == dt.date(this, 4, 30)
    assert not Obligation.objects.filter(key="budget-debt-limit", first__year=this).exists()
    assert Obligation.objects.filter(key="budget-debt-limit", first__year=this - 1).exists(), "it was owed then"
    assert Obligation.objects.filter(key=kept.key, first__year=this).count() == 12
    assert list(editions_of(bureau, timezone.localdate())) == [draft]
    third = begin_edition(supervisor, edition.catalogue)
    discard_edition(supervisor, third)
    assert edition.catalogue.editions.count() == 2


def test_bodies_adopt_a_catalogue_of_their_region_and_leave_it(
    county: Organ, bureau: Organ, other: Organ, supervisor: Person, officer: Person
) -> None:
    today = timezone.localdate()
    draft = begin_catalogue(supervisor, county, "全县基本目录")
    adopt_standard(supervisor, draft, ["财政预决算", "社会救助"])
    with pytest.raises(ValidationError, match="都已经在"):
        adopt_standard(supervisor, draft, ["社会救助"])
    enact(supervisor, draft, dt.date(today.year, 1, 1))
    assert Obligation.objects.filter(organ=county).exists(), "nobody else goes by it yet"
    assert adopt(supervisor, draft.catalogue, [bureau, other], dt.date(today.year, 1, 1)) == 2
    assert adopt(supervisor, draft.catalogue, [bureau], today) == 0
    assert not Obligation.objects.filter(organ=county).exists(), "now the bodies owe it"
    with pytest.raises(Refused):
        adopt(officer, draft.catalogue, [body(county, "平罗县教育局", "education")], today)
    assert Obligation.objects.filter(organ=other).count() == Obligation.objects.filter(organ=bureau).count() > 30
    leave(supervisor, draft.catalogue.adoptions.get(organ=other), dt.date(today.year, 1, 1))
    assert not Obligation.objects.filter(organ=other).exists()


def test_the_matrix_and_the_figures_come_to_the_same(
    county: Organ, bureau: Organ, edition: Edition, year: int, publish: Publish
) -> None:
    for key, on in (("department-budget", dt.date(year, 3, 2)), ("budget-general", dt.date(year, 5, 2))):
        tie(None, owed(bureau, key, f"{year}年"), publish(key, on))
    waive(None, owed(bureau, "unit-budget", f"{year}年"), "没有所属单位")
    scope, period = Scope(county, region=True), Period.year(year)
    values = FIGURES.values_of([key for key in FIGURES if key.startswith("catalogue.")], scope, period)
    due = Obligation.objects.filter(due_on__year=year, waived_because="").count()
    assert values["catalogue.coverage"] == Ratio(2, due)
    assert values["catalogue.timeliness"] == Ratio(1, 2)
    assert values["catalogue.missing"] == due - 2
    assert values == {key: FIGURES[key].value(scope, period) for key in values}
    today = timezone.localdate()
    found = matrix(Organ.objects.all(), days_named(str(year), today), today)
    assert rate(found.total) == (2, due)
    assert found.cells[bureau.pk, "department-budget"][State.PUBLISHED] == 1
    assert found.total[State.WAIVED] == 1
    late = matrix(Organ.objects.all(), days_named(str(year), today), today, state="late")
    assert [item.key for item in late.items] == ["budget-general"]
    assert missing(Organ.objects.filter(pk=bureau.pk), today).count() >= due - 2


def test_a_body_that_vets_vets_its_catalogue(bureau: Organ, officer: Person, signer: Person) -> None:
    from gongkai.vetting.actions.arranging import set_chain
    from gongkai.vetting.actions.review import submit
    from gongkai.vetting.steps import USUAL

    set_chain(None, bureau, USUAL)
    draft = begin_catalogue(officer, bureau, "财政局公开事项目录")
    keep_item(officer, draft, ITEM)
    with pytest.raises(ValidationError, match="请先送审"):
        enact(signer, draft, timezone.localdate())
    vetting = submit(officer, draft)
    assert vetting.title == "财政局公开事项目录第1版"
    keep_item(officer, draft, ITEM | {"name": "又一项"})
    with pytest.raises(ValidationError, match="又有改动"):
        enact(signer, draft, timezone.localdate())
