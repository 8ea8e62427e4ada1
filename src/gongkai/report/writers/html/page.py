"""The frame of every HTML page: one file that needs nothing else, no script, light and dark, screen and paper."""

import functools
from html import escape
from importlib.resources import files

from gongkai.report.writers.characters import printable


def page(title: str, body: str, kind: str) -> str:
    """A page with the title and the body, which must be escaped already; ``kind`` names it to the style sheet."""
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{shown(title)}</title>\n<style>\n{_style()}</style>\n</head>\n"
        f'<body class="{kind}">\n{body}\n</body>\n</html>\n'
    )


def shown(text: str) -> str:
    """Text as it may stand in a page, also within an attribute."""
    return escape(printable(text))


@functools.cache
def _style() -> str:
    return files(__package__).joinpath("page.css").read_text("utf-8")
