"""Under which names a document is cited, and which names occur in a text: titles in 《》 and document numbers."""

import html
import re

from django.utils.html import strip_tags

from gongkai.disclosure.numbers import written

SHORTEST = 4
"""Characters of a title that is taken for one."""
MOST = 300
"""Names of other documents that are kept of one text."""

_ENACTED = re.compile(r"关于(?:印发|发布|公布|颁布|转发)《(.{4,120})》的(?:通知|公告|决定|命令|令)$")
_TITLE = re.compile(r"《((?:[^《》]|《[^《》]{1,60}》){4,120})》")
_NUMBER = re.compile(r"([\u4e00-\u9fa5]{2,12}?)\s?[〔\[【（(]((?:19|20)\d{2})[〕\]】）)]\s?(?:第)?(\d{1,4})\s?号")
_BEFORE = re.compile(r".*(?:根据|按照|依据|依照|参照|见|以|和|及|与|由|为|的|经|对|将|在)")


def names_of(title: str, number: str) -> set[str]:
    """What a document may be called.

    >>> sorted(names_of("平罗县人民政府关于印发《平罗县节水办法》的通知", "平政发〔2026〕3号"))
    ['平政发〔2026〕3号', '平罗县人民政府关于印发《平罗县节水办法》的通知', '平罗县节水办法']
    """
    enacted = _ENACTED.search(title)
    found = {title.strip(), written(number), enacted[1].strip() if enacted else ""}
    return {name for name in found if len(name) >= SHORTEST}


def mentions_in(body: str) -> set[str]:
    """The titles and numbers that occur in a text with marks.

    >>> sorted(mentions_in("<p>根据《平罗县节水办法》（平政发[2026]3号）制定。</p>"))
    ['平政发〔2026〕3号', '平罗县节水办法']
    """
    text = html.unescape(strip_tags(body))
    titles = (found[1].strip() for found in _TITLE.finditer(text))
    numbers = (_number(found) for found in _NUMBER.finditer(text))
    every = dict.fromkeys(name for name in (*titles, *numbers) if len(name) >= SHORTEST)
    return set(list(every)[:MOST])


def _number(found: "re.Match[str]") -> str:
    code = _BEFORE.sub("", found[1])
    return f"{code}〔{found[2]}〕{found[3]}号" if code else ""


def linked(body: str, addresses: dict[str, str]) -> str:
    """A page's text with what it cites as links; what is a link already stays.

    >>> linked("<p>见《平罗县节水办法》。</p>", {"平罗县节水办法": "/o/p/d/1/"})
    '<p>见《<a href="/o/p/d/1/">平罗县节水办法</a>》。</p>'
    """
    if not addresses:
        return body
    escaped = {html.escape(words, quote=False): address for words, address in addresses.items()}
    names = "|".join(re.escape(words) for words in sorted(escaped, key=len, reverse=True))

    def link(found: "re.Match[str]") -> str:
        return f'<a href="{escaped[found[0]]}">{found[0]}</a>'

    pieces = re.split(r"(<a\b.*?</a>|<[^>]+>)", body, flags=re.DOTALL)
    for place in range(0, len(pieces), 2):
        pieces[place] = re.sub(names, link, pieces[place])
    return "".join(pieces)
