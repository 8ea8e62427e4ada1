"""What the five real reports say of themselves: the known contradictions are found, and no error that is not there."""

import pytest

from gongkai.findings import CellRef, Sentence, Severity
from narrative.reports import faults, sample

ERRORS = {
    "000": [],
    "001": [],
    "002": [("D3", {"table": 4, "row": "review", "column": "other", "value": 2}, 0)],
    "003": [
        ("A5", {"table": 2, "row": "gov_rules", "column": "in_force", "value": 0}, 5),
        ("A5", {"table": 2, "row": "normative_docs", "column": "in_force", "value": 85}, 46),
    ],
    "004": [
        ("D1", {"table": 3, "row": "received", "column": "natural_person", "value": 6}, 19),
        ("D5", {"section": 1, "value": "6"}, 19),
    ],
}
WARNINGS = {
    "000": {"D3", "D6", "D7"},
    "001": {"D7"},
    "002": {"B6", "S4", "S5"},
    "003": {"S4"},
    "004": {"D6", "S4"},
}


@pytest.mark.parametrize("prefix", ERRORS)
def test_errors_are_exactly_the_known_ones(prefix: str) -> None:
    found = [
        (rule, fault.expected, fault.found)
        for rule, severity, fault in faults(sample(prefix))
        if severity is Severity.ERROR
    ]
    assert found == ERRORS[prefix]


@pytest.mark.parametrize("prefix", WARNINGS)
def test_warnings_are_exactly_the_known_ones(prefix: str) -> None:
    assert {rule for rule, severity, _ in faults(sample(prefix)) if severity is Severity.WARNING} == WARNINGS[prefix]


def test_qualified_denial_is_a_warning_that_names_the_qualifier_and_the_case() -> None:
    ((_, severity, fault),) = faults(sample("000"), "D3")
    assert severity is Severity.WARNING
    assert "因答复不规范、不及时引发的" in fault.message
    assert fault.expected == {"table": 4, "row": "review", "column": "total", "value": 1}
    assert CellRef(4, "review", "total") in fault.cells


def test_hotline_cases_that_are_neither_closed_nor_returned_are_counted() -> None:
    ((_, _, fault),) = faults(sample("004"), "D6")
    assert (fault.expected, fault.found, fault.difference) == (8844, 8753, -91)


@pytest.mark.parametrize("prefix", ERRORS)
def test_quotes_stand_in_the_section_they_name(prefix: str) -> None:
    report = sample(prefix).report
    for _, _, fault in faults(sample(prefix)):
        if isinstance(fault.where, Sentence) and fault.where.quote:
            section = report.section(fault.where.section)
            assert section is not None
            assert _plain(fault.where.quote) in _plain(section.text)


@pytest.mark.parametrize("prefix", ERRORS)
def test_claims_tell_where_they_stand(prefix: str) -> None:
    report = sample(prefix).report
    for claim in sample(prefix).claims:
        section = report.section(claim.section)
        assert section is not None
        assert _plain(section.text[claim.place :]).startswith(_plain(claim.quote))


def _plain(text: str) -> str:
    return "".join(text.replace("*", "").split())
