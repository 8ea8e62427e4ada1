"""What is found in files, seen and unseen, and what the command line says of it."""

import datetime as dt
import io
import json
from pathlib import Path

import docx
import openpyxl
import pikepdf
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from cli.program import call
from gongkai.scan import check
from gongkai.scan.files import passages_of_file

ON = dt.date(2026, 1, 5)
IDENTITY = "11010519491231002X"


def word() -> bytes:
    """A Word file with a number in each of the places that people forget."""
    document = docx.Document()
    document.core_properties.author = "某经办人"
    line = document.add_paragraph("关于发放补贴的公示，认真布署。")
    document.add_comment(line.runs[0], text=f"这户是{IDENTITY}")
    hidden = document.add_paragraph("").add_run(f"隐藏{IDENTITY}")
    hidden.font.hidden = True
    document.sections[0].header.paragraphs[0].text = f"页眉{IDENTITY}"
    document.element.body.insert(
        1,
        parse_xml(
            f"<w:p {nsdecls('w')}><w:del w:id='9' w:author='x'><w:r><w:delText>删去{IDENTITY}</w:delText></w:r></w:del></w:p>"
        ),
    )
    return saved(document)


def saved(made: "docx.document.Document | openpyxl.Workbook | pikepdf.Pdf") -> bytes:
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "名单"
    sheet.append(["姓名", "村", "金额", "身份证号"])
    for number in range(1, 4):
        sheet.append([f"甲{number}", "某村", 100 * number, IDENTITY if number == 2 else ""])
    sheet.column_dimensions["D"].hidden = True
    sheet.append(["乙", "某村", 100, ""])
    sheet.row_dimensions[5].hidden = True
    away = book.create_sheet("底稿")
    away.append(["电话", "13812345678"])
    away.sheet_state = "hidden"
    return saved(book)


def pdf() -> bytes:
    made = pikepdf.new()
    made.add_blank_page(page_size=(300, 300))
    made.Root.Lang = pikepdf.String("zh-CN")
    page = made.pages[0]
    page.Annots = pikepdf.Array(
        [
            made.make_indirect(
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 10, 10],
                    Contents=pikepdf.String(f"批注{IDENTITY}"),
                )
            )
        ]
    )  # fmt: skip
    page.Contents = made.make_stream(b"BT /F1 12 Tf 20 200 Td (Tel 13812345678 notice) Tj ET")
    page.Resources = pikepdf.Dictionary(
        Font=pikepdf.Dictionary(
            F1=pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        )
    )
    made.docinfo["/Author"] = "某经办人"
    return saved(made)


def places(data: bytes, rule: str) -> list[str]:
    passages, notes = passages_of_file(data)
    return [finding.where.place for finding in check(passages, ON, "x", notes=notes).findings if finding.rule == rule]


def test_a_word_file_is_searched_where_nobody_looks() -> None:
    assert set(places(word(), "P1")) == {"批注", "隐藏的文字", "页眉页脚", "修订中删去的文字"}
    assert set(places(word(), "U1")) == {"批注", "隐藏的文字", "修订中删去的文字"}
    assert places(word(), "U2") == ["文件属性（作者）", "文件属性（备注）"]
    assert places(word(), "W4") == ["正文"]


def test_a_workbook_is_searched_to_its_hidden_columns_rows_and_sheets() -> None:
    assert places(workbook(), "P1") == ["工作表“名单”隐藏的行、列，第3行"]
    assert places(workbook(), "P3") == ["隐藏的工作表“底稿”第1行"]
    assert len(places(workbook(), "U1")) == 2


def test_a_pdf_is_searched_with_its_notes_and_properties() -> None:
    assert places(pdf(), "P3") == ["第1页"]
    assert places(pdf(), "P1") == ["第1页的批注"]
    assert places(pdf(), "U2") == ["文件属性（作者）"]


def test_a_page_is_searched_behind_its_style() -> None:
    page = "<html><body><p>正文</p><div style='display: none'><a href='http://x.cn'>六合彩</a></div><!-- 13812345678 --></body></html>"
    assert places(page.encode(), "W5") == ["网页里隐藏的内容"]
    assert places(page.encode(), "P3") == ["网页源代码的注释"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("scan")
    (made / "名单.xlsx").write_bytes(workbook())
    (made / "好.txt").write_text("各单位要认真部署。", "utf-8")
    (made / "坏.docx").write_bytes(b"PK\x03\x04 broken")
    (made / "词.yaml").write_text(
        "{name: 本单位词表, rule: W6, version: '1', date: 2026-01-05, source: 县政府办, severity: error, words: {部署: 安排}}",
        "utf-8",
    )
    return made


def test_the_command_line_keeps_its_contract(folder: Path) -> None:
    done = call("scan", "名单.xlsx", "好.txt", "坏.docx", "--format", "json", cwd=folder)
    listed, good, broken = map(json.loads, done.stdout.splitlines())
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert listed["findings"][0]["where"]["place"] == "工作表“名单”隐藏的行、列，第3行"
    assert "19491231" not in done.stdout
    assert good["findings"] == []
    assert broken["error"]
    assert call("scan", "好.txt", "--words", "词.yaml", cwd=folder).returncode == 1
