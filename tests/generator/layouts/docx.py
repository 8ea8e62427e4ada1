"""Word files: merged cells as Word stores them, tables cut at a page, text boxes around the report."""

import copy
import io
from html import escape
from random import Random

import docx
from docx.document import Document
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement

from generator.board import Board, Box
from generator.layouts.model import Layout
from generator.script import Line, Script

_PAGE_WIDTH = 8600
_WIDTHS = {10: (500, 900, 2400, 700, 700, 700, 700, 700, 600, 700)}
"""In twentieths of a point; together no wider than the page, or a printer would cut columns off."""


def _saved(document: Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _write_line(document: Document, line: Line, rng: Random) -> None:
    if line.level and rng.random() < 0.5:
        document.add_heading(line.text, min(line.level, 3))
        return
    paragraph = document.add_paragraph()
    at = rng.randrange(len(line.text)) if line.text else 0
    paragraph.add_run(line.text[:at]).bold = bool(line.level)
    paragraph.add_run(line.text[at:])


def _write_table(document: Document, board: Board) -> BaseOxmlElement:
    """The table as Word stores it: ``gridSpan`` across, ``vMerge`` down; at the end of the document."""
    rows = "".join(_row(board, row) for row in range(board.height))
    widths = _WIDTHS.get(board.width, (_PAGE_WIDTH // board.width,) * board.width)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    borders = '<w:tblPr><w:tblStyle w:val="TableGrid"/></w:tblPr>'
    table = parse_xml(f"<w:tbl {nsdecls('w')}>{borders}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>")
    document.element.body.insert_element_before(table, "w:sectPr")
    return table


def _row(board: Board, row: int) -> str:
    cells, column = "", 0
    covering = {box.column: box for box in board.boxes if box.row <= row < box.row + box.rowspan}
    while column < board.width:
        box = covering.get(column)
        cells += _cell(box, row) if box else "<w:tc><w:p/></w:tc>"
        column += box.colspan if box else 1
    return f"<w:tr>{cells}</w:tr>"


def _cell(box: Box, row: int) -> str:
    span = f'<w:gridSpan w:val="{box.colspan}"/>' if box.colspan > 1 else ""
    if box.rowspan > 1:
        span += '<w:vMerge w:val="restart"/>' if row == box.row else "<w:vMerge/>"
    pieces = box.text.split("\n") if row == box.row else [""]
    text = "".join(f'<w:p><w:r><w:t xml:space="preserve">{escape(piece)}</w:t></w:r></w:p>' for piece in pieces)
    return f"<w:tc><w:tcPr>{span}</w:tcPr>{text}</w:tc>"


def _document(script: Script, rng: Random, cut: bool = False) -> Document:
    document = docx.Document()
    for block in script.blocks:
        if isinstance(block, Line):
            _write_line(document, block, rng)
        elif cut and block.number == 3:
            _write_cut(document, block, rng)
        else:
            _write_table(document, block)
    return document


def _write_cut(document: Document, board: Board, rng: Random) -> None:
    upper, lower = board.split(rng.randint(board.heads + 2, board.height - 3))
    _write_table(document, upper)
    if rng.random() < 0.6:
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    else:
        document.add_paragraph()
    _write_table(document, lower.below(board.head()) if rng.random() < 0.7 else lower)


def render_docx(script: Script, rng: Random) -> bytes:
    """The report as a plain Word file."""
    return _saved(_document(script, rng))


def _cut(script: Script, rng: Random) -> bytes:
    return _saved(_document(script, rng, cut=True))


def _text_box(script: Script, rng: Random) -> bytes:
    """Title and opening stand in a text box that is stored twice, for new and old versions of Word."""
    document = _document(script, rng)
    body = document.element.body
    first = body[0]
    inner = copy.deepcopy(first)
    body.remove(first)
    box = parse_xml(
        f'<w:p {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><w:r><mc:AlternateContent>'
        '<mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx><w:txbxContent/></wps:txbx></wps:wsp></w:drawing>'
        "</mc:Choice>"
        "<mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent/></v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    for content in box.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}txbxContent"):
        content.append(copy.deepcopy(inner))
    body.insert(0, box)
    return _saved(document)


def _framed(script: Script, rng: Random) -> bytes:
    """Header and footer with other figures; the tables stand in the cell of a one-cell table."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = f"{script.report.organ} 2019 年 1 月"
    document.sections[0].footer.paragraphs[0].text = "第 3 页 共 12 页"
    for block in script.blocks:
        if isinstance(block, Line):
            _write_line(document, block, rng)
        else:
            frame = document.add_table(1, 1).cell(0, 0)._tc
            frame.insert(len(frame) - 1, _write_table(document, block))
    return _saved(document)


DOCX_LAYOUTS = (
    Layout("docx", "docx", render_docx, cost=0.05),
    Layout("docx-cut", "docx", _cut, cost=0.05),
    Layout("docx-text-box", "docx", _text_box, cost=0.05),
    Layout("docx-framed", "docx", _framed, cost=0.05),
)
