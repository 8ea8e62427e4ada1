"""The findings on a terminal: in order, complete, within its width, and never in command of it."""

import pytest
from tests.writers.cases import audited, finding, report

from gongkai.findings import Sentence
from gongkai.report.writers.fold import columns, fold
from gongkai.report.writers.results import Audited, Failed
from gongkai.report.writers.terminal import Screen, write_audit, write_summary


def test_findings_stand_by_severity_with_both_numbers_and_source() -> None:
    text = write_audit(audited(), Screen(80))
    assert text.index("错误 2 处") < text.index("存疑 3 处") < text.index("提示 4 处")
    assert "应为 36   填报 38   相差 +2" in text
    assert "表三“（七）总计”行“自然人”列" in text
    assert "对照 表四“行政复议”行“总计”列 2" in text
    assert text.count("依据：数据自洽") == text.count("建议：请核对台账") == 9
    assert text.rstrip().endswith("错误 2 处，存疑 3 处，提示 4 处。")
    assert [line.split()[0] for line in text.split("\n") if line[:2].strip().isdigit()] == [
        str(n) for n in range(1, 10)
    ]


@pytest.mark.parametrize("width", [40, 80])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    for result in (audited(), Failed("文件夹/" * 20, "不能读取。" * 20)):
        assert max(map(columns, write_audit(result, Screen(width)).split("\n"))) <= width


def test_colours_only_where_they_are_wanted() -> None:
    assert "\x1b" not in write_audit(audited(), Screen(80))
    assert "\x1b[31m" in write_audit(audited(), Screen(80, colour=True))


def test_a_file_cannot_command_the_terminal() -> None:
    attack = Audited("a\x1b[2J.txt", report(), (finding(Sentence(1, "\x1b]0;x\x07无"), "\x9b31m"),))
    assert not any(c in write_audit(attack, Screen(80)) for c in "\x1b\x07\x9b")


def test_a_clean_report_and_a_run_are_summed_up() -> None:
    assert write_audit(Audited("好.txt", report(), ()), Screen(80)).endswith("未发现问题。")
    assert write_summary(2, 1, 1) == "共审核 2 份报告，其中 1 份有错误，1 个文件不能读取。"


def test_lines_break_neither_numbers_nor_before_closing_marks() -> None:
    for width in range(8, 30):
        lines = fold("合计（含上年结转）12345 件，“答复”率为 99.5%。《条例》第五十条", width).split("\n")
        assert not any(line[0] in "，。）》”" or line[-1] in "（《“" for line in lines)
        assert sum("12345" in line for line in lines) == 1
