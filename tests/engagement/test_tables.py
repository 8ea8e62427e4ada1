"""Motions and the counters of many organs: tables taken over whole, put right row by row, undone; what the public sees."""

import io
from collections.abc import Callable
from decimal import Decimal

import pytest
import xlsxwriter
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from engagement.conftest import Enter, days
from gongkai.disclosure.actions.documents import draft_document, publish_document
from gongkai.engagement.actions.publishing import draft, edit, publish
from gongkai.engagement.batches import actions
from gongkai.engagement.batches.blank import workbook
from gongkai.engagement.models import Batch, Motion
from gongkai.figures.actions import state
from gongkai.figures.models import Stated
from gongkai.figures.registry import FIGURES
from gongkai.figures.scope import Period, Scope
from gongkai.organs.models import Organ, Person, Role
from gongkai.trail.models import Entry

pytestmark = pytest.mark.django_db
HEAD = ("类别", "届次", "建议编号", "案由", "领衔代表", "交办时间", "答复时间", "办理结果", "答复内容")
GOOD = (
    "人大代表建议",
    "六届一次",
    "第23号",
    "改善农村供水",
    "代表甲",
    str(days(-60)),
    str(days(-20)),
    "A",
    "已经通水。",
)
OPEN = ("政协提案", "六届一次", "第7号", "增设公交站", "", str(days(-30)), "", "", "")


def table(*rows: tuple[str, ...], name: str = "台账.xlsx") -> SimpleUploadedFile:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return SimpleUploadedFile(name, file.getvalue())


def test_a_table_of_motions_is_all_or_nothing_and_can_be_undone(
    bureau: Organ, officer: Person, signer: Person, enter: Enter
) -> None:
    desk, address = enter(officer), "/desk/tables/motions/"
    bad = (*GOOD[:5], "2026年13月40日", GOOD[6], "优", "")
    desk.post(address, {"organ": bureau.pk, "table": table(HEAD, GOOD, bad)})
    batch = Batch.objects.get()
    shown = desk.get(f"{address}{batch.pk}/").content.decode()
    for said in ("这一天不存在", "请写 A、B 或者 C", "与第2行重复"):
        assert said in shown
    desk.post(f"{address}{batch.pk}/", {"take": "1"})
    assert not Motion.objects.exists(), "one bad row, and nothing is taken over"

    desk.post(address, {"organ": bureau.pk, "table": table(HEAD, GOOD, OPEN)})
    batch = Batch.objects.order_by("-pk")[0]
    assert desk.post(f"{address}{batch.pk}/", {"take": "1"}).status_code == 302
    first, second = Motion.objects.order_by("pk")
    assert (first.kind, first.degree, first.live) == ("deputy", "A", False)
    assert second.due_on > second.received_on
    again = actions.hand_in(officer, bureau, "motions", table(HEAD, GOOD))
    assert "系统里已有" in again.wrong[0][2]

    assert desk.post(f"{address}{batch.pk}/", {"undo": "1", "reason": ""}).status_code == 422
    publish(signer, first)
    with pytest.raises(ValidationError, match="第23号"):
        actions.undo(officer, batch, "列错了")
    Motion.objects.filter(pk=first.pk).update(live=False, published_on=None)
    desk.post(f"{address}{batch.pk}/", {"undo": "1", "reason": "列错了"})
    assert not Motion.objects.exists()
    assert Entry.objects.filter(act="undo_table", reason="列错了").exists()


def test_files_that_are_no_such_table_are_told_so(bureau: Organ, officer: Person, enter: Enter) -> None:
    for file, said in (
        (SimpleUploadedFile("a.xlsx", b""), "空的"),
        (SimpleUploadedFile("a.xlsx", b"PK\x03\x04 nonsense"), "不能读取"),
        (table(("甲", "乙"), ("1", "2")), "没有找到台账的表头"),
        (table(HEAD), "没有数据"),
    ):
        answer = enter(officer).post("/desk/tables/motions/", {"organ": bureau.pk, "table": file})
        assert answer.status_code == 422
        assert said in answer.content.decode()
    for kind in Batch.Kind.values:
        assert workbook(kind).startswith(b"PK")
    assert not Batch.objects.exists()


