"""Printed files: PDF from a web page, from a browser, from Word; scans; the old Word format."""

import functools
import io
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from html import escape
from pathlib import Path
from random import Random

import msgspec

from generator.board import Board, Box
from generator.layouts.docx import render_docx
from generator.layouts.html import plain, spans
from generator.layouts.model import Layout
from generator.script import Line, Script

Render = Callable[[Script, Random], bytes]
PROGRAM_SECONDS = 120

_STYLE = """
@page {{ size: A4 {orientation}; margin: {margin}mm 24mm; @bottom-center {{ content: "{number}"; font-size: 11pt; }} }}
body {{ font-family: "Noto Serif CJK SC"; font-size: {size}pt; line-height: 1.75; }}
h1 {{ font-size: 20pt; text-align: center; }} h2 {{ font-size: {size}pt; }} p {{ text-indent: 2em; margin: 0; }}
table {{ border-collapse: collapse; width: 100%; font-size: {small}pt; line-height: 1.3; }}
td {{ border: {border}; padding: 2pt; text-align: center; }} td p {{ text-indent: 0; }}
"""


def print_page(script: Script, rng: Random, border: str = "0.5pt solid black", small: float = 9.0) -> str:
    """The report as a page for printing: page numbers, head rows repeated overleaf or not."""
    style = _STYLE.format(
        orientation=rng.choice(("portrait", "portrait", "landscape")),
        margin=rng.choice((20, 28)),
        number=rng.choice(('" counter(page) "', '- " counter(page) " -', '— " counter(page) " —')),
        size=rng.choice((12, 16)),
        small=small,
        border=border,
    )
    repeat = rng.random() < 0.5
    body = "\n".join(_line(b) if isinstance(b, Line) else _table(b, repeat) for b in script.blocks)
    head = f'<head><meta charset="utf-8"><style>{style}</style></head>'
    return f'<!DOCTYPE html><html lang="zh">{head}<body>{body}</body></html>'


def _line(line: Line) -> str:
    tag = f"h{min(line.level, 2)}" if line.level in (1, 2) else "p"
    return f"<{tag}>{escape(line.text)}</{tag}>"


_WIDTHS = {2: (28, 24, 24, 24), 3: (5, 10, 27, 8, 8, 8, 9, 9, 8, 8)}


def _table(board: Board, repeat: bool) -> str:
    rows = [f"<tr>{''.join(map(_cell, boxes))}</tr>" for boxes in board.rows()]
    heads = board.heads if repeat else 0
    widths = _WIDTHS.get(board.number, ())
    columns = "".join(f'<col style="width:{w}%">' for w in widths) if len(widths) == board.width else ""
    head = f"<thead>{''.join(rows[:heads])}</thead>" if heads else ""
    return f"<table><colgroup>{columns}</colgroup>{head}<tbody>{''.join(rows[heads:])}</tbody></table>"


def _cell(box: Box) -> str:
    return f"<td{spans(box)}>{plain(box.text)}</td>"


def html_to_pdf(html: str) -> bytes:
    """The page on paper, by WeasyPrint."""
    import weasyprint  # takes half a second to load; most trials never print

    return bytes(weasyprint.HTML(string=html).write_pdf())


def browser_to_pdf(html: str) -> bytes:
    """The page on paper, by Chromium, which embeds its fonts and orders its text in another way."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "page.html"), Path(folder, "page.pdf")
        source.write_text(html, encoding="utf-8")
        options = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={target}")
        _run(["chromium", *options, f"--user-data-dir={folder}/profile", source.as_uri()])
        return target.read_bytes()


def office_to(data: bytes, suffix: str, wanted: str) -> bytes:
    """A file converted by LibreOffice."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, f"report.{suffix}")
        source.write_bytes(data)
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        _run(["soffice", profile, "--headless", "--convert-to", wanted, "--outdir", f"{folder}/out", str(source)])
        return Path(folder, "out", f"report.{wanted.split(':', maxsplit=1)[0]}").read_bytes()


