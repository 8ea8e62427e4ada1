"""The kind of a file is told by its content."""

import io
import zipfile

import pytest

from gongkai.report.readers import Unreadable
from gongkai.report.readers.sniff import kind_of

XLS_XML = b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
WORD_XML = b'<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"/>'
UOF = '<?xml version="1.0"?><uof:UOF xmlns:uof="http://schemas.uof.org/cn/2003/uof">{}</uof:UOF>'
MHT = b"From: <Saved by WPS>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"


def _zip(*names: str, mimetype: str = "") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        if mimetype:
            package.writestr(zipfile.ZipInfo("mimetype"), mimetype)  # no time of day: cases are named after their bytes
        for name in names:
            package.writestr(zipfile.ZipInfo(name), "<a/>")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ("一、总体情况\n收到申请 3 件".encode(), "text"),
        ("一、总体情况".encode("gb18030"), "text"),
        ("一、总体情况".encode("utf-16"), "text"),
        ("| 结果<br>维持 | 总计 |\n|---|---|\n| 0 | 0 |\n见 <http://www.gov.cn>".encode(), "text"),
        ('<p align="center">报告</p>\n\n| a | b |\n|---|---|\n| 0 | 0 |'.encode(), "text"),
        (b"<!DOCTYPE html><html></html>", "html"),
        (b"\xef\xbb\xbf  <!-- saved -->\n<HTML><body>", "html"),
        ("<html><body>报告".encode("utf-16"), "html"),
        (b'<?xml version="1.0" encoding="gb2312"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml">', "html"),
        ("## 二、主动公开\n\n<table><tr><td>规章</td></tr></table>".encode(), "html"),
        (MHT, "html"),
        (_zip("[Content_Types].xml", "word/document.xml"), "docx"),
        (_zip("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
        (_zip(mimetype="application/vnd.oasis.opendocument.text"), "doc"),
        (_zip(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "xlsx"),
        (_zip("OFD.xml", "Doc_0/Document.xml"), "ofd"),
        (b"{\\rtf1\\ansi", "doc"),
        (WORD_XML, "doc"),
        (XLS_XML, "xlsx"),
        (UOF.format("<uof:文字处理/>").encode(), "doc"),
        (UOF.format("<uof:电子表格/>").encode(), "xlsx"),
        (b"%PDF-1.7\n", "pdf"),
        (b"\x89PNG\r\n\x1a\n\x00", "image"),
        (b"\xff\xd8\xff\xe0", "image"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "image"),
        (b"MM\x00*", "image"),
        (b"BM\x36\x00\x0c\x00\x00\x00\x00\x00\x36\x00", "image"),
    ],
)
def test_kinds(data: bytes, kind: str) -> None:
    assert kind_of(data) == kind


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"MZ\x90\x00\x03\x00\x00\x00", "Windows 程序"),
        (b"Rar!\x1a\x07\x01\x00", "请先解压"),
        (_zip("2025/report.docx", "2024/report.docx"), "压缩包，内有 2 个文件"),
        (_zip("[Content_Types].xml", "ppt/presentation.xml"), "演示文稿"),
        (b"ID3\x04\x00\x00\x00", "录音"),
        (b"\x00\x00\x00\x18ftypheic", "HEIC"),
        (bytes(range(256)) * 4, "认不出"),
        (b'<?xml version="1.0"?><rss/>', "XML 数据"),
        (_zip("[Content_Types].xml", "word/document.xml")[:60], "不完整"),
    ],
)
def test_what_is_no_report_is_named(data: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        kind_of(data)


def test_a_zip_with_a_password_is_named() -> None:
    data = bytearray(_zip("[Content_Types].xml", "word/document.xml"))
    for marker, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(marker)
        data[at + offset] |= 1
    with pytest.raises(Unreadable, match="密码"):
        kind_of(bytes(data))
