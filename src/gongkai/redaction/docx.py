"""Redacting a Word file: only its visible text, styles and pictures go into a new file, covered words left out."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator

import msgspec
from lxml import etree
from lxml.etree import _Element

from gongkai.redaction.cover import MARK, Cover
from gongkai.redaction.pictures import cleaned
from gongkai.redaction.redacted import Covered, Redacted
from gongkai.redaction.wordtree import clean, hidden_styles
from gongkai.report.readers.archive import Archive, resolve
from gongkai.report.readers.errors import Unreadable
from gongkai.report.readers.ooxml import A, R, W, main_part, parse_part

MAX_BYTES = 50 * 2**20
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_STORIES = {"header": "header", "footer": "footer", "footnotes": "footnotes", "endnotes": "endnotes"}
_LOOKS = {"styles": "styles", "numbering": "numbering", "fontTable": "fontTable"}
_SETTINGS = f'<w:settings xmlns:w="{W[1:-1]}"><w:compat/></w:settings>'.encode()
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
_EPOCH = (1980, 1, 1, 0, 0, 0)


class _Part(msgspec.Struct):
    """A part of the new file: name, content type, bytes, and the relations from it (id → kind and name)."""

    name: str
    type: str
    data: bytes
    relations: dict[str, tuple[str, str]] = msgspec.field(default_factory=dict)


def redact_docx(data: bytes, cover: Cover) -> Redacted:
    """The Word file with words covered and everything unseen taken out; :class:`Unreadable` where it cannot be done."""
    if len(data) > MAX_BYTES:
        raise Unreadable(f"文件有 {len(data) / 2**20:.0f} MB，超过 {MAX_BYTES // 2**20} MB", "请删去大图片后再试")
    work = _Work(Archive(data), cover)
    work.story(work.main, "document.main")
    return Redacted(work.packed(), tuple(work.covered), work.dropped, work.notes)


class _Work:
    """A file being made from another."""

    def __init__(self, archive: Archive, cover: Cover) -> None:
        self._archive = archive
        self._cover = cover
        self.main = main_part(archive, "word/document.xml")
        archive.require(self.main, "正文")
        self.covered: list[Covered] = []
        self._parts: dict[str, _Part] = {}
        self._gone: Counter[str] = Counter()
        self._hidden = hidden_styles(self._tree("word/styles.xml"))
        self._pictures = 0

    @property
    def dropped(self) -> tuple[str, ...]:
        """What was taken out, counted."""
        kept = {part.name.lower() for part in self._parts.values()}
        others = sorted(
            {_WHAT[key] for name in self._archive.names if name not in kept for key in _WHAT if key in name}
        )
        return (*(f"{what} {count} 处" for what, count in sorted(self._gone.items())), *others)

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person must still look at."""
        return (f"文档里有 {self._pictures} 张图片，图片里的文字没有查找，请人工查看",) if self._pictures else ()

    def story(self, name: str, kind: str) -> None:
        """Take over a text with what belongs to it."""
        root = self._tree(name)
        if root is None:
            return
        part = _Part(name, _KIND.format(kind), b"")
        self._parts[name.lower()] = part
        wanted = self._relations(name)
        self._gone.update(clean(root, self._hidden))
        for element in list(root.iter(f"{A}blip")):
            self._picture(element, part, wanted)
        self._references(root, part, wanted)
        for paragraph in root.iter(f"{W}p"):
            self.covered += _covered(paragraph, self._cover, name)
        part.data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def _references(self, root: _Element, part: _Part, wanted: dict[str, tuple[str, str]]) -> None:
        """Heads, feet, notes and looks that the text refers to, or that stand beside it."""
        for identity, (kind, target) in wanted.items():
            if kind in _STORIES and target.lower() not in self._parts:
                part.relations[identity] = (kind, target)
                self.story(target, _STORIES[kind])
            elif kind in _LOOKS and part.name == self.main and (tree := self._tree(target)) is not None:
                clean(tree, frozenset())
                words = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
                part.relations[identity] = (kind, target)
                self._parts[target.lower()] = _Part(target, _KIND.format(_LOOKS[kind]), words)
        for reference in list(root.iter(f"{W}headerReference", f"{W}footerReference")):
            if reference.get(f"{R}id", "") not in part.relations:
                _take_out(reference)

    def _picture(self, blip: _Element, part: _Part, wanted: dict[str, tuple[str, str]]) -> None:
        """A picture as its visible pixels; a drawing, a chart, one kept elsewhere goes."""
        kind, target = wanted.get(blip.get(f"{R}embed", ""), ("", ""))
        crop = next((c for c in blip.itersiblings(f"{A}srcRect")), None)
        made = cleaned(self._archive.read(target) or b"", crop.attrib if crop is not None else {})
        drawing = next(blip.iterancestors(f"{W}drawing"), None)
        if kind != "image" or made is None:
            self._gone["不能检查的图形"] += 1
            if drawing is not None:
                _take_out(drawing)
            return
        if crop is not None:
            crop.attrib.clear()
        self._pictures += 1
        name = f"word/media/image{self._pictures}.{made.suffix}"
        identity = f"rIdPicture{self._pictures}"
        for key in list(blip.attrib):
            del blip.attrib[key]
        blip[:] = []
        blip.set(f"{R}embed", identity)
        self._parts[name] = _Part(name, f"image/{made.suffix}", made.data)
        part.relations[identity] = ("image", name)

    def packed(self) -> bytes:
        """The new package."""
        main = self._parts[self.main.lower()]
        settings = _Part("word/settings.xml", _KIND.format("settings"), _SETTINGS)
        self._parts[settings.name] = settings
        main.relations["rIdSettings"] = ("settings", settings.name)
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self._members(main):
                archive.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
        return file.getvalue()

    def _members(self, main: _Part) -> Iterator[tuple[str, bytes]]:
        types = "".join(
            f'<Override PartName="/{part.name}" ContentType="{part.type}"/>' for part in self._parts.values()
        )
        rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        yield "[Content_Types].xml", f'<Types xmlns="{_PACKAGE}content-types">{rels}{types}</Types>'.encode()
        yield "_rels/.rels", _relations({"rId1": ("officeDocument", main.name)})
        for part in self._parts.values():
            yield part.name, part.data
            if part.relations:
                folder, _, name = part.name.rpartition("/")
                yield f"{folder}/_rels/{name}.rels", _relations(part.relations)

    def _tree(self, name: str) -> _Element | None:
        data = self._archive.read(name)
        return None if data is None else parse_part(data, f"文件内部的 {name}")

    def _relations(self, name: str) -> dict[str, tuple[str, str]]:
        folder, _, own = name.rpartition("/")
        root = self._tree(f"{folder}/_rels/{own}.rels")
        if root is None:
            return {}
        return {
            relation.get("Id", ""): (
                relation.get("Type", "").rpartition("/")[2],
                resolve(name, relation.get("Target", "")),
            )
            for relation in root.iter(_RELATION)
            if relation.get("TargetMode") != "External"
        }


