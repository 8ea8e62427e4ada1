"""A document → the readings of the annual reports in it."""

from collections.abc import Sequence

from gongkai.findings import CellRef
from gongkai.report.document import Block, Document, Grid, Paragraph, Place
from gongkai.report.form import FORM_2019, FORM_2021, Form
from gongkai.report.model import AnnualReport, Cell, Section
from gongkai.report.recognise.headings import announced, find_title
from gongkai.report.recognise.prose import without_table
from gongkai.report.recognise.reading import Doubt, NotAReport, Reading
from gongkai.report.recognise.sections import Part, split, unwrap, without_footer
from gongkai.report.recognise.tables import Blanks, TableReading, read_table
from gongkai.text.widths import skeleton

_ONLY_2019 = frozenset(
    map(skeleton, ("本年新制作数量", "本年新公开数量", "对外公开总数量", "上一年项目数量", "政府集中采购"))
)
_FIRST_YEAR = 2019
"""The first year that was reported in sections with the three tables."""
_TITLES = {heading.number: heading.title for heading in FORM_2021.sections}


def recognise(document: Document) -> tuple[Reading, ...]:
    """The annual reports in the document, in reading order; :class:`NotAReport` where there is none."""
    readings = [_reading(parts, document) for parts in split(list(unwrap(document.blocks)))]
    found = [reading for reading in readings if _is_report(reading)]
    if not found:
        raise NotAReport(
            "文件可以读，但里面没有找到政府信息公开工作年度报告的章节和表格",
            "请确认是 2019 年及以后格式的年度报告全文（2019 年以前的旧格式没有这三张表）",
        )
    if len(found) == 1:
        return (found[0],)
    return tuple(
        Reading(reading.report, document, reading.places, reading.doubts, number)
        for number, reading in enumerate(found, 1)
    )


def _is_report(reading: Reading) -> bool:
    report = reading.report
    old = report.year is not None and report.year < _FIRST_YEAR
    return (len(report.sections) >= 3 and not old) or any(cell.value is not None for cell in report.cells.values())


def _reading(parts: list[Part], document: Document) -> Reading:
    form = _edition(parts)
    everything = [block for part in parts for block in part.blocks]
    tables: dict[int, TableReading] = {}
    for number in (3, 2, 4):
        blanks = tables[3].blanks if tables else Blanks.UNKNOWN
        own = next((part.blocks for part in parts if part.number == number), None)
        reading = read_table(number, own, form, blanks) if own else None
        if reading is None or reading.span is None:
            reading = read_table(number, everything, form, blanks)
            reading.span = None
        tables[number] = reading
    head = [block for block in parts[0].blocks if isinstance(block, Paragraph)]
    title, organ, year, opening = _title(head)
    sections = tuple(_section(part, tables, last=part is parts[-1]) for part in parts[1:])
    if document.kind == "xlsx":  # what stands beside something else in a sheet has no order
        sections = tuple(sorted(sections, key=lambda section: section.number))
    cells: dict[CellRef, Cell] = {}
    places: dict[CellRef, Place] = {}
    doubts: list[Doubt] = []
    for number in (2, 3, 4):
        cells.update(tables[number].cells)
        places.update(tables[number].places)
        doubts.extend(tables[number].doubts)
    report = AnnualReport(organ, year, form.edition, title, opening, sections, {ref: cells[ref] for ref in form.cells})
    return Reading(report, document, places, _merged(doubts))


def _merged(doubts: list[Doubt]) -> tuple[Doubt, ...]:
    """One doubt for all cells that were deduced in the same way."""
    merged: dict[tuple[int, str], list[CellRef]] = {}
    for doubt in doubts:
        if doubt.accepted:
            merged.setdefault((doubt.table, doubt.reason), []).extend(doubt.cells)
    accepted = [Doubt(table, tuple(cells), reason, accepted=True) for (table, reason), cells in merged.items()]
    return (*(doubt for doubt in doubts if not doubt.accepted), *accepted)


def _edition(parts: Sequence[Part]) -> Form:
    """The edition, by the columns of table 2, where the trial form differs most."""
    for part in parts:
        if part.number in (0, 2):
            for block in part.blocks:
                texts = [cell.text for cell in block.cells] if isinstance(block, Grid) else block.text.split()
                if any(text and skeleton(text) in _ONLY_2019 for text in texts if len(text) < 16):
                    return FORM_2019
    return FORM_2021


def _title(head: list[Paragraph]) -> tuple[str, str | None, int | None, str]:
    title = find_title(head)
    opening = "\n".join(paragraph.text for paragraph in (head[title.last + 1 :] if title else head))
    organ, year = announced(opening)
    if title is None:
        return "", organ, year, opening
    return title.text, title.organ or _line_before(head, title.first) or organ, title.year or year, opening


_BODY_ENDS = (
    "政府",
    "办公室",
    "局",
    "委员会",
    "厅",
    "处",
    "院",
    "会",
    "校",
    "中心",
    "镇",
    "乡",
    "街道",
    "街道办事处",
    "办",
    "所",
    "队",
    "站",
    "区",
    "县",
    "市",
    "省",
    "大学",
    "学院",
    "部",
    "署",
    "行",
)


def _line_before(head: list[Paragraph], title: int) -> str | None:
    """The body where it stands in a line of its own above a title that does not name it."""
    if title == 0:
        return None
    text = head[title - 1].text.strip("*# ")
    return "".join(text.split()) if len(text) <= 40 and text.endswith(_BODY_ENDS) else None


def _section(part: Part, tables: dict[int, TableReading], last: bool) -> Section:
    blocks: list[Block] = without_footer(part.blocks) if last else part.blocks
    if part.number in tables:
        blocks = without_table(blocks, tables[part.number].span)
    lines = [_text(block) for block in blocks]
    return Section(part.number, part.title or _TITLES[part.number], "\n".join(line for line in lines if line))


def _text(block: Block) -> str:
    if isinstance(block, Paragraph):
        return block.text.strip()
    rows: dict[int, list[str]] = {}
    for cell in block.cells:
        if cell.text.strip():
            rows.setdefault(cell.row, []).append(" ".join(cell.text.split()))
    return "\n".join(" ".join(row) for row in rows.values())
