"""Text cut into pages: lines end where the paper did, page numbers stand in between, tables go on overleaf."""

from collections.abc import Callable
from random import Random

from generator.layouts.model import Layout
from generator.layouts.paged import columns_of_blanks, raw_order
from generator.layouts.text import Flatten, cell_lines, packed_tab_rows, pipe_rows, tab_rows
from generator.script import Line, Script

_NUMBERS = ("- {} -", "— {} —", "-{}-", "第 {} 页 共 9 页", "第{}页", "－ {} －", "{} / 9")


def _wrapped(text: str, width: int) -> list[str]:
    """The text in lines of a page's width; a figure is never broken, as word processors do not break it either."""
    lines, line = [], ""
    for character in text:
        if len(line) >= width and not (line[-1].isascii() and character.isascii()):
            lines.append(line)
            line = ""
        line += character
    return [*lines, line] if line else lines


def _lines(script: Script, rng: Random, flatten: Flatten, width: int) -> list[str]:
    lines: list[str] = []
    for block in script.blocks:
        if isinstance(block, Line):
            lines += _wrapped(("" if block.level == 1 else "    ") + block.text, width)
        else:
            lines += "\n".join(flatten(block, rng)).split("\n")
    return lines


def _paged(
    flatten: Flatten, form_feed: bool = True, running_head: bool = False, numbers: tuple[str, ...] = _NUMBERS
) -> Callable[[Script, Random], bytes]:
    def render(script: Script, rng: Random) -> bytes:
        lines, length = _lines(script, rng, flatten, rng.choice((28, 36, 44))), rng.choice((22, 31, 40))
        number, head = rng.choice(numbers), f"{script.report.organ}政府信息公开工作年度报告"
        pages = []
        for page, start in enumerate(range(0, len(lines), length), start=1):
            foot = [" " * rng.choice((0, 30)) + number.format(page)]
            top = [head] if running_head and page > 1 else []
            pages.append("\n".join([*top, *lines[start : start + length], *foot]) + "\n")
        return ("\f" if form_feed else "\n").join(pages).encode()

    return render


def _cut_sentences(flatten: Flatten) -> Callable[[Script, Random], bytes]:
    """Paragraphs whole, but where a page ended a sentence is cut by a blank line, as in the samples."""

    def render(script: Script, rng: Random) -> bytes:
        printed = []
        for block in script.blocks:
            if not isinstance(block, Line):
                printed.append("\n".join(flatten(block, rng)))
            elif len(block.text) > 60 and rng.random() < 0.5:
                at = next(i for i in range(len(block.text) // 2, len(block.text)) if not block.text[i].isascii())
                printed.append(block.text[:at] + rng.choice(("\n\n", "\n\n\n", "\n\f\n")) + block.text[at:])
            else:
                printed.append(block.text)
        return "\n\n".join(printed).encode()

    return render


PAGED_LAYOUTS = (
    Layout("tab-cut-sentences", "txt", _cut_sentences(tab_rows)),
    Layout("pipe-cut-sentences", "md", _cut_sentences(pipe_rows)),
    Layout("tab-pages", "txt", _paged(tab_rows), loose=True),
    Layout("tab-packed-pages", "txt", _paged(packed_tab_rows, form_feed=False), positional=False, loose=True),
    Layout("cell-lines-pages", "txt", _paged(cell_lines), positional=False, loose=True),
    Layout("cell-lines-bare-pages", "txt", _paged(cell_lines, numbers=("{}",)), loose=True, lossy=True),
    Layout("pdftotext-layout-bare-pages", "txt", _paged(columns_of_blanks, numbers=("{}",)), False, loose=True),
    Layout("pdftotext-layout-pages", "txt", _paged(columns_of_blanks), positional=False, loose=True),
    Layout("pdftotext-layout-heads", "txt", _paged(columns_of_blanks, running_head=True), positional=False, loose=True),
    Layout("pdftotext-raw-pages", "txt", _paged(raw_order), positional=False, loose=True),
)
