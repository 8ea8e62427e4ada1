"""Workbooks of all ages: values as printed, merged cells, text between the tables."""

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from gongkai.report.document import Grid, Place
from gongkai.report.readers import Unreadable, xlsx
from readers.shown import shown

Write = Callable[[xlsxwriter.Workbook, xlsxwriter.worksheet.Worksheet], None]
Rows = list[list[str | int | None]]


def book(write: Write) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as workbook:
        write(workbook, workbook.add_worksheet("年报"))
    return stream.getvalue()


def sheet(rows: Rows) -> bytes:
    return book(
        lambda _, s: [s.write(r, c, v) for r, row in enumerate(rows) for c, v in enumerate(row) if v is not None]
    )


def altered(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    source, stream = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in source.namelist():
            new.writestr(name, change(source.read(name)) if name == part else source.read(name))
    return stream.getvalue()


def converted(data: bytes, to: str, folder: Path) -> bytes:
    if not shutil.which("soffice"):
        pytest.skip("未安装 LibreOffice")
    source = folder / "source.xlsx"
    source.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", to, "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return source.with_suffix(f".{to}").read_bytes()


def values(workbook: xlsxwriter.Workbook, s: xlsxwriter.worksheet.Worksheet) -> None:
    s.write_row(0, 0, ["名称", "值", "注"])
    s.write_row(1, 0, ["整数", 12345678901234, 3.0])
    s.write_row(2, 0, ["小数", 1271.38998, 0.1 + 0.2])
    s.write_row(3, 0, ["文字", "０12", " 多行\n 文字  空格 "])
    s.write(4, 0, "真假")
    s.write_boolean(4, 1, True)
    s.write_formula(5, 0, "=1/0", None, "#DIV/0!")
    s.write_formula(5, 1, "=B2+1", None, 7.5)
    date = workbook.add_format({"num_format": 'yyyy"年"m"月"d"日"'})
    s.write_number(6, 0, 46022, date)
    s.write_number(6, 1, 46022 + 8.5 / 24, workbook.add_format({"num_format": "yyyy-mm-dd hh:mm"}))
    s.write_rich_string(6, 2, "富", workbook.add_format({"bold": True}), "文本")


VALUES = [
    ["名称", "值", "注"],
    ["整数", "12345678901234", "3"],
    ["小数", "1271.38998", "0.3"],
    ["文字", "０12", "多行\n文字 空格"],
    ["真假", "TRUE", ""],
    ["#DIV/0!", "7.5", ""],
    ["2025-12-31", "2025-12-31 08:30", "富文本"],
]


def test_values_as_printed() -> None:
    assert shown(xlsx.read(book(values))) == [VALUES]


@pytest.fixture(scope="module")
def xls(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return converted(book(values), "xls", tmp_path_factory.mktemp("xls"))


def test_xls(xls: bytes) -> None:
    assert shown(xlsx.read(xls)) == [VALUES]


def test_a_broken_old_workbook_is_refused(xls: bytes) -> None:
    start = xls.index(b"\x09\x08")
    with pytest.raises(Unreadable, match="旧版 Excel 工作簿已损坏"):
        xlsx.read(xls[:start] + b"\xff" * 60 + xls[start + 60 :])


def ods(rows: str, *others: tuple[str, str]) -> bytes:
    spaces = (
        'xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:t="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:x="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", f'<o:d {spaces}><t:table t:name="表">{rows}</t:table></o:d>')
        for name, content in others:
            package.writestr(name, content)
    return stream.getvalue()


def test_ods() -> None:
    cell = "<t:table-cell {}>{}</t:table-cell>"
    number = 'o:value-type="float" o:value="{}"'
    rows = (
        "<t:table-header-rows><t:table-row>"
        + cell.format('t:number-columns-spanned="2" t:number-rows-spanned="1"', "<x:p>项<x:span>目</x:span></x:p>")
        + '<t:covered-table-cell/></t:table-row></t:table-header-rows><t:table-row t:number-rows-repeated="2">'
        + cell.format(number.format("1271.38998"), "<x:p>1,271.39</x:p>")
        + cell.format(number.format("3"), "<x:p>3</x:p>")
        + '</t:table-row><t:table-row t:number-rows-repeated="1048570"><t:table-cell t:number-columns-repeated="16384"/>'
        + "</t:table-row>"
    )
    assert shown(xlsx.read(ods(rows))) == ["项目", [["1271.38998", "3"], ["1271.38998", "3"]]]


def test_an_encrypted_ods_is_told() -> None:
    manifest = (
        '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:encryption-data/></m:manifest>'
    )
    with pytest.raises(Unreadable, match="加了密码"):
        xlsx.read(ods("", ("META-INF/manifest.xml", manifest)))


def test_xml_tables_through_libreoffice(tmp_path: Path) -> None:
    data = sheet([["规章", 0, 1], ["文件", 2, 3]])
    assert shown(xlsx.read(converted(data, "fods", tmp_path))) == [[["规章", "0", "1"], ["文件", "2", "3"]]]


def test_merged_cells_and_places() -> None:
    def write(_: xlsxwriter.Workbook, s: xlsxwriter.worksheet.Worksheet) -> None:
        s.merge_range("B3:B4", "甲")
        s.merge_range("C3:D3", "乙")
        s.write_row(3, 2, [1, 2])

    document = xlsx.read(book(write))
    assert shown(document) == [[["甲", "乙", "<"], ["^", "1", "2"]]]
    (grid,) = document.blocks
    assert isinstance(grid, Grid)
    assert grid.exact
    assert grid.cells[-1].place == Place(sheet="年报", block=0, row=3, column=3)


def test_a_report_written_in_a_sheet() -> None:
    long = "坚持以公开为常态、不公开为例外。" * 6

    def write(_: xlsxwriter.Workbook, s: xlsxwriter.worksheet.Worksheet) -> None:
        s.merge_range("A1:D1", "某县2025年政府信息公开工作年度报告")
        s.merge_range("A2:D2", long)
        s.write("A3", "一、总体情况")
        s.write("A4", "（一）主动公开情况")
        s.write("A5", long)
        s.write("A6", "二、主动公开政府信息情况")
        s.merge_range("A7:D7", "第二十条第（一）项")
        s.write_row("A8", ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"])
        s.write("A9", "规章")
        s.write_row("A10", ["行政规范性文件", 1, 2, 3])
        s.write("A11", "三、收到和处理政府信息公开申请情况")
        s.write_row("A12", ["申请人情况", "自然人", "总计"])
        s.write_row("A13", ["一、本年新收", 3, 3])
        s.write("A14", "四、结转下年度继续办理")
        s.write("A16", "六、其他需要报告的事项")
        s.write("A17", "本年未收取信息处理费。")

    assert shown(xlsx.read(book(write))) == [
        "某县2025年政府信息公开工作年度报告",
        long,
        "一、总体情况",
        "（一）主动公开情况",
        long,
        "二、主动公开政府信息情况",
        [
            ["第二十条第（一）项", "<", "<", "<"],
            ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
            ["规章", "", "", ""],
            ["行政规范性文件", "1", "2", "3"],
        ],
        "三、收到和处理政府信息公开申请情况",
        [
            ["申请人情况", "自然人", "总计", ""],
            ["一、本年新收", "3", "3", ""],
            ["四、结转下年度继续办理", "", "", ""],
        ],
        "六、其他需要报告的事项",
        "本年未收取信息处理费。",
    ]


def test_tables_side_by_side_are_cut_apart_but_no_table_is() -> None:
    side: Rows = [["项目", "数"], ["规章", 1], ["文件", 2]]
    beside: Rows = [[*left, None, *left] for left in side]
    assert shown(xlsx.read(sheet(beside))) == [[["项目", "数"], ["规章", "1"], ["文件", "2"]]] * 2
    spaced: Rows = [[row[0], None, row[1], 5] for row in side]
    assert shown(xlsx.read(sheet(spaced))) == [
        [["项目", "", "数", "5"], ["规章", "", "1", "5"], ["文件", "", "2", "5"]]
    ]


def test_hidden_sheets_are_left_out() -> None:
    def write(workbook: xlsxwriter.Workbook, s: xlsxwriter.worksheet.Worksheet) -> None:
        s.write_row(0, 0, ["规章", 1])
        hidden = workbook.add_worksheet("字典")
        hidden.write_row(0, 0, ["a", 1])
        hidden.hide()

    assert shown(xlsx.read(book(write))) == [[["规章", "1"]]]


def test_formulas_without_results_are_told() -> None:
    data = book(lambda _, s: (s.write_row(0, 0, ["规章", 1]), s.write_formula(0, 2, "=B1")))
    data = altered(data, "xl/worksheets/sheet1.xml", lambda part: part.replace(b"<v>0</v>", b""))
    assert xlsx.read(data).notes == ("有 1 个公式没有保存计算结果，读作空白；请用 Excel 或 WPS 打开、保存后再试",)


def test_cells_without_references() -> None:
    row = b'<sheetData><row><c t="inlineStr"><is><t>a</t></is></c><c><v>1</v></c></row><row><c/><c><v>2</v></c></row></sheetData>'
    space = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%s</worksheet>' % row
    data = altered(sheet([[1]]), "xl/worksheets/sheet1.xml", lambda _: space)
    assert shown(xlsx.read(data)) == [[["a", "1"], ["", "2"]]]


def test_a_value_in_the_last_cell_of_a_sheet_is_refused() -> None:
    data = book(lambda _, s: (s.write(0, 0, "规章"), s.write(1_048_575, 16_383, 1)))
    with pytest.raises(Unreadable, match="工作表“年报”从第 1 行用到第 1048576 行、共 16384 列"):
        xlsx.read(data)


def test_cells_repeated_without_end_are_refused() -> None:
    cell = '<t:table-cell t:number-columns-repeated="16384"><x:p>1</x:p></t:table-cell>'
    with pytest.raises(Unreadable, match="重复的单元格过多"):
        xlsx.read(ods(f'<t:table-row t:number-rows-repeated="1048576">{cell}</t:table-row>'))


def test_a_blank_row_that_is_labelled_like_a_heading_stays_in_its_table() -> None:
    def write(_: xlsxwriter.Workbook, s: xlsxwriter.worksheet.Worksheet) -> None:
        for row, label in enumerate(("一、本年新收申请数量", "二、上年结转申请数量")):
            s.merge_range(row, 0, row, 1, label)
        s.write_row(0, 2, [5, 5])
        s.write_row(2, 0, ["三、结果", "（一）予以公开"])

    (table,) = xlsx.read(book(write)).blocks
    assert isinstance(table, Grid)
    assert [cell.text for cell in table.cells if cell.row == 1] == ["二、上年结转申请数量", "", ""]
