"""Opening a file: its size, its kind by content (not by its ending), the module that reads the kind."""

import importlib
from pathlib import Path

from gongkai.report.document import Document
from gongkai.report.readers.errors import Unreadable
from gongkai.report.readers.sniff import kind_of

MAX_BYTES = 64 * 2**20
"""The largest file that is opened. A report of 2021 form with pictures has a few megabytes."""

_MODULES = {
    "text": "gongkai.report.readers.text",
    "html": "gongkai.report.readers.html",
    "docx": "gongkai.report.readers.docx",
    "xlsx": "gongkai.report.readers.xlsx",
    "doc": "gongkai.report.readers.office",
    "pdf": "gongkai.report.readers.pdf",
    "ofd": "gongkai.report.readers.ofd",
    "image": "gongkai.report.readers.image",
}


def read(path: Path) -> Document:
    """The document in the file; :class:`Unreadable` where there is none that can be read."""
    return read_bytes(contents_of(path))


def read_bytes(data: bytes) -> Document:
    """The document in the bytes of a file, whatever its name was."""
    if not data.strip(b"\x00 \t\r\n"):
        raise Unreadable("文件是空的", "请检查文件是否上传或复制完整")
    module = importlib.import_module(_MODULES[kind_of(data)])
    document: Document = module.read(data)
    return document


def contents_of(path: Path) -> bytes:
    """The bytes of the file; :class:`Unreadable` where it is missing, too large or no file."""
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise Unreadable("这是文件夹，不是文件", "请给出其中的文件")
        if not path.is_file():
            raise Unreadable("这不是普通文件", "请给出报告文件的路径")
        if size > MAX_BYTES:
            raise Unreadable(
                f"文件有 {size / 2**20:.0f} MB，超过 {MAX_BYTES // 2**20} MB 的上限",
                "请去掉大图片后另存，或只留年度报告部分",
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise Unreadable("找不到文件", "请检查路径") from None
    except PermissionError:
        raise Unreadable("没有读取这个文件的权限", "请检查文件权限") from None
    except OSError as error:
        raise Unreadable(f"文件打不开（{error.strerror}）", "请检查磁盘和路径") from None
