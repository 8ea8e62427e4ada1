"""Running text into sentences, although pages cut paragraphs, headings lack full stops and Markdown marks intrude."""

import re
from collections.abc import Iterator

import msgspec

_END = re.compile(r"[。！？；!?;][”’」）)*]*|\n\s*")
_STOPS = "。！？；：!?;:"
_ENUMERATOR = re.compile(
    r"[\s*#>]*(?:[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)]|[一二三四五六七八九十]{1,3}(?:[、．.]|是|要)"
    r"|\d{1,2}(?:[、）)]|[．.](?!\d))|第[一二三四五六七八九十]{1,3}[，、])"
)
_OPENERS = frozenset("（(*#> 第一二三四五六七八九十0123456789")
_TITLE = re.compile(r".{0,18}(?:情况|方面|工作|建设|保障|管理|公开|事项|问题)[:：]?$")
_DIGITS_APART = re.compile(r"(?<=\d)\s+(?=\d)")
_LONGEST_HEADING = 40
APART = "␣"
"""Stands in squeezed text between two digits that blanks separate: they are not one number."""


class Stretch(msgspec.Struct, frozen=True, gc=False):
    """A sentence, or a part of one that a semicolon ends: its place in the text.

    ``opens`` tells that an enumerator (（一）, 二是, 3.) or a heading begins it, so that the topic is new;
    ``ends`` that a full stop or a heading's end closes it, not merely a semicolon.
    """

    start: int
    end: int
    opens: bool
    ends: bool


def sentences(text: str) -> Iterator[Stretch]:
    """The sentences of a text in order; line breaks inside a sentence (a page ends) do not end it.

    >>> [(s.start, s.end) for s in sentences("一是审核。未引起行\\n\\n政复议；另有一件。")]
    [(0, 5), (5, 15), (15, 20)]
    """
    start = line = 0
    opens = True
    for match in _END.finditer(text):
        place, stop = match.span()
        broken = text[place] == "\n"
        following = stop < len(text) and text[stop] in _OPENERS and _ENUMERATOR.match(text, stop) is not None
        heading = False
        if broken:
            heading = _is_heading(text[line:place])
            line = stop
        if place <= start and not text[start:stop].strip():
            start, opens = stop, following
        elif not broken:
            yield Stretch(start, stop, opens, text[place] not in "；;")
            start, opens = stop, following
        elif heading or following or text[place - 1] in _STOPS:
            yield Stretch(start, place, opens or heading, True)
            start, opens = stop, following
    if text[start:].strip():
        yield Stretch(start, len(text), opens, True)


def _is_heading(line: str) -> bool:
    line = line.strip(" *#\t\u3000")
    if not 0 < len(line) <= _LONGEST_HEADING or "，" in line or "。" in line:
        return False
    return bool(_ENUMERATOR.match(line) or _TITLE.match(line))


def squeeze_sentence(text: str) -> str:
    """The text without white space and Markdown marks; digits that stand apart stay apart.

    >>> squeeze_sentence("**收到** 10\\n件，4 029 条")
    '收到10件，4␣029条'
    """
    if _DIGITS_APART.search(text):
        text = _DIGITS_APART.sub(APART, text)
    text = "".join(text.split())
    return text.replace("*", "") if "*" in text else text


def quote(text: str, start: int, end: int) -> str:
    """The words of a sentence as printed: Markdown marks and line breaks taken out, blanks within a line kept.

    >>> quote("**二是**未引发行\\n\\n政复议。", 0, 18)
    '二是未引发行政复议。'
    """
    printed = text[start:end].strip().replace("**", "")
    return "".join(line.strip() for line in printed.split("\n")) if "\n" in printed else printed


def sentence_at(text: str, place: int) -> Stretch:
    """The sentence that the character at the place belongs to.

    >>> sentence_at("一是审核。二是公开；三是检查。", 7).start
    5
    """
    return next((s for s in sentences(text) if s.end > place), Stretch(0, len(text), True, True))


def full_stops_around(text: str, place: int) -> tuple[int, int]:
    """Start and end of the full sentence around the place, quickly: semicolons and broken lines are part of it.

    >>> full_stops_around("已公开。共4条；其中2条。", 9)
    (4, 13)
    """
    start = max(text.rfind(stop, 0, place) for stop in "。！？") + 1
    end = text.find("。", place)
    return start, end + 1 if end >= 0 else len(text)
