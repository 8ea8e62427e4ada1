"""A Word text made what is seen: changes accepted, hidden and foreign things taken out, wrappers opened."""

import re
from collections import Counter

from lxml.etree import _Element

from gongkai.report.readers.ooxml import MC, W

_GONE = {
    f"{W}del": "修订中删除的文字",
    f"{W}moveFrom": "修订中移走的文字",
    f"{W}cellDel": "修订中删除的单元格",
    f"{W}commentRangeStart": "批注",
    f"{W}commentRangeEnd": "",
    f"{W}commentReference": "",
    f"{W}annotationRef": "",
    f"{W}bookmarkStart": "",
    f"{W}bookmarkEnd": "",
    f"{W}permStart": "",
    f"{W}permEnd": "",
    f"{W}proofErr": "",
    f"{W}instrText": "域代码",
    f"{W}delText": "",
    f"{W}delInstrText": "",
    f"{W}fldChar": "",
    f"{W}object": "嵌入的对象",
    f"{W}pict": "旧式图形",
    f"{W}altChunk": "嵌入的文档",
    f"{W}subDoc": "子文档",
    f"{W}sdtPr": "",
    f"{W}sdtEndPr": "",
    f"{W}smartTagPr": "",
    f"{W}customXmlPr": "",
    f"{W}ffData": "",
    f"{W}docVars": "",
    f"{W}attachedTemplate": "",
    f"{MC}Fallback": "",
    **{f"{W}embed{face}": "" for face in ("Regular", "Bold", "Italic", "BoldItalic")},
}
"""Element → what the user is told was taken out; empty where it tells nothing."""
_OPENED = {
    *(f"{W}{tag}" for tag in ("ins", "moveTo", "hyperlink", "smartTag", "customXml", "sdt", "sdtContent", "fldSimple")),
    f"{MC}AlternateContent",
    f"{MC}Choice",
}
_HISTORY = re.compile(r"(Change|RangeStart|RangeEnd)$")
_RSID = re.compile(r"\}(rsid\w*|paraId|textId)$")
_NAMED = ("descr", "title", "name", "tooltip")
_EXTERNAL = re.compile(r"\}(hlinkClick|hlinkHover|extLst|chart|relIds)$")


def hidden_styles(styles: _Element | None) -> frozenset[str]:
    """The styles whose text is hidden."""
    if styles is None:
        return frozenset()
    return frozenset(
        style.get(f"{W}styleId", "") for style in styles.iter(f"{W}style") if _vanishes(style.find(f"{W}rPr"))
    )


def clean(root: _Element, hidden: frozenset[str]) -> Counter[str]:
    """Change a tree to what is seen of it; what was taken out, counted by its Chinese name."""
    gone: Counter[str] = Counter()
    runs = [run for run in root.iter(f"{W}r") if _is_hidden(run, hidden)]
    rows = [row for row in root.iter(f"{W}tr") if row.find(f"{W}trPr/{W}del") is not None]
    for elements, what in ((runs, "隐藏的文字"), (rows, "修订中删除的行")):
        gone[what] += len(elements)
        for element in elements:
            _remove(element)
    for element in [element for element in root.iter() if _is_gone(element)]:
        if what := _GONE.get(element.tag, "修订记录" if element.tag.endswith("Change") else ""):
            gone[what] += 1
        _remove(element)
    _open(root)
    _forget_names(root)
    return +gone


def _is_gone(element: _Element) -> bool:
    tag = element.tag
    return tag in _GONE or bool(_EXTERNAL.search(tag)) or (tag.startswith(W) and bool(_HISTORY.search(tag)))


def _forget_names(root: _Element) -> None:
    """Take out who saved when, and the names and descriptions of pictures."""
    for element in root.iter():
        for key in [key for key in element.attrib if _RSID.search(str(key))]:
            del element.attrib[key]
        if element.tag.endswith(("docPr", "cNvPr")):
            for key in _NAMED:
                if key in element.attrib:
                    element.set(key, "")


def _open(root: _Element) -> None:
    """Put in place of each wrapper what it holds."""
    for element in [e for e in root.iter() if e.tag in _OPENED]:
        parent = element.getparent()
        if parent is not None:
            at = parent.index(element)
            parent[at : at + 1] = list(element)


def _is_hidden(run: _Element, hidden: frozenset[str]) -> bool:
    own = run.find(f"{W}rPr")
    if own is not None and own.find(f"{W}vanish") is not None:
        return _vanishes(own)
    style = own.find(f"{W}rStyle") if own is not None else None
    paragraph = next(run.iterancestors(f"{W}p"), None)
    styled = None if paragraph is None else paragraph.find(f"{W}pPr/{W}pStyle")
    return any(s is not None and s.get(f"{W}val", "") in hidden for s in (style, styled))


def _vanishes(properties: _Element | None) -> bool:
    marks = () if properties is None else (properties.find(f"{W}vanish"), properties.find(f"{W}webHidden"))
    return any(mark is not None and mark.get(f"{W}val") not in ("0", "false", "off") for mark in marks)


def _remove(element: _Element) -> None:
    """Take an element out with all in it, and leave the text behind it."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
