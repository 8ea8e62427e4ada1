"""Rich text that people paste from Word and from web pages: reduced to what a document needs, shown with anchors."""

import html
import re
from typing import NamedTuple

import nh3
from django.core.exceptions import ValidationError
from django.utils.html import strip_tags

from gongkai.text.numerals import chinese_integer

LIMIT = 500_000
"""Characters of a text with its marks."""
ROWS = 1_000
"""Rows of a text's tables: a larger table is no text, it belongs into an attachment."""

_TAGS = {
    *("p", "h2", "h3", "h4", "strong", "em", "u", "sub", "sup", "br", "hr", "blockquote", "a", "ul", "ol", "li"),
    *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
}
_ATTRIBUTES = {
    "a": {"href"},
    "ol": {"start"},
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan"},
}
_DROPPED = {"script", "style", "title", "template", "noscript", "iframe", "object", "svg", "math", "xml", "select"}
_SCHEMES = {"http", "https", "mailto", "tel"}
_RENAMED = {"h1": "h2", "h5": "h4", "h6": "h4", "b": "strong", "i": "em", "div": "p"}
_OLD_NAMES = re.compile(rf"<(/?)({'|'.join(_RENAMED)})(?=[\s>/])", re.IGNORECASE)
_BLOCK = re.compile(r"<(?:p|h[2-4]|ul|ol|table|blockquote)\b")
_SPACES = r"(?:\s|&nbsp;|\u3000|<br>)*"
_EMPTY = re.compile(rf"<(p|h[2-4]|strong|em|u|li|blockquote)>{_SPACES}</\1>")
_INDENT = re.compile(rf"(<(?:p|h[2-4]|li|t[hd])(?:\s[^>]*)?>){_SPACES}")
_SPAN_LIMIT = 100


def _attribute(_tag: str, name: str, value: str) -> str | None:
    """Spans stay within a table that a browser can draw."""
    if name in {"colspan", "rowspan", "start"}:
        return value if value.isdecimal() and len(value) < 5 and int(value) <= _SPAN_LIMIT else None
    return value


_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags=_DROPPED,
    attributes=_ATTRIBUTES,
    attribute_filter=_attribute,
    url_schemes=_SCHEMES,
    link_rel="noopener",
)


def cleaned(pasted: str) -> str:
    """What may be stored of a text that was typed or pasted; lines become paragraphs where there are no marks.

    Raises ``ValidationError`` where more is left than :data:`LIMIT`, or tables have more than :data:`ROWS`.

    >>> cleaned('<p class=MsoNormal style="color:red">　　甲<o:p></o:p></p><script>x()</script><p>&nbsp;</p>')
    '<p>甲</p>'
    >>> cleaned("甲 < 乙\\n\\n丙")
    '<p>甲 &lt; 乙</p><p>丙</p>'
    """
    if len(pasted) > 10 * LIMIT:
        raise _too_long(len(pasted))
    kept = _CLEANER.clean(_OLD_NAMES.sub(lambda old: f"<{old[1]}{_RENAMED[old[2].lower()]}", pasted))
    if not _BLOCK.search(kept):
        kept = "".join(f"<p>{line}</p>" for line in re.split(r"\s*(?:\n|<br>)\s*", kept.strip()) if line)
    kept = _INDENT.sub(r"\1", kept)
    while (fewer := _EMPTY.sub("", kept)) != kept:
        kept = fewer
    if len(kept) > LIMIT:
        raise _too_long(len(kept))
    if (rows := kept.count("<tr>")) > ROWS:
        raise ValidationError(f"正文里的表格共有 {rows} 行，超过 {ROWS} 行的上限。请把表格另存为文件，作为附件上传。")
    return kept.strip()


def _too_long(length: int) -> ValidationError:
    return ValidationError(
        f"正文约有 {length // 10_000} 万字符，超过 {LIMIT // 10_000} 万的上限。大的表格请另存为文件，作为附件上传。"
    )


