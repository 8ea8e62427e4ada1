"""A letter set as PDF without LibreOffice: paragraphs and tables of the Word file in the form of official papers."""

import io
from collections.abc import Iterator
from html import escape

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from gongkai.letters.faces import BIAO, FANG, HEI, SONG
from gongkai.report.readers.errors import NotInstalled

_SIDES = {
    WD_ALIGN_PARAGRAPH.CENTER: "center",
    WD_ALIGN_PARAGRAPH.RIGHT: "right",
    WD_ALIGN_PARAGRAPH.LEFT: "left",
}


def _stack(*names: str) -> str:
    return ", ".join(f'"{name}"' for name in names) + ", serif"


STYLE = f"""
@page {{ size: A4; margin: 37mm 26mm 35mm 28mm;
  @bottom-right {{ content: "— " counter(page) " —"; font: 14pt {_stack(*SONG)}; }} }}
body {{ font: 16pt/28pt {_stack("仿宋_GB2312", *FANG, *SONG)}; margin: 0; }}
p {{ margin: 0; text-align: justify; text-indent: 2em; overflow-wrap: anywhere; }}
h1 {{ font: 22pt/36pt {_stack("方正小标宋简体", *BIAO, *SONG)}; text-align: center; margin: 0 0 28pt; }}
h2 {{ font: 16pt/28pt {_stack("黑体", *HEI)}; margin: 0; }}
table {{ border-collapse: collapse; width: 100%; font-size: 14pt; line-height: 22pt; }}
td {{ border: 0.5pt solid; padding: 3mm 2mm; vertical-align: middle; }}
td p {{ text-indent: 0; text-align: left; }}
.break {{ break-before: page; }}
"""


def pdf_of(letter: bytes) -> bytes:
    """The PDF; :class:`NotInstalled` where WeasyPrint or the Pango library is not there."""
    try:
        import weasyprint  # a part that a machine with LibreOffice does without
    except (ImportError, OSError):
        raise NotInstalled(
            "没有排版 PDF 的软件", "请安装 LibreOffice（libreoffice-writer），或 weasyprint 和 libpango"
        ) from None
    made = weasyprint.HTML(string=html_of(letter), url_fetcher=_nothing).write_pdf()
    return bytes(made)


def _nothing(url: str, *_: object, **__: object) -> dict[str, object]:
    raise ValueError(f"文书不得引用外部资源：{url}")


def html_of(letter: bytes) -> str:
    """The letter's body as a page of HTML."""
    document = docx.Document(io.BytesIO(letter))
    parts = "".join(
        _paragraph(part) if isinstance(part, Paragraph) else _table(part) for part in document.iter_inner_content()
    )
    title = escape(document.core_properties.title or "文书")
    return f'<!doctype html><html lang="zh-CN"><title>{title}</title><style>{STYLE}</style><body>{parts}</body></html>'


def _paragraph(paragraph: Paragraph) -> str:
    words = "<br>".join(escape(line) for line in paragraph.text.split("\n"))
    name = (paragraph.style.name if paragraph.style else "") or ""
    pages = paragraph._p.findall(f".//{qn('w:br')}[@{qn('w:type')}='page']")
    if pages:
        return '<p class="break"></p>'
    if name in ("Title", "Heading 1"):
        return f"<h1>{words}</h1>" if name == "Title" else f"<h2>{words}</h2>"
    return f'<p style="{"; ".join(_look(paragraph))}">{words or "&nbsp;"}</p>'


def _look(paragraph: Paragraph) -> Iterator[str]:
    """What the paragraph itself says of its sides and distances."""
    if paragraph.alignment in _SIDES:
        yield f"text-align: {_SIDES[paragraph.alignment]}"
    shape = paragraph.paragraph_format
    if shape.first_line_indent is not None:
        yield f"text-indent: {shape.first_line_indent.pt:g}pt"
    if shape.left_indent is not None:
        yield f"margin-left: {shape.left_indent.pt:g}pt"
    if shape.space_before is not None:
        yield f"margin-top: {shape.space_before.pt:g}pt"
    if shape.space_after is not None:
        yield f"margin-bottom: {shape.space_after.pt:g}pt"
    if shape.keep_with_next:
        yield "break-after: avoid"


def _table(table: Table) -> str:
    rows = (
        "".join(f"<td>{''.join(map(_paragraph, cell.paragraphs))}</td>" for cell in row.cells) for row in table.rows
    )
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
