"""The proof for Word and Excel files: every part as text and as bytes, and nothing that people do not see."""

import re
from collections.abc import Iterator
from html import unescape

from lxml import etree

from gongkai.redaction.cover import Cover
from gongkai.report.readers.archive import Archive
from gongkai.report.readers.xml import parse

_PARTS = {
    "comment": "批注",
    "threadedcomment": "批注",
    "embeddings/": "嵌入的文件",
    "customxml/": "自定义数据",
    "docprops/custom": "自定义属性",
    "vbaproject": "宏",
    "externallink": "外部链接",
    "pivot": "数据透视表缓存",
    "connections": "数据连接",
    "querytable": "数据查询",
    "printersettings": "打印机设置",
    "revisions": "修订记录",
    "calcchain": "公式",
    "people": "修订人员名单",
}
_MARKS = {
    r"<w:(?:del|ins|moveFrom|moveTo)[ >]": "修订记录",
    r"<w:\w+Change[ >]": "修订记录",
    r"<w:vanish/>|<w:vanish [^>]*w:val=\"(?:1|true|on)\"": "隐藏的文字",
    r"<w:instrText|<w:object|<w:altChunk": "域代码或者嵌入的对象",
    r"TargetMode=\"External\"": "外部链接",
    r"<sheet [^>]*state=\"(?:hidden|veryHidden)\"": "隐藏的工作表",
    r"<(?:row|col) [^>]*hidden=\"(?:1|true)\"": "隐藏的行、列",
    r"<definedName[ >]": "名称",
    r"<f[ >]": "公式",
}
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
_LONG = 6


def remains_in_office(data: bytes, cover: Cover) -> Iterator[str]:
    """What is left in the file, in Chinese; nothing where it is clean."""
    archive = Archive(data)
    for name in archive.names:
        yield from (f"文件里还有{what}" for key, what in _PARTS.items() if key in name)
        content = archive.read(name) or b""
        if name.endswith((".xml", ".rels")):
            yield from _in_xml(content, name, cover)
        needles = [word.encode(encoding, "ignore") for word in cover.words for encoding in _ENCODINGS]
        if any(len(needle) >= _LONG and needle in content for needle in needles):
            yield f"{name} 里还有指定的文字"
        if cover.spans(name):
            yield "文件内部的名称里还有要遮盖的文字"


def _in_xml(content: bytes, name: str, cover: Cover) -> Iterator[str]:
    root = parse(content, f"文件内部的 {name}")
    raw = etree.tostring(root, encoding="unicode")
    for pattern, what in _MARKS.items():
        # the styles of a file may tell that such a style would be hidden; text in it has been taken out
        if re.search(pattern, raw) and not (what == "隐藏的文字" and name.endswith("styles.xml")):
            yield f"{name} 里还有{what}"
    for paragraph in _texts(root):
        yield from (f"{name} 里还有{span.why}" for span in cover.spans(paragraph))
    values = {unescape(str(value)) for element in root.iter() for value in element.attrib.values()}
    words = Cover(cover.words)
    if any(words.spans(value) for value in values):
        yield f"{name} 的属性里还有指定的文字"


def _texts(root: etree._Element) -> Iterator[str]:
    """The text paragraph by paragraph or cell by cell, and for words that are cut over them, all of it."""
    leaves = [e for e in root.iter() if etree.QName(e).localname in ("p", "si", "is", "v")]
    for leaf in leaves:
        yield "".join(str(text) for text in leaf.itertext())
    yield "\n".join(str(text) for text in root.itertext())
