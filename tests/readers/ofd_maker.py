"""OFD files for tests, built by hand after GB/T 33190-2016: text, ruled tables, templates, several documents."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

import msgspec

WIDTH, HEIGHT, MARGIN = 210.0, 297.0, 25.0
SIZE = 4.23
STEP = 7.5
_NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


class Cell(msgspec.Struct):
    """A cell of a ruled table."""

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1


class Ruled(msgspec.Struct):
    """A table: cells, and the widths of its columns in millimetres."""

    cells: Sequence[Cell]
    widths: Sequence[float]
    row_height: float = 8.0

    @property
    def height(self) -> int:
        return max(cell.row + cell.rowspan for cell in self.cells)


class Pen:
    """Draws objects and numbers them. ``style``: ``run`` one object a line, ``single`` one a character, ``scaled``
    one a line in other units through its CTM, as print drivers write it.
    """

    def __init__(self, style: str = "run") -> None:
        self.style = style
        self.objects: list[str] = []

    def text(self, x: float, y: float, text: str, size: float = SIZE) -> None:
        """A line of text; ``y`` is the top of its characters."""
        if self.style == "single":
            for index, character in enumerate(text):
                self._object(x + sum(_width(c, size) for c in text[:index]), y, character, size, 1.0)
        else:
            self._object(x, y, text, size, 0.3528 if self.style == "scaled" else 1.0)

    def _object(self, x: float, y: float, text: str, size: float, scale: float) -> None:
        widths = [_width(character, size) / scale for character in text]
        deltas = _grouped(widths[:-1])
        ctm = f' CTM="{scale} 0 0 {scale} 0 0"' if scale != 1.0 else ""
        self._add(
            f'<ofd:TextObject ID="{self._next}" Boundary="{x:.3f} {y:.3f} {sum(widths) * scale:.3f} {size * 1.2:.3f}"'
            f' Font="2" Size="{size / scale:.3f}"{ctm}><ofd:FillColor Value="0 0 0"/>'
            f'<ofd:TextCode X="0" Y="{size * 0.86 / scale:.3f}"{deltas}>{escape(text)}</ofd:TextCode></ofd:TextObject>'
        )

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """A stroked line, its own box around it."""
        width, height = max(x2 - x1, 0.1), max(y2 - y1, 0.1)
        self._add(
            f'<ofd:PathObject ID="{self._next}" Boundary="{x1:.3f} {y1:.3f} {width:.3f} {height:.3f}" LineWidth="0.2">'
            f"<ofd:AbbreviatedData>M 0 0 L {x2 - x1:.3f} {y2 - y1:.3f}</ofd:AbbreviatedData></ofd:PathObject>"
        )

    def bar(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """A line drawn as a thin filled rectangle."""
        width, height = max(x2 - x1, 0.15), max(y2 - y1, 0.15)
        self._add(
            f'<ofd:PathObject ID="{self._next}" Boundary="{x1:.3f} {y1:.3f} {width:.3f} {height:.3f}" Stroke="false" '
            f'Fill="true"><ofd:FillColor Value="0 0 0"/><ofd:AbbreviatedData>M 0 0 L {width:.3f} 0 '
            f"L {width:.3f} {height:.3f} L 0 {height:.3f} C</ofd:AbbreviatedData></ofd:PathObject>"
        )

    def picture(self) -> None:
        """An image object."""
        self._add(f'<ofd:ImageObject ID="{self._next}" Boundary="0 0 210 297" ResourceID="9"/>')

    def watermark(self, text: str) -> None:
        """Text turned by 45 degrees."""
        self._add(
            f'<ofd:TextObject ID="{self._next}" Boundary="40 90 90 90" CTM="0.7 0.7 -0.7 0.7 0 0" Font="2" Size="12">'
            f'<ofd:TextCode X="0" Y="10">{escape(text)}</ofd:TextCode></ofd:TextObject>'
        )

    def table(self, top: float, table: Ruled, left: float = MARGIN) -> None:
        """A ruled table: each cell drawn with its four sides, its text wrapped and in the middle."""
        edges = [left]
        for width in table.widths:
            edges.append(edges[-1] + width)
        draw = self.bar if self.style == "single" else self.line
        for cell in table.cells:
            x1, x2 = edges[cell.column], edges[cell.column + cell.colspan]
            y1, y2 = (top + table.row_height * row for row in (cell.row, cell.row + cell.rowspan))
            for side in ((x1, y1, x2, y1), (x1, y2, x2, y2), (x1, y1, x1, y2), (x2, y1, x2, y2)):
                draw(*side)
            lines = list(_wrapped(cell.text, x2 - x1 - 1, 2.6))
            y = (y1 + y2) / 2 - 1.5 * len(lines)
            for number, line in enumerate(lines):
                self.text((x1 + x2) / 2 - _breadth(line, 2.6) / 2, y + 3.0 * number, line, 2.6)

    def _add(self, xml: str) -> None:
        self.objects.append(xml)

    @property
    def _next(self) -> int:
        return 100 + len(self.objects)


def flow(blocks: Iterable[str | Ruled], style: str = "run") -> list[Pen]:
    """Paragraphs and tables from top to bottom on as many pages as they take; a table starts a page if it must."""
    pages = [Pen(style)]
    y = MARGIN
    for block in blocks:
        if isinstance(block, Ruled):
            if y + block.height * block.row_height > HEIGHT - MARGIN:
                pages.append(Pen(style))
                y = MARGIN
            pages[-1].table(y, block)
            y += block.height * block.row_height + STEP
            continue
        for line in _wrapped("　　" + block, WIDTH - 2 * MARGIN, SIZE):
            if y + STEP > HEIGHT - MARGIN:
                pages.append(Pen(style))
                y = MARGIN
            pages[-1].text(MARGIN + 2 * SIZE * line.startswith("　　"), y, line.strip("　"))
            y += STEP
    return pages


def make(*documents: Sequence[Pen], template: Pen | None = None, encrypted: bool = False) -> bytes:
    """An OFD file with the documents; ``template`` lies under every page."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        bodies = "".join(
            f"<ofd:DocBody><ofd:DocInfo><ofd:DocID>{n:032x}</ofd:DocID></ofd:DocInfo>"
            f"<ofd:DocRoot>Doc_{n}/Document.xml</ofd:DocRoot></ofd:DocBody>"
            for n in range(len(documents))
        )
        package.writestr("OFD.xml", f'{_HEAD}<ofd:OFD {_NS} DocType="OFD" Version="1.0">{bodies}</ofd:OFD>')
        if encrypted:
            package.writestr("Encryptions.xml", f"{_HEAD}<ofd:Encryptions {_NS}/>")
        for number, pages in enumerate(documents):
            _write(package, f"Doc_{number}", pages, template)
    return stream.getvalue()


