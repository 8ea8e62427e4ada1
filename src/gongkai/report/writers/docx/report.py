"""The report as a Word file in the official form, set as official papers are (GB/T 9704)."""

import io
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from gongkai.report.model import AnnualReport
from gongkai.report.writers.characters import printable
from gongkai.report.writers.docx import official
from gongkai.report.writers.layout import Box, Layout, text_of
from gongkai.report.writers.outline import Heading, Text, Title, outline

_WIDTH = 8845
"""The width of the type area, 156 mm, in twentieths of a point."""
_STUBS = {2: (3000,), 3: (760, 1160, 2935), 4: ()}
"""The widths of the first columns of each table, in twentieths of a point; the rest share what is left."""


def write_report(report: AnnualReport) -> bytes:
    """The Word file: A4, headings as headings, tables with the form's spans, the page number at the foot."""
    document = docx.Document()
    official.set_page(document)
    official.set_styles(document, official.BODY)
    official.set_properties(document, report.title, report.organ or "")
    for part in outline(report):
        match part:
            case Title(text):
                _lines(document.add_paragraph(style="Title"), text)
            case Heading():
                document.add_paragraph(printable(part.text), style="Heading 1")
            case Text(_, text):
                document.add_paragraph(printable(text))
            case Layout():
                _add_table(document, part, report)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _lines(paragraph: Paragraph, text: str) -> None:
    for n, line in enumerate(printable(text).split("\n")):
        run = paragraph.add_run()
        if n:
            run.add_break()
        run.add_text(line)


def _add_table(document: Document, drawn: Layout, report: AnnualReport) -> None:
    body = document.element.body
    body.insert_element_before(parse_xml(_table_xml(drawn, report)), "w:sectPr")
    gap = document.add_paragraph()  # Word joins a table to one that follows it directly
    gap.paragraph_format.line_spacing = Pt(14)


def _table_xml(drawn: Layout, report: AnnualReport) -> str:
    stubs = _STUBS[drawn.number]
    rest = (_WIDTH - sum(stubs)) // (drawn.width - len(stubs))
    widths = [*stubs, *[rest] * (drawn.width - len(stubs))]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = "".join(_row_xml(line, drawn, report, widths) for line in range(len(drawn.rows)))
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = "".join(f'<w:{side} w:w="60" w:type="dxa"/>' for side in ("left", "right"))
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{_WIDTH}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _row_xml(line: int, drawn: Layout, report: AnnualReport, widths: list[int]) -> str:
    """A row of the table; a box that reaches down from above stands in it again as the continuation of a merge."""
    here = sorted((b for b in drawn.boxes if b.row <= line < b.row + b.rowspan), key=lambda box: box.column)
    cells = "".join(_cell_xml(box, line, report, sum(widths[box.column : box.column + box.colspan])) for box in here)
    repeated = "<w:tblHeader/>" if line < drawn.head else ""
    height = '<w:trHeight w:val="360" w:hRule="atLeast"/>'
    return f'<w:tr><w:trPr><w:cantSplit/>{height}{repeated}<w:jc w:val="center"/></w:trPr>{cells}</w:tr>'


def _cell_xml(box: Box, line: int, report: AnnualReport, width: int) -> str:
    span = f'<w:gridSpan w:val="{box.colspan}"/>' if box.colspan > 1 else ""
    first = line == box.row
    merge = ('<w:vMerge w:val="restart"/>' if first else "<w:vMerge/>") if box.rowspan > 1 else ""
    text = escape(printable(text_of(box, report))) if first else ""
    run = f'<w:r><w:rPr>{_FACE}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    side = "left" if box.scope == "row" and box.column else "center"
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:spacing w:line="280" w:lineRule="atLeast"/><w:ind w:firstLineChars="0" w:firstLine="0"/>'
        f'<w:jc w:val="{side}"/></w:pPr>{run}</w:p></w:tc>'
    )


_FACE = f'<w:rFonts w:eastAsia="{official.TABLE}"/><w:sz w:val="20"/><w:szCs w:val="20"/>'
