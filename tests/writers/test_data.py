"""The JSON is the contract of the command line."""

import json
from decimal import Decimal

import msgspec
from tests.writers.cases import audited, finding, report
from tests.writers.strategies import FORMS, Random, cells

from gongkai.findings import CellRef, Sentence
from gongkai.report.document import Document
from gongkai.report.model import BLANK, NOT_APPLICABLE, Cell, CellState
from gongkai.report.recognise import Doubt, Reading
from gongkai.report.writers.data import audit_data, finding_data, report_data, report_from_data, result_data
from gongkai.report.writers.results import Failed

ROWS = """received carried_in granted partial withheld.state_secret withheld.law_banned withheld.security_stability
withheld.third_party_rights withheld.internal_affairs withheld.process_info withheld.enforcement_file
withheld.registry_lookup unavailable.not_held unavailable.needs_creation unavailable.unclear_after_correction
not_handled.petition not_handled.repeat not_handled.publication not_handled.excessive not_handled.reconfirm
closed.correction_lapsed closed.fee_lapsed closed.other total carried_out"""
SHAPE = {
    "table2": {
        "gov_rules": ("issued", "abolished", "in_force"),
        "normative_docs": ("issued", "abolished", "in_force"),
        "licences": ("decisions",),
        "penalties": ("decisions",),
        "coercions": ("decisions",),
        "fees": ("amount",),
    },
    "table3": dict.fromkeys(
        ROWS.split(), ("natural_person", "business", "research", "public_welfare", "legal_service", "other", "total")
    ),
    "table4": dict.fromkeys(
        ("review", "suit_direct", "suit_after_review"), ("upheld", "corrected", "other", "pending", "total")
    ),
}


def test_a_report_has_the_keys_of_the_contract_in_its_order() -> None:
    data = json.loads(json.dumps(report_data(report(), "年报.docx")))
    assert list(data)[:8] == ["path", "organ", "year", "form", "title", "opening", "sections", "table2"]
    for table, rows in SHAPE.items():
        assert {row: tuple(columns) for row, columns in data[table].items()} == rows
        assert list(data[table]) == list(rows)
    assert [section["number"] for section in data["sections"]] == [1, 2, 3, 4, 5, 6]


def test_the_trial_form_has_the_keys_of_the_contract_and_its_own() -> None:
    form = FORMS["2019"]
    data = report_data(msgspec.structs.replace(report(), form="2019", cells=cells(form, Random(1), blanks=False)), "a")
    for table, rows in SHAPE.items():
        assert all(set(columns) <= set(data[table][row]) for row, columns in rows.items())
    assert data["table2"]["gov_rules"]["in_force"] is None
    assert data["table3"]["closed.other"]["total"] is None
    assert {ref for ref in form.cells if ref.column in data[f"table{ref.table}"][ref.row]} == set(form.cells)


def test_blank_not_applicable_and_unreadable_are_null_and_stay_apart() -> None:
    states = (BLANK, NOT_APPLICABLE, Cell(state=CellState.UNREADABLE, printed="3O"))
    refs = [CellRef(3, "received", column) for column in ("natural_person", "business", "research")]
    changed = msgspec.structs.replace(report(), cells=report().cells | dict(zip(refs, states, strict=True)))
    data = report_data(changed, "a")
    assert [data["table3"]["received"][ref.column] for ref in refs] == [None, None, None]
    assert [c["state"] for c in data["cells"] if c["row"] == "received"] == ["blank", "not_applicable", "unreadable"]
    assert report_from_data(data) == changed


def test_money_keeps_its_decimals_as_a_string() -> None:
    fees = CellRef(2, "fees", "amount")
    for text in ("1271.38998", "3.00", "0.0000000"):
        data = report_data(msgspec.structs.replace(report(), cells={fees: Cell.number(Decimal(text))}), "a")
        assert data["table2"]["fees"]["amount"] == text
        assert report_from_data(data).cells == {fees: Cell.number(Decimal(text))}


def test_data_from_elsewhere_needs_no_more_than_the_contract() -> None:
    full = report_data(report(), "a")
    bare = {key: value for key, value in full.items() if key not in ("title", "opening", "cells")}
    bare["table4"]["review"]["total"] = None
    again = report_from_data(bare)
    assert again.cell(4, "review", "total").state is CellState.UNREADABLE
    assert again.value(4, "review", "upheld") == report().value(4, "review", "upheld")


def test_a_reading_adds_its_part_notes_and_doubts() -> None:
    doubt = Doubt(3, (CellRef(3, "received", "total"),), "少一个数")
    reading = Reading(report(), Document("pdf", (), notes=("第 2 页由 OCR 读出",)), {}, (doubt,), 2)
    data = report_data(reading, "两份.pdf")
    assert (data["part"], data["notes"]) == (2, ["第 2 页由 OCR 读出"])
    assert data["doubts"][0]["cells"] == [{"table": 3, "row": "received", "column": "total"}]


def test_a_finding_says_where_and_both_values() -> None:
    data = json.loads(json.dumps(finding_data(finding(CellRef(3, "total", "other"), expected=36, found=38))))
    assert data["where"] == {"table": 3, "row": "total", "column": "other"}
    assert (data["rule"], data["severity"], data["expected"], data["found"], data["difference"]) == (
        "B2",
        "error",
        36,
        38,
        2,
    )
    assert finding_data(finding(Sentence(1, "无")))["where"] == {"section": 1, "quote": "无"}
    assert finding_data(finding(CellRef(2, "fees", "amount"), found=Decimal("0.50")))["found"] == "0.50"


def test_an_audit_has_the_findings_and_a_failure_its_reason() -> None:
    data = audit_data(audited())
    assert list(data)[:3] == ["path", "organ", "year"]
    assert len(data["findings"]) == len(audited().findings)
    assert result_data(Failed("坏.pdf", "文件已加密。")) == {"path": "坏.pdf", "error": "文件已加密。"}
