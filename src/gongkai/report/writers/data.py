"""A report, its findings and a file's result as plain data: the JSON of the command line, and the way back.

The keys are the contract of ``gongkai read`` and ``gongkai audit``. Counts are integers, money is a decimal string
in 万元 as printed, ``null`` is a cell without a number; ``cells`` says which kind each ``null`` is.
"""

import functools
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import msgspec

from gongkai.findings import CellRef, Finding
from gongkai.report.form import FORM_2021, FORMS, Form
from gongkai.report.model import BLANK, AnnualReport, Cell, CellState, Section
from gongkai.report.writers.results import Audited, Failed, Result

if TYPE_CHECKING:
    from gongkai.report.recognise import Doubt, Reading

Data = dict[str, Any]
_Columns = tuple[tuple[str, CellRef], ...]
_Plan = tuple[tuple[str, tuple[tuple[str, _Columns], ...]], ...]


def report_data(source: "Reading | AnnualReport", path: str) -> Data:
    """What ``gongkai read`` prints about one report of the file."""
    if isinstance(source, AnnualReport):
        return {"path": path} | _report(source)
    part = {} if source.part is None else {"part": source.part}
    notes = {"notes": list(source.document.notes), "doubts": [_doubt(doubt) for doubt in source.doubts]}
    return {"path": path} | part | _report(source.report) | notes


def audit_data(audited: Audited) -> Data:
    """What ``gongkai audit`` prints about one report of the file."""
    part = {} if audited.part is None else {"part": audited.part}
    return (
        {"path": audited.path}
        | part
        | {"organ": audited.report.organ, "year": audited.report.year, "form": audited.report.form}
        | {"findings": [finding_data(finding) for finding in audited.findings], "notes": list(audited.notes)}
    )


def result_data(result: Result) -> Data:
    """An audited report, or ``{"path", "error"}`` in the place of a file that could not be read."""
    return {"path": result.path, "error": result.error} if isinstance(result, Failed) else audit_data(result)


def finding_data(finding: Finding) -> Data:
    """One finding; money in ``expected``, ``found`` and ``difference`` is a decimal string like the cells' own."""
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        "where": msgspec.to_builtins(finding.where),
        "expected": _plain(finding.expected),
        "found": _plain(finding.found),
        "difference": _plain(finding.difference),
        "cells": [msgspec.to_builtins(cell) for cell in finding.cells],
        "hint": finding.hint,
        "source": finding.source,
        "fingerprint": finding.fingerprint,
    }


def report_from_data(data: Mapping[str, Any]) -> AnnualReport:
    """The report that :func:`report_data` wrote.

    ``title``, ``opening`` and ``cells`` may be missing, as in data from elsewhere: a ``null`` that nothing explains
    is an unreadable cell. ``KeyError``, ``TypeError`` or ``ValueError`` where the data is not of the contract.
    """
    form = FORMS[data["form"]]
    return AnnualReport(
        organ=data["organ"],
        year=data["year"],
        form=data["form"],
        title=data.get("title", ""),
        opening=data.get("opening", ""),
        sections=tuple(Section(s["number"], s["title"], s["text"]) for s in data["sections"]),
        cells=_numbers(form, data) | _states(data.get("cells", ())),
    )


def in_order(data: Mapping[str, Any]) -> Data:
    """What :func:`report_data` wrote of a report, as a database gives it back, in its first order and of the report alone.

    The same as to make the report of it and to write that, many times faster: for thousands of them.
    """
    tables = {
        table: {row: {column: data[table][row][column] for column, _ in columns} for row, columns in rows}
        for table, rows in _plan(data["form"])
    }
    head = {name: data[name] for name in ("organ", "year", "form", "title", "opening")}
    return {"path": ""} | head | {"sections": data["sections"]} | tables | {"cells": data["cells"]}


