"""HTML as Word and WPS export it, and pages with a whole site around the report."""

from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from html import escape
from random import Random

from generator.board import Board
from generator.layouts.html import body_of, official_line, official_table, page, plain, spans
from generator.layouts.model import Layout
from generator.script import Line, Script

_WORD_HEAD = (
    '<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40"><head>'
    '<meta http-equiv=Content-Type content="text/html; charset=gb2312">'
    '<meta name=Generator content="Microsoft Word 15">'
    "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Print</w:View></w:WordDocument></xml><![endif]-->"
    '<style><!-- p.MsoNormal {margin:0cm;font-size:10.5pt;font-family:"等线"} '
    "@page Section1 {size:595.3pt 841.9pt} --></style>"
    "</head><body lang=ZH-CN style='tab-interval:21.0pt'><div class=Section1 style='layout-grid:15.6pt'>"
)


def _word_text(text: str, rng: Random) -> str:
    """Runs as Word makes them: digits in a run of their own with lang=EN-US."""
    runs, run = [], ""
    for character in text:
        if run and run[-1].isdigit() != character.isdigit():
            runs.append(run)
            run = ""
        run += character
    runs.append(run)
    return "".join(
        f"<span lang=EN-US style='font-size:16.0pt'>{plain(r)}</span>"
        if r[:1].isdigit()
        else f"<span style='font-size:16.0pt;font-family:仿宋_GB2312;mso-hansi-font-family:仿宋'>{plain(r)}</span>"
        for r in runs
    )


def _word_line(line: Line, rng: Random) -> str:
    strong = ("<b>", "</b>") if line.level else ("", "")
    empty = "<p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p>\n" if rng.random() < 0.15 else ""
    text = _word_text(line.text, rng)
    return (
        f"{empty}<p class=MsoNormal style='text-indent:32.0pt;mso-char-indent-count:2.0'>{strong[0]}{text}{strong[1]}"
        "<span lang=EN-US><o:p></o:p></span></p>"
    )


def _word_table(board: Board, rng: Random) -> str:
    lines = ["<table class=MsoNormalTable border=1 cellspacing=0 cellpadding=0 style='border-collapse:collapse'>"]
    for row, boxes in enumerate(board.rows()):
        lines.append(f" <tr style='mso-yfti-irow:{row};height:{rng.randint(14, 40)}.{rng.randint(1, 9)}pt'>")
        for box in boxes:
            attributes = spans(box).replace('"', "")
            paragraphs = box.text.split("\n") if box.text else [""]
            inner = "\n  ".join(
                f"<p class=MsoNormal align=center style='text-align:center'>{_word_text(p, rng) if p else ''}"
                "<span lang=EN-US style='font-size:10.5pt'><o:p></o:p></span></p>"
                for p in paragraphs
            )
            style = f"width:{rng.randint(30, 200)}.{rng.randint(1, 9)}pt;border:solid windowtext 1.0pt"
            lines.append(
                f"  <td width={rng.randint(30, 260)}{attributes} valign=center style='{style}'>\n  {inner}\n  </td>"
            )
        lines.append(" </tr>")
    if rng.random() < 0.5:
        lines.append(
            " <![if !supportMisalignedColumns]>\n <tr height=0>"
            + "<td width=49></td>" * board.width
            + "</tr>\n <![endif]>"
        )
    return "\n".join([*lines, "</table>"])


def _word(script: Script, rng: Random) -> bytes:
    return (_WORD_HEAD + body_of(script, rng, _word_line, _word_table) + "</div></body></html>").encode("gb18030")


def _wps_line(line: Line, rng: Random) -> str:
    tag = "h1" if line.level == 1 else "p"
    inner = f'<span class="{rng.choice("abc")}{rng.randint(1, 9)}">{escape(line.text)}</span>'
    return f'<{tag} class="p{rng.randint(0, 18)}">{inner}</{tag}>'


