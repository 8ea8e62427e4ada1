"""The cases of the rules: every rule of this kind is shown to speak and to keep silent."""

from typing import Any

import pytest

from gongkai.findings import CellRef, Finding
from gongkai.report.rules import RULES
from rules.case import Case, findings, load, ref

CASES = load()
OWN = (
    *("A4", "B5", "D10"),
    *("A1", "A2", "A3", "B1", "B2", "B3", "B4", "B8", "C1", "C2", "C3", "D8"),
    *("S1", "S2", "S3", "S6", "S7", "S8", "S9", "S10", "S11", "X1", "X2"),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule} {case.name}")
def test_case(case: Case) -> None:
    found = findings(case)
    assert [told(finding, wanted) for finding, wanted in zip(found, case.expect, strict=False)] == case.expect, found
    assert len(found) == len(case.expect), [finding.message for finding in found]


@pytest.mark.parametrize("rule", OWN)
def test_every_rule_is_shown_speaking_and_silent(rule: str) -> None:
    assert {bool(case.expect) for case in CASES if case.rule == rule} == {True, False}


def test_every_case_is_of_a_rule_that_exists() -> None:
    assert {case.rule for case in CASES} <= {rule.id for rule in RULES}


@pytest.mark.parametrize("case", [case for case in CASES if case.expect], ids=lambda case: f"{case.rule} {case.name}")
def test_findings_can_be_acted_on(case: Case) -> None:
    for finding in findings(case):
        assert finding.source
        assert finding.hint
        assert not finding.message.endswith("。")
        assert "  " not in finding.message


def told(finding: Finding, wanted: dict[str, Any]) -> dict[str, Any]:
    """The finding as the case tells it: only what the case speaks of; words need only be part of the text."""
    return {key: _same(finding, key, value) for key, value in wanted.items()}


def _same(finding: Finding, key: str, value: Any) -> Any:
    match key:
        case "where":
            return value if isinstance(finding.where, CellRef) and finding.where == ref(value) else finding.where
        case "section":
            return getattr(finding.where, "section", finding.where)
        case "quote":
            return getattr(finding.where, "quote", finding.where)
        case "message" | "hint":
            text = getattr(finding, key)
            return value if value in text else text
        case "cells":
            return value if finding.cells == tuple(map(ref, value)) else finding.cells
        case "severity":
            return finding.severity.value
        case "expected" | "found" | "difference":
            held = getattr(finding, key)
            return held if held is None or isinstance(held, (int, str)) else str(held)
    raise KeyError(key)
