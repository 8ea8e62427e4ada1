"""Files as offices have them, each with one secret in many places that people do not look at."""

import io
import shutil
import subprocess
from pathlib import Path

import docx
import openpyxl
import pikepdf
import pypdfium2
import xlsxwriter
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm
from pikepdf import Array, Dictionary, Name
from PIL import Image

from gongkai.report.readers import office

SECRET, PHONE, IDENTITY = "测试人丙", "13800000000", "110101199003070003"
_PAGE = f"""<html><meta charset="utf-8"><style>body{{font:16px 'Noto Serif CJK SC'}} div{{position:relative}}
i{{position:absolute;left:0;top:0;width:400px;height:30px;background:#000}}</style>
<h1>关于某项目的情况</h1><p>联系人{SECRET}，电话{PHONE[:3]} {PHONE[3:7]} {PHONE[7:]}，其余内容可以公开。</p>
<p style="color:#fff">白纸上的白字甲乙丙丁</p><div><p>被黑框盖住的戊己庚辛</p><i></i></div>
<p style="page-break-before:always">第二页：{SECRET}的意见。身份证{IDENTITY}。</p></html>"""


def from_chromium(folder: Path) -> bytes:
    """A PDF as a browser prints it: Chinese in Type 3 fonts, a structure tree, white and covered text."""
    page, made = folder / "page.html", folder / "page.pdf"
    page.write_text(_PAGE, "utf-8")
    program = shutil.which("chromium") or shutil.which("google-chrome") or "chromium"
    options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}"]
    command = [program, *options, "--no-pdf-header-footer", f"--print-to-pdf={made}", page.as_uri()]
    subprocess.run(command, capture_output=True, check=True, timeout=60)
    return made.read_bytes()


def word() -> bytes:
    """A Word file with changes, comments, hidden text, properties, a cropped picture, a linked object."""
    document = docx.Document()
    document.core_properties.author, document.core_properties.title = SECRET, f"{SECRET}的材料"
    line = document.add_paragraph("联系人测试")
    line.add_run("人").bold = True
    line.add_run(f"丙，电话{PHONE}，其余可以公开。")
    document.add_comment(line.runs[0], text=f"{SECRET}要求保密", author=SECRET)
    hidden = document.add_paragraph("看得见的一句。").add_run(f"{SECRET}隐藏的一句")
    hidden.font.hidden = True
    change = (
        f'<w:p {nsdecls("w")}><w:r><w:t>保留</w:t></w:r><w:del w:id="9" w:author="{SECRET}" w:date="2026-01-01T00:00:00Z"><w:r>'
        f'<w:delText>删去的{SECRET}</w:delText></w:r></w:del><w:ins w:id="10" w:author="{SECRET}"><w:r><w:t>新加的话</w:t></w:r></w:ins></w:p>'
    )
    document.element.body.insert(1, parse_xml(change))
    document.sections[0].header.paragraphs[0].text = f"内部：{SECRET}"
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "身份证", IDENTITY
    picture = document.add_picture(io.BytesIO(photo()), width=Mm(20))
    fill = picture._inline.graphic.graphicData.pic.blipFill
    fill.insert(1, parse_xml(f'<a:srcRect {nsdecls("a")} l="50000"/>'))
    picture._inline.docPr.set("descr", SECRET)
    file = io.BytesIO()
    document.save(file)
    return with_parts(file.getvalue(), {"customXml/item9.xml": f"<x>{SECRET}</x>", "word/embeddings/a.xlsx": SECRET})


def with_parts(data: bytes, parts: dict[str, str | bytes]) -> bytes:
    """An office file with more parts."""
    import zipfile

    file = io.BytesIO(data)
    with zipfile.ZipFile(file, "a") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def photo() -> bytes:
    """A picture, its left half red and its right half blue, whose properties tell a name."""
    picture = Image.new("RGB", (80, 40), "red")
    picture.paste("blue", (40, 0, 80, 40))
    exif = Image.Exif()
    exif[0x010E] = SECRET.encode("utf-8").decode("latin-1")
    file = io.BytesIO()
    picture.save(file, "JPEG", exif=exif, quality=95)
    return file.getvalue()


