"""OFD (GB/T 33190-2016), the State's fixed-layout format: its text layer and ruled lines → paragraphs and tables."""

from collections.abc import Iterator

from lxml import etree

from gongkai.report.document import Block, Document
from gongkai.report.readers.archive import Archive, resolve
from gongkai.report.readers.errors import Unreadable
from gongkai.report.readers.layout import Page, blocks_of
from gongkai.report.readers.ofdpage import POINTS, box_of, rules_of, words_of
from gongkai.report.readers.xml import parse

MAX_PAGES = 2_000
_A4 = (0.0, 0.0, 210.0, 297.0)


def read(data: bytes) -> Document:
    """The document in an OFD file: all pages of all documents in it."""
    archive = Archive(data)
    if any("encryption" in name for name in archive.names):
        raise Unreadable("OFD 文件已加密", "请用 OFD 阅读器解密或导出为不加密的文件后再试")
    package = parse(archive.require("OFD.xml", "入口文件 OFD.xml"), "OFD 入口文件")
    roots = [resolve("OFD.xml", root.text.strip()) for root in package.iterfind("{*}DocBody/{*}DocRoot") if root.text]
    blocks: list[Block] = []
    count = images = 0
    for root in roots:
        pages: list[Page] = []
        for box, contents in _Body(archive, root).pages():
            count += 1
            if count > MAX_PAGES:
                raise Unreadable(f"文件超过 {MAX_PAGES} 页，不像一份年度报告", "请只留年度报告部分")
            words = tuple(word for content in contents for word in words_of(content))
            rules = tuple(rule for content in contents for rule in rules_of(content))
            images += sum(1 for content in contents for _ in content.iter("{*}ImageObject"))
            pages.append(Page(count, box[2] * POINTS, box[3] * POINTS, words, rules))
        blocks += blocks_of(pages)
    if images and not blocks:
        raise Unreadable("OFD 里只有图片，没有文字", "请用 OFD 阅读器导出为 PDF，再按扫描件识别")
    return Document("ofd", tuple(blocks), images)


class _Body:
    """One document of the package."""

    def __init__(self, archive: Archive, root: str) -> None:
        self.archive = archive
        self.root = root
        self.document = parse(archive.require(root, "文档目录 Document.xml"), "OFD 文档目录")
        self.templates = {
            template.get("ID", ""): template.get("BaseLoc", "")
            for template in self.document.iterfind("{*}CommonData/{*}TemplatePage")
        }

    def pages(self) -> Iterator[tuple[tuple[float, float, float, float], list[etree._Element]]]:
        """For each page its box in millimetres and what is on it, the templates under it first."""
        common = _sheet(self.document.find("{*}CommonData/{*}PageArea")) or _A4
        for entry in self.document.iterfind("{*}Pages/{*}Page"):
            page = self._part(entry.get("BaseLoc", ""))
            if page is None:
                raise Unreadable("OFD 文件不完整，缺少页面", "请用 OFD 阅读器打开后重新另存")
            named = (self.templates.get(use.get("TemplateID", ""), "") for use in page.iterfind("{*}Template"))
            under = [template for name in named if name and (template := self._part(name)) is not None]
            yield _sheet(page.find("{*}Area")) or common, [*under, page]

    def _part(self, location: str) -> etree._Element | None:
        data = self.archive.read(resolve(self.root, location)) if location else None
        return parse(data, "OFD 页面") if data else None


def _sheet(area: etree._Element | None) -> tuple[float, float, float, float] | None:
    """The box of a sheet of paper, if one is stated that has a size."""
    box = box_of(area.findtext("{*}PhysicalBox")) if area is not None else None
    return box if box and min(box[2:]) >= 1 else None
