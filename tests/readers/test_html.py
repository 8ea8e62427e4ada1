"""Web pages as bodies publish them, and as Word, WPS and browsers save them."""

import base64
import quopri

import pytest

from gongkai.report.document import Grid
from gongkai.report.readers import Unreadable, html
from readers.shown import shown


def _read(markup: str) -> list[str | list[list[str]]]:
    return shown(html.read(markup.encode()))


def test_paragraphs_and_headings_in_reading_order() -> None:
    page = "<h1>报告</h1>前<p>一<b>体</b>成</p>后<div>块<p>内</p>尾<br>断</div><h2>一、<span>总体情况</span></h2>"
    assert _read(page) == ["#报告", "前", "一体成", "后", "块", "内", "尾", "断", "##一、总体情况"]


def test_line_breaks_of_the_source_are_no_spaces_between_chinese_characters() -> None:
    assert _read("<p>政府信息\r\n   公开 工作\nIPv6\n改造</p>") == ["政府信息公开 工作 IPv6 改造"]


def test_what_a_page_does_not_show_is_left_out() -> None:
    page = (
        "<head><title>某网</title><style>p{}</style></head><nav>首页</nav><script>var a='<p>x</p>'</script>"
        "<p style='DISPLAY: none'>藏</p><p hidden>藏</p><p>见<select><option>选</select><!-- 注 --></p>"
        "<![if !supportMisalignedColumns]><p>也见</p><![endif]>"
    )
    assert _read(page) == ["见", "也见"]


def test_a_form_around_the_whole_page_is_no_reason_to_drop_it() -> None:
    assert _read("<form id=aspnetForm><p>正文</p></form>") == ["正文"]


def test_tables_that_a_script_shows_later_are_read() -> None:
    page = "<div style='display:none'><table><tr><td>a</td><td>1</td></tr></table></div>"
    assert _read(page) == [[["a", "1"]]]
    assert _read(page + "<table><tr><td>b</td><td>2</td></tr></table>") == [[["b", "2"]]]


def test_spans_become_positions() -> None:
    page = (
        "<table><tr><td rowspan=2>甲</td><td colspan=2>乙</td></tr><tr><td>1</td><td></td></tr>"
        "<tr><th>丙</th><td>2</td><td>3</td></tr></table>"
    )
    assert _read(page) == [[["甲", "乙", "<"], ["^", "1", ""], ["丙", "2", "3"]]]


@pytest.mark.parametrize(
    ("table", "grid"),
    [
        ("<tr><td rowspan=0>a<td>1<tr><td>2<tr><td>3", [["a", "1"], ["^", "2"], ["^", "3"]]),
        ("<tr><td rowspan=9>a<td>1<tr><td>2", [["a", "1"], ["^", "2"]]),
        ("<tr><td colspan=100000000>a<tr><td>1<td>2<td>3", [["a", "<", "<"], ["1", "2", "3"]]),
        ("<tr><td>a<td rowspan=2>b<tr><td colspan=3>c<td>d", [["a", "b", "."], ["c", "^", "d"]]),
        ("<tbody><tr><td rowspan=2>a<td>1</tbody><tbody><tr><td>b<td>2</tbody>", [["a", "1"], ["b", "2"]]),
        ("<tr><td colspan='2px' rowspan=x>a<tr><td>1<td colspan=-3>2", [["a", "<"], ["1", "2"]]),
    ],
    ids=["to-the-end", "past-the-end", "endless", "overlapping", "groups", "not-numbers"],
)
def test_spans_that_no_browser_refuses(table: str, grid: list[list[str]]) -> None:
    assert _read(f"<table>{table}</table>") == [grid]


def test_a_cell_keeps_its_line_breaks_and_its_place() -> None:
    document = html.read("<table><tr><td>结果<br>维持</td><td><p>总</p><p> 计　数 </p></td></tr></table>".encode())
    (grid,) = document.blocks
    assert isinstance(grid, Grid)
    assert [cell.text for cell in grid.cells] == ["结果\n维持", "总\n计 数"]
    assert (grid.cells[1].place.row, grid.cells[1].place.column, grid.exact) == (0, 1, True)


def test_layout_tables_are_unwrapped() -> None:
    long = "坚持以公开为常态、不公开为例外。" * 12
    data = "<table><tr><td>规章</td><td>0</td></tr></table>"
    page = (
        f"<table><tr><td>首页</td><td>导航</td></tr><tr><td colspan=2>标题</td></tr>"
        f"<tr><td colspan=2><p>{long}</p>{data}<h2>三、处理</h2></td></tr><tr><td>主办：某办</td><td>电话</td></tr></table>"
    )
    assert _read(page) == [
        [["首页", "导航"], ["标题", "<"]],
        long,
        [["规章", "0"]],
        "##三、处理",
        [["主办：某办", "电话"]],
    ]


