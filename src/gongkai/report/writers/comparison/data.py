"""A comparison as plain data: the JSON of ``gongkai compare``."""

from decimal import Decimal
from typing import Any

from gongkai.report.compare import Change, Comparison, Passage, SectionChange
from gongkai.report.model import AnnualReport, Cell

Data = dict[str, Any]


def comparison_data(comparison: Comparison) -> Data:
    """Both reports by name, the measure of reuse, every figure, every section.

    ``percent`` is of the figure before, to one decimal, ``null`` where that is 0 or no number. Money and percentages
    are decimal strings. A figure's ``state`` tells a blank from a cell that the edition has not (``null``).
    """
    return {
        "before": _report(comparison.before),
        "after": _report(comparison.after),
        "reuse": round(comparison.reuse, 4),
        "figures": [_figure(change) for change in comparison.changes],
        "sections": [_section(section) for section in comparison.sections],
    }


def _report(report: AnnualReport) -> Data:
    return {"organ": report.organ, "year": report.year, "form": report.form, "title": report.title}


def _figure(change: Change) -> Data:
    ref = change.ref
    return {
        "table": ref.table,
        "row": ref.row,
        "column": ref.column,
        "before": _value(change.before),
        "after": _value(change.after),
        "before_state": _state(change.before),
        "after_state": _state(change.after),
        "difference": _plain(change.difference),
        "percent": _plain(change.percent),
    }


def _section(section: SectionChange) -> Data:
    passages = [_passage(passage) for passage in section.passages]
    return {"number": section.number, "before": section.before, "after": section.after, "passages": passages}


def _passage(passage: Passage) -> Data:
    pieces = [{"kind": piece.kind.value, "text": piece.text} for piece in passage.pieces]
    return {"kind": passage.kind.value, "before": passage.before, "after": passage.after, "pieces": pieces}


def _value(cell: Cell | None) -> int | str | None:
    return _plain(cell.value) if cell else None


def _state(cell: Cell | None) -> str | None:
    return cell.state.value if cell else None


def _plain(value: int | Decimal | None) -> int | str | None:
    return f"{value:f}" if isinstance(value, Decimal) else value
