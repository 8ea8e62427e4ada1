"""An office's own ledger taken over: understood, refused row by row, all or nothing, never twice, undone as a whole."""

import csv
import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.utils import timezone

from applications import ledger, workbooks
from applications.conftest import noon, wanted
from gongkai.applications.actions import casework, intake
from gongkai.applications.actions.intake import code_of
from gongkai.applications.figures import table_3
from gongkai.applications.imports import actions
from gongkai.applications.imports.models import Import
from gongkai.applications.models import Application, Event, Party, Register
from gongkai.applications.queries import by_code
from gongkai.demo.cases import Office
from gongkai.figures.scope import Period, Scope
from gongkai.organs.access import Refused
from gongkai.report.load import load_reports
from gongkai.trail.models import Entry
from gongkai.trail.queries import broken

SAMPLES = sorted((Path(__file__).parents[2] / "samples/reports").glob("*.txt"))
WorkOff = Callable[[], None]
HEAD = (
    "编号",
    "收到日期",
    "申请方式",
    "申请人",
    "申请人类别",
    "联系电话",
    "申请内容",
    "是否延期",
    "处理结果",
    "答复日期",
    "送达日期",
)
GOOD = (
    "〔2026〕第5号",
    "2026年3月2日",
    "网上申请",
    "张某某",
    "",
    "13800000000",
    "财政预算",
    "",
    "予以公开",
    "2026-3-20",
    "2026-03-23",
)


def sheet(*rows: tuple[str, ...], head: tuple[str, ...] = HEAD, encoding: str = "gb18030") -> SimpleUploadedFile:
    text = io.StringIO()
    csv.writer(text).writerows([head, *rows])
    return SimpleUploadedFile("台账.csv", text.getvalue().encode(encoding))


def row(**changed: str) -> tuple[str, ...]:
    return tuple(changed.get(name, text) for name, text in zip(HEAD, GOOD, strict=True))


@pytest.fixture
def bring(office: Office, work_off: WorkOff) -> Callable[..., Import]:
    """A ledger handed in and checked; taken over as well where nothing is wrong and it is asked for."""

    def run(file: Any, *, over: bool = False) -> Import:
        handed = actions.hand_in(office.officer, office.organ, file)
        work_off()
        if over:
            handed.refresh_from_db()
            assert handed.wrong == []
            actions.take_over(office.officer, handed)
            work_off()
        handed.refresh_from_db()
        return handed

    return run


Bring = Callable[..., Import]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_ledger_of_a_real_report_in_excel_compiles_back_to_its_table(
    path: Path, office: Office, bring: Bring
) -> None:
    report = load_reports(path)[0].report
    assert report.year
    wanted = ledger.corrected(report)
    book = workbooks.workbook(office.organ.name, wanted, report.year)
    done = bring(SimpleUploadedFile("台账.xlsx", book), over=True)
    assert done.state == Import.State.DONE
    assert table_3(Scope(office.organ), Period.year(report.year)) == wanted
    numbers = set(Application.objects.values_list("number", flat=True))
    assert numbers == {f"{office.organ.name}依申请〔{report.year}〕{n}号" for n in range(1, len(numbers) + 1)}


def test_a_row_becomes_an_application_with_dated_facts_that_say_where_they_are_from(
    office: Office, bring: Bring
) -> None:
    bring(sheet(GOOD, row(编号="7", 处理结果="", 答复日期="", 送达日期="", 申请方式="邮寄")), over=True)
    made, open_ = Application.objects.order_by("serial")
    assert (made.number, made.serial, made.status, made.outcome) == ("〔2026〕第5号", 5, "archived", "granted")
    assert (made.due_on, made.closed_on, made.in_time) == (dt.date(2026, 3, 30), dt.date(2026, 3, 23), True)
    assert [fact.kind for fact in made.facts] == ["submit", "confirm", "reply", "serve", "archive"]
    assert all(fact.data["imported"] == 2 for fact in made.facts)
    assert (open_.number, open_.status) == ("county-office办公室公开〔2026〕第7号", "handling")
    assert open_.imported.own == "7"
    assert by_code(office.organ, made.number, code_of(made)) == made
    party = made.parties.get()
    assert b"13800000000" not in bytes(party.sealed)
    assert party.unseal()["phone"] == "13800000000"
    assert mail.outbox == []
    new = intake.register(office.officer, office.organ, wanted(), "counter", noon(dt.date(2026, 5, 6)))
    assert new.serial == 8
    assert broken() == []


WRONG = [
    ({"收到日期": ""}, "收到日期", "没有写收到日期。"),
    ({"收到日期": "2026年13月2日"}, "收到日期", "这一天不存在。"),
    ({"收到日期": "三月"}, "收到日期", "不是能认出的日期"),
    ({"送达日期": "2089-01-04"}, "送达日期", "还没有到。"),
    ({"收到日期": "2006-01-04"}, "收到日期", "早于条例施行"),
    ({"处理结果": "不予公开"}, "处理结果", "没有写明是哪一种"),
    ({"处理结果": "天气晴朗"}, "处理结果", "不是附表三里的处理结果"),
    ({"处理结果": ""}, "处理结果", "没有写处理结果。"),
    ({"答复日期": "", "送达日期": ""}, "答复日期", "没有写答复（办结）日期。"),
    ({"答复日期": "2026-02-02"}, "答复日期", "答复日期2026-02-02早于收到日期2026-03-02。"),
    ({"送达日期": "2026-03-19"}, "送达日期", "早于答复日期"),
    ({"申请人类别": "路人"}, "申请人类别", "不是申请人类别"),
    ({"申请人": "有关方面的各位负责同志"}, "申请人类别", "从名称也判断不了"),
    ({"申请方式": "心灵感应"}, "申请渠道", "不是申请渠道"),
    ({"是否延期": "也许"}, "是否延期", "不是能认出的日期"),
]
"""What is changed in a good row, and what is said of it."""


