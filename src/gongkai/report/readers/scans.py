"""Pages that are pictures → pages of words, in the time there is: those with tables first."""

import time
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from msgspec.structs import replace

from gongkai.report.readers.boxes import Box, Page, Word
from gongkai.report.readers.errors import NotInstalled
from gongkai.report.readers.pdfpage import Sheet

SECONDS = 12.0
"""After this time no further page is begun; a page takes about 1."""
MAX_PAGES = 60
_SCALE = 200 / 72
_MOST_PIXELS = 12_000_000
_ADVICE = "请安装 gongkai[ocr]，或换用可复制文字的原文件"


def recognised(document: Any, sheets: Sequence[Sheet]) -> tuple[dict[int, Page], list[str]]:
    """The pages of a pdfium document with the text of their pictures, and what the user must know about it."""
    pictures = ((sheet.page.number, *_rendered(document, sheet.page.number)) for sheet in sheets[:MAX_PAGES])
    found, note = recognised_pictures(pictures, len(sheets), "页")
    by_number = {page.number: page for page in found}
    pages = {
        sheet.page.number: _together(sheet, by_number[sheet.page.number])
        for sheet in sheets
        if sheet.page.number in by_number
    }
    return pages, [note]


def recognised_pictures(pictures: Iterable[tuple[int, Any, float]], total: int, unit: str) -> tuple[list[Page], str]:
    """The pages that the pictures show, each given by number, pixels and pixels to a point; and a note for the user.

    :class:`NotInstalled` without the extra ``ocr``.
    """
    until = time.monotonic() + SECONDS
    try:
        from gongkai.report.readers.ocr import page_of, prepared
    except ImportError:
        raise NotInstalled("这是扫描件或图片，要由文字识别组件来读，本机未安装", _ADVICE) from None
    scans = []
    for number, picture, scale in pictures:
        scans.append(prepared(picture, number, scale))
        if time.monotonic() > until:
            break
    pages: list[Page] = []
    for scan in sorted(scans, key=lambda scan: not scan.tables):
        if pages and time.monotonic() > until:
            break
        pages.append(page_of(scan))
    return sorted(pages, key=lambda page: page.number), _note([page.number for page in pages], total, unit)


def _note(numbers: Sequence[int], total: int, unit: str) -> str:
    read = f"第 {'、'.join(map(str, sorted(numbers)))} {unit}" if total > 1 else "全部内容"
    missing = f"；另有 {total - len(numbers)} {unit}因时间所限没有识别" if len(numbers) < total else ""
    return f"{read}由文字识别读出，可能有个别字认错{missing}"


def _rendered(document: Any, number: int) -> tuple[Any, float]:
    """The page in pixels, and how many of them make a point."""
    page = document[number - 1]
    try:
        width, height = page.get_size()
        scale = min(_SCALE, (_MOST_PIXELS / max(width * height, 1)) ** 0.5)
        bitmap = page.render(scale=scale, rev_byteorder=True)
        pixels = bitmap.to_numpy()
        picture = np.array(pixels if pixels.ndim == 2 or pixels.shape[2] > 1 else pixels[..., 0])
        bitmap.close()
        return picture, scale
    finally:
        page.close()


def _together(sheet: Sheet, seen: Page) -> Page:
    """The page with its own words and lines, and those recognised on its pictures."""
    if not sheet.page.words or sheet.unseen:
        return seen
    words = tuple(word for word in seen.words if any(_on(word, picture) for picture in sheet.pictures))
    return replace(sheet.page, words=sheet.page.words + words, rules=sheet.page.rules + seen.rules)


def _on(word: Word, picture: Box) -> bool:
    left, top, right, bottom = picture
    return left < (word.left + word.right) / 2 < right and top < word.middle < bottom
