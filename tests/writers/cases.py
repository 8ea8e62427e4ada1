"""A report and findings of every kind of place, for the tests of all writers."""

import hashlib
from decimal import Decimal
from pathlib import Path
from random import Random

from tests.writers.strategies import cells

from gongkai.findings import CellRef, Finding, Sentence, Severity
from gongkai.findings.model import Value, Where
from gongkai.report.form import FORM_2021
from gongkai.report.model import AnnualReport, Section
from gongkai.report.writers.results import Audited

SAMPLES = sorted((Path(__file__).parents[2] / "samples/reports").glob("*.txt"))
DENIAL = "未发生行政复议、行政诉讼案件"
SPLIT = "全年共受理申请 34 件，其中区本级\n受理 8 件"


def finding(
    where: Where,
    message: str = "合计不符",
    severity: Severity = Severity.ERROR,
    expected: Value = None,
    found: Value = None,
) -> Finding:
    """A finding of rule B2 on the place."""
    whole = isinstance(expected, int) and isinstance(found, int)
    return Finding(
        rule="B2",
        severity=severity,
        message=message,
        where=where,
        expected=expected,
        found=found,
        difference=int(str(found)) - int(str(expected)) if whole else None,
        cells=(),
        hint="请核对台账",
        source="数据自洽",
        fingerprint=hashlib.sha256(message.encode()).hexdigest()[:16],
    )


def report() -> AnnualReport:
    """A report of the edition of 2021 with a number in every cell."""
    texts = {
        1: f"坚持公开为常态。\n{SPLIT}，{DENIAL}。\n（二）平台建设。坚持公开为常态。",
        5: "存在不足。",
        6: "未收取信息处理费。",
    }
    return AnnualReport(
        organ="红寺堡区",
        year=2025,
        form="2021",
        title="红寺堡区2025年政府信息公开工作年度报告",
        opening="现发布《红寺堡区2025年政府信息公开工作年度报告》。",
        sections=tuple(Section(h.number, h.title, texts.get(h.number, "")) for h in FORM_2021.sections),
        cells=cells(FORM_2021, Random(2), blanks=False),
    )


TOTAL = CellRef(3, "total", "natural_person")
FINDINGS = (
    finding(
        Sentence(1, DENIAL), "正文与表四不符", expected={"table": 4, "row": "review", "column": "total", "value": 2}
    ),
    finding(TOTAL, "自然人列合计 36，填 38", expected=36, found=38),
    finding(TOTAL, "第一项加第二项不等于第三项加第四项", Severity.WARNING),
    finding(Sentence(1, SPLIT), "同一件事用了两个数", Severity.WARNING, "34", "8"),
    finding(Sentence(1, "其中区本级\n受理 8 件，未发生行政复议"), "与上一处交叠", Severity.INFO),
    finding(CellRef(2, "fees", "amount"), "小数过多", Severity.INFO, found=Decimal("1271.38998")),
    finding(Sentence(2, ""), "第二部分没有正文", Severity.INFO),
    finding(Sentence(5, "报告里没有的话"), "引文找不到", Severity.INFO),
    finding(Sentence(0, ""), "没有写明统计期限", Severity.WARNING),
)


def audited() -> Audited:
    """The report with its findings."""
    return Audited("年报/红寺堡区.docx", report(), FINDINGS, notes=("第 3 页是图片，没有读",))
