"""Which files may be handed in with an application: told by their content, since an ending can say anything."""

import io
import zipfile
from collections.abc import Mapping

from django.core.exceptions import ValidationError

from gongkai.report.readers.errors import Unreadable
from gongkai.report.readers.sniff import kind_of

ENDINGS: Mapping[str, str] = {
    "pdf": "pdf",
    "doc": "doc",
    "wps": "doc",
    "docx": "docx",
    "xls": "xlsx",
    "et": "xlsx",
    "xlsx": "xlsx",
    "ofd": "ofd",
    "txt": "text",
    "jpg": "image",
    "jpeg": "image",
    "png": "image",
}
"""The endings that are taken, and the kind of content that belongs to each."""
_NAMES = {
    "pdf": "PDF",
    "doc": "Word 文档",
    "docx": "Word 文档",
    "xlsx": "Excel 表格",
    "ofd": "OFD",
    "text": "纯文本",
    "image": "图片",
    "html": "网页",
}
WORDS = "PDF、OFD、Word、Excel、WPS、TXT、JPG、PNG"
_PICTURES = {"png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff", "jpeg": b"\xff\xd8\xff"}


def refuse_foreign(name: str, data: bytes) -> None:
    """Raise ``ValidationError`` where the file is none of the kinds, carries programs, or is not what its name says."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if ending not in ENDINGS:
        raise ValidationError(f"“{name}”不能上传：只接受{WORDS}文件。")
    if not data:
        raise ValidationError(f"“{name}”是空的，请检查后重新选择。")
    found = _content(name, data)
    if found != ENDINGS[ending] or not data.startswith(_PICTURES.get(ending, b"")):
        raise ValidationError(
            f"“{name}”的内容与后缀不符：后缀是 .{ending}，内容是{_NAMES[found]}。请用原来的程序另存后重新选择。"
        )
    if found in {"docx", "xlsx"} and _has_macros(data):
        raise ValidationError(f"“{name}”带有宏程序，不能上传。请另存为不带宏的文件或者 PDF。")


def _content(name: str, data: bytes) -> str:
    try:
        return kind_of(data)
    except Unreadable as error:
        what = str(error).partition("。")[0].replace("，不是报告", "").replace("其中的报告文件", "其中的文件")
        raise ValidationError(f"“{name}”不能上传：{what}。只接受{WORDS}文件。") from error


def _has_macros(data: bytes) -> bool:
    if not data.startswith(b"PK"):
        return b"_VBA_PROJECT" in data or "_VBA_PROJECT".encode("utf-16-le") in data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return any(member.lower().endswith("vbaproject.bin") for member in package.namelist())
