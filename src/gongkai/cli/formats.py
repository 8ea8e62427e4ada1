"""The formats of results: their endings, and what a file in them can hold."""

from collections.abc import Iterable
from pathlib import Path

import msgspec


class Format(msgspec.Struct, frozen=True):
    """``joins``: results may follow each other in one file; ``binary``: nothing for a terminal to show."""

    suffix: str
    joins: bool = False
    binary: bool = False


FORMATS = {
    "text": Format(".txt", joins=True),
    "json": Format(".json", joins=True),
    "md": Format(".md", joins=True),
    "html": Format(".html"),
    "xlsx": Format(".xlsx", binary=True),
    "docx": Format(".docx", binary=True),
    "pdf": Format(".pdf", binary=True),
    "xml": Format(".xml"),
    "csv": Format(".csv"),
}


def chosen_format(name: str | None, output: str | None, default: str, choices: Iterable[str] = FORMATS) -> str:
    """The format asked for: by name, else by the ending of the output, else the default.

    >>> chosen_format(None, "年报.xlsx", "json"), chosen_format(None, None, "json")
    ('xlsx', 'json')
    """
    ending = Path(output or "").suffix.lower()
    return name or next((key for key in choices if FORMATS[key].suffix == ending), default)
