"""A letter's wording set as a Word template in the form of official papers (GB/T 9704—2012)."""

import functools
import io

import docx
from docx.document import Document
from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from gongkai.letters.package import Package
from gongkai.letters.wordings import Wording, wordings
from gongkai.report.writers.docx import official

BODY = "仿宋_GB2312"
FALLBACKS = {
    BODY: "仿宋;FangSong;STFangsong;方正仿宋_GBK",
    official.TITLE: "方正小标宋_GBK;小标宋;宋体;SimSun",
    official.HEADING: "SimHei",
}
"""Face → what Word takes where the face is not installed (``w:altName``)."""
_SIGNED = 15
"""Characters from the left edge at which the box of signature and date begins; the line has 28."""
_WIDTHS = {2: (46, 110), 5: (13, 55, 36, 34, 18)}
"""Number of columns → their widths in mm, 156 together."""


@functools.cache
def template(kind: str) -> bytes:
    """The letter's template as a Word file: the same bytes every time. Raises ``KeyError`` for an unknown letter."""
    wording = wordings()[kind]
    document = docx.Document()
    official.set_page(document)
    official.set_styles(document, BODY)
    official.set_properties(document, wording.title, "")
    _no_gaps_around_digits(document)
    document.add_paragraph(style="Title").add_run(_title(wording))
    if wording.to:
        _plain(document, "「文书编号」", WD_ALIGN_PARAGRAPH.CENTER).paragraph_format.space_after = Pt(14)
        _plain(document, wording.to, WD_ALIGN_PARAGRAPH.LEFT)
    for words in wording.body:
        document.add_paragraph(words)
    if wording.rows:
        _table(document, (wording.head, *wording.rows) if wording.head else wording.rows, head=bool(wording.head))
    for words in wording.after:
        document.add_paragraph(words)
    if wording.to or not wording.rows:
        _signature(document)
    if wording.form:
        document.add_page_break()  # type: ignore[no-untyped-call]
        caption = _plain(document, wording.form.caption, WD_ALIGN_PARAGRAPH.CENTER)
        caption.style = document.styles["Heading 1"]
        caption.paragraph_format.space_after = Pt(14)
        _table(document, wording.form.rows, head=False)
    return _saved(document)


def _no_gaps_around_digits(document: Document) -> None:
    """Official papers write 2026年3月2日 without the gaps that Word puts around digits and letters."""
    properties = document.styles["Normal"].element.get_or_add_pPr()
    gaps = parse_xml(f'<w:p {nsdecls("w")}><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/></w:p>')
    properties.find(qn("w:spacing")).addprevious(gaps[0])
    properties.find(qn("w:spacing")).addprevious(gaps[0])


def _title(wording: Wording) -> str:
    return f"「机关名称」\n{wording.title}" if wording.to else wording.title


def _plain(document: Document, words: str, side: WD_ALIGN_PARAGRAPH) -> Paragraph:
    paragraph = document.add_paragraph(words)
    paragraph.alignment = side
    _indent(paragraph, firstLine=0)
    return paragraph


def _indent(paragraph: Paragraph, **characters: int) -> None:
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
    for side, count in characters.items():
        indent.set(qn(f"w:{side}Chars"), str(count * 100))
        indent.set(qn(f"w:{side}"), str(count * 320))


def _signature(document: Document) -> None:
    """Organ and date, one centred above the other at the right, kept together with what stands before."""
    for before in document.paragraphs[-2:]:
        before.paragraph_format.keep_with_next = True
    for n, words in enumerate(("「机关名称」", "「落款日期」")):
        paragraph = _plain(document, words, WD_ALIGN_PARAGRAPH.CENTER)
        _indent(paragraph, firstLine=0, left=_SIGNED)
        paragraph.paragraph_format.space_before = Pt(0 if n else 56)
        paragraph.paragraph_format.keep_with_next = not n


def _table(document: Document, rows: tuple[tuple[str, ...], ...], *, head: bool) -> None:
    table = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    widths = _WIDTHS[len(rows[0])]
    for n, words in enumerate(rows):
        _row(table, words, widths, centred=head and n == 0)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)


def _row(table: Table, words: tuple[str, ...], widths: tuple[int, ...], *, centred: bool) -> None:
    row = table.add_row()  # type: ignore[no-untyped-call]
    row.height, row.height_rule = Mm(11), WD_ROW_HEIGHT_RULE.AT_LEAST
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    if centred:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell, text, width in zip(row.cells, words, widths, strict=True):
        cell.width = Mm(width)
        cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:vAlign {nsdecls("w")} w:val="center"/>'))
        paragraph = cell.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT
        paragraph.paragraph_format.line_spacing = Pt(22)
        _indent(paragraph, firstLine=0)
        paragraph.add_run(text).font.size = Pt(14)


def _saved(document: Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return _with_fallbacks(Package(file.getvalue())).to_bytes()


def _with_fallbacks(package: Package) -> Package:
    """The font table names what to take where a face is not installed."""
    fonts = "".join(
        f'<w:font w:name="{face}"><w:altName w:val="{others}"/><w:charset w:val="86"/></w:font>'
        for face, others in FALLBACKS.items()
    )
    root = package.part("word/fontTable.xml")
    if root is not None:
        for font in parse_xml(f"<w:fonts {nsdecls('w')}>{fonts}</w:fonts>"):
            root.append(font)
    return package
