"""The words of a Word text as it shows them, and the replacement of words that Word spread over several runs."""

import re
from collections.abc import Callable, Iterable
from copy import deepcopy

from lxml.etree import _Element

from gongkai.letters.fields import PLACEHOLDER
from gongkai.report.readers.ooxml import MC, W

P, TR, TC, _R, _T, _BR, _TAB = (f"{W}{tag}" for tag in ("p", "tr", "tc", "r", "t", "br", "tab"))
_WHITE = {_BR: "\n", _TAB: "\t"}
_GONE = (f"{W}del", f"{W}moveFrom")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def paragraphs(root: _Element) -> list[_Element]:
    """The paragraphs in order, with those in tables and text boxes."""
    return [p for p in root.iter(P) if next(p.iterancestors(*_GONE), None) is None]


def texts(paragraph: _Element) -> list[_Element]:
    """The ``w:t`` of a paragraph's own text, without what was deleted with changes tracked."""
    return [t for t in paragraph.iter(_T) if next(t.iterancestors(P, *_GONE), None) is paragraph]


def words(paragraph: _Element) -> str:
    """A paragraph's own text, line breaks and tabs as such; hidden text does not count."""
    shown = (
        element
        for element in paragraph.iter(_T, _BR, _TAB)
        if next(element.iterancestors(P, *_GONE), None) is paragraph and not _hidden(element)
    )
    return "".join(element.text or "" if element.tag == _T else _WHITE[element.tag] for element in shown)


def lines(roots: Iterable[_Element]) -> tuple[str, ...]:
    """The lines of texts that have words in them; of a drawing that is stored twice, one."""
    found: list[str] = []
    for root in roots:
        for paragraph in paragraphs(root):
            if next(paragraph.iterancestors(f"{MC}Fallback"), None) is None:
                found += [line.strip() for line in words(paragraph).split("\n") if re.search(r"\w|×|□", line)]
    return tuple(found)


def placeholders(paragraph: _Element) -> list[str]:
    """The names between 「 and 」, however Word has cut them."""
    return PLACEHOLDER.findall("".join(t.text or "" for t in texts(paragraph)))


def replace(paragraph: _Element, value: Callable[[str], str | None]) -> None:
    """Put values in place of placeholders; ``None`` leaves one as it stands. A value looks as its first character did."""
    pieces = texts(paragraph)
    whole = "".join(t.text or "" for t in pieces)
    for match in reversed(list(PLACEHOLDER.finditer(whole))):
        new = value(match[1])
        if new is not None:
            _put(pieces, match.start(), match.end(), new)
    for piece in pieces:
        _break(piece)


def swap(paragraph: _Element, old: str, new: str) -> None:
    """Put other words in place of the last of these, however Word has cut them."""
    pieces = texts(paragraph)
    start = "".join(t.text or "" for t in pieces).rfind(old)
    if start >= 0:
        _put(pieces, start, start + len(old), new)


def _put(pieces: list[_Element], start: int, end: int, new: str) -> None:
    at = 0
    for piece in pieces:
        text = piece.text or ""
        first, last = max(start - at, 0), min(end - at, len(text))
        if first < last:
            piece.text = text[:first] + (new if start >= at else "") + text[last:]
            piece.set(_SPACE, "preserve")
        at += len(text)


def _break(piece: _Element) -> None:
    """Line feeds in a text become line breaks."""
    first, *rest = (piece.text or "").split("\n")
    if not rest:
        return
    piece.text = first
    after = piece
    for line in rest:
        br, text = piece.makeelement(_BR), piece.makeelement(_T, {_SPACE: "preserve"})
        text.text = line
        after.addnext(br)
        br.addnext(text)
        after = text


def copies(element: _Element, number: int) -> list[_Element]:
    """That many of an element in its place, one after the other; for none it is taken out."""
    if not number:
        remove(element)
        return []
    others = [deepcopy(element) for _ in range(1, number)]
    for other in reversed(others):
        element.addnext(other)
    return [element, *others]


def remove(element: _Element) -> None:
    """Take an element out; the only paragraph of a cell, and one that ends a section, is emptied instead."""
    parent = element.getparent()
    if parent is None:
        return
    alone = element.tag == P and parent.tag == TC and len(parent.findall(P)) == 1
    if alone or element.find(f"{W}pPr/{W}sectPr") is not None:
        for piece in texts(element):
            piece.text = ""
    elif element.tag == TR and len(parent.findall(TR)) == 1:
        remove(parent)
    else:
        parent.remove(element)


def _hidden(element: _Element) -> bool:
    run = next(element.iterancestors(_R), None)
    mark = None if run is None else run.find(f"{W}rPr/{W}vanish")
    return mark is not None and mark.get(f"{W}val") not in ("0", "false")
