"""The tables are drawn as the form has them: order, wording, spans."""

import pytest

from gongkai.report.form import FORMS
from gongkai.report.writers.layout import CORNER, layout


@pytest.mark.parametrize("number", [2, 3, 4])
@pytest.mark.parametrize("edition", FORMS)
def test_boxes_tile_the_table_and_show_every_cell_once(edition: str, number: int) -> None:
    drawn = layout(edition, number)
    covered = [
        (y, x)
        for box in drawn.boxes
        for y in range(box.row, box.row + box.rowspan)
        for x in range(box.column, box.column + box.colspan)
    ]
    assert sorted(covered) == [(y, x) for y in range(len(drawn.rows)) for x in range(drawn.width)]
    assert [box.ref for box in drawn.boxes if box.ref] == list(FORMS[edition].table(number).cells())


def spans(edition: str, number: int, *rows: int) -> list[list[tuple[str, int, int]]]:
    """Label, rowspan and colspan of the labelled boxes of some rows."""
    drawn = layout(edition, number).rows
    return [[(box.label, box.rowspan, box.colspan) for box in drawn[row] if box.label] for row in rows]


def test_table_2_of_2021_fills_its_width_with_the_last_cell() -> None:
    assert spans("2021", 2, 0, 1, 2, 4, 5, 6) == [
        [("第二十条第（一）项", 1, 4)],
        [("信息内容", 1, 1), ("本年制发件数", 1, 1), ("本年废止件数", 1, 1), ("现行有效件数", 1, 1)],
        [("规章", 1, 1)],
        [("第二十条第（五）项", 1, 4)],
        [("信息内容", 1, 1), ("本年处理决定数量", 1, 3)],
        [("行政许可", 1, 1)],
    ]


def test_table_3_of_2021_has_the_head_and_the_groups_of_the_form() -> None:
    assert spans("2021", 3, 0, 1, 2) == [
        [(CORNER, 3, 3), ("申请人情况", 1, 7)],
        [("自然人", 2, 1), ("法人或其他组织", 1, 5), ("总计", 2, 1)],
        [(name, 1, 1) for name in ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")],
    ]
    assert spans("2021", 3, 3, 5, 7, 26, 27) == [
        [("一、本年新收政府信息公开申请数量", 1, 3)],
        [("三、本年度办理结果", 22, 1), ("（一）予以公开", 1, 2)],
        [("（三）不予公开", 8, 1), ("1.属于国家秘密", 1, 1)],
        [("（七）总计", 1, 2)],
        [("四、结转下年度继续办理", 1, 3)],
    ]


def test_table_3_of_2019_closes_in_one_row() -> None:
    assert spans("2019", 3, 23) == [[("（六）其他处理", 1, 2)]]


def test_table_4_has_review_over_two_lines_and_suits_over_three() -> None:
    outcomes = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    assert spans("2021", 4, 0, 1, 2) == [
        [("行政复议", 1, 5), ("行政诉讼", 1, 10)],
        [*((name, 2, 1) for name in outcomes), ("未经复议直接起诉", 1, 5), ("复议后起诉", 1, 5)],
        [(name, 1, 1) for name in outcomes * 2],
    ]
