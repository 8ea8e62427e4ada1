"""PDF files with text: every row of every table, whatever was done to the page."""

import io
from collections.abc import Callable

import pypdfium2
import pytest

from generator.script import Line, Script
from gongkai.report.document import Grid, Paragraph
from gongkai.report.readers.errors import Unreadable
from gongkai.report.readers.pdf import read, read_ruled
from readers_pdf.grids import printed_rows, rows_of
from readers_pdf.made import page_of, pdf_of, stream

Printed = Callable[..., bytes]


@pytest.mark.parametrize("sample", range(5))
def test_every_row_comes_back_with_its_figures(sample: int, printed: Printed, scripts: list[Script]) -> None:
    document = read(printed(sample))
    assert printed_rows(scripts[sample]) <= rows_of(document.blocks)
    assert all(grid.exact for grid in document.blocks if isinstance(grid, Grid))


def test_tables_without_ruled_lines_are_inferred_and_said_to_be(printed: Printed, scripts: list[Script]) -> None:
    document = read(printed(0, "none"))
    assert printed_rows(scripts[0]) <= rows_of(document.blocks)
    assert not any(grid.exact for grid in document.blocks if isinstance(grid, Grid))


def test_the_thorough_way_reads_the_same_rows(printed: Printed, scripts: list[Script]) -> None:
    assert printed_rows(scripts[3]) <= rows_of(read_ruled(printed(3)).blocks)


def test_pages_lying_on_their_side_and_cropped(printed: Printed, scripts: list[Script]) -> None:
    document = pypdfium2.PdfDocument(printed(3))
    for page in document:
        width, height = page.get_size()
        page.set_cropbox(20, 20, width - 20, height - 20)
        page.set_rotation(90)
    assert printed_rows(scripts[3]) <= rows_of(read(_saved(document)).blocks)


def test_every_cell_and_paragraph_says_where_it_stands(printed: Printed) -> None:
    for block in read(printed(3)).blocks:
        for thing in block.cells if isinstance(block, Grid) else (block,):
            assert thing.place.page
            assert thing.place.box
            left, top, right, bottom = thing.place.box
            assert left < right
            assert top < bottom


def test_paragraphs_are_joined_over_lines_and_pages(printed: Printed, scripts: list[Script]) -> None:
    texts = {block.text.replace(" ", "") for block in read(printed(3)).blocks if isinstance(block, Paragraph)}
    wanted = {line.text.replace(" ", "") for line in scripts[3].blocks if isinstance(line, Line) and not line.level}
    assert {text for text in wanted if "http" not in text} <= texts


def test_bold_by_printing_twice_and_hidden_text() -> None:
    content = b"BT /F 12 Tf 100 700 Td (12 items) Tj ET BT /F 12 Tf 100.3 700 Td (12 items) Tj ET "
    content += b"BT 3 Tr /F 12 Tf 100 600 Td (unseen) Tj ET"
    assert [block.text for block in read(page_of(content)).blocks] == ["12 items"]  # type: ignore[union-attr]


def test_figures_set_in_several_pieces_are_one() -> None:
    content = b"BT /F 12 Tf 100 700 Td [(1) -5 (2) 5 (3)] TJ 0 -60 Td (45) Tj 13.4 0 Td (67) Tj ET"
    assert [block.text for block in read(page_of(content)).blocks] == ["123", "4567"]  # type: ignore[union-attr]


def test_two_tables_side_by_side_stay_two() -> None:
    boxes = b"".join(
        b"%d %d 60 20 re S BT /F 9 Tf %d %d Td (%d) Tj ET " % (x, y, x + 20, y + 6, x + y)
        for x in (50, 110, 300, 360)
        for y in (600, 620)
    )
    grids = [block for block in read(page_of(boxes)).blocks if isinstance(block, Grid)]
    assert [[cell.text for cell in grid.cells] for grid in grids] == [
        ["670", "730", "650", "710"],
        ["920", "980", "900", "960"],
    ]


def _saved(document: pypdfium2.PdfDocument) -> bytes:
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


BAD = {
    "truncated": pdf_of([b"<</Type/Catalog/Pages 2 0 R>>"])[:60],
    "no pages": pdf_of([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 5>>"]),
    "pages in a ring": pdf_of(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 100000>>",
            b"<</Type/Pages/Kids[2 0 R]/Parent 2 0 R/Count 100000>>",
        ]
    ),
    "endless content": page_of(b"q " * 20_000_000),
    "nothing on it": page_of(b""),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_files_give_one_line(name: str) -> None:
    with pytest.raises(Unreadable) as problem:
        read(BAD[name])
    assert "\n" not in str(problem.value)


def test_of_ten_thousand_pages_the_first_are_read_and_it_is_said() -> None:
    kids = b" ".join(b"%d 0 R" % number for number in range(5, 10005))
    leaf = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 4 0 R>>>>/Contents 3 0 R>>"
    data = pdf_of(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[" + kids + b"]/Count 10000>>",
            stream(b"BT /F 12 Tf 100 700 Td (Hello) Tj ET"),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            *[leaf] * 10_000,
        ]
    )
    assert read(data).notes == ("文件有 10000 页，只读了 300 页",)


def test_a_page_of_any_size() -> None:
    assert read(page_of(b"BT /F 12 Tf 100 700 Td (Hello) Tj ET", b"[0 0 1e9 1e9]")).blocks
