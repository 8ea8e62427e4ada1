"""Script → file. Every layout is a function of the script and a source of chance; :data:`LAYOUTS` names them all."""

from generator.layouts.html import HTML_LAYOUTS
from generator.layouts.model import Layout, Rendered
from generator.layouts.text import TEXT_LAYOUTS

LAYOUTS: dict[str, Layout] = {layout.name: layout for layout in (*TEXT_LAYOUTS, *HTML_LAYOUTS)}

__all__ = ["LAYOUTS", "Layout", "Rendered"]
