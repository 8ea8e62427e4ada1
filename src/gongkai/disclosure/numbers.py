"""Document numbers (发文字号) as they should be written: what is typed in other brackets is the same number."""

import re
import unicodedata

_YEAR = re.compile(r"[〔\[【（(［]((?:19|20)\d{2})[〕\]】）)］]")


def written(number: str) -> str:
    """The number in its proper form.

    >>> written("平财规发 [2026] １号")
    '平财规发〔2026〕1号'
    """
    plain = "".join(unicodedata.normalize("NFKC", number).split())
    return _YEAR.sub(r"〔\1〕", plain)
