"""Packages of Office Open XML (DOCX, XLSX): the names of their XML, and how one part leads to another."""

from lxml import etree

from gongkai.report.readers.archive import Archive, resolve
from gongkai.report.readers.xml import parse

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
V = "{urn:schemas-microsoft-com:vml}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_TRANSITIONAL = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", S),
    (b"http://purl.oclc.org/ooxml/drawingml/main", A),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", M),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R),
)
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def parse_part(data: bytes, what: str) -> etree._Element:
    """The root of a part that ``what`` names in Chinese; the names of strict documents become the usual ones."""
    return parse(usual(data), what)


def usual(data: bytes) -> bytes:
    """A part under the usual names, where it is of a strict document."""
    if b"purl.oclc.org" in data:
        for strict, name in _TRANSITIONAL:
            data = data.replace(strict, name[1:-1].encode())
    return data


def main_part(archive: Archive, default: str) -> str:
    """The name of the main part as the package tells it, else the default."""
    return next(iter(related(archive, "", "officeDocument").values()), default)


def part_beside(archive: Archive, part: str, kind: str, what: str) -> etree._Element | None:
    """The root of the part of a kind (``styles``, ``numbering``) that belongs to ``part``; ``None`` if none does."""
    name = next(iter(related(archive, part, kind).values()), None)
    data = archive.read(name) if name else None
    return parse_part(data, what) if data else None


def related(archive: Archive, part: str, kind: str) -> dict[str, str]:
    """The parts that stand in a relation of the kind to ``part`` (``""``: the package), by the relation's id."""
    folder, _, name = part.rpartition("/")
    data = archive.read(f"{folder}/_rels/{name}.rels")
    if data is None:
        return {}
    return {
        relation.get("Id", ""): resolve(part, relation.get("Target", ""))
        for relation in parse(data, "文件内部目录").iter(_RELATION)
        if relation.get("Type", "").endswith(f"/{kind}") and relation.get("TargetMode") != "External"
    }
