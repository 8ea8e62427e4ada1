"""A Word file that gets comments while every part but its text and comments stays as it is, byte for byte."""

import io
import re
import zipfile
from collections.abc import Sequence
from copy import deepcopy

from lxml import etree
from lxml.etree import _Element

from gongkai.report.readers.archive import Archive
from gongkai.report.readers.errors import Unreadable
from gongkai.report.readers.ooxml import W, main_part, related
from gongkai.report.writers.characters import printable
from gongkai.report.writers.docx.story import Range

AUTHOR, INITIALS = "公开审核", "审"
_P = f"{W}p"
_COUNT = re.compile(r"\d{1,9}", re.ASCII)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


class Package:
    """The file, its text as a tree, its comments."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._archive = Archive(data)
        self._main = main_part(self._archive, "word/document.xml")
        self._changed: dict[str, _Element] = {}
        self.root = self._part(self._main)
        name = next(iter(related(self._archive, self._main, "comments").values()), None)
        self._comments = self._part(name) if name else self._new_comments()
        taken = (comment.get(f"{W}id", "") for comment in self._comments)
        self._next = 1 + max((int(number) for number in taken if _COUNT.fullmatch(number)), default=-1)

    def comment(self, on: Range, lines: Sequence[str]) -> None:
        """Put a comment on the range. It carries no date, so that the same findings give the same file."""
        number = str(self._next)
        self._next += 1
        comment = etree.SubElement(
            self._comments, f"{W}comment", {f"{W}id": number, f"{W}author": AUTHOR, f"{W}initials": INITIALS}
        )
        for line in lines:
            run = etree.SubElement(etree.SubElement(comment, _P), f"{W}r")
            etree.SubElement(run, f"{W}t").text = printable(line)
        _mark(on, number)

    def to_bytes(self) -> bytes:
        """The file; parts that got nothing new are copied."""
        return self._written({name: _serialised(root) for name, root in self._changed.items()})

    def cut_out(self, container: _Element) -> bytes:
        """A file like this one whose whole text is what stands in the cell."""
        root = deepcopy(self.root)
        body = next(root.iter(f"{W}body"))
        body[:] = [deepcopy(child) for child in container if child.tag != f"{W}tcPr"]
        return self._written({self._main: _serialised(root)})

    def _written(self, parts: dict[str, bytes]) -> bytes:
        file = io.BytesIO()
        fresh = {_key(name): (name, content) for name, content in parts.items()}
        with zipfile.ZipFile(io.BytesIO(self._data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
            for member in old.infolist():
                _, content = fresh.pop(_key(member.filename), ("", None))
                new.writestr(member, old.read(member) if content is None else content)
            for name, content in fresh.values():
                new.writestr(zipfile.ZipInfo(name), content)
        return file.getvalue()

    def _part(self, name: str, empty: str = "") -> _Element:
        """The tree of a part that will be written anew."""
        data = self._archive.read(name) or empty.encode()
        try:
            self._changed[name] = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
        except etree.XMLSyntaxError:
            raise Unreadable(f"文件内部的 {name} 已损坏，批注加不上去", "请用 Word 或 WPS 打开后重新另存") from None
        return self._changed[name]

    def _new_comments(self) -> _Element:
        """An empty comments part, known to the package and to the text."""
        folder, _, name = self._main.rpartition("/")
        part = f"{folder}/comments.xml"
        relations = self._part(f"{folder}/_rels/{name}.rels", f'<Relationships xmlns="{_RELATIONS}"/>')
        relation = {"Id": "rIdGongkai", "Type": _KIND, "Target": f"/{part}"}
        etree.SubElement(relations, f"{{{_RELATIONS}}}Relationship", relation)
        types = self._part("[Content_Types].xml")
        etree.SubElement(types, f"{{{_TYPES}}}Override", {"PartName": f"/{part}", "ContentType": _CONTENT})
        return self._part(part, f'<w:comments xmlns:w="{W[1:-1]}"/>')


def _mark(on: Range, number: str) -> None:
    first, last = map(_anchored, on)
    start, end = (first.makeelement(f"{W}commentRange{edge}", {f"{W}id": number}) for edge in ("Start", "End"))
    if first.tag == _P:
        first.extend([start, end])
    else:
        first.addprevious(start)
        last.addnext(end)
    top = end
    while (parent := top.getparent()) is not None and parent.tag != _P:
        top = parent
    reference = first.makeelement(f"{W}r")
    etree.SubElement(reference, f"{W}commentReference", {f"{W}id": number})
    top.addnext(reference)


def _anchored(element: _Element) -> _Element:
    """The run that carries the text box around the element: Word takes no comments inside one."""
    boxes = list(element.iterancestors(f"{W}txbxContent"))
    return next(boxes[-1].iterancestors(f"{W}r"), element) if boxes else element


def _serialised(root: _Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
