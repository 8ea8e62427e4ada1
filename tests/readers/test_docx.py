"""Word documents: what Word shows, and where it is stored."""

import io
import re
import zipfile
from collections.abc import Callable

import docx as python_docx
import pytest
from docx.oxml.ns import nsdecls

from gongkai.report.document import Grid, Place
from gongkai.report.readers import Unreadable, docx
from readers.shown import shown

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def package(body: str, change: Callable[[str, bytes], bytes | None] | None = None) -> bytes:
    """A real package of python-docx with this body; ``change`` may alter or drop (``None``) its parts."""
    stream, source = io.BytesIO(), io.BytesIO()
    python_docx.Document().save(source)
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part: bytes | None = old.read(name)
            if name == "word/document.xml":
                part = f"<w:document {NAMES}><w:body>{body}</w:body></w:document>".encode()
            part = change(name, part or b"") if change else part
            if part is not None:
                new.writestr(name, part)
    return stream.getvalue()


def p(text: str, properties: str = "") -> str:
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def tbl(*rows: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def _read(body: str) -> list[str | list[list[str]]]:
    return shown(docx.read(package(body)))


def test_paragraphs_headings_and_tables_in_order() -> None:
    document = python_docx.Document()
    document.add_heading("某县2025年政府信息公开工作年度报告", 0)
    document.add_heading("一、总体情况", 1)
    document.add_paragraph("收到 申请\t3 件")
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(1, 1).text = "规章", "0"
    stream = io.BytesIO()
    document.save(stream)
    assert shown(docx.read(stream.getvalue())) == [
        "#某县2025年政府信息公开工作年度报告",
        "#一、总体情况",
        "收到 申请\t3 件",
        [["规章", ""], ["", "0"]],
    ]


def test_merged_cells() -> None:
    body = tbl(
        tc("甲", '<w:vMerge w:val="restart"/>') + tc("乙", '<w:gridSpan w:val="2"/>'),
        tc("", "<w:vMerge/>") + tc("1") + tc("2"),
        f'<w:trPr><w:gridBefore w:val="1"/></w:trPr>{tc("3")}{tc("4")}',
    )
    assert _read(body) == [[["甲", "乙", "<"], ["^", "1", "2"], [".", "3", "4"]]]


def test_places_are_those_of_the_walk() -> None:
    inner = tbl(tc("内1") + tc("内2"))
    body = (
        p("零")
        + f"<w:sdt><w:sdtContent>{p('一')}{tbl(tc('a') + tc('b'))}</w:sdtContent></w:sdt>"
        + f"<w:tbl><w:tr>{tc('x')}<w:sdt><w:sdtContent>{tc('y')}</w:sdtContent></w:sdt></w:tr></w:tbl>"
        + tbl(f"<w:tc><w:tcPr/>{p('框')}{inner}{p('尾')}</w:tc>")
    )
    data = package(body)
    stored = list(docx.walk(python_docx.Document(io.BytesIO(data)).element.body))
    blocks = docx.read(data).blocks
    assert [block.place.block for block in blocks] == [0, 1, 2, 3, 4, 4, 4]
    grid = blocks[3]
    assert isinstance(grid, Grid)
    place = grid.cells[1].place
    cell = list(docx.cells(list(docx.rows(stored[place.block or 0]))[place.row or 0]))[place.column or 0]
    assert [text.text for text in cell.iter("{*}t")] == ["y"]
    nested = blocks[5]
    assert isinstance(nested, Grid)
    assert {cell.place for cell in nested.cells} == {Place(block=4, row=0, column=0)}


def test_revisions_hidden_text_and_fields() -> None:
    run = "<w:r>{}<w:t>{}</w:t></w:r>"
    body = (
        f'<w:p><w:ins w:id="1">{run.format("", "新")}</w:ins>'
        f'<w:del w:id="2"><w:r><w:delText>旧</w:delText></w:r></w:del>'
        f'<w:moveFrom w:id="3">{run.format("", "移走")}</w:moveFrom>'
        f"{run.format('<w:rPr><w:vanish/></w:rPr>', '隐藏')}"
        '<w:r><w:instrText>PAGE</w:instrText></w:r><w:fldSimple w:instr="SUM(LEFT)"><w:r><w:t>7</w:t></w:r>'
        "</w:fldSimple><w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink></w:p>"
        + tbl(tc("规章") + tc("0"), f"<w:trPr><w:del w:id='4'/></w:trPr>{tc('废')}{tc('9')}", tc("文件") + tc("1"))
    )
    document = docx.read(package(body))
    assert shown(document) == ["新7链接", [["规章", "0"], ["文件", "1"]]]
    assert document.notes == ("文档带有修订痕迹，已按“接受所有修订”读取",)
    grid = document.blocks[1]
    assert isinstance(grid, Grid)
    assert grid.cells[2].place.row == 2


def test_text_boxes_are_read_once() -> None:
    content = f"<w:txbxContent>{p('报告标题')}</w:txbxContent>"
    box = (
        f"<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{content}</wps:txbx></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
        "</w:r><w:r><w:t>正文</w:t></w:r></w:p>"
    )
    assert _read(box) == ["正文", "报告标题"]


def test_automatic_numbers_are_written_out() -> None:
    level = '<w:lvl w:ilvl="{}"><w:start w:val="1"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'
    levels = (
        level.format(0, "chineseCountingThousand", "%1、")
        + level.format(1, "chineseCounting", "（%2）")
        + level.format(2, "decimal", "%3.")
    )
    numbering = (
        f'<w:numbering {nsdecls("w")}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    number = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr>'
    body = (
        p("总体情况", number.format(0))
        + p("主动公开情况", number.format(1))
        + p("依申请公开情况", number.format(1))
        + p("处理情况", number.format(0))
        + tbl(f"<w:tc><w:tcPr/>{p('属于国家秘密', number.format(2))}</w:tc>" + tc("0"))
        + p("监督", number.format(1))
    )
    data = package(body, lambda name, part: numbering.encode() if name == "word/numbering.xml" else part)
    assert shown(docx.read(data)) == [
        "一、总体情况",
        "（一）主动公开情况",
        "（二）依申请公开情况",
        "二、处理情况",
        [["1.属于国家秘密", "0"]],
        "（一）监督",
    ]


def test_a_list_of_contents_is_no_text() -> None:
    style = '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style></w:styles>'

    def add(name: str, part: bytes) -> bytes:
        return part.replace(b"</w:styles>", style.encode()) if name == "word/styles.xml" else part

    body = p("一、总体情况\t1", '<w:pStyle w:val="TOC1"/>') + p("一、总体情况")
    assert shown(docx.read(package(body, add))) == ["一、总体情况"]


def test_levels_from_styles_and_outline() -> None:
    body = p("二级", '<w:pStyle w:val="Heading2"/>') + p("三级", '<w:outlineLvl w:val="2"/>')
    assert _read(body + p("正文", '<w:outlineLvl w:val="9"/>')) == ["##二级", "###三级", "正文"]


def test_strict_documents_are_read() -> None:
    def strict(name: str, part: bytes) -> bytes:
        return part.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        )

    assert shown(docx.read(package(p("报告"), strict))) == ["报告"]


def test_the_main_part_may_have_another_name() -> None:
    def rename(name: str, part: bytes) -> bytes:
        return part.replace(b"word/document.xml", b"word/document2.xml") if name == "_rels/.rels" else part

    data = package(p("报告"), rename)
    source, stream = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(stream, "w") as new:
        for name in source.namelist():
            new.writestr(re.sub(r"document\.xml", "document2.xml", name), source.read(name))
    assert shown(docx.read(stream.getvalue())) == ["报告"]


@pytest.mark.parametrize(
    ("part", "content", "said"),
    [
        ("word/document.xml", None, "缺少正文"),
        ("word/document.xml", b"<w:document", "已损坏"),
        ("word/document.xml", b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>", "XML 实体"),
        ("word/document.xml", b"<a/>", "没有正文"),
        ("word/styles.xml", b"<!DOCTYPE a [<!ENTITY x 'y'>]><a/>", "XML 实体"),
    ],
)
def test_damage_is_named(part: str, content: bytes | None, said: str) -> None:
    data = package(p("报告"), lambda name, old: content if name == part else old)
    with pytest.raises(Unreadable, match=said):
        docx.read(data)


def test_styles_may_be_missing() -> None:
    gone = ("word/styles.xml", "word/numbering.xml", "word/_rels/document.xml.rels")
    data = package(p("报告"), lambda name, part: None if name in gone else part)
    assert shown(docx.read(data)) == ["报告"]


def test_pictures_are_counted() -> None:
    blip = '<a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/>'
    picture = f"<w:p><w:r><w:drawing>{blip}</w:drawing></w:r></w:p>"
    assert docx.read(package(p("报告") + picture)).images == 1
    with pytest.raises(Unreadable, match="只有图片"):
        docx.read(package(picture))
