"""Characters that fonts give in place of others drawn like them."""

import functools
import unicodedata

# NFKC knows the radicals of U+2F00 for the characters they are, but not these of U+2E80.
_RADICALS = (
    "⺠民⻁虎⻄西⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马"
    "⻤鬼⻥鱼⻦鸟⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟⺟母⺩王⻑長⻒镸⻣骨"
)
_MEANT = dict(zip(_RADICALS[::2], _RADICALS[1::2], strict=True))


@functools.lru_cache(maxsize=8192)
def plain(character: str) -> str:
    """The character in its usual form: no radicals for characters, no ligatures; widths stay as they are.

    >>> plain("⼀") + plain("⻔") + plain("ﬁ") + plain("（")
    '一门fi（'
    """
    if "\u2e80" <= character <= "\u2fdf" or "\uf900" <= character <= "\ufaff" or "\ufb00" <= character <= "\ufb06":
        return _MEANT.get(character) or unicodedata.normalize("NFKC", character)
    return "-" if character == "\x02" else character  # pdfium gives U+0002 for a hyphen at a line's end
