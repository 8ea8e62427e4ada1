"""Where quoted words stand in a text, however either of them is broken into lines and spaced."""


def find(text: str, quote: str, start: int = 0) -> tuple[int, int] | None:
    """Start and end of the first place from ``start`` on where the text has the quote; ``None`` where it has not.

    White space is not compared.

    >>> find("受理 申请 8\\n件，均已办结。", "申请8件")
    (3, 9)
    """
    at = text.find(quote, start) if quote else -1
    if at >= 0:
        return at, at + len(quote)
    places = [n for n, c in enumerate(text) if n >= start and not c.isspace()]
    solid, words = "".join(text[n] for n in places), "".join(quote.split())
    at = solid.find(words) if words else -1
    return (places[at], places[at + len(words) - 1] + 1) if at >= 0 else None
