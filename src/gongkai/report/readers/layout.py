"""Pages of words and ruled lines → paragraphs and grids, by geometry alone.

Readers of fixed layouts (PDF, OFD, pictures) hand in what stands where; nothing here knows a format or a form.
"""

from collections.abc import Iterable, Iterator, Sequence

from gongkai.report.document import Block
from gongkai.report.readers.boxes import Item, Line, Page, Rule, Table, Word, lines_of
from gongkai.report.readers.inferred import with_inferred
from gongkai.report.readers.pagebreaks import continued, without_running_lines
from gongkai.report.readers.paragraphs import Measure, paragraphs
from gongkai.report.readers.ruled import ruled_tables

__all__ = ["Page", "Rule", "Word", "blocks_of"]


def blocks_of(pages: Sequence[Page]) -> tuple[Block, ...]:
    """The pages' paragraphs and tables in reading order.

    Running heads and page numbers are left out; what a page break cuts, a paragraph, a table or a row of one, is
    put together again. A grid is not exact where its columns were inferred from the words' places.
    """
    items = without_running_lines([_items(page) for page in pages], pages)
    items = [with_inferred(page) for page in items]
    measure = Measure.of(items)
    return tuple(_blocks((item for page in items for item in page), measure))


def _items(page: Page) -> list[Item]:
    tables, words = ruled_tables(page)
    items: list[Item] = [*tables, *lines_of(words, page.number)]
    return sorted(items, key=lambda item: (item.box[1] + item.box[3]) / 2 if isinstance(item, Table) else item.middle)


def _blocks(items: Iterable[Item], measure: Measure) -> Iterator[Block]:
    lines: list[Line] = []
    table: Table | None = None
    for item in items:
        if isinstance(item, Table):
            yield from paragraphs(lines, measure)
            lines = []
            longer = continued(table, item) if table else None
            if table and not longer:
                yield table.grid
            table = longer or item
        else:
            if table:
                yield table.grid
                table = None
            lines.append(item)
    yield from paragraphs(lines, measure)
    if table:
        yield table.grid