def _wps_table(board: Board, rng: Random) -> str:
    """Nested spans, ``style`` soup, non-breaking blanks, cells of width 0 that only close a grid."""
    rows = []
    for boxes in board.rows():
        cells = []
        for box in boxes:
            inner = "<br/>".join(
                f'<p style="margin-left:0pt;text-align:center"><span class="15"><font face="仿宋">'
                f"<span>{escape(part) if part else '&nbsp;'}</span></font></span></p>"
                for part in (box.text or "").split("\n")
            )
            cells.append(
                f'<td class="et{rng.randint(1, 30)}" {spans(box)} x:str x:num="{rng.randint(1, 99)}">{inner}</td>'
            )
        rows.append(f'<tr height="{rng.randint(18, 48)}">' + "".join(cells) + "</tr>")
    columns = "".join(f'<col width="{rng.randint(30, 120)}"/>' for _ in range(board.width))
    return (
        f'<div><table border="0" width="576"><colgroup>{columns}</colgroup><tbody>'
        + "\n".join(rows)
        + "</tbody></table></div>"
    )


def _wps(script: Script, rng: Random) -> bytes:
    return page(body_of(script, rng, _wps_line, _wps_table))


_NAVIGATION = (
    '<div class="top"><a href="/">首页</a><a href="/zwgk">政务公开</a><a href="/hd">互动交流</a>'
    "<span>今天是2026年1月28日 星期三</span></div>"
    '<ul class="nav"><li><a>一、机构职能</a></li><li><a>二、政策文件</a></li>'
    "<li><a>政府信息公开年报</a></li><li><a>依申请公开</a></li></ul>"
    '<div class="crumb">当前位置：首页 &gt; 政府信息公开 &gt; 政府信息公开年报</div>'
)
_META = (
    '<table class="meta"><tr><td>索引号</td><td>{a}/{year}-{b}</td><td>发布日期</td><td>{next}-01-{day}</td></tr>'
    "<tr><td>发布机构</td><td>{organ}</td><td>浏览次数</td><td>{c}</td></tr></table>"
)
_RELATED = (
    '<div class="related"><h3>相关链接</h3><ul>'
    "<li><a>{organ}{last}年政府信息公开工作年度报告</a><span>{year}-01-{day}</span></li>"
    "<li><a>{before}年政府信息公开工作年度报告</a></li></ul></div>"
    '<div class="share">分享到： 微信 微博 打印 关闭</div>'
)
_FOOTER = (
    '<div class="footer"><p>主办：{organ}　技术支持：信息中心</p>'
    "<p>网站标识码：{a}0001　备案号：0{b}号-1　公网安备 {c}号</p>"
    "<p>您是第 {c} 位访客</p><script>var total = {b}; document.write(1+2);</script></div>"
)


def _chrome(script: Script, rng: Random) -> bytes:
    """A content system's page: navigation, metadata, the report, related links, footer, scripts and comments."""
    year = script.report.year or 2024
    words: dict[str, str | int] = {"organ": script.report.organ or "", "year": year}
    words |= {"next": year + 1, "last": year - 1, "before": year - 2, "day": rng.randint(10, 28)}
    words |= {"a": rng.randint(100000, 999999), "b": rng.randint(10000, 99999), "c": rng.randint(1000, 99999)}
    style = "<style>.a{width:10px}</style><script>if (1 < 2) { var rows = [1,2,3]; }</script><!-- 统计 0 0 0 -->"
    body = body_of(script, rng, official_line, official_table)
    parts = (style, _NAVIGATION, _META, f'<div id="zoom" class="content">{body}</div>', _RELATED, _FOOTER)
    filled = "\n".join(part if part is parts[3] or part is style else part.format(**words) for part in parts)
    return page(filled, title=f"{script.report.title}_{script.report.organ}门户网站")


def _clipboard(script: Script, rng: Random) -> bytes:
    """A fragment without head or body, as pasted into a database field."""
    return body_of(script, rng, official_line, official_table).encode()


def _web_archive(script: Script, rng: Random) -> bytes:
    """What Word saves as a single-file web page, and what is then published under the ending .doc."""
    message = MIMEMultipart("related", boundary="----=_NextPart_01DB.5E0A")
    page_part = MIMEText(_word(script, rng).decode("gb18030"), "html", "utf-8")
    page_part["Content-Location"] = "file:///C:/report.htm"
    message.attach(page_part)
    styles = MIMEText("<xml><o:File HRef='1.png'/></xml>", "xml", "utf-8")
    styles["Content-Location"] = "file:///C:/report.files/filelist.xml"
    message.attach(styles)
    return message.as_bytes()


OFFICE_HTML_LAYOUTS = (
    Layout("html-word", "html", _word),
    Layout("html-wps", "html", _wps),
    Layout("mht", "doc", _web_archive, cost=0.01),
    Layout("html-chrome", "html", _chrome, loose=True),
    Layout("html-fragment", "html", _clipboard),
)
