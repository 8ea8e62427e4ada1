"""The pages of a PDF as pdfplumber sees them: a second opinion on text, with every drawn edge as a ruled line.

It also takes the edges of filled areas for lines, so it finds tables whose cells are only coloured; and it takes
twenty times as long as pdfium.
"""

import io
import logging
import time
from collections.abc import Collection, Iterator
from typing import Any

from gongkai.report.readers.boxes import Page, Rule, Word
from gongkai.report.readers.errors import Unreadable
from gongkai.report.readers.lookalikes import plain

SECONDS = 6.0
"""After this time no further page is begun."""
_MAX_EDGES = 20_000
# What pdfminer raises over malformed files that pdfium forgives.
_PROBLEMS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


def pages_of(data: bytes, numbers: Collection[int]) -> Iterator[Page]:
    """The pages with these numbers, as far as they can be read in time; :class:`Unreadable` without the extra."""
    try:
        import pdfplumber
        from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException
    except ImportError:
        raise Unreadable("按表格线仔细读取 PDF 需要 pdfplumber，本机未安装", "请安装 gongkai[pdf]") from None
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # its remarks on odd fonts are not for our user
    until = time.monotonic() + SECONDS
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            for page in document.pages:
                if page.page_number in numbers:
                    yield _page(page)
                    page.close()
                if time.monotonic() > until:
                    return
    except (MalformedPDFException, PdfminerException, *_PROBLEMS):
        return


def _page(page: Any) -> Page:
    upright = page.filter(lambda thing: thing.get("upright", True)).dedupe_chars()
    left, top = page.bbox[:2]
    words = tuple(_word(word, left, top) for word in upright.extract_words(extra_attrs=["size"]))
    rules = tuple(
        Rule(edge["x0"] - left, edge["top"] - top, edge["x1"] - left, edge["bottom"] - top)
        for edge in page.edges[:_MAX_EDGES]
    )
    return Page(page.page_number, float(page.width), float(page.height), words, rules)


def _word(word: dict[str, Any], left: float, top: float) -> Word:
    middle, half = (word["top"] + word["bottom"]) / 2 - top, word["size"] / 2
    return Word("".join(map(plain, word["text"])), word["x0"] - left, middle - half, word["x1"] - left, middle + half)
