"""The diagnosis: every repair restores all sums, none is larger than need be, and the true one is among them."""

import msgspec
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gongkai.findings import CellRef
from gongkai.report.form import FORM_2021
from gongkai.report.model import AnnualReport, Cell
from gongkai.report.rules.balance import imbalances
from gongkai.report.rules.diagnosis import Repair, diagnose
from rules.case import build, ref

KINDS = ("natural_person", "business", "research", "public_welfare", "legal_service", "other")
SUMMARIES = ("received", "carried_in", "total", "carried_out")
LEAVES = tuple(row.key for row in FORM_2021.table(3).rows if row.key not in SUMMARIES)
REQUESTS = FORM_2021.table(3).cells()


def edited(report: AnnualReport, changes: dict[CellRef, int]) -> AnnualReport:
    cells = report.cells | {cell: Cell.number(value) for cell, value in changes.items()}
    return msgspec.structs.replace(report, cells=cells)


def repaired(report: AnnualReport, repair: Repair) -> AnnualReport:
    return edited(report, {cell: new for cell, _, new in repair.cells})


@st.composite
def consistent(draw: st.DrawFn) -> AnnualReport:
    """A report whose table 3 adds up: every application is received or carried in, and closed or carried out."""
    requests = {}
    for kind in draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=3, unique=True)):
        rows = draw(st.dictionaries(st.sampled_from(LEAVES), st.integers(1, 400), min_size=1, max_size=4))
        carried_in, carried_out = draw(st.integers(0, 3)), draw(st.integers(3, 9))
        received = sum(rows.values()) + carried_out - carried_in
        requests[kind] = rows | {"received": received, "carried_in": carried_in, "carried_out": carried_out}
    return build({"requests": requests})


@given(consistent(), st.sampled_from(REQUESTS), st.integers(0, 500))
@settings(max_examples=150, deadline=None)
def test_one_wrong_cell_is_found_and_put_right(report: AnnualReport, cell: CellRef, wrong: int) -> None:
    right = report.cells[cell].value
    assume(wrong != right)
    repairs = diagnose(edited(report, {cell: wrong}))
    assert [repair.cells for repair in repairs] == [((cell, wrong, right),)]


@given(consistent(), st.lists(st.tuples(st.sampled_from(REQUESTS), st.integers(0, 500)), min_size=2, max_size=3))
@settings(max_examples=80, deadline=None)
def test_every_repair_restores_all_sums_and_is_the_smallest(
    report: AnnualReport, slips: list[tuple[CellRef, int]]
) -> None:
    broken = edited(report, dict(slips))
    assume(imbalances(broken))
    repairs = diagnose(broken)
    assert repairs
    for repair in repairs:
        assert not imbalances(repaired(broken, repair))
        assert len(repair.cells) <= len(dict(slips)) or repair.words.startswith("疑似")  # a whole row is one slip


def test_nothing_to_repair_where_all_sums_hold() -> None:
    assert diagnose(build({"requests": {"natural_person": {"received": 3, "granted": 3}}})) == ()


def words(cells: dict[str, int], requests: dict[str, dict[str, int]]) -> list[str]:
    report = edited(build({"requests": requests}), {ref(name): value for name, value in cells.items()})
    return [repair.words for repair in diagnose(report)]


PLAIN = {
    "natural_person": {"received": 21, "granted": 12, "unavailable.not_held": 9},
    "business": {"received": 5, "granted": 2, "unavailable.not_held": 3},
}


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"3.granted.natural_person": 21}, "表三“（一）予以公开”行“自然人”列由 21 改为 12（疑似数字颠倒）"),
        ({"3.granted.natural_person": 1}, "表三“（一）予以公开”行“自然人”列由 1 改为 12（疑似少打一位数字）"),
        ({"3.granted.natural_person": 120}, "表三“（一）予以公开”行“自然人”列由 120 改为 12（疑似多打一位数字）"),
        ({"3.granted.natural_person": 0}, "表三“（一）予以公开”行“自然人”列由 0 改为 12（疑似漏填）"),
        (
            {"3.total.natural_person": 26, "3.total.business": 0},
            (
                "自然人列少计 5 件，与商业企业列的 5 件相符：疑似（七）总计行将商业企业并入自然人列"
                "（“（七）总计”行“自然人”列由 26 改为 21、“商业企业”列由 0 改为 5）"
            ),
        ),
        (
            {"3.received.natural_person": 5, "3.received.business": 21},
            (
                "疑似“一、本年新收政府信息公开申请数量”行的“自然人”与“商业企业”两列填反"
                "（“一、本年新收政府信息公开申请数量”行“自然人”列由 5 改为 21、“商业企业”列由 21 改为 5）"
            ),
        ),
        (
            {"3.total.natural_person": 0, "3.total.business": 21, "3.total.research": 5},
            (
                "疑似“（七）总计”行各数错了一列（“（七）总计”行“自然人”列由 0 改为 21、“商业企业”列由 21 改为 5、"
                "“科研机构”列由 5 改为 0）"
            ),
        ),
    ],
    ids=["transposed", "digit lost", "digit added", "forgotten", "merged", "exchanged", "slipped"],
)
def test_known_slips_are_called_by_name(cells: dict[str, int], said: str) -> None:
    assert words(cells, PLAIN)[0] == said


def test_rows_that_were_exchanged() -> None:
    requests = {
        "natural_person": {"received": 9, "granted": 6, "carried_out": 3},
        "other": {"received": 4, "granted": 4},
    }
    cells = {
        "3.total.natural_person": 3,
        "3.total.other": 0,
        "3.total.total": 3,
        "3.carried_out.natural_person": 6,
        "3.carried_out.other": 4,
        "3.carried_out.total": 10,
    }
    assert words(cells, requests)[0].startswith("疑似“（七）总计”与“四、结转下年度继续办理”两行填反")


def test_what_cannot_be_decided_is_said_with_at_most_three_ways() -> None:
    report = build({"cells": {"4.review.upheld": 1, "4.review.corrected": 2, "4.review.total": 9}})
    repairs = diagnose(report)
    assert len(repairs) == 5
    assert repairs[0].cells == ((ref("4.review.total"), 9, 3),)


def test_a_value_in_the_row_below() -> None:
    cells = {"3.granted.business": 0, "3.partial.business": 2}
    assert any("“商业企业”列的“（一）予以公开”与“（二）部分公开”两行填反" in way for way in words(cells, PLAIN))


def test_blank_cells_may_be_filled() -> None:
    report = build({"requests": PLAIN, "cells": {"3.granted.business": "空"}})
    assert [repair.cells for repair in diagnose(report)] == [((ref("3.granted.business"), None, 2),)]


def test_unreadable_cells_prove_nothing() -> None:
    report = build({"requests": PLAIN, "cells": {"3.granted.business": "?", "3.total.natural_person": 22}})
    assert [repair.cells for repair in diagnose(report)] == [((ref("3.total.natural_person"), 22, 21),)]


def test_more_errors_than_are_searched_give_no_repair() -> None:
    spread = {f"3.{LEAVES[at]}.{KINDS[at]}": 11 + at for at in range(6)}
    assert words(spread, {}) == []
