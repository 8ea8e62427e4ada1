"""What Word and Excel files hold beside what they show: comments, deletions, hidden rows and text, properties."""

import io
import re
from collections.abc import Iterator
from typing import Any

from lxml.etree import _Element

from gongkai.report.readers.archive import Archive
from gongkai.report.readers.ooxml import S, W, parse_part
from gongkai.report.readers.xlsxparts import Worksheet, all_sheets
from gongkai.scan.passage import Passage
from gongkai.scan.unseen import PROPERTY

_STORIES = (
    (re.compile(r"word/comments\d*\.xml"), "批注", True),
    (re.compile(r"word/(?:header|footer)\d*\.xml"), "页眉页脚", False),
    (re.compile(r"word/(?:footnotes|endnotes)\.xml"), "脚注尾注", False),
    (re.compile(r"xl/(?:comments\d*|comments/comment\d*|threadedcomments/threadedcomment\d*)\.xml"), "批注", True),
)
_PROPERTIES = {
    "creator": "作者",
    "lastModifiedBy": "最后保存者",
    "Company": "单位",
    "Manager": "经理",
    "title": "标题",
    "subject": "主题",
    "keywords": "关键词",
    "description": "备注",
    "lpwstr": "自定义",
}
_GENERIC = frozenset(("", "openpyxl", "python-docx", "Administrator", "admin", "user", "User", "Microsoft Office User"))


def around(archive: Archive) -> Iterator[Passage]:
    """All of a Word file that is not its visible text."""
    yield from _stories(archive)
    data = archive.read("word/document.xml")
    if data is not None:
        root = parse_part(data, "文档正文")
        yield from _passage("修订中删去的文字", [_text(root, f"{W}delText")])
        hidden = (_text(run, f"{W}t") for run in root.iter(f"{W}r") if _vanishes(run))
        yield from _passage("隐藏的文字", list(hidden))
    yield from _properties(archive)


def workbook(archive: Archive) -> Iterator[Passage]:
    """All of an Excel file: what sheets show, and apart from it what they hide."""
    for worksheet in all_sheets(archive):
        place = f"工作表“{worksheet.sheet.name}”"
        if worksheet.visible:
            yield from _rows(worksheet, place, hidden=False)
            yield from _rows(worksheet, f"{place}隐藏的行、列，", hidden=True)
        else:
            yield from _rows(worksheet, f"隐藏的{place}", hidden=None)
    yield from _stories(archive)
    yield from _properties(archive)


def _rows(worksheet: Worksheet, place: str, *, hidden: bool | None) -> Iterator[Passage]:
    """The rows of a sheet as lines; of cells that are hidden, or not, or (``None``) of all."""
    lines: dict[int, list[str]] = {}
    for (row, column), text in sorted(worksheet.sheet.cells.items()):
        away = row in worksheet.hidden_rows or column in worksheet.hidden_columns
        if hidden is None or away is hidden:
            lines.setdefault(row, []).append(" ".join(text.split()))
    if lines:
        text = "\n".join("\t".join(cells) for cells in lines.values())
        yield Passage(place, text, tuple(row + 1 for row in lines), unseen=hidden is not False)


def _stories(archive: Archive) -> Iterator[Passage]:
    for name in archive.names:
        for pattern, place, unseen in _STORIES:
            data = archive.read(name) if pattern.fullmatch(name) else None
            if data:
                root = parse_part(data, f"文件内部的 {name}")
                paragraphs = [_text(p, f"{W}t") for p in root.iter(f"{W}p")] or [_text(root, f"{S}t", "{*}text")]
                yield from _passage(place, paragraphs, unseen=unseen)


def _properties(archive: Archive) -> Iterator[Passage]:
    for name in ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml"):
        data = archive.read(name)
        for element in parse_part(data, "文件属性").iter() if data else ():
            label = _PROPERTIES.get(str(element.tag).rpartition("}")[2])
            if label and (element.text or "").strip() not in _GENERIC:
                yield from _passage(f"{PROPERTY}（{label}）", [element.text or ""])


def ole_properties(data: bytes) -> Iterator[Passage]:
    """The properties of a file of the old formats (DOC, XLS, WPS)."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            found: Any = file.get_metadata()
    except (OSError, ValueError, IndexError):
        return
    encoding = "gb18030" if found.codepage == 936 else "utf-8"
    for label, value in (("作者", found.author), ("最后保存者", found.last_saved_by), ("单位", found.company)):
        text = (value or b"").decode(encoding, "replace").strip("\x00 ")
        if text not in _GENERIC:
            yield from _passage(f"{PROPERTY}（{label}）", [text])


def _passage(place: str, lines: list[str], *, unseen: bool = True) -> Iterator[Passage]:
    text = "\n".join(line for line in lines if line.strip())
    if text:
        yield Passage(place, text, unseen=unseen)


def _text(root: _Element, *tags: str) -> str:
    return "".join(element.text or "" for element in root.iter(*tags))


def _vanishes(run: _Element) -> bool:
    mark = run.find(f"{W}rPr/{W}vanish")
    return mark is not None and mark.get(f"{W}val") not in ("0", "false", "off")