def _report(report: AnnualReport) -> Data:
    cells = report.cells
    tables = {
        table: {row: {column: cells.get(ref, BLANK).value for column, ref in columns} for row, columns in rows}
        for table, rows in _plan(report.form)
    }
    for row in _money(report.form):
        tables["table2"][row] = {column: _plain(value) for column, value in tables["table2"][row].items()}
    return {
        "organ": report.organ,
        "year": report.year,
        "form": report.form,
        "title": report.title,
        "opening": report.opening,
        "sections": [{"number": s.number, "title": s.title, "text": s.text} for s in report.sections],
        **tables,
        "cells": [
            {"table": r.table, "row": r.row, "column": r.column, "state": c.state.value, "printed": c.printed}
            for r, c in cells.items()
            if c.value is None
        ],
    }


@functools.cache
def _plan(edition: str) -> _Plan:
    """Tables, rows and columns to print: the contract's, which are the edition of 2021, then the edition's own."""
    rows: dict[str, dict[str, list[tuple[str, CellRef]]]] = {}
    for ref in dict.fromkeys((*FORM_2021.cells, *FORMS[edition].cells)):
        rows.setdefault(f"table{ref.table}", {}).setdefault(ref.row, []).append((ref.column, ref))
    return tuple((table, tuple((row, tuple(columns)) for row, columns in of.items())) for table, of in rows.items())


@functools.cache
def _money(edition: str) -> tuple[str, ...]:
    """The rows of table 2 that hold money, whose decimals JSON numbers would not keep."""
    return tuple(row.key for row in FORMS[edition].table(2).rows if row.amount)


def _numbers(form: Form, tables: Mapping[str, Any]) -> dict[CellRef, Cell]:
    return {
        ref: _number(value)
        for name, row, columns in _rows(form.edition)
        for column, ref in columns
        if (value := tables[name][row][column]) is not None
    }


@functools.cache
def _rows(edition: str) -> tuple[tuple[str, str, _Columns], ...]:
    """The edition's own rows, each with its table and its cells by column."""
    own = frozenset(FORMS[edition].cells)
    rows = ((table, row, columns) for table, of in _plan(edition) for row, columns in of)
    return tuple(
        kept for table, row, cells in rows if (kept := (table, row, tuple(c for c in cells if c[1] in own)))[2]
    )


@functools.lru_cache(maxsize=65536)
def _number(value: int | str) -> Cell:
    return Cell.number(Decimal(value) if isinstance(value, str) else int(value))


class _Tables(msgspec.Struct):
    """What of a report is in its tables, of the JSON that :func:`report_data` wrote; its texts are passed over."""

    organ: str | None
    year: int | None
    form: str
    table2: dict[str, dict[str, int | str | None]]
    table3: dict[str, dict[str, int | str | None]]
    table4: dict[str, dict[str, int | str | None]]
    cells: list[dict[str, Any]] = []


def tables_from_json(text: str) -> AnnualReport:
    """The report that :func:`report_data` wrote, its tables alone: for thousands that are added up.

    ``ValueError`` where the JSON is not of the contract.
    """
    data = msgspec.json.decode(text, type=_Tables)
    form = FORMS[data.form]
    numbers = _numbers(form, {"table2": data.table2, "table3": data.table3, "table4": data.table4})
    return AnnualReport(data.organ, data.year, data.form, "", "", (), numbers | _states(data.cells))


def _states(cells: Iterable[Mapping[str, Any]]) -> dict[CellRef, Cell]:
    return {CellRef(c["table"], c["row"], c["column"]): Cell(None, CellState(c["state"]), c["printed"]) for c in cells}


def _doubt(doubt: "Doubt") -> Data:
    cells = [msgspec.to_builtins(cell) for cell in doubt.cells]
    return {"table": doubt.table, "cells": cells, "reason": doubt.reason, "accepted": doubt.accepted}


def _plain(value: Any) -> Any:
    return f"{value:f}" if isinstance(value, Decimal) else value
