"""OLE containers: files of Word, Excel and WPS from before 2007, and encrypted ones of today."""

import io
import struct

import olefile

from gongkai.report.readers.errors import Unreadable

_ENCRYPTED = 0x0100
"""Bit of the flags at offset 10 of the ``WordDocument`` stream ([MS-DOC] 2.5.2 FibBase, fEncrypted)."""


def streams(data: bytes) -> frozenset[str]:
    """The names of the streams and storages at the top, in lower case."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            names = frozenset(path[0].lower() for path in ole.listdir(streams=True, storages=True))
            if "worddocument" in names and _is_encrypted(ole.openstream("WordDocument").read(12)):
                raise Unreadable("文档加了密码", "请在 Word 或 WPS 中取消密码后另存再试")
            return names
    except (OSError, struct.error, ValueError, IndexError, TypeError, RecursionError):
        raise Unreadable("旧版办公文件已损坏，内部目录读不出来", "请用 Word 或 WPS 打开后另存为 DOCX 或 XLSX") from None


def _is_encrypted(start: bytes) -> bool:
    return len(start) == 12 and bool(int.from_bytes(start[10:12], "little") & _ENCRYPTED)