def _write(package: zipfile.ZipFile, folder: str, pages: Sequence[Pen], template: Pen | None) -> None:
    tpl = '<ofd:TemplatePage ID="4" BaseLoc="Tpls/Tpl_0/Content.xml"/>' if template else ""
    listed = "".join(f'<ofd:Page ID="{10 + n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    package.writestr(
        f"{folder}/Document.xml",
        f"{_HEAD}<ofd:Document {_NS}><ofd:CommonData><ofd:MaxUnitID>9999</ofd:MaxUnitID><ofd:PageArea>"
        f"<ofd:PhysicalBox>0 0 {WIDTH} {HEIGHT}</ofd:PhysicalBox></ofd:PageArea>"
        f"<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>{tpl}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>"
        "</ofd:Document>",
    )
    package.writestr(
        f"{folder}/PublicRes.xml",
        f'{_HEAD}<ofd:Res {_NS} BaseLoc="Res"><ofd:Fonts><ofd:Font ID="2" FontName="仿宋" FamilyName="仿宋"/>'
        "</ofd:Fonts></ofd:Res>",
    )
    if template:
        package.writestr(f"{folder}/Tpls/Tpl_0/Content.xml", _page(template, ""))
    use = '<ofd:Template TemplateID="4" ZOrder="Background"/>' if template else ""
    for number, page in enumerate(pages):
        package.writestr(f"{folder}/Pages/Page_{number}/Content.xml", _page(page, use))


def _page(pen: Pen, before: str) -> str:
    layer = f'<ofd:Layer ID="3"><ofd:PageBlock ID="5">{"".join(pen.objects)}</ofd:PageBlock></ofd:Layer>'
    return f"{_HEAD}<ofd:Page {_NS}>{before}<ofd:Content>{layer}</ofd:Content></ofd:Page>"


def _width(character: str, size: float) -> float:
    return size if ord(character) > 0x2E7F else size / 2


def _breadth(text: str, size: float) -> float:
    return sum(_width(character, size) for character in text)


def _wrapped(text: str, width: float, size: float) -> Iterable[str]:
    line = ""
    for character in text:
        if character == "\n" or _breadth(line + character, size) > width:
            yield line
            line = ""
        line += character.strip("\n")
    if line:
        yield line


def _grouped(widths: Sequence[float]) -> str:
    """DeltaX as writers write it: runs of equal steps as ``g n d``."""
    if not widths:
        return ""
    parts: list[str] = []
    start = 0
    for index in range(1, len(widths) + 1):
        if index == len(widths) or abs(widths[index] - widths[start]) > 1e-6:
            count = index - start
            parts.append(f"g {count} {widths[start]:.3f}" if count > 2 else " ".join([f"{widths[start]:.3f}"] * count))
            start = index
    return f' DeltaX="{" ".join(parts)}"'
