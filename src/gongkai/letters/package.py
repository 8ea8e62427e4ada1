"""A Word file as parts: the text in body, heads, feet and notes as trees, everything else byte for byte."""

import io
import re
import zipfile

from lxml import etree
from lxml.etree import _Element

from gongkai.report.readers.archive import Archive
from gongkai.report.readers.errors import Unreadable
from gongkai.report.readers.ooxml import W, main_part
from gongkai.report.readers.xml import parse

MAX_BYTES = 10 * 2**20
"""A letter with its enclosures inside is far smaller."""
_STORY = re.compile(r"word/(header|footer|footnotes|endnotes)\d*\.xml", re.ASCII)
_ACTIVE = re.compile(r"vbaproject|activex|/embeddings/", re.ASCII)
_EPOCH = (1980, 1, 1, 0, 0, 0)


class Package:
    """The file. Raises :class:`Unreadable` (one Chinese line) where it is no Word file or one that must not be used."""

    def __init__(self, data: bytes) -> None:
        if len(data) > MAX_BYTES:
            raise Unreadable(f"文件有 {len(data) / 2**20:.0f} MB，超过 10 MB", "请去掉大图片后另存")
        self._archive = Archive(data)
        if active := next(filter(_ACTIVE.search, self._archive.names), None):
            raise Unreadable(f"文件里有宏或者嵌入的对象（{active}）", "请另存为不含宏的 DOCX，删去嵌入的对象后再试")
        self._data = data
        self.main = main_part(self._archive, "word/document.xml")
        if not self.main.endswith(".xml") or self.main not in self._archive:
            raise Unreadable("这不是 Word 文档（DOCX）", "请用 Word 或 WPS 另存为 DOCX 后再试")
        self._parts: dict[str, _Element] = {}
        if self.stories()[0].tag != f"{W}document":
            raise Unreadable("这不是 Word 文档（DOCX）", "请用 Word 或 WPS 另存为 DOCX 后再试")

    def stories(self) -> list[_Element]:
        """The roots of body, heads, feet and notes, the body first."""
        names = [self.main, *sorted(name for name in self._archive.names if _STORY.fullmatch(name))]
        return [root for name in names if (root := self.part(name)) is not None]

    def part(self, name: str) -> _Element | None:
        """The tree of a part; what is changed in it will be written."""
        if name not in self._parts:
            data = self._archive.read(name)
            if data is None:
                return None
            self._parts[name] = parse(data, f"文件内部的 {name}")
        return self._parts[name]

    def to_bytes(self) -> bytes:
        """The file with the trees written anew; members carry no time, so that equal content gives equal files."""
        changed = {name.lower(): root for name, root in self._parts.items()}
        file = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(self._data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
            for member in old.infolist():
                root = changed.get(member.filename.lower())
                written = old.read(member) if root is None else _serialised(root)
                new.writestr(zipfile.ZipInfo(member.filename, _EPOCH), written, zipfile.ZIP_DEFLATED)
        return file.getvalue()


def _serialised(root: _Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
