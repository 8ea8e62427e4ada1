"""XML parts of office files, parsed under limits: no DTD, no entities, no network, bounded depth and size."""

from lxml import etree

from gongkai.report.readers.errors import Unreadable

MAX_BYTES = 32 * 2**20
MAX_TAGS = 1_000_000
"""Start and end tags of one part; a report has some ten thousand."""


def parse(data: bytes, what: str) -> etree._Element:
    """The root element of an XML part that ``what`` names in Chinese; :class:`Unreadable` where it is none."""
    if len(data) > MAX_BYTES or data.count(b"<") > MAX_TAGS:
        size = f"{len(data) / 2**20:.1f} MB、{data.count(b'<')} 个标签"
        raise Unreadable(f"{what}有 {size}，超过能读的范围", "请只留年度报告部分后另存")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Unreadable(f"{what}已损坏，不是完整的 XML", "请用制作它的软件打开后重新另存") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable(f"{what}声明了 XML 实体，正常的报告不会这样", "请确认文件来源")
    return root
