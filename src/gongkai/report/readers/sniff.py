"""What kind of file the bytes are, by content; a file's ending says nothing reliable.

Files saved under a wrong ending are common: web pages as ``.doc`` and ``.xls``, Word documents as ``.wps``, text as
anything. A zip is told by its members, an OLE container by its streams, XML by its root.
"""

import re

from gongkai.report.readers.errors import Unreadable
from gongkai.report.readers.mhtml import is_mhtml

_ADVICE = "请给出报告的 TXT、HTML、DOCX、XLSX、PDF 或 OFD 文件"
_HEAD = 4096
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF87a", "image"),
    (b"GIF89a", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"{\\rtf", "doc"),
)
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_HTML_START = re.compile(
    r"\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*|<!\[[^>]*>\s*)*<(?:!doctype\s+html|html|head|body|meta|title|base|link|style|"
    r"script|frameset|table|div|span|p|h[1-6]|center|font|article|section|main|ul|ol)[\s>/]",
    re.IGNORECASE | re.DOTALL,
)
_HTML_INSIDE = re.compile(rb"<(?:html|body)[\s>]|</t[dr]\s*>", re.IGNORECASE)
_PIPE_TABLE = re.compile(rb"(?:^|\n)\|[^\n]*\|\s*\n\|[\s:|-]+\|")
_CONTROL = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b"))
_MOST_CONTROL = 0.002
"""Share of control characters up to which bytes are text; in compressed or compiled data it is a tenth."""


def kind_of(data: bytes) -> str:
    """``text``, ``html``, ``docx``, ``xlsx`` (spreadsheets of all ages), ``doc`` (what LibreOffice must convert),
    ``pdf``, ``ofd`` or ``image``; :class:`Unreadable` for everything else, with what it is and what to do.
    """
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "image"
    if data.startswith(b"BM") and data[6:10] == bytes(4) and b"\x00" in data[:32]:
        return "image"
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _kind_of_zip(data)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _kind_of_ole(data)
    return _kind_of_text(data)


def _kind_of_zip(data: bytes) -> str:
    from gongkai.report.readers.archive import Archive  # most files are no zip

    archive = Archive(data)
    names = archive.names
    if "ofd.xml" in archive:
        return "ofd"
    if "mimetype" in archive:
        return _kind_of_mimetype((archive.read("mimetype") or b"")[:100])
    if "[content_types].xml" in archive:
        folders = {name.partition("/")[0] for name in names if "/" in name}
        for folder, kind in (("word", "docx"), ("xl", "xlsx")):
            if folder in folders:
                return kind
        raise Unreadable("这是演示文稿" if "ppt" in folders else "这是办公文件包，但不是文档也不是表格", _ADVICE)
    if "index.xml" in archive and "index.apxl" not in archive:
        raise Unreadable("这是苹果 Pages 文档", "请导出为 DOCX 或 PDF 后再试")
    if "androidmanifest.xml" in archive or "meta-inf/manifest.mf" in archive:
        raise Unreadable("这是程序安装包，不是报告", _ADVICE)
    raise Unreadable(f"这是压缩包，内有 {len(names)} 个文件", "请解压后给出其中的报告文件")


def _kind_of_mimetype(mimetype: bytes) -> str:
    if b"opendocument.text" in mimetype:
        return "doc"
    if b"opendocument.spreadsheet" in mimetype:
        return "xlsx"
    if b"epub" in mimetype:
        raise Unreadable("这是电子书", _ADVICE)
    raise Unreadable("这是 OpenDocument 文件，但不是文档也不是表格", _ADVICE)


def _kind_of_ole(data: bytes) -> str:
    from gongkai.report.readers.ole import streams  # most files are no OLE container

    names = streams(data)
    if "encryptedpackage" in names or "\tdrmcontent" in names:
        raise Unreadable("文件加了密码，内容已加密", "请在 Word、Excel 或 WPS 中取消密码后另存再试")
    if "worddocument" in names:
        return "doc"
    if names & {"workbook", "book"}:
        return "xlsx"
    if "powerpoint document" in names:
        raise Unreadable("这是演示文稿", _ADVICE)
    if "__properties_version1.0" in names:
        raise Unreadable("这是 Outlook 邮件", "请把附件中的报告另存出来")
    raise Unreadable("这是旧版办公文件，但不是文档也不是表格", _ADVICE)


def _kind_of_text(data: bytes) -> str:
    head = _head(data)
    if not any(data.startswith(bom) for bom, _ in _BOMS[1:]) and _is_binary(data):
        raise _foreign(data)
    if _HTML_START.match(head):
        piped = b"\n|" in data and _PIPE_TABLE.search(data) and not _HTML_INSIDE.search(data)
        return "text" if piped else "html"
    if is_mhtml(data):
        return "html"
    if head.lstrip().startswith("<?xml") or re.match(r"\s*<[\w:]+[^>]*\sxmlns", head):
        return _kind_of_xml(head, data)
    return "html" if _HTML_INSIDE.search(data) else "text"


def _head(data: bytes) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) : _HEAD].decode(encoding, "replace")
    return data[:_HEAD].decode("utf-8", "replace")


def _kind_of_xml(head: str, data: bytes) -> str:
    if "schemas.microsoft.com/office/word" in head or "Word.Document" in head:
        return "doc"
    if "schemas-microsoft-com:office:spreadsheet" in head:
        return "xlsx"
    if "<uof:UOF" in head or "opendocument:xmlns:office" in head:
        sheet = "电子表格".encode() in data or b"opendocument.spreadsheet" in data
        return "xlsx" if sheet else "doc"
    if "<html" in head.lower():
        return "html"
    raise Unreadable("这是 XML 数据，不是报告文档", _ADVICE)


def _is_binary(data: bytes) -> bool:
    sample = data[:65536]
    return len(sample) - len(sample.translate(None, _CONTROL)) > _MOST_CONTROL * len(sample)


def _foreign(data: bytes) -> Unreadable:
    from gongkai.report.readers.foreign import name_of  # only for the message

    name, advice = name_of(data)
    what = f"这是{' ' if name[0].isascii() else ''}{name}，不是报告" if name else "这是二进制文件，认不出是什么格式"
    return Unreadable(what, advice or _ADVICE)
