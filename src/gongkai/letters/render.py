"""A letter as PDF: LibreOffice where it is installed, since it knows what Word can do; else a plain setting of ours."""

import msgspec

from gongkai.letters import faces
from gongkai.letters.package import Package
from gongkai.report.readers import office
from gongkai.report.readers.errors import NotInstalled

PLAIN = "本机没有安装 LibreOffice，PDF 由内置排版生成，文档里自加的图形、分栏等版式没有保留"


class Rendered(msgspec.Struct, frozen=True):
    """The PDF file, and what its user should know of it, in Chinese."""

    pdf: bytes
    notes: tuple[str, ...] = ()


def render(letter: bytes) -> Rendered:
    """The letter as PDF with the faces of this machine; raises :class:`Unreadable` where it cannot be made."""
    package = Package(letter)
    roots = [*package.stories(), *(root for name in ("word/styles.xml",) if (root := package.part(name)) is not None)]
    taken = faces.missing(faces.asked(roots), faces.installed())
    faces.change(roots, taken)
    told = faces.notes(taken)
    try:
        return Rendered(office.convert(package.to_bytes(), "pdf"), told)
    except NotInstalled:
        from gongkai.letters.plainpdf import pdf_of  # asked for where LibreOffice is not there

        return Rendered(pdf_of(package.to_bytes()), (PLAIN, *told))