def sheet() -> bytes:
    """A workbook with hidden rows, columns and a sheet, a comment, formulas, numbers that are secret, white letters."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.set_properties({"author": SECRET})
    open_ = book.add_worksheet("名单")
    for row, values in enumerate(
        (["姓名", "电话", "金额", "备注"], [SECRET, int(PHONE), 100, "可以公开"], ["测试人丁", "", 200, ""])
    ):
        open_.write_row(row, 0, values)
    open_.write_row(3, 0, [f"{SECRET}隐藏行"])
    open_.set_row(3, None, None, {"hidden": True})
    open_.write(0, 4, f"{SECRET}隐藏列")
    open_.set_column(4, 4, None, None, {"hidden": True})
    open_.write_formula(4, 2, "=SUM(C2:C3)", None, 300)
    open_.write(5, 0, f"{SECRET}白字", book.add_format({"font_color": "#FFFFFF"}))
    open_.write_comment(1, 2, f"{SECRET}说明")
    open_.merge_range(6, 0, 6, 3, "合计说明")
    open_.set_header(f"&C{SECRET}")
    book.define_name("秘密", "=名单!$A$1")
    shut = book.add_worksheet("底稿")
    shut.write(0, 0, SECRET)
    shut.hide()
    book.close()
    return file.getvalue()


def from_libreoffice() -> bytes:
    """The PDF that LibreOffice makes of the visible part of a Word file."""
    document = docx.Document()
    document.add_heading("情况说明", 1)
    document.add_paragraph(f"联系人{SECRET}，电话{PHONE}，其余可以公开。")
    document.core_properties.author = SECRET
    file = io.BytesIO()
    document.save(file)
    return office.convert(file.getvalue(), "pdf")


def laden(data: bytes) -> bytes:
    """A PDF with everything that a PDF may hide: attachment, notes, form field, layer, XMP, script, earlier version."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        with pdf.open_metadata() as meta:
            meta["dc:title"] = SECRET
        pdf.docinfo["/Author"] = SECRET
        pdf.attachments["附件.txt"] = pikepdf.AttachedFileSpec(pdf, SECRET.encode(), filename=f"{SECRET}.txt")
        page = pdf.pages[0]
        note = Dictionary(
            Type=Name.Annot, Subtype=Name.Text, Rect=Array([10, 10, 30, 30]), Contents=pikepdf.String(SECRET)
        )
        field = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T=pikepdf.String("f"),
            V=pikepdf.String(SECRET),
            Rect=Array([50, 10, 200, 30]),
        )
        page.Annots = pdf.make_indirect(Array([pdf.make_indirect(note), pdf.make_indirect(field)]))
        pdf.Root.AcroForm = Dictionary(Fields=Array([page.Annots[1]]))
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=pikepdf.String("秘密层")))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer]), Order=Array([layer])))
        page.Resources.Properties = Dictionary(MC0=layer)
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        page.Resources.Font = page.Resources.get("/Font", Dictionary())
        page.Resources.Font.Fx = pdf.make_indirect(font)
        page.contents_add(b"/OC /MC0 BDC BT /Fx 12 Tf 50 300 Td (LAYERED-SECRET) Tj ET EMC")
        page.contents_add(b"BT /Fx 12 Tf 9000 300 Td (OUTSIDE-SECRET) Tj ET")
        page.contents_add(b"BT /Fx 12 Tf 3 Tr 50 320 Td (UNSEEN-SECRET) Tj 0 Tr ET")
        pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=pikepdf.String(f"app.alert('{SECRET}')"))
        file = io.BytesIO()
        pdf.save(file)
    changed = pypdfium2.PdfDocument(file.getvalue())
    changed[0].set_rotation(0)
    again = io.BytesIO()
    changed.save(again, flags=pypdfium2.raw.FPDF_INCREMENTAL)
    changed.close()
    return again.getvalue()


def opened(data: bytes) -> openpyxl.Workbook:
    """A workbook to look into."""
    return openpyxl.load_workbook(io.BytesIO(data))
