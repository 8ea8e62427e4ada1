"""Rich text that people paste from Word and from web pages: reduced to what a document needs, shown with anchors."""

import re
from typing import NamedTuple

import nh3
from django.core.exceptions import ValidationError

LIMIT = 500_000
"""Characters of a text with its marks; a table of thousands of rows belongs into an attachment."""

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

    Raises ``ValidationError`` where more is left than :data:`LIMIT`.

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
    return kept.strip()


def _too_long(length: int) -> ValidationError:
    return ValidationError(
        f"正文约有 {length // 10_000} 万字符，超过 {LIMIT // 10_000} 万的上限。大的表格请另存为文件，作为附件上传。"
    )


class Heading(NamedTuple):
    """A heading within a text: the anchor, the words."""

    anchor: str
    title: str


class Shown(NamedTuple):
    """A text as a page shows it, and its headings where there are enough for a table of contents."""

    html: str
    headings: tuple[Heading, ...]


_HEADING = re.compile(r"<h2>(.*?)</h2>", re.DOTALL)
_ARTICLE = re.compile(r"<p>(?=(?:<strong>)?第([一二三四五六七八九十百零]{1,7})条)")
_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_FEWEST = 3


def shown(stored: str) -> Shown:
    """The text for a page, cleaned once more; articles (第N条) and headings get anchors, wide tables can be scrolled.

    >>> shown("<p>第二条　乙</p><script>x()</script>").html
    '<p id="第二条">第二条\\u3000乙</p>'
    """
    headings: list[Heading] = []

    def anchored(found: re.Match[str]) -> str:
        headings.append(Heading(f"s{len(headings) + 1}", nh3.clean(found[1], tags=set())))
        return f'<h2 id="{headings[-1].anchor}">{found[1]}</h2>'

    html = _HEADING.sub(anchored, _CLEANER.clean(stored))
    seen: set[str] = set()

    def article(found: re.Match[str]) -> str:
        new = found[1] not in seen
        seen.add(found[1])
        return f'<p id="第{found[1]}条">' if new else found[0]

    html = _ARTICLE.sub(article, html)
    html = _TABLE.sub(r'<div class="scroll" role="region" aria-label="表格" tabindex="0">\g<0></div>', html)
    return Shown(html, tuple(headings) if len(headings) >= _FEWEST else ())
