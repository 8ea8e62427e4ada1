"""Characters that text may hold and that no output may carry."""

_UNFIT = dict.fromkeys((*range(9), *range(11, 32), *range(127, 160), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF))


def printable(text: str) -> str:
    """The text without control characters, which could command a terminal or break an XML file; tab and line feed stay.

    >>> printable("红\\x1b[31m字\\n")
    '红[31m字\\n'
    """
    return text if text.isprintable() else text.translate(_UNFIT)