def pdf_to_text(data: bytes, options: tuple[str, ...] = ()) -> bytes:
    """What ``pdftotext`` makes of the PDF."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "report.pdf"), Path(folder, "report.txt")
        source.write_bytes(data)
        _run(["pdftotext", *options, str(source), str(target)])
        return target.read_bytes()


def _run(command: list[str]) -> None:
    if shutil.which(command[0]) is None:
        raise LookupError(f"{command[0]} is not installed")
    subprocess.run(command, check=True, capture_output=True, timeout=PROGRAM_SECONDS)


def page_images(data: bytes, dots_per_inch: int, pages: int | None = None) -> list[bytes]:
    """The pages of a PDF as PNG pictures, slightly greyed like a scan."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    images = []
    for number in range(min(len(document), pages or len(document))):
        picture = document[number].render(scale=dots_per_inch / 72).to_pil().convert("L")
        stream = io.BytesIO()
        picture.point(lambda value: min(250, value + 6)).save(stream, "PNG")
        images.append(stream.getvalue())
    return images


def scan(data: bytes, dots_per_inch: int = 200) -> bytes:
    """The PDF as a scanner stores it: one picture on each page, no text."""
    from PIL import Image

    pages = [Image.open(io.BytesIO(image)) for image in page_images(data, dots_per_inch)]
    stream = io.BytesIO()
    pages[0].save(stream, "PDF", save_all=True, append_images=pages[1:], resolution=dots_per_inch)
    return stream.getvalue()


def long_picture(data: bytes) -> bytes:
    """All pages under each other in one PNG, as reports are published in messages."""
    from PIL import Image

    pages = [Image.open(io.BytesIO(image)) for image in page_images(data, 150)]
    picture = Image.new("L", (pages[0].width, sum(page.height for page in pages)), 255)
    top = 0
    for page in pages:
        picture.paste(page, (0, top))
        top += page.height
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    return stream.getvalue()


def _pdf(make: Callable[[str], bytes], **options: object) -> Render:
    return lambda script, rng: make(print_page(script, rng, **options))  # type: ignore[arg-type]


def _after(first: Render, then: Callable[[bytes], bytes]) -> Render:
    return lambda script, rng: then(first(script, rng))


def _tables_only(script: Script, rng: Random) -> bytes:
    """Title, headings and tables on paper, without the prose, which would only cost time to recognise."""
    kept = tuple(b for b in script.blocks if not isinstance(b, Line) or b.level in (1, 2))
    return html_to_pdf(print_page(msgspec.structs.replace(script, blocks=kept), rng))


_FROM_PAGE = _pdf(html_to_pdf)
_to_pdf = functools.partial(office_to, suffix="docx", wanted="pdf")
_to_text = functools.partial(pdf_to_text, options=("-layout",))
_to_doc = functools.partial(office_to, suffix="docx", wanted="doc")

PRINTED_LAYOUTS = (
    Layout("pdf", "pdf", _FROM_PAGE, loose=True, cost=0.6),
    Layout("pdf-unruled", "pdf", _pdf(html_to_pdf, border="none"), positional=False, loose=True, cost=0.6),
    Layout("pdf-small", "pdf", _pdf(html_to_pdf, small=6.5), loose=True, cost=0.6),
    Layout("pdf-browser", "pdf", _pdf(browser_to_pdf), loose=True, cost=1.5, programs=("chromium",)),
    Layout("pdf-office", "pdf", _after(render_docx, _to_pdf), loose=True, cost=4.0, programs=("soffice",)),
    Layout("pdftotext", "txt", _after(_FROM_PAGE, _to_text), False, True, 0.7, programs=("pdftotext",)),
    Layout("pdftotext-plain", "txt", _after(_FROM_PAGE, pdf_to_text), False, True, 0.7, True, ("pdftotext",)),
    Layout("doc", "doc", _after(render_docx, _to_doc), loose=True, cost=4.0, programs=("soffice",)),
    Layout("scan-pdf", "pdf", _after(_tables_only, scan), loose=True, cost=1.5, lossy=True),
    Layout("scan-png", "png", _after(_tables_only, long_picture), loose=True, cost=1.5, lossy=True),
)
