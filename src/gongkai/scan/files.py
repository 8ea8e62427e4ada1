"""A file → the passages in it, those that nobody sees included."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from gongkai.report.document import Block, Document, Grid
from gongkai.report.readers.archive import Archive
from gongkai.report.readers.errors import Unreadable
from gongkai.report.readers.open import read_bytes
from gongkai.report.readers.sniff import kind_of
from gongkai.scan.passage import Passage


def passages_of_file(data: bytes) -> tuple[tuple[Passage, ...], tuple[str, ...]]:
    """The passages of a file of any kind that the readers know, and notes on what was not looked into.

    :class:`Unreadable` says in Chinese why there is none. Meant for a supervised process (:mod:`gongkai.report.batch`).
    """
    if not data.strip(b"\x00 \t\r\n"):
        raise Unreadable("文件是空的", "请检查文件是否上传或复制完整")
    kind = kind_of(data)
    if kind == "html":
        from gongkai.scan.markup import page

        return page(data)
    if kind == "xlsx" and data.startswith(b"PK"):
        archive = Archive(data)
        if "xl/workbook.bin" not in archive and "mimetype" not in archive:
            from gongkai.scan.office import workbook

            return tuple(workbook(archive)), ()
    document = read_bytes(data)
    return (*_seen(document), *_unseen(kind, data)), (*document.notes, *_pictures(document))


def _seen(document: Document) -> Iterator[Passage]:
    """The text people see: by page or sheet where there are any."""
    for place, blocks in groupby(document.blocks, _place):
        lines = [line for block in blocks for line in _lines(block)]
        rows = tuple(row for _, row in lines) if place.startswith("工作表") else ()
        yield Passage(place, "\n".join(text for text, _ in lines), rows)


def _place(block: Block) -> str:
    if block.place.sheet is not None:
        return f"工作表“{block.place.sheet}”"
    return f"第{block.place.page}页" if block.place.page is not None else "正文"


def _lines(block: Block) -> Iterator[tuple[str, int]]:
    """The lines of a block, each with the number of its row in a sheet; cells of a row are parted by tabs."""
    if not isinstance(block, Grid):
        yield block.text.replace("\n", " "), (block.place.row or 0) + 1
        return
    for row, cells in groupby(block.cells, lambda cell: cell.row):
        in_row = list(cells)
        stored = in_row[0].place.row
        yield "\t".join(" ".join(cell.text.split()) for cell in in_row), (row if stored is None else stored) + 1


def _unseen(kind: str, data: bytes) -> Iterable[Passage]:
    if kind == "docx":
        from gongkai.scan.office import around

        return around(Archive(data))
    if kind == "pdf":
        from gongkai.scan.pdf import beside

        return beside(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        from gongkai.scan.office import ole_properties

        return ole_properties(data)
    return ()


def _pictures(document: Document) -> tuple[str, ...]:
    return (f"有 {document.images} 处图片，图片里的文字没有检查，请人工查看",) if document.images else ()
