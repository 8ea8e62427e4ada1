"""The annual report as XML, for other systems: a format of our own with a schema, written and read without a loss.

The schema is :data:`SCHEMA` (``exchange.xsd``); its namespace carries the version of the format.
"""

import re
from decimal import Decimal, InvalidOperation
from importlib import resources
from typing import Any

from lxml import etree

from gongkai.findings import CellRef
from gongkai.report.form import FORMS, Form
from gongkai.report.model import AnnualReport, Cell, CellState, Section
from gongkai.report.readers.errors import Unreadable
from gongkai.report.readers.xml import parse

NAMESPACE = "urn:gongkai:annual-report:1"
_N = f"{{{NAMESPACE}}}"
_NAMESPACES: Any = {None: NAMESPACE}
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ADVICE = "请用写出它的系统重新导出，或按格式说明核对"


def schema() -> etree.XMLSchema:
    """The schema, for whoever writes such files."""
    source = resources.files("gongkai.report") / "exchange.xsd"
    return etree.XMLSchema(etree.fromstring(source.read_bytes()))


def to_xml(report: AnnualReport) -> bytes:
    """The report as XML in UTF-8, with the form's labels beside the keys, so that people can read it too."""
    form = report.edition
    root = etree.Element(f"{_N}annualReport", {"form": report.form}, nsmap=_NAMESPACES)
    if report.organ is not None:
        _text(root, "organ", report.organ)
    if report.year is not None:
        _text(root, "year", str(report.year))
    _text(root, "title", report.title)
    _lines(etree.SubElement(root, f"{_N}opening"), report.opening)
    for section in report.sections:
        place = {"number": str(section.number), "title": _fit(section.title)}
        _lines(etree.SubElement(root, f"{_N}section", place), section.text)
    for table in form.tables:
        drawn = etree.SubElement(root, f"{_N}table", {"number": str(table.number)})
        for row in table.rows:
            line = etree.SubElement(drawn, f"{_N}row", {"key": row.key, "label": row.label})
            for column, ref in table.cells_of(row.key).items():
                _cell(line, column, report.cell(ref.table, ref.row, ref.column))
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written


def _fit(text: str) -> str:
    return _UNFIT.sub("", text)


def _text(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, f"{_N}{name}").text = _fit(text)


def _lines(parent: etree._Element, text: str) -> None:
    for line in text.split("\n") if text else ():
        _text(parent, "p", line)


def _cell(line: etree._Element, column: str, cell: Cell) -> None:
    made = etree.SubElement(line, f"{_N}cell", {"column": column})
    if cell.state is CellState.NUMBER:
        made.text = f"{cell.value:f}" if isinstance(cell.value, Decimal) else str(cell.value)
        return
    made.set("state", cell.state.value)
    if cell.printed:
        made.set("printed", _fit(cell.printed))


def from_xml(data: bytes) -> AnnualReport:
    """The report that :func:`to_xml` wrote; :class:`Unreadable` says what is not as the schema wants it."""
    root = parse(data, "年报数据（XML）")
    if root.tag != f"{_N}annualReport":
        raise Unreadable("年报数据（XML）的格式版本不认识", "请升级本程序，或导出第 1 版格式")
    checked = schema()
    if not checked.validate(root):
        faults: Any = checked.error_log  # a list, though its type does not say so
        line = next((fault.line for fault in faults), 1)
        raise Unreadable(f"年报数据（XML）第 {line} 行不符合格式", _ADVICE)
    form = FORMS.get(root.get("form", ""))
    if form is None:
        raise Unreadable(f"年报数据（XML）用的报告格式“{root.get('form')}”不认识", _ADVICE)
    sections = tuple(
        Section(int(at.get("number", "0")), at.get("title", ""), _read_lines(at)) for at in root.iter(f"{_N}section")
    )
    year = root.findtext(f"{_N}year")
    opening = root.find(f"{_N}opening")
    return AnnualReport(
        organ=root.findtext(f"{_N}organ"),
        year=int(year) if year else None,
        form=form.edition,
        title=root.findtext(f"{_N}title") or "",
        opening="" if opening is None else _read_lines(opening),
        sections=sections,
        cells=_read_cells(root, form),
    )


def _read_lines(parent: etree._Element) -> str:
    return "\n".join(line.text or "" for line in parent.iter(f"{_N}p"))


def _read_cells(root: etree._Element, form: Form) -> dict[CellRef, Cell]:
    cells: dict[CellRef, Cell] = {}
    for table in root.iter(f"{_N}table"):
        for row in table.iter(f"{_N}row"):
            for at in row.iter(f"{_N}cell"):
                ref = CellRef(int(table.get("number", "0")), row.get("key", ""), at.get("column", ""))
                if ref not in form.cells or ref in cells:
                    raise Unreadable(f"年报数据（XML）第 {at.sourceline} 行不是格式里的一格，或者重复", _ADVICE)
                cells[ref] = _read_cell(at, money=form.table(ref.table).row(ref.row).amount)
    return cells


def _read_cell(at: etree._Element, *, money: bool) -> Cell:
    state = CellState(at.get("state", CellState.NUMBER))
    if state is not CellState.NUMBER:
        return Cell(None, state, at.get("printed", ""))
    try:
        return Cell.number(Decimal(at.text or "") if money else int(at.text or ""))
    except (InvalidOperation, ValueError):
        raise Unreadable(f"年报数据（XML）第 {at.sourceline} 行不是数", _ADVICE) from None
