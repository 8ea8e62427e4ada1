"""What a file holds before anyone knows that it is a report: paragraphs and grids, each with its place."""

import msgspec


class Place(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where something stands in its file; what does not apply to the kind of file is ``None``.

    ``page`` and ``line`` count from 1. ``sheet`` is a worksheet's name. ``block`` is the ordinal of the paragraph or
    table in a DOCX or HTML body, from 0, and ``row``/``column`` a cell of it as stored in the file, from 0.
    ``box`` is left, top, right, bottom on the page in points from the top left corner.
    """

    page: int | None = None
    line: int | None = None
    sheet: str | None = None
    block: int | None = None
    row: int | None = None
    column: int | None = None
    box: tuple[float, float, float, float] | None = None


NOWHERE = Place()


class Paragraph(msgspec.Struct, frozen=True):
    """A line or paragraph of running text. ``level`` is 1 to 6 for a heading marked as such in the file, else 0."""

    text: str
    place: Place = NOWHERE
    level: int = 0


class GridCell(msgspec.Struct, frozen=True):
    """A cell of a grid: text, first row and column it covers (from 0), how many it covers, place in the file."""

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    place: Place = NOWHERE


class Grid(msgspec.Struct, frozen=True):
    """A table whose cells know their rows and columns, spans already resolved to positions.

    ``cells`` holds each cell once, sorted by row and column. Positions no cell covers are empty. ``exact`` is false
    where columns were inferred (tabs, boxes on a page) rather than stated by the file.
    """

    cells: tuple[GridCell, ...]
    height: int
    width: int
    place: Place = NOWHERE
    exact: bool = True


Block = Paragraph | Grid


class Document(msgspec.Struct, frozen=True):
    """A file's content in reading order.

    ``kind`` is the format that was read (``text``, ``html``, ``docx``, ``xlsx``, ``pdf``, ``ofd``, ``image``).
    ``images`` counts pictures and pages whose content was not read; ``notes`` are remarks of the reader for the user,
    in Chinese, such as that a page was read by OCR.
    """

    kind: str
    blocks: tuple[Block, ...]
    images: int = 0
    notes: tuple[str, ...] = ()
