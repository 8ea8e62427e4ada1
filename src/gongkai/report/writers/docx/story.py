"""The text of a Word document as Word shows it, and the runs that hold given characters of it.

Positions count characters that are not white space. Deleted and hidden text does not count. Runs are cut where the
words begin and end; the pieces stay where the run was, so formatting, revisions and links are kept.
"""

from bisect import bisect_right
from collections.abc import Iterator
from copy import deepcopy
from itertools import accumulate

from lxml.etree import _Element

from gongkai.report.readers.ooxml import MC, W

_P, _R, _T, _R_PR = f"{W}p", f"{W}r", f"{W}t", f"{W}rPr"
_NOT_SHOWN = (f"{W}del", f"{W}moveFrom", f"{MC}Fallback")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
Range = tuple[_Element, _Element]
"""The first and the last run of a range; twice the paragraph where that has no runs with text."""


class Story:
    """The paragraphs of a body in order, with those in tables and text boxes."""

    def __init__(self, body: _Element) -> None:
        self._paragraphs = [p for p in body.iter(_P) if next(p.iterancestors(*_NOT_SHOWN), None) is None]
        self._texts = ["".join((t.text or "")[n] for t, n in _characters(p)) for p in self._paragraphs]
        self._starts = [0, *accumulate(map(len, self._texts))]
        self._solid = "".join(self._texts)

    def find(self, words: str, after: int = 0) -> Range | None:
        """The words, white space aside; their first place from ``after`` on, else the first of all."""
        solid = "".join(words.split())
        at = max(self._solid.find(solid, after), self._solid.find(solid)) if solid else -1
        return None if at < 0 else (self._first_run(at), self._last_run(at + len(solid) - 1))

    def heading(self, title: str) -> int | None:
        """Where the paragraph begins that is the title, alone or behind its number."""
        words = "".join(title.split())
        for start, text in zip(self._starts, self._texts, strict=False):
            if words and text.endswith(words) and len(text) <= len(words) + 4:
                return start
        return None

    def paragraph(self, at: int = 0) -> Range:
        """The paragraph that holds the character."""
        return range_of(self._paragraphs[self._index(at)])

    def _index(self, at: int) -> int:
        return max(0, min(bisect_right(self._starts, at), len(self._paragraphs)) - 1)

    def _character(self, at: int) -> tuple[_Element, int]:
        index = self._index(at)
        return list(_characters(self._paragraphs[index]))[at - self._starts[index]]

    def _first_run(self, at: int) -> _Element:
        text, offset = self._character(at)
        return _run_from(_text_from(text, offset))

    def _last_run(self, at: int) -> _Element:
        text, offset = self._character(at)
        if offset + 1 < len(text.text or ""):
            _text_from(text, offset + 1)
        behind = text.getnext()
        if behind is not None:
            _run_from(behind)
        return _parent(text)


def range_of(container: _Element) -> Range:
    """The runs with text of a paragraph, or of the first paragraph of a cell or table that has any."""
    for paragraph in container.iter(_P):
        runs = [_parent(text) for text, _ in _characters(paragraph)]
        if runs:
            return runs[0], runs[-1]
    first = next(container.iter(_P))
    return first, first


def _characters(paragraph: _Element) -> Iterator[tuple[_Element, int]]:
    """The characters of a paragraph's own text, each as its ``w:t`` and place therein."""
    for text in paragraph.iter(_T):
        around = next(text.iterancestors(_P, *_NOT_SHOWN))
        if around is paragraph and not _hidden(text):
            yield from ((text, n) for n, c in enumerate(text.text or "") if not c.isspace())


def _hidden(text: _Element) -> bool:
    mark = _parent(text).find(f"{_R_PR}/{W}vanish")
    return mark is not None and mark.get(f"{W}val") not in ("0", "false")


def _text_from(text: _Element, offset: int) -> _Element:
    """The ``w:t`` that begins at the offset; the text before it stays in one of its own."""
    if offset == 0:
        return text
    rest = deepcopy(text)
    rest.text, text.text = (text.text or "")[offset:], (text.text or "")[:offset]
    for piece in (text, rest):
        piece.set(_SPACE, "preserve")
    text.addnext(rest)
    return rest


def _run_from(child: _Element) -> _Element:
    """The run that begins with the child; what stands before it stays in a run of its own, formatted alike."""
    run = _parent(child)
    before = [sibling for sibling in child.itersiblings(preceding=True) if sibling.tag != _R_PR]
    if not before:
        return run
    cut = deepcopy(run)
    for other in [element for element in cut if element.tag != _R_PR]:
        cut.remove(other)
    cut.extend([child, *child.itersiblings()])
    run.addnext(cut)
    return cut


def _parent(element: _Element) -> _Element:
    parent = element.getparent()
    if parent is None:
        raise ValueError("w:t outside a run")
    return parent
