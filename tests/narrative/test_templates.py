"""Sentences made from consistent tables contradict nothing; with one number changed they give exactly one finding."""

import string
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from claims.reports import report
from gongkai.findings import Severity
from gongkai.report.recognise import Reading
from gongkai.report.rules import RULES, Subject

RULES_OF_SENTENCES = ("A5", "A6", "D1", "D2", "D3", "D4", "D5", "D6", "D7", "D9")
REQUESTS = (
    "2025年，我办共收到政府信息公开申请{received}件。",
    "全年新收政府信息公开申请{received}件，上年结转{carried_in}件，办结{total}件，结转下年度继续办理{carried_out}件。",
    "受理政府信息公开申请{received}件，答复{total}件（含上年度结转{carried_in}件，另有{carried_out}件顺延至下年度）。",
    "2025年度收到依申请公开{received}件，其中自然人{natural}件、法人或其他组织{legal}件。",
    "全年共办结政府信息公开申请{total}件，{carried_out}件结转至2026年办理。",
    "收到公民、法人和其他组织的政府信息公开申请 {received} 件，均按时答复。",
    "（二）依申请公开情况\n2025年共收到{received}件，按期办结{total}件。",
    "共收到政府信息公开申请{received}件，较2024年的999件有所减少。",
)
RESULTS = (
    "",
    "从申请办理结果看，予以公开{granted}件，部分公开{partial}件，不予公开{withheld}件，无法提供{unavailable}件。",
    "政府信息公开申请中，{granted}件予以公开，{partial}件部分公开。",
    "政府信息公开申请办理结果：予以公开{granted}件、不予处理{not_handled}件、其他处理{closed}件。",
)
COURTS = (
    "因政府信息公开被申请行政复议{review}件、被提起行政诉讼{suit}件。",
    "因信息公开引发行政复议{review}件，行政诉讼{suit}件。",
    "政府信息公开行政复议案件{review}件，结果维持{upheld}件。",
)
DOCUMENTS = (
    "",
    "制发行政规范性文件{issued}件，废止{abolished}件，现行有效{in_force}件。",
    "截至2025年底，现行有效行政规范性文件{in_force}件。",
    "发布现行有效政府规章{rules}部、行政规范性文件{in_force}件。",
)
UNRELATED = (
    "",
    "办理12345热线工单321件，均在规定时限内办结。",
    "举办政务公开业务培训5次，培训400人次。",
    "全县共开展政府开放日活动26场次。",
    "按照国办公开办函〔2021〕30号要求，20个工作日内予以答复。",
)


class Told(NamedTuple):
    """A text with a name for each number in it, and the figures that the names stand for."""

    text: str
    figures: dict[str, int]
    cells: dict[str, dict[str, int]]


@st.composite
def consistent(draw: st.DrawFn) -> Told:
    """Tables that balance, and a text of templates on them."""
    leaves = {
        row: (draw(st.integers(0, 60)), draw(st.integers(0, 9)))
        for row in (
            "granted", "partial", "withheld.process_info", "unavailable.not_held", "not_handled.repeat", "closed.other",
        )
    }  # fmt: skip
    total = tuple(map(sum, zip(*leaves.values(), strict=True)))
    carried_out = (draw(st.integers(0, 9)), draw(st.integers(0, 3)))
    carried_in = tuple(draw(st.integers(0, n + m)) for n, m in zip(total, carried_out, strict=True))
    received = tuple(n + m - c for n, m, c in zip(total, carried_out, carried_in, strict=True))
    rows = leaves | {"total": total, "carried_out": carried_out, "carried_in": carried_in, "received": received}
    cells = {row: {"natural_person": n, "business": m, "total": n + m} for row, (n, m) in rows.items()}
    review = {column: draw(st.integers(0, 5)) for column in ("upheld", "corrected", "other", "pending")}
    suit = {column: draw(st.integers(0, 5)) for column in ("upheld", "pending")}
    documents = {column: draw(st.integers(0, 90)) for column in ("issued", "abolished", "in_force")}
    rules = draw(st.integers(0, 9))
    cells |= {
        "review": review | {"total": sum(review.values())},
        "suit_direct": suit | {"total": sum(suit.values())},
        "normative_docs": documents,
        "gov_rules": {"in_force": rules},
    }
    named = {row.split(".")[0]: sum(pair) for row, pair in rows.items()}
    figures = (
        named
        | documents
        | {
            "natural": received[0],
            "legal": received[1],
            "review": sum(review.values()),
            "suit": sum(suit.values()),
            "upheld": review["upheld"],
            "rules": rules,
        }
    )
    parts = [draw(st.sampled_from(bank)) for bank in (REQUESTS, RESULTS, COURTS, DOCUMENTS, UNRELATED)]
    return Told("".join(parts), figures, cells)


def _contradictions(told: Told) -> list[str]:
    """The errors and warnings on the text; hints on form are no contradictions."""
    subject = Subject(Reading.of(report(told.text.format(**told.figures), told.cells)))
    return [
        f"{rule}: {fault.message}"
        for rule in RULES_OF_SENTENCES
        for fault in RULES[rule].check(subject)
        if (fault.severity or RULES[rule].severity) is not Severity.INFO
    ]


@settings(max_examples=150, deadline=None)
@given(consistent())
def test_consistent_sentences_give_no_finding(told: Told) -> None:
    assert _contradictions(told) == []


@settings(max_examples=150, deadline=None)
@given(consistent(), st.data())
def test_one_changed_number_gives_exactly_one_finding(told: Told, data: st.DataObject) -> None:
    names = sorted(name for _, name, _, _ in string.Formatter().parse(told.text) if name)
    changed = data.draw(st.sampled_from(names))
    beyond_any_reading = sum(told.figures.values()) + data.draw(st.integers(1, 50))
    figures = told.figures | {changed: beyond_any_reading}
    assert len(_contradictions(told._replace(figures=figures))) == 1