def test_a_table_of_one_column_is_text() -> None:
    assert _read("<table><tr><td>标题</td></tr><tr><td>正文</td></tr></table>") == ["标题", "正文"]


def test_two_reports_side_by_side_come_one_after_the_other() -> None:
    side = "<p>{0}</p><table><tr><td>规章</td><td>{0}</td></tr></table>"
    page = f"<table><tr><td>{side.format(1)}</td><td>{side.format(2)}</td></tr></table>"
    assert _read(page) == ["1", [["规章", "1"]], "2", [["规章", "2"]]]


def test_a_long_remark_beside_figures_does_not_break_their_row() -> None:
    remark = "说明" * 100
    row = f"<tr><td>规章</td><td>1</td><td>2</td><td>3</td><td>{remark}</td></tr>"
    assert _read(f"<table>{row}<tr><td>文件</td><td>4</td><td>5</td><td>6</td><td></td></tr></table>") == [
        [["规章", "1", "2", "3", remark], ["文件", "4", "5", "6", ""]]
    ]


def test_headings_across_a_table_are_text() -> None:
    page = (
        "<table><tr><td colspan=3>某县2025年政府信息公开工作年度报告</td></tr>"
        "<tr><td colspan=3>二、主动公开政府信息情况</td></tr><tr><td colspan=3>第二十条第（一）项</td></tr>"
        "<tr><td>规章</td><td>0</td><td>1</td></tr></table>"
    )
    assert _read(page) == [
        "某县2025年政府信息公开工作年度报告",
        "二、主动公开政府信息情况",
        [["第二十条第（一）项", "<", "<"], ["规章", "0", "1"]],
    ]


def test_word_markup() -> None:
    page = (
        "<html xmlns:o='urn:schemas-microsoft-com:office:office'><body lang=ZH-CN><div class=WordSection1>"
        "<p class=MsoNormal><span style='font-family:仿宋'>收到申请<span lang=EN-US>3<o:p></o:p></span>件</span></p>"
        "<table class=MsoTableGrid><tr style='mso-yfti-irow:0'><td width=72><p class=MsoNormal><span lang=EN-US>0<o:p>"
        "</o:p></span></p></td><td><p class=MsoNormal><o:p>&nbsp;</o:p></p></td></tr></table></div></body></html>"
    )
    assert _read(page) == ["收到申请3件", [["0", ""]]]


def test_font_tags_that_are_never_closed_lose_nothing() -> None:
    page = "".join(f"<p><font size=3><b>第{n}段" for n in range(700))
    assert _read(page) == [f"第{n}段" for n in range(700)]


def test_markdown_around_html_tables_keeps_its_lines() -> None:
    page = "一、总体情况\n收到 3 件\n\n<table><tr><td>规章</td><td>0</td></tr></table>\n二、主动公开"
    assert _read(page) == ["一、总体情况", "收到 3 件", [["规章", "0"]], "二、主动公开"]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-16", "big5"])
@pytest.mark.parametrize("declared", ["", "gb2312", "utf-8"])
def test_encodings_whatever_is_declared(encoding: str, declared: str) -> None:
    if encoding == "big5":
        declared = "big5"
    text = "政府信息公開工作年度報告" if encoding == "big5" else "政府信息公开工作年度报告㐂" * 3
    meta = f"<meta charset={declared}>" if declared else ""
    assert shown(html.read(f"<html>{meta}<p>{text}</p>".encode(encoding))) == [text]


@pytest.mark.parametrize("transfer", ["quoted-printable", "base64", "8bit"])
def test_mhtml(transfer: str) -> None:
    page = "<html><p>政府信息公开</p><table><tr><td>规章</td><td>0</td></tr></table></html>".encode("gb2312")
    body = {"quoted-printable": quopri.encodestring, "base64": base64.encodebytes, "8bit": bytes}[transfer](page)
    data = (
        b"From: <Saved by Microsoft Internet Explorer 11>\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--=_Part_0"\r\n\r\n'
        b'----=_Part_0\r\nContent-Type: text/html;\r\n\tcharset="gb2312"\r\nContent-Transfer-Encoding: '
        + transfer.encode()
        + b"\r\n\r\n"
        + body
        + b"\r\n----=_Part_0\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n"
        b"----=_Part_0--\r\n"
    )
    assert shown(html.read(data)) == ["政府信息公开", [["规章", "0"]]]


def test_pictures_are_counted() -> None:
    page = (
        b"<nav><img src=0.gif></nav><p>a</p><img src=1.jpg><p><IMG src=2.jpg width=640></p><img width=16px src=3.gif>"
    )
    assert html.read(page).images == 2


def test_a_page_too_deep_to_be_read_whole_is_refused() -> None:
    with pytest.raises(Unreadable, match="嵌套过深"):
        html.read(b"<html><body>" + b"<div>" * 20_000 + b"x")
    with pytest.raises(Unreadable, match="层层嵌套"):
        html.read(b"<table><tr><td>" * 200 + b"x")
