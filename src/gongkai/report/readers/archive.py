"""Zip containers (DOCX, XLSX, ODS, OFD), opened under limits and never unpacked to disk."""

import io
import lzma
import posixpath
import struct
import zipfile
import zlib

from gongkai.report.readers.errors import Unreadable

MAX_MEMBERS = 10_000
MAX_TOTAL = 512 * 2**20
"""The most that all members together may hold. Pictures do not shrink in a zip, text shrinks to a tenth."""
MAX_MEMBER = 64 * 2**20
"""The most that is read of one member."""
MAX_RATIO = 200
"""No member may unpack to more than so many times its size; zip bombs reach 1,000, office files 30."""
RATIO_FLOOR = 16 * 2**20
"""Members that unpack to less are not asked for their ratio: a sheet full of zeros may shrink well."""
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
)
_ENCRYPTED = 0x1


class Archive:
    """The members of a zip container by name, without regard to case or to a leading slash."""

    def __init__(self, data: bytes) -> None:
        """:class:`Unreadable` where the bytes are no zip, a damaged one, an encrypted one or a bomb."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGE:
            raise damaged() from None
        members = self._zip.infolist()
        if len(members) > MAX_MEMBERS:
            raise Unreadable(f"压缩结构中有 {len(members)} 个成员，像是压缩炸弹", "请确认文件来源")
        if any(member.flag_bits & _ENCRYPTED for member in members):
            raise Unreadable("文件加了密码", "请去掉密码后另存再试")
        _refuse_bombs(members)
        self._members = {_key(member.filename): member for member in members}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the members, in lower case."""
        return tuple(self._members)

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._members

    def read(self, name: str) -> bytes | None:
        """The bytes of a member, or ``None`` where there is none of the name."""
        member = self._members.get(_key(name))
        if member is None:
            return None
        if member.file_size > MAX_MEMBER:
            raise Unreadable(
                f"文件内部的 {name} 有 {member.file_size / 2**20:.0f} MB，超过能读的范围", "请只留年度报告部分"
            )
        try:
            with self._zip.open(member) as stream:
                return stream.read(member.file_size)  # bounded: reading all would unpack more than is declared
        except _DAMAGE:
            raise damaged() from None

    def require(self, name: str, what: str) -> bytes:
        """The bytes of a member without which the file cannot be read; ``what`` names it in Chinese."""
        data = self.read(name)
        if data is None:
            raise Unreadable(f"文件不完整，缺少{what}", "请用制作它的软件打开后重新另存")
        return data


def damaged() -> Unreadable:
    """The message for a container that is cut off or corrupt."""
    return Unreadable("文件不完整或已损坏（压缩结构读不出来）", "请重新下载或复制，或用制作它的软件打开后重新另存")


def resolve(base: str, target: str) -> str:
    """The name of the member that ``target`` means inside the member ``base``.

    >>> resolve("word/document.xml", "media/a.png"), resolve("Doc_0/Document.xml", "/Doc_0/Pages/P.xml")
    ('word/media/a.png', 'Doc_0/Pages/P.xml')
    """
    path = target.replace("\\", "/")
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(base), path)).lstrip("/")


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _refuse_bombs(members: list[zipfile.ZipInfo]) -> None:
    """Sizes as declared suffice: no more than that is unpacked, and a false one fails the checksum."""
    total = sum(member.file_size for member in members)
    large = [member for member in members if member.file_size > RATIO_FLOOR]
    if total > MAX_TOTAL or any(member.file_size > MAX_RATIO * max(member.compress_size, 1) for member in large):
        raise Unreadable(f"文件解压后有 {total / 2**20:.0f} MB，像是压缩炸弹", "请确认来源，或去掉大图片后另存")
