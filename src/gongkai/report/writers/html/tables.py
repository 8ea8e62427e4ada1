"""A table of the form in HTML, with the form's spans; what stands in its cells is the caller's to say."""

import functools
from collections.abc import Callable

from gongkai.findings import CellRef
from gongkai.report.form.schema import table_name
from gongkai.report.writers.html.page import shown
from gongkai.report.writers.layout import Box, Layout

Content = Callable[[CellRef], tuple[str, str]]
"""For a cell of the form: attributes of its ``td`` and what stands in it, both as HTML."""


def table(drawn: Layout, content: Content) -> str:
    """The table in a box of its own that scrolls sideways where the screen is too narrow for it."""
    rows = "\n".join(f"<tr>{''.join(_cell(box, content) for box in row)}</tr>" for row in drawn.rows)
    label = f"{table_name(drawn.number)}：{drawn.title}"
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{shown(label)}">'
        f'<table class="form t{drawn.number}">\n{rows}\n</table></div>'
    )


def _cell(box: Box, content: Content) -> str:
    if box.ref is None:
        return _head(box)
    attributes, text = content(box.ref)
    return f"<td{_spans(box)}{attributes}>{text}</td>"


@functools.lru_cache(2_000)
def _head(box: Box) -> str:
    """A heading: the same in every report of an edition of the form."""
    label = shown(box.label).replace("）", "）<wbr>", 1)  # （三）/不予公开 rather than （三）不/予公开
    return f'<th scope="{_scope(box)}"{_spans(box)}>{label}</th>'


def _spans(box: Box) -> str:
    sizes = (("rowspan", box.rowspan), ("colspan", box.colspan))
    return "".join(f' {name}="{count}"' for name, count in sizes if count > 1)


def _scope(box: Box) -> str:
    group = box.rowspan if box.scope == "row" else box.colspan
    return f"{box.scope}group" if group > 1 else box.scope
