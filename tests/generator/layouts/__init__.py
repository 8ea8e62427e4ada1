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

__all__ = ["LAYOUTS", "Layout", "Rendered"]
