"""Single rules on what a report must say: fee, duties of governments, explanations; and what every finding carries."""

import pytest

from gongkai.findings import Severity
from gongkai.findings.registry import PAGE_HEADINGS
from gongkai.report.recognise import Reading
from gongkai.report.rules import RULES, Subject, audit
from narrative.reports import NARRATIVE, faults_of, report

GOVERNMENT = "清河县人民政府"


@pytest.mark.parametrize("rule", NARRATIVE)
def test_every_rule_has_its_page(rule: str) -> None:
    page = RULES[rule].page
    assert [heading for heading in PAGE_HEADINGS if f"# {heading}" not in page] == []


@pytest.mark.parametrize(
    "text",
    [
        "2025年，本单位在办理政府信息公开申请中，未收取信息处理费。",
        "依据《政府信息公开信息处理费管理办法》，2025年未收取信息处理费。",
        "本年度发出收费通知0件，收取信息处理费总金额0万元。",
        "2025年收取政府信息公开信息处理费700元。",
    ],
)
def test_fee_statement_that_is_in_order(text: str) -> None:
    assert faults_of("S4", text) == []


@pytest.mark.parametrize(
    ("text", "severity", "found"),
    [
        ("本年度无其他需要报告的事项。", None, None),
        ("未收取信息公开处理费。", None, "信息公开处理费"),
        ("（二）收取政府信息公开处理费情况。未收取信息处理费。", None, "政府信息公开处理费"),
        ("办理政府信息公开申请未收取任何费用。", Severity.INFO, None),
    ],
)
def test_fee_statement_missing_or_misnamed(text: str, severity: Severity | None, found: str | None) -> None:
    (fault,) = faults_of("S4", text)
    assert (fault.severity, fault.found) == (severity, found)


def test_fee_statement_of_the_office_alone_is_too_narrow_for_a_government() -> None:
    narrow = "2025年，清河县人民政府办公室未收取信息处理费。"
    assert [fault.found for fault in faults_of("S4", narrow, organ=GOVERNMENT)] == ["政府办公室"]
    assert faults_of("S4", narrow) == []
    assert faults_of("S4", "2025年，全县各级行政机关及县政府办公室均未收取信息处理费。", organ=GOVERNMENT) == []


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("未发出收费通知，未收取信息处理费。", Severity.WARNING),
        ("未超出一定数量或者频次范围，未收取信息处理费。", Severity.WARNING),
        ("发出信息处理费收费通知2件，实际收取信息处理费0元。", Severity.WARNING),
        ("本单位未收取信息处理费。", Severity.INFO),
    ],
)
def test_lapsed_for_non_payment_needs_notices(text: str, severity: Severity) -> None:
    (fault,) = faults_of("B7", text, {"closed.fee_lapsed": 3})
    assert fault.severity is severity
    assert faults_of("B7", text) == []


def test_notices_sent_and_unpaid_are_consistent() -> None:
    text = "共发出信息处理费收费通知3件，因申请人逾期未缴纳，实际收取信息处理费0元。"
    assert faults_of("B7", text, {"closed.fee_lapsed": 3}) == []


def test_other_closures_need_a_word() -> None:
    (fault,) = faults_of("B6", "依法办理。", {"closed.other": 1})
    assert fault.found == 1
    assert faults_of("B6", "其中1件由申请人撤回。", {"closed.other": 1}) == []
    assert faults_of("B6", "依法办理。") == []


def test_governments_report_assessment_appraisal_and_accountability() -> None:
    whole = "纳入绩效考核，社会评议良好，未发生责任追究情况。"
    assert faults_of("S5", whole, organ=GOVERNMENT) == []
    (fault,) = faults_of("S5", "纳入绩效考核。", organ=GOVERNMENT)
    assert "社会评议、责任追究" in fault.message
    assert faults_of("S5", "依法办理。") == []
    assert faults_of("S5", "依法办理。", organ="清河县城关街道办事处") == []


def test_unread_cells_are_not_contradicted() -> None:
    made = report("共收到政府信息公开申请12件，未发生行政复议。")
    made.cells.clear()
    assert [rule for rule in ("D1", "D3") for _ in RULES[rule].check(Subject(Reading.of(made)))] == []


def test_fingerprint_survives_blanks_and_line_breaks() -> None:
    one = report("2025年共收到政府信息公开申请12件。", {"received": 10})
    two = report("2025 年共收到政府信息\n公开申请 12 件。", {"received": 10})
    prints = [
        [finding.fingerprint for finding in audit(Reading.of(made)) if finding.rule == "D1"] for made in (one, two)
    ]
    assert prints[0] == prints[1] != []


def test_a_novel_and_broken_text_are_read_without_fault() -> None:
    for text in (
        "",
        "。。。；；（（）",
        "\n" * 50,
        "（" * 500,
        "未" * 500,
        "一" * 5000,
        "1" * 5000 + "件",
        "其中：" * 400,
    ):
        assert list(RULES["D1"].check(Subject(Reading.of(report(text))))) == []