_WHAT = {
    "docprops": "文件属性",
    "customxml": "自定义数据",
    "embeddings": "嵌入的文件",
    "comments": "批注",
    "people": "修订人员名单",
    "vbaproject": "宏",
    "glossary": "构建基块",
    "charts": "图表",
    "diagrams": "图示",
}


def _relations(relations: dict[str, tuple[str, str]]) -> bytes:
    lines = "".join(
        f'<Relationship Id="{identity}" Type="{_TYPE}{kind}" Target="/{name}"/>'
        for identity, (kind, name) in relations.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}relationships">{lines}</Relationships>'.encode()


def _covered(paragraph: _Element, cover: Cover, part: str) -> Iterator[Covered]:
    """Put the mark in place of covered words, however many runs they stand in."""
    pieces = [t for t in paragraph.iter(f"{W}t") if next(t.iterancestors(f"{W}p"), None) is paragraph]
    whole = "".join(t.text or "" for t in pieces)
    for span in reversed(cover.spans(whole)):
        at, mark = 0, MARK
        for piece in pieces:
            text = piece.text or ""
            first, last = max(span.start - at, 0), min(span.end - at, len(text))
            if first < last:
                piece.text = text[:first] + mark + text[last:]
                mark = ""
            at += len(text)
        yield Covered(span.why, part=re.sub(r"^word/|\.xml$", "", part))


def _take_out(element: _Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