class Heading(NamedTuple):
    """A heading within a text: the anchor, the words, and whether it stands beneath another."""

    anchor: str
    title: str
    beneath: bool = False


class Shown(NamedTuple):
    """A text as a page shows it, and its headings where there are enough for a table of contents."""

    html: str
    headings: tuple[Heading, ...]


_NUMERAL = "([一二三四五六七八九十百零〇]{1,7}|[0-9]{1,3})"
_PART = re.compile(
    rf"<(p|h[2-4])>(<strong>)?((第{_NUMERAL}(章|节))[^<。；，的]{{0,40}})(?(2)</strong>)</\1>"
    rf"|<(h2)>(.*?)</h2>"
    rf"|<p>(<strong>)?(第{_NUMERAL}条(?:之([一二三四五六七八九十]))?)",
    re.DOTALL,
)
_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_FEWEST = 3


class _Anchors:
    """Goes through a text and gives chapters, sections, other headings and articles their anchors."""

    def __init__(self) -> None:
        self.headings: list[Heading] = []
        self.seen: set[str] = set()
        self.chapter = ""

    def __call__(self, found: re.Match[str]) -> str:
        if found[6]:
            return self._part(found)
        if found[7]:
            self.headings.append(Heading(f"s{len(self.headings) + 1}", nh3.clean(found[8], tags=set())))
            return f'<h2 id="{self.headings[-1].anchor}">{found[8]}</h2>'
        return self._article(found)

    def _part(self, found: re.Match[str]) -> str:
        number, chapter = chinese_integer(found[5]) or found[5], found[6] == "章"
        anchor = f"chap-{number}" if chapter else f"{self.chapter}sec-{number}"
        if not self._new(anchor):
            return found[0]
        self.chapter = f"{anchor}-" if chapter else self.chapter
        words = found[3].strip()
        self.headings.append(Heading(anchor, words, not chapter and bool(self.chapter)))
        level = "h2" if chapter else "h3"
        return f'<{level} id="{anchor}" class="part">{words}</{level}>'

    def _article(self, found: re.Match[str]) -> str:
        number, added = chinese_integer(found[11]) or found[11], chinese_integer(found[12] or "")
        anchor = f"art-{number}" + (f"-{added}" if added else "")
        if not self._new(anchor):
            return found[0]
        return f'<p id="{anchor}">{found[9] or ""}<a class="art" href="#{anchor}">{found[10]}</a>'

    def _new(self, anchor: str) -> bool:
        new = anchor not in self.seen
        self.seen.add(anchor)
        return new


def shown(stored: str) -> Shown:
    """The text for a page, cleaned once more; chapters, headings and articles (第N条) get anchors, wide tables scroll.

    >>> shown("<p>第一章　总则</p><p>第十二条　乙</p><script>x()</script>").html
    '<h2 id="chap-1" class="part">第一章\u3000总则</h2><p id="art-12"><a class="art" href="#art-12">第十二条</a>\u3000乙</p>'
    """
    anchors = _Anchors()
    marked = _PART.sub(anchors, _CLEANER.clean(stored))
    marked = _TABLE.sub(r'<div class="scroll" role="region" aria-label="表格" tabindex="0">\g<0></div>', marked)
    return Shown(marked, tuple(anchors.headings) if len(anchors.headings) >= _FEWEST else ())


_BREAK = re.compile(r"</(?:p|h[2-4]|li|tr|caption)>|<br>")
_CELL = re.compile(r"</t[dh]>")


def plain(body: str) -> str:
    """The words of a text with marks, a paragraph or a row of a table on each line.

    >>> plain("<p>甲 &amp; 乙</p><table><tr><td>一</td><td>二</td></tr></table>")
    '甲 & 乙\\n一 二'
    """
    lines = html.unescape(strip_tags(_CELL.sub(" ", _BREAK.sub("\n", body)))).split("\n")
    return "\n".join(line for line in map(str.strip, lines) if line)
