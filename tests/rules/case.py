"""A case of a rule: a small report written as data, and the findings that the rule must make on it."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import yaml

from gongkai.findings import CellRef, Finding
from gongkai.report.document import Document, Paragraph
from gongkai.report.form import FORMS
from gongkai.report.model import BLANK, NOT_APPLICABLE, AnnualReport, Cell, CellState, Section
from gongkai.report.recognise import Doubt, Reading
from gongkai.report.rules import RULES, Subject
from gongkai.report.rules.subject import Ledger, TypedOver

FILES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))
_ONE = "本年度认真做好主动公开、依申请公开、政府信息管理、政府信息公开平台建设和监督保障各项工作。"
_FIVE = "存在的主要问题是部分栏目更新不够及时。下一步将加强日常巡查，及时更新。"
_SIX = "本年度未收取信息处理费。联系电话：0900-1234567。"


class Case(msgspec.Struct, frozen=True):
    """``rule`` is the only rule that is run; ``expect`` are its findings, each told by what matters of it.

    ``ledger`` is a report without a fault, changed as given: what was counted; ``reasons`` and ``typed`` stand beside it.
    """

    rule: str
    name: str
    report: dict[str, Any]
    expect: list[dict[str, Any]]
    previous: dict[str, Any] | None = None
    parts: list[dict[str, Any]] = []
    doubts: list[dict[str, Any]] = []
    images: int = 0
    lines: list[str] = []
    ledger: dict[str, Any] | None = None


def load() -> list[Case]:
    """Every case in the files, in their order."""
    return [
        msgspec.convert({"rule": rule, **case}, Case)
        for path in FILES
        for rule, cases in yaml.safe_load(path.read_text("utf-8")).items()
        for case in cases
    ]


def findings(case: Case) -> list[Finding]:
    """What the case's rule finds."""
    report = build(case.report)
    doubts = tuple(
        Doubt(doubt["table"], tuple(map(ref, doubt.get("cells", ()))), doubt["reason"], doubt.get("accepted", False))
        for doubt in case.doubts
    )
    document = Document("text", tuple(map(Paragraph, case.lines)), case.images)
    previous = None if case.previous is None else build(case.previous)
    parts = tuple(map(build, case.parts))
    subject = Subject(Reading(report, document, {}, doubts), previous, parts, _ledger(case.ledger))
    found = RULES.run(subject, edition=report.form, name=report.name)
    return [finding for finding in found if finding.rule == case.rule]


def _ledger(given: dict[str, Any] | None) -> Ledger | None:
    if given is None:
        return None
    reasons = {ref(name): reason for name, reason in given.get("reasons", {}).items()}
    return Ledger(build(given).cells, reasons, msgspec.convert(given.get("typed", []), tuple[TypedOver, ...]))


def build(given: dict[str, Any]) -> AnnualReport:
    """A report without a fault, changed as given.

    ``requests`` fills table 3 by requester and row and adds up every total; ``cells`` then sets single cells by
    ``table.row.column``: a number, ``空``, ``—``, ``?`` for unreadable, ``?3.5`` for unreadable with its print, ``缺``
    for a cell that the report does not have at all.
    """
    organ, year = given.get("organ", "长河县教育局"), given.get("year", 2025)
    form = FORMS[given.get("form", "2021")]
    texts = {1: _ONE, 2: "", 3: "", 4: "", 5: _FIVE, 6: _SIX} | given.get("sections", {})
    titles = {heading.number: heading.title for heading in form.sections} | given.get("titles", {})
    title = given.get("title", f"{organ}{year}年政府信息公开工作年度报告")
    return AnnualReport(
        organ=organ,
        year=year,
        form=form.edition,
        title=title,
        opening=given.get("opening", f"现发布《{title}》，统计数据从{year}年1月1日至12月31日。"),
        sections=tuple(
            Section(number, titles[number], texts[number])
            for number in given.get("order", (1, 2, 3, 4, 5, 6))
            if texts[number] is not None
        ),
        cells=_cells(form.edition, given),
    )


def ref(name: str) -> CellRef:
    """``3.withheld.state_secret.total`` as a cell."""
    table, rest = name.split(".", 1)
    row, column = rest.rsplit(".", 1)
    return CellRef(int(table), row, column)


def _cells(edition: str, given: dict[str, Any]) -> dict[CellRef, Cell]:
    form = FORMS[edition]
    cells = {cell: Cell.number(Decimal(0) if cell.column == "amount" else 0) for cell in form.cells}
    numbers: dict[CellRef, int] = {}
    for requester, rows in given.get("requests", {}).items():
        for row, number in rows.items():
            summed = () if row in ("received", "carried_in", "carried_out") else ("total",)
            for one in (row, *summed):
                for column in (requester, "total"):
                    numbers[CellRef(3, one, column)] = numbers.get(CellRef(3, one, column), 0) + number
    cells |= {cell: Cell.number(number) for cell, number in numbers.items()}
    for name, value in given.get("cells", {}).items():
        cells[ref(name)] = _cell(value)
    return {cell: value for cell, value in cells.items() if value.printed != "缺"}


def _cell(value: int | str) -> Cell:
    if isinstance(value, int):
        return Cell.number(value)
    if value in ("空", "—"):
        return BLANK if value == "空" else NOT_APPLICABLE
    if value == "缺" or value.startswith("?"):
        return Cell(state=CellState.UNREADABLE, printed=value.removeprefix("?"))
    return Cell.number(Decimal(value))
