"""Titles and section headings: whose report, for which year, where each of the six sections begins."""

import functools
import re
from collections.abc import Sequence

import msgspec

from gongkai.report.document import Paragraph
from gongkai.report.form.edition_2021 import SECTIONS
from gongkai.text.numerals import chinese_integer
from gongkai.text.widths import normalise, simplify, skeleton, squeeze

_ORDINAL = (
    r"(?:第([一二三四五六])(?:部分|章)\s*[、.,:]?|[(]([一二三四五六])[)]\s*[、.,]?"
    r"|([一二三四五六])\s*[、.,:\s]|([1-6])\s*[、.,]\s*)"
)
_NUMBERED = re.compile(rf"^[#*\s]*{_ORDINAL}\s*(?P<title>[^\s、.,].*?)[*\s]*$", re.DOTALL)
_YEAR = r"(?P<year>(?:19|20)\d{2}|[一二][〇○零Oo0][〇○零Oo0一二三四五六七八九]{2})"
_TITLE = re.compile(
    rf"(?P<before>[^《》。；]*?){_YEAR}(?:年度|年|年年)?(?P<between>[^《》。；，,0-9]{{0,40}}?)"
    r"(?:政府|政务)?信息(?:与政务)?公开(?:工作)?(?:情况)?的?(?:年度)?(?:工作)?(?:情况)?(?:年度)?(?:报告|年报)"
)
_ANNOUNCED = re.compile(rf"《{_TITLE.pattern}")
_TITLE_ENDS = ("告", "报", "報")
_LONGEST_TITLE = 70
_LONGEST_HEADING = 34
_KEYWORDS = {
    1: "总体|概述|概况|基本情况",
    2: "主动公开",
    3: "申请",
    4: "复议|诉讼",
    5: "问题|不足|改进",
    6: "其他|需要报告",
}
"""A numbered line in its place that has one of these words is the heading, worded in the body's own way."""
_CRUMB = re.compile(r"[>›»|:：/\\]|当前位置|首页")
_PLAIN = {skeleton(heading.title): heading.number for heading in SECTIONS}
_NARROW = str.maketrans("，．（）：１２３４５６", ",.():123456")
_KNOWN = {skeleton(wording): heading.number for heading in SECTIONS for wording in (heading.title, *heading.variants)}


class Heading(msgspec.Struct, frozen=True):
    """A section heading: number by its title, title as printed without number, text behind it in the same line."""

    number: int
    title: str
    rest: str = ""


@functools.lru_cache(maxsize=4096)
def heading_of(text: str) -> Heading | None:
    """The heading that a line certainly is: one of the form's titles, in a known wording, numbered or alone."""
    if len(text) > 400:
        text = text[:400] if _NUMBERED.match(text[:40]) else ""
    if not text:
        return None
    match = _NUMBERED.match(normalise(text))
    title = match["title"] if match else text
    if len(title) > _LONGEST_HEADING:
        return None
    words = skeleton(title)
    bracketed = match is not None and match[2] is not None  # （一）主动公开情况 is a part of section one
    number = _KNOWN.get(words)
    if not number or (bracketed and words not in _PLAIN and match and _ordinal(match) != number):
        return None
    return Heading(number, _printed_title(text))


@functools.lru_cache(maxsize=1024)
def run_in_heading(text: str) -> Heading | None:
    """A numbered heading that the text of its section follows in the same line."""
    match = _NUMBERED.match(text)
    if not match or match[2]:
        return None
    number = _ordinal(match)
    for heading in SECTIONS:
        if heading.number == number:
            for wording in (heading.title, *heading.variants):
                if match["title"].startswith(wording) and len(match["title"]) > len(wording):
                    return Heading(number, wording, match["title"][len(wording) :].lstrip("。：: \n"))
    return None


def loose_heading(text: str, expected: int) -> Heading | None:
    """A numbered line in the place of the expected section, worded in the body's own way."""
    match = _NUMBERED.match(normalise(text)) if len(text) <= _LONGEST_HEADING else None
    if not match or match[2] or _ordinal(match) != expected or re.search("[。；，：]", text):
        return None
    if not re.search(_KEYWORDS[expected], simplify(match["title"])):
        return None
    return Heading(expected, _printed_title(text))


def _ordinal(match: re.Match[str]) -> int:
    written = match[1] or match[2] or match[3] or match[4]
    return int(written) if written.isdigit() else chinese_integer(written) or 0


def _printed_title(text: str) -> str:
    """The title as printed, without its number: the match is made on a copy of the same length."""
    match = _NUMBERED.match(text.translate(_NARROW))
    return squeeze(text[match.start("title") : match.end("title")] if match else text).strip("*#：:。")


class Title(msgspec.Struct, frozen=True):
    """A title: body and year as it states them (``None`` where it does not), its words, the lines it takes."""

    organ: str | None
    year: int | None
    text: str
    first: int
    last: int


def is_title(text: str) -> bool:
    """Whether the line may be, or end, the title of an annual report."""
    return len(text) <= _LONGEST_TITLE and text[-1:] in "告报報" and bool(_TITLE.fullmatch(_plain(text)))


def find_title(paragraphs: Sequence[Paragraph]) -> Title | None:
    """The title among the paragraphs before section one: the last one that names a body, else the last one."""
    found: Title | None = None
    for last, paragraph in enumerate(paragraphs):
        if len(paragraph.text) > _LONGEST_TITLE or paragraph.text.rstrip("*# \u3000")[-1:] not in _TITLE_ENDS:
            continue
        title = _title_at(paragraphs, last)
        if title and (title.organ or not found):
            found = title
    return found


def _title_at(paragraphs: Sequence[Paragraph], last: int) -> Title | None:
    """A title that ends with the paragraph, in one line or with the body or year in lines before it."""
    nameless: Title | None = None
    for first in range(last, max(last - 4, -1), -1):
        lines = [paragraph.text.strip("*# 　") for paragraph in paragraphs[first : last + 1]]
        joined = "".join(lines)
        if len(joined) > _LONGEST_TITLE:
            break
        match = _TITLE.fullmatch(_plain(joined))
        if match:
            organ = _organ(match["before"]) or _organ(match["between"])
            title = Title(organ, _year(match["year"]), " ".join(" ".join(lines).split()), first, last)
            if organ:
                return title
            nameless = nameless or title
    return nameless


def announced(opening: str) -> tuple[str | None, int | None]:
    """Body and year as the opening announces the report: 现发布《……年政府信息公开工作年度报告》."""
    match = _ANNOUNCED.search(_plain(opening))
    if not match:
        return None, None
    return _organ(match["before"]) or _organ(match["between"]), _year(match["year"])


def _plain(text: str) -> str:
    return simplify(squeeze(normalise(text.replace("*", "").replace("#", ""))))


def _organ(text: str) -> str | None:
    name = _CRUMB.split(text)[-1].strip("*#-—_·.、，, ")
    name = re.sub(r"^(?:关于|现发布|公布|发布)|(?:关于|的|发布)$", "", name)
    return name if len(name) > 1 else None


def _year(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    return chinese_integer(re.sub("[○Oo0]", "〇", text))
