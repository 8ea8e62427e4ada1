"""What of a statutory section is running text, once its table is taken out."""

from collections.abc import Sequence

from gongkai.report.document import Block, Grid, Paragraph

_LONGEST_FRAGMENT = 40


def without_table(blocks: Sequence[Block], span: tuple[int, int] | None) -> list[Block]:
    """The paragraphs of the section that are not lines of its table; grids always are.

    ``span`` is the first and the last block with a row of the table. Lines of its head stand before it and ends of
    labels behind it: short lines without a full stop, next to it.
    """
    if span is None:
        return [block for block in blocks if not isinstance(block, Grid)]
    first, last = span
    if isinstance(blocks[first], Paragraph):
        while first > 0 and _is_fragment(blocks[first - 1]):
            first -= 1
        while last + 1 < len(blocks) and _is_fragment(blocks[last + 1]):
            last += 1
    return [block for index, block in enumerate(blocks) if not first <= index <= last and not isinstance(block, Grid)]


def _is_fragment(block: Block) -> bool:
    if isinstance(block, Grid):
        return True
    text = block.text.strip()
    return "勾稽" in text or "第三项加第四项" in text or (len(text) <= _LONGEST_FRAGMENT and text[-1:] not in "。；：")
