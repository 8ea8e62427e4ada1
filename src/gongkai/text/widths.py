"""One written form for one thing: full and half width, look-alike radicals, invisible characters, spaces, scripts."""

import functools
import re
import unicodedata

_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f]")
_WHITE = re.compile(r"[\s\u3000\u00a0]+")
_PUNCTUATION = re.compile(r"[\s()\[\]{}<>《》〈〉〔〕【】“”‘’\"'`*#_、,，.。．·:：;；!！?？\-—－–~～/\\|]+")
# The traditional characters of the form's own words; a report in traditional script has some of them.
_TRADITIONAL = re.compile(
    "[個內動務區員問單國執報審對屬廢廳強後採據數於會條業構機權決況減無獲現當發確祕穩範糾納組結統經維縣總織繫繳"
    "繼續罰聯舉萬處補製複規計訟訪許訴詢話認請議護費購轉辦這進過鄉鎮開關電項題額類體]"
)


def normalise(text: str) -> str:
    """The text in NFKC without invisible characters; line breaks and spaces stay where they are.

    NFKC makes full-width letters, digits and brackets half-width (``（`` becomes ``(``) and turns the Kangxi
    radicals that PDF files carry (U+2F00 ``⼀``) into the characters they stand for.
    """
    if text.isascii():
        return text
    normalised = unicodedata.normalize("NFKC", text)
    return _INVISIBLE.sub("", normalised) if _INVISIBLE.search(normalised) else normalised


def squeeze(text: str) -> str:
    """The text without any white space; line breaks inside a table cell carry no meaning.

    >>> squeeze("结果 维\\n持")
    '结果维持'
    """
    return _WHITE.sub("", text)


@functools.cache
def _converter():  # type: ignore[no-untyped-def]
    from opencc import OpenCC  # loaded only for the rare report in traditional script

    return OpenCC("t2s")


def simplify(text: str) -> str:
    """The text in simplified script; text that is simplified already comes back as it is, and quickly."""
    if not _TRADITIONAL.search(text):
        return text
    converted: str = _converter().convert(text)
    return converted


@functools.lru_cache(maxsize=65536)
def skeleton(text: str) -> str:
    """What is left of a label without width, spaces, punctuation and script.

    Two labels with equal skeletons are the same label for every purpose of this project.

    >>> skeleton("（二）部分公开(区分处理的, 只计这一情形)") == skeleton("(二)部分公開（区分处理的，只计这一情形）")
    True
    """
    return simplify(_PUNCTUATION.sub("", normalise(text)))