def test_a_reply_is_published_and_counted(
    client: Client,
    bureau: Organ,
    officer: Person,
    signer: Person,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    fields = {"title": "增设公交站", "kind": "member", "session": "六届一次", "no": "第7号", "received_on": days(-100)}
    motion = draft(officer, Motion(organ=bureau), fields)
    with pytest.raises(ValidationError, match="没有答复"):
        publish(signer, motion)
    with pytest.raises(ValidationError) as told:
        edit(officer, motion, {**fields, "replied_on": days(-1)})
    assert "办理结果" in told.value.message_dict["degree"][0]
    with pytest.raises(ValidationError, match="登记过"):
        draft(officer, Motion(organ=bureau), fields)
    edit(officer, motion, {**fields, "replied_on": days(-1), "degree": "B", "body": "<p>已列入计划。</p>"})
    publish(signer, motion)
    for address in ("/o/finance/motions/?kind=member", f"/o/finance/motions/{motion.pk}/"):
        with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
            assert "增设公交站" in client.get(address).content.decode()
    scope, year = Scope(bureau), Period.year(motion.due_on.year)
    assert FIGURES["motion.on_time"].value(scope, year).part == 0  # type: ignore[union-attr]


def test_counters_of_many_organs_come_in_one_table_and_are_shown_by_year(
    client: Client, county: Organ, bureau: Organ, officer: Person, enter: Enter, hold: Callable[..., Person],
    django_assert_max_num_queries: Callable[[int], object],
) -> None:  # fmt: skip
    head = ("单位", "年度", "行政许可（件）", "行政处罚", "行政强制", "收费（万元）", "来源")
    last = days(0).year - 1
    state(None, bureau, "table2.licences.decisions", last, Decimal(3), "旧系统")
    supervisor = hold(county, Role.SUPERVISOR)
    rows = (
        ("平罗县财政局", str(last), "1,024", "0", "无此职能", "12.5", "业务系统"),
        ("平罗县人民政府", str(last), "7", "", "", "", "年报"),
    )
    wrong = (("某某局", str(last), "1", "", "", "", "甲"), ("平罗县财政局", "1999", "1.5", "-2", "", "", ""))
    found = actions.hand_in(supervisor, county, "counters", table(head, *wrong)).wrong
    assert [each[1] for each in found] == ["机关", "年度", "行政许可（件）", "行政处罚（件）", "来源"]
    desk = enter(supervisor)
    assert "从 Excel 导入" in desk.get("/desk/figures/").content.decode()
    desk.post("/desk/tables/counters/", {"organ": county.pk, "table": table(head, *rows)})
    batch = Batch.objects.order_by("-pk")[0]
    desk.post(f"/desk/tables/counters/{batch.pk}/", {"take": "1"})
    current = Stated.objects.filter(current=True, organ=bureau)
    assert {each.figure.split(".")[1]: each.value for each in current} == {
        "licences": 1024, "penalties": 0, "coercions": None, "fees": Decimal("12.5"),
    }  # fmt: skip
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        shown = client.get("/o/pingluo/decisions/").content.decode()
    for said in ("1,031", "1,024", "无此职能", "12.5", f"{last}年各机关"):
        assert said in shown
    assert "许可、处罚、强制和收费" in client.get("/o/finance/").content.decode()
    actions.undo(supervisor, batch, "表填错了")
    assert [each.value for each in Stated.objects.filter(current=True)] == [Decimal(3)]
    assert actions.hand_in(officer, bureau, "counters", table(head, rows[1])).wrong, (
        "an officer states for the own body only"
    )
    assert enter(hold(county, Role.AUDITOR)).get("/desk/tables/counters/").status_code == 403


def test_budgets_of_a_body_and_those_beneath_it_stand_in_one_table(
    client: Client,
    county: Organ,
    bureau: Organ,
    officer: Person,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    given = {"kind": "general", "heading": "budget", "title": "2026年部门预算", "body": "<p>甲</p>"}
    publish_document(None, draft_document(officer, bureau, given))
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        shown = client.get("/o/pingluo/budgets/").content.decode()
    assert "平罗县财政局" in shown
    assert "2026年部门预算" in shown
    assert "预决算公开" in client.get("/o/pingluo/").content.decode()
