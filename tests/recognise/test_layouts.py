"""Layouts that text files have: what labels, order and sums allow is read, the rest is left open and said."""

import pytest

from gongkai.findings import CellRef
from gongkai.report.model import CellState
from gongkai.report.readers.text import read
from gongkai.report.recognise import NotAReport, Reading, recognise

HEAD = "某县水务局\n2023年政府信息公开工作年度报告\n根据条例编制。\n一、总体情况\n全年公开100条。\n二、主动公开政府信息情况\n"
MIDDLE = "三、收到和处理政府信息公开申请情况\n"
ROWS = (
    ("一、本年新收政府信息公开申请数量", "4 1 0 0 0 0 5"),
    ("二、上年结转政府信息公开申请数量", "0 0 0 0 0 0 0"),
    ("三、本年度办理结果 （一）予以公开", "3 0 0 0 0 0 3"),
    ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "0 1 0 0 0 0 1"),
    ("（三）不予公开 1.属于国家秘密", "0 0 0 0 0 0 0"),
    ("2.其他法律行政法规禁止公开", "0 0 0 0 0 0 0"),
    ("3.危及“三安全一稳定”", "0 0 0 0 0 0 0"),
    ("4.保护第三方合法权益", "0 0 0 0 0 0 0"),
    ("5.属于三类内部事务信息", "0 0 0 0 0 0 0"),
    ("6.属于四类过程性信息", "0 0 0 0 0 0 0"),
    ("7.属于行政执法案卷", "0 0 0 0 0 0 0"),
    ("8.属于行政查询事项", "0 0 0 0 0 0 0"),
    ("（四）无法提供 1.本机关不掌握相关政府信息", "1 0 0 0 0 0 1"),
    ("2.没有现成信息需要另行制作", "0 0 0 0 0 0 0"),
    ("3.补正后申请内容仍不明确", "0 0 0 0 0 0 0"),
    ("（五）不予处理 1.信访举报投诉类申请", "0 0 0 0 0 0 0"),
    ("2.重复申请", "0 0 0 0 0 0 0"),
    ("3.要求提供公开出版物", "0 0 0 0 0 0 0"),
    ("4.无正当理由大量反复申请", "0 0 0 0 0 0 0"),
    ("5.要求行政机关确认或重新出具已获取信息", "0 0 0 0 0 0 0"),
    ("（六）其他处理 1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "0 0 0 0 0 0 0"),
    ("2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "0 0 0 0 0 0 0"),
    ("3.其他", "0 0 0 0 0 0 0"),
    ("（七）总计", "4 1 0 0 0 0 5"),
    ("四、结转下年度继续办理", "0 0 0 0 0 0 0"),
)


def report(table3: str) -> Reading:
    (reading,) = recognise(read((HEAD + MIDDLE + table3 + "\n五、存在的主要问题及改进情况\n有问题。").encode()))
    return reading


def line(label: str, values: str, gap: str = "\t") -> str:
    return label.replace(" ", gap) + gap + values.replace(" ", gap)


def row(reading: Reading, key: str) -> list[int | None]:
    table = reading.report.edition.table(3)
    return [reading.report.cells[CellRef(3, key, column.key)].value for column in table.columns]  # type: ignore[misc]


def changed(label: str, to: tuple[str, str] | None) -> str:
    return "\n".join(
        line(*(to if to and old == label else (old, values))) for old, values in ROWS if to or old != label
    )


def test_a_label_with_a_slip_is_still_itself() -> None:
    reading = report(changed("2.重复申请", ("2.重覆申请", "0 0 0 0 0 0 0")))
    assert row(reading, "not_handled.repeat") == [0] * 7
    assert not [doubt for doubt in reading.doubts if doubt.table == 3]


def test_a_row_without_its_label_is_taken_by_order_where_sums_agree() -> None:
    text = changed("（四）无法提供 1.本机关不掌握相关政府信息", ("", "1 0 0 0 0 0 1"))
    assert row(report(text), "unavailable.not_held") == [1, 0, 0, 0, 0, 0, 1]


def test_a_row_without_its_label_is_refused_where_sums_disagree() -> None:
    reading = report(changed("（四）无法提供 1.本机关不掌握相关政府信息", ("", "2 0 0 0 0 0 2")))
    assert row(reading, "unavailable.not_held") == [None] * 7
    assert any("合计也对不上" in doubt.reason for doubt in reading.doubts)


def test_a_lost_row_is_unreadable_and_never_filled_from_its_neighbour() -> None:
    reading = report(changed("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", None))
    assert row(reading, "partial") == [None] * 7
    assert row(reading, "granted") == [3, 0, 0, 0, 0, 0, 3]
    assert reading.report.cells[CellRef(3, "partial", "total")].state is CellState.UNREADABLE


def test_a_packed_row_is_spread_where_the_sums_leave_one_way() -> None:
    reading = report(
        changed("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", ("（二）部分公开", "0 1 0 0 0 1"))
    )
    assert row(reading, "partial") == [0, 1, 0, 0, 0, 0, 1]
    assert any(doubt.accepted for doubt in reading.doubts)


def test_a_packed_row_stays_open_where_nothing_proves_it() -> None:
    reading = report(
        changed("（四）无法提供 1.本机关不掌握相关政府信息", ("（四）无法提供 1.本机关不掌握相关政府信息", "7 7"))
    )
    assert row(reading, "unavailable.not_held") == [None] * 7


def test_blank_and_mark_and_zero_stay_apart() -> None:
    cells = "2.重复申请\t\t-\t0\t/\t—\t\t0"
    lines = [cells if label == "2.重复申请" else line(label, values) for label, values in ROWS]
    report_cells = report("\n".join(lines)).report
    states = [
        report_cells.cell(3, "not_handled.repeat", column.key).state.value
        for column in report_cells.edition.table(3).columns
    ]
    assert states == ["blank", "not_applicable", "number", "not_applicable", "not_applicable", "blank", "number"]


def test_one_value_a_line_below_its_label() -> None:
    text = "\n".join(f"{label}\n" + values.replace(" ", "\n") for label, values in ROWS)
    reading = report("申请人情况\n自然人\n法人或其他组织\n总计\n商业企业\n" + text)
    assert row(reading, "partial") == [0, 1, 0, 0, 0, 0, 1]
    assert row(reading, "total") == [4, 1, 0, 0, 0, 0, 5]
    assert reading.report.sections[2].text == ""


def test_two_reports_in_one_file_are_two_parts() -> None:
    table = "\n".join(line(label, values) for label, values in ROWS)
    one = HEAD + MIDDLE + table + "\n五、存在的主要问题及改进情况\n有问题。\n六、其他需要报告的事项\n无。\n"
    first, second = recognise(read((one + one.replace("某县水务局", "某县民政局")).encode()))
    assert (first.part, second.part) == (1, 2)
    assert (first.report.organ, second.report.organ) == ("某县水务局", "某县民政局")
    assert first.report.sections[-1].text == "无。"


def test_a_list_of_contents_is_no_report() -> None:
    contents = "目录\n一、总体情况\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n五、存在的主要问题及改进情况\n"
    table = "\n".join(line(label, values) for label, values in ROWS)
    (reading,) = recognise(read((contents + HEAD + MIDDLE + table).encode()))
    assert reading.report.organ == "某县水务局"
    assert reading.report.section(1).text == "全年公开100条。"  # type: ignore[union-attr]


def test_a_report_from_before_the_form_is_refused() -> None:
    old = (
        "某县2016年政府信息公开工作年度报告\n一、概述\n二、主动公开政府信息的情况\n三、依申请公开情况\n收到申请5件。\n"
        "四、政府信息公开的收费及减免情况\n五、复议诉讼情况\n六、主要问题\n附表：主动公开政府信息数\t条\t120\n"
    )
    with pytest.raises(NotAReport, match="2019 年以前"):
        recognise(read(old.encode()))
