"""The measure of reuse, and its noise floor on reports that have nothing to do with each other."""

from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gongkai.report.reuse
from gongkai.report.load import load_reports
from gongkai.report.model import AnnualReport
from gongkai.report.reuse import NOISE_FLOOR, reuse, reused_share

SAMPLES = sorted((Path(__file__).parents[2] / "samples/reports").glob("*.txt"))
TEXT = "全年举办业务培训三期，抽查十二个单位，发现问题及时反馈，整改情况逐项核实。"
OPENING = "根据《中华人民共和国政府信息公开条例》，现发布某县年度报告，统计数据从1月1日至12月31日。"
FEE = "2025年，本机关未收取信息处理费。"


def samples() -> list[AnnualReport]:
    """The five sample reports."""
    return [reading.report for path in SAMPLES for reading in load_reports(path)]


def test_the_noise_floor_is_what_the_documentation_says() -> None:
    pairs = [pair for pair in combinations(samples(), 2) if pair[0].organ != pair[1].organ]
    shares = [reused_share(*pair) for pair in pairs]
    assert len(shares) == 9
    said = f"{max(shares):.3f} at most and {sum(shares) / len(shares):.3f} on average"
    assert said in " ".join((gongkai.report.reuse.__doc__ or "").split())
    assert max(shares) <= NOISE_FLOOR


def test_a_report_copied_from_last_year_with_new_numbers_is_all_reused() -> None:
    assert reuse(TEXT.replace("十二", "12"), TEXT.replace("十二", "15")) == 1
    assert reuse("2024年" + TEXT, "2025 年" + TEXT) == 1


@pytest.mark.parametrize(
    "formula", [OPENING, FEE, "一、总体情况\n", "（一）主动公开情况。", "《某县政务公开工作要点》"]
)
def test_what_all_must_write_alike_does_not_count(formula: str) -> None:
    assert reuse(formula, formula) == 0
    assert reuse(formula + TEXT, formula + "子丑寅卯辰巳午未申酉戌亥") == 0


@given(st.text("甲乙丙丁。，", max_size=60), st.text("甲乙丙丁。，", max_size=60))
def test_the_measure_is_a_share_and_takes_no_side(text: str, other: str) -> None:
    assert 0 <= reuse(text, other) == reuse(other, text) <= 1


def test_a_short_text_taken_from_a_long_one_is_all_reused() -> None:
    assert reuse(TEXT, "前面的话不一样。" + TEXT + "后面又写了许多别的事情，与它没有关系。") == 1
    assert reuse(TEXT, "") == 0


def test_a_text_without_a_full_stop_takes_no_time() -> None:
    assert reuse("处" * 300_000, "理" * 300_000) == 0
