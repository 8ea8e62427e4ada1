"""How official papers are set (党政机关公文格式, GB/T 9704—2012): page, faces, sizes, pitch."""

from typing import cast

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from gongkai.report.writers.characters import printable

BODY, HEADING, TITLE, TABLE = "仿宋", "黑体", "方正小标宋简体", "宋体"
WESTERN = "Times New Roman"


def set_page(document: Document) -> None:
    """A4 with the type area of 156 mm by 225 mm, and the page number at the foot."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    foot.paragraph_format.first_line_indent = 0
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    foot.add_run("— ")
    foot._p.append(field)
    foot.add_run(" —")
    for run in foot.runs:
        run.font.size = Pt(14)


def set_styles(document: Document, face: str) -> None:
    """Body in 3号 ``face`` at a pitch of 28 pt, title in 2号小标宋, headings in 3号黑体."""
    body = _style(document, "Normal", face, 16)
    body.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    body.paragraph_format.line_spacing = Pt(28)
    body.paragraph_format.space_after = Pt(0)
    body.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    _indent(body, 2)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")
    body.element.get_or_add_rPr().append(language)
    title = _style(document, "Title", TITLE, 22)
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_after = Pt(28)
    title.paragraph_format.line_spacing = Pt(36)
    _indent(title, 0)
    for border in title.element.xpath("w:pPr/w:pBdr"):
        border.getparent().remove(border)
    heading = _style(document, "Heading 1", HEADING, 16)
    heading.paragraph_format.space_before = Pt(0)
    heading.paragraph_format.keep_with_next = True


def _style(document: Document, name: str, font: str, size: int) -> ParagraphStyle:
    """The style of the template in another face; its theme fonts and colours would win over ours and go."""
    style = cast("ParagraphStyle", document.styles[name])
    style.font.size, style.font.bold, style.font.color.rgb = Pt(size), False, RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()
    for script, face in (("ascii", WESTERN), ("hAnsi", WESTERN), ("cs", WESTERN), ("eastAsia", font)):
        fonts.set(qn(f"w:{script}"), face)
    return style


def _indent(style: ParagraphStyle, characters: int) -> None:
    indent = style.element.get_or_add_pPr().get_or_add_ind()
    indent.set(qn("w:firstLineChars"), str(characters * 100))
    indent.set(qn("w:firstLine"), str(characters * 320))


def set_properties(document: Document, title: str, author: str) -> None:
    """Title and author; no dates, so that the same content gives the same file."""
    properties = document.core_properties
    properties.title = printable(title.replace("\n", ""))
    properties.author = properties.last_modified_by = printable(author)
    properties.comments = ""
    properties.language = "zh-CN"
    for date in properties._element.xpath("dcterms:created | dcterms:modified"):
        date.getparent().remove(date)
