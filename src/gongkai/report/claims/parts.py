"""A whole and its parts in one sentence, whatever is counted: 4029 条，其中：概况类 196 条、动态 388 条、目录 3445 条."""

import re
from collections.abc import Iterator

import msgspec

from gongkai.report.model import AnnualReport
from gongkai.text.sentences import full_stops_around, quote, squeeze_sentence
from gongkai.text.widths import normalise, simplify

_BRACKET = re.compile(r"(?<=[条件篇个项期份次宗])\s*[（(]")
_SIGNS = ("其中", "包括", "包含")
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"\d+")
_FEWEST = 3
"""A whole and two parts."""
_BEFORE = 12
_MARK = re.compile("其中|包括|包含|分别是|[(（]")
_COUNT = re.compile(
    r"(?P<about>近|约|超|逾)?(?<![\d.])(?P<number>\d{1,9}(?:,\d{3}){0,3})(?!\d)(?P<times>万|\.\d)?(?P<more>余|多)?(?P<unit>[条件篇个项期份次宗起例场家])(?!数)"
)
_LEAD = re.compile(r"[,(:;。]*(?:其中|包括|包含|分别是)?(?:有|为)?[:,]?")
_VERBS = re.compile(
    "收到|受理|答复|办结|办理|采纳|整改|完成|关停|注销|参加|采用|同比|增长|增加|减少|较|通过|举办|开展|召开|培训"
)
_REST = ("其他", "其它", "其余", "剩余")
_LONGEST_NAME = 26
_PLANS = 5
_LONGEST_SENTENCE = 2000


class Enumeration(msgspec.Struct, frozen=True):
    """Parts listed after a whole, in one unit. ``closed`` where the last part is 其他, so that nothing is left out."""

    whole: int
    parts: tuple[int, ...]
    unit: str
    closed: bool
    said: str
    quote: str
    section: int
    place: int


def enumerations(report: AnnualReport) -> Iterator[Enumeration]:
    """The lists of parts in the report's text that can be told for certain to belong to the number before them."""
    for section in report.sections:
        text, done = section.text, 0
        for place in _signs(text) if section.number != _PLANS else ():
            if place < done or not _DIGIT.search(text, max(0, place - _BEFORE), place):
                continue
            start, done = full_stops_around(text, place)
            if start == place and start > 0:  # …4029条。其中，…
                start, _ = full_stops_around(text, start - 1)
            if done - start > _LONGEST_SENTENCE or len(_NUMBER.findall(text, start, done)) < _FEWEST:
                continue
            words = simplify(normalise(squeeze_sentence(text[start:done])))
            for whole, parts, unit, closed, said in _lists(words):
                printed = quote(text, start, done)
                yield Enumeration(whole, parts, unit, closed, said, printed, section.number, start)


def _signs(text: str) -> list[int]:
    """Where the text says that parts follow, or opens a bracket behind a count."""
    found = [match.start() for match in _BRACKET.finditer(text)]
    for sign in _SIGNS:
        place = text.find(sign)
        while place >= 0:
            found.append(place)
            place = text.find(sign, place + 1)
    return sorted(found)


def _lists(words: str) -> Iterator[tuple[int, tuple[int, ...], str, bool, str]]:
    counts = [match for match in _COUNT.finditer(words) if not words[: match.start()].endswith(("第", "近", "约"))]
    for index, match in enumerate(counts[:-2]):
        lead = _LEAD.match(words, match.end())
        if lead is None or not _MARK.search(lead[0]) or not _exact(match):
            continue
        parts: list[int] = []
        closed = False
        edge = lead.end()
        for part in counts[index + 1 :]:
            name = words[edge : part.start()]
            mixed = (parts and name[:1] not in "、,") or len(name) > _LONGEST_NAME or "。" in name or ")" in name
            if part["unit"] != match["unit"] or not _exact(part) or mixed or _VERBS.search(name):
                break
            if name[:1] == "," and len(parts) > 1 and words[lead.end() : edge].count("、") >= len(parts) - 1:
                break
            parts.append(int(part["number"].replace(",", "")))
            closed = name.lstrip("、,和及").startswith(_REST)
            edge = part.end()
        if len(parts) > 1:
            whole = int(match["number"].replace(",", ""))
            yield whole, tuple(parts), match["unit"], closed, words[match.start() : edge]


def _exact(match: re.Match[str]) -> bool:
    return not (match["about"] or match["times"] or match["more"])
