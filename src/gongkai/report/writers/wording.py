"""How a finding is put in words: the place, the two values, the advice. Every output says it the same way."""

from decimal import Decimal

from gongkai.findings import CellRef, Finding, Severity
from gongkai.findings.model import Value, Where
from gongkai.report.form import Form
from gongkai.text.numerals import chinese_numeral

MARKS = {Severity.ERROR: "✕", Severity.WARNING: "▲", Severity.INFO: "●"}
"""A shape for each severity, so that colour is never the only sign."""


def place(where: Where, form: Form) -> str:
    """Where a finding stands, without the quoted words: 表四“行政复议”行“总计”列, 第一部分."""
    if isinstance(where, CellRef):
        return form.name(where)
    return f"第{chinese_numeral(where.section)}部分" if where.section else "标题和导语"


def quote(where: Where) -> str:
    """The words that a finding is about; empty where it is about a cell or a whole section."""
    return "" if isinstance(where, CellRef) else where.quote


def said(value: Value, form: Form) -> str:
    """A value as a reader sees it; a value that names a cell gives the cell's name and what it holds."""
    if isinstance(value, dict):
        return _cell_said(value, form) if {"table", "row", "column"} <= value.keys() else _pairs_said(value)
    return "" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)


def values(finding: Finding, form: Form) -> list[tuple[str, str]]:
    """What the place should hold, what it holds and the difference, each with its caption; what is unknown is left out.

    A sentence is set against a cell or another sentence; which of the two is right is open.
    """
    expected, found = ("应为", "填报") if isinstance(finding.where, CellRef) else ("对照", "文中")
    captions = (
        (expected, said(finding.expected, form)),
        (found, said(finding.found, form)),
        ("相差", signed(finding.difference)),
    )
    return [pair for pair in captions if pair[1]]


def advice(finding: Finding) -> list[tuple[str, str]]:
    """What to do, and where the law says so, each with its caption."""
    return [pair for pair in (("建议", finding.hint), ("依据", finding.source)) if pair[1]]


def signed(number: int | Decimal | None) -> str:
    """A difference with its sign; empty where there is none.

    >>> signed(-2), signed(Decimal("0.50")), signed(0), signed(None)
    ('−2', '+0.50', '0', '')
    """
    if number is None:
        return ""
    digits = f"{abs(number):f}" if isinstance(number, Decimal) else str(abs(number))
    return ("−" if number < 0 else "+" if number > 0 else "") + digits


def _cell_said(value: dict[str, int | str | None], form: Form) -> str:
    ref = CellRef(int(value["table"] or 0), str(value["row"]), str(value["column"]))
    name = form.name(ref)
    return name if value.get("value") is None else f"{name} {value['value']}"


def _pairs_said(value: dict[str, int | str | None]) -> str:
    return "，".join(f"{key} {item}" for key, item in value.items() if item is not None)
