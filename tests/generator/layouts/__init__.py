"""Script → file. Every layout is a function of the script and a source of chance; :data:`LAYOUTS` names them all."""

from generator.layouts.docx import DOCX_LAYOUTS
from generator.layouts.html import HTML_LAYOUTS
from generator.layouts.model import Layout, Rendered
from generator.layouts.ofd import OFD_LAYOUTS
from generator.layouts.office_html import OFFICE_HTML_LAYOUTS
from generator.layouts.pages import PAGED_LAYOUTS
from generator.layouts.printed import PRINTED_LAYOUTS
from generator.layouts.several import SEVERAL_LAYOUTS
from generator.layouts.text import TEXT_LAYOUTS
from generator.layouts.xlsx import XLSX_LAYOUTS

_ALL = (
    *TEXT_LAYOUTS,
    *PAGED_LAYOUTS,
    *HTML_LAYOUTS,
    *OFFICE_HTML_LAYOUTS,
    *DOCX_LAYOUTS,
    *XLSX_LAYOUTS,
    *SEVERAL_LAYOUTS,
    *OFD_LAYOUTS,
    *PRINTED_LAYOUTS,
)
LAYOUTS: dict[str, Layout] = {layout.name: layout for layout in _ALL}

FAST = tuple(name for name, layout in LAYOUTS.items() if layout.cost < 0.3)
SLOW = tuple(name for name in LAYOUTS if name not in FAST)
PLAIN = ("tab", "tab-packed", "pipe", "cell-lines", "pdftotext-layout", "html-official", "html-unspanned", "xlsx")
"""One fast layout of each family, for what does not depend on the layout."""

__all__ = ["FAST", "LAYOUTS", "PLAIN", "SLOW", "Layout", "Rendered"]