def test_what_is_wrong_is_said_by_row_and_column_and_then_nothing_is_imported(office: Office, bring: Bring) -> None:
    rows = [row(编号=str(number), **changed) for number, (changed, _, _) in enumerate(WRONG, 1)]
    checked = bring(sheet(*rows, row(编号="99")))
    for number, (_, column, sentence) in enumerate(WRONG):
        said = [(name, text) for place, name, text in checked.wrong if place == number + 2]
        assert [name for name, _ in said] == [column], said
        assert sentence in said[0][1]
    assert checked.found["new"] == 1
    with pytest.raises(ValidationError, match="有一行不对，一行也不导入"):
        actions.take_over(office.officer, checked)
    assert not Application.objects.exists()


def test_what_the_law_wants_before_an_end_is_put_on_a_day_that_the_ledger_has(bring: Bring) -> None:
    ends = ("逾期不补正", "逾期未按收费通知要求缴纳费用", "撤回申请", "更正信息", "合并办理", "补正后申请内容仍不明确")
    rows = (row(编号=str(n), 处理结果=end, 答复日期="2026-03-03", 送达日期="") for n, end in enumerate(ends, 1))
    bring(sheet(*rows, row(编号="9", 是否延期="是", 答复日期="2026-04-20", 送达日期="")), over=True)
    found = list(Application.objects.order_by("serial"))
    assert [each.row for each in found[:3]] == ["closed.correction_lapsed", "closed.fee_lapsed", "closed.other"]
    assert not found[3].counted
    assert (found[-1].due_on, found[-1].in_time, found[-1].extended) == (dt.date(2026, 4, 28), True, True)


def test_a_number_twice_in_a_ledger_or_already_in_the_register_is_refused(office: Office, bring: Bring) -> None:
    there = intake.register(office.officer, office.organ, wanted(), "counter", noon(dt.date(2026, 3, 2)))
    checked = bring(sheet(GOOD, GOOD, row(编号=there.number)))
    assert [(place, sentence) for place, _, sentence in checked.wrong] == [
        (3, "编号“〔2026〕第5号”与第2行重复。"),
        (4, f"系统里已有编号“{there.number}”的申请。"),
    ]


def test_the_same_row_is_never_imported_twice(bring: Bring) -> None:
    bring(sheet(GOOD, row(编号="")), over=True)
    again = bring(sheet(row(编号=""), GOOD, row(编号="6"), encoding="utf-8-sig"))
    assert (again.found["known"], again.found["new"]) == (2, 1)
    actions.take_over(again.started_by, again)
    bring(sheet(GOOD))
    assert Application.objects.count() == 3


def test_an_import_is_undone_as_a_whole_until_something_was_done(office: Office, bring: Bring) -> None:
    first = intake.register(office.officer, office.organ, wanted(), "counter", noon(dt.date(2026, 3, 2)))
    done = bring(sheet(*(row(编号=str(n)) for n in range(2, 5))), over=True)
    assert Register.objects.get().last == 4
    with pytest.raises(DatabaseError), transaction.atomic():
        Event.objects.filter(application__imported__ledger=done).delete()
    undone = actions.undo(office.officer, done, "传错了年度")
    assert (undone.state, Register.objects.get().last) == (Import.State.UNDONE, 1)
    assert list(Application.objects.all()) == [first]
    assert Party.objects.count() == 1
    assert Entry.objects.filter(act="undo_import", reason="传错了年度").count() == 4
    assert broken() == []
    again = bring(sheet(*(row(编号=str(n)) for n in range(2, 5))), over=True)
    touched = Application.objects.get(serial=3)
    casework.note(office.officer, touched, timezone.localdate(), "补充说明")
    with pytest.raises(ValidationError, match="已经办理过其中的申请"):
        actions.undo(office.officer, again, "传错了年度")
    assert Application.objects.count() == 4


def test_columns_are_chosen_and_remembered(office: Office, bring: Bring, work_off: WorkOff) -> None:
    head = tuple({"收到日期": "几时来的", "处理结果": "怎么办的"}.get(name, name) for name in HEAD)
    checked = bring(sheet(GOOD, head=head))
    assert checked.found["missing"] == ["received_on"]
    places = {text: place for place, text in checked.headings.items()}
    chosen = {"received_on": places["几时来的"], "outcome": places["怎么办的"], "replied_on": places["答复日期"]}
    with pytest.raises(ValidationError, match="只能对应一项"):
        actions.choose_columns(office.officer, checked, {**chosen, "name": places["几时来的"]})
    actions.choose_columns(office.officer, checked, {**chosen, "name": places["申请人"]})
    work_off()
    checked.refresh_from_db()
    assert (checked.wrong, checked.found["new"]) == ([], 1)
    assert bring(sheet(row(编号="9"), head=head)).found["new"] == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"PK\x03\x04 broken", "已损坏"),
        (b"\x00\x01\x02" * 99, "不是能读的表格"),
        ("甲,乙\n1,2".encode(), "没有找到台账的表头"),
        (("编号,收到日期\n" + ",2026-03-02\n" * 20_001).encode(), "超过 20,000 行"),
    ],
)
def test_a_file_that_is_no_ledger_is_refused_in_words(bring: Bring, content: bytes, sentence: str) -> None:
    handed = bring(SimpleUploadedFile("台账.xlsx", content))
    assert handed.state == Import.State.UNREADABLE
    assert sentence in handed.problem


def test_only_who_may_register_imports(office: Office) -> None:
    with pytest.raises(Refused):
        actions.hand_in(office.checker, office.organ, sheet(GOOD))
