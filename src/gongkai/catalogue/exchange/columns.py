"""The columns of a catalogue's workbook: captions, widths, and by which captions of offices' own tables they are known."""

from typing import NamedTuple


class Column(NamedTuple):
    """A column. ``group`` stands above several; ``known`` are words of which a caption has one."""

    name: str
    caption: str
    width: int
    group: str = ""
    known: tuple[str, ...] = ()


COLUMNS = (
    Column("serial", "序号", 6, "", ("序号",)),
    Column("field", "领域", 14, "", ("领域",)),
    Column("level_1", "一级事项", 16, "公开事项", ("一级事项", "一级")),
    Column("name", "二级事项", 26, "公开事项", ("二级事项", "二级", "事项名称", "公开事项")),
    Column("content", "公开内容（要素）", 48, "", ("公开内容", "内容")),
    Column("basis", "公开依据", 36, "", ("公开依据", "依据")),
    Column("time_limit", "公开时限", 22, "", ("公开时限", "时限")),
    Column("body", "公开主体", 18, "", ("公开主体", "责任主体", "主体")),
    Column("channels", "公开渠道和载体", 30, "", ("渠道", "载体")),
    Column("all", "全社会", 7, "公开对象", ("全社会",)),
    Column("group", "特定群体（请写明）", 14, "公开对象", ("特定群体",)),
    Column("proactive", "主动", 6, "公开方式", ("主动",)),
    Column("on_request", "依申请", 7, "公开方式", ("依申请",)),
    Column("county", "县级", 6, "公开层级", ("县级", "县")),
    Column("township", "乡级", 6, "公开层级", ("乡级", "乡", "镇")),
    Column("village", "村级", 6, "公开层级", ("村级", "村")),
    Column("heading", "法定栏目", 18, "办理（系统使用）", ("法定栏目",)),
    Column("rhythm", "频次", 10, "办理（系统使用）", ("频次",)),
    Column("by", "最迟", 12, "办理（系统使用）", ("最迟",)),
    Column("period", "法定期限", 18, "办理（系统使用）", ("法定期限",)),
    Column("key", "事项编码", 22, "办理（系统使用）", ("事项编码",)),
)
REQUIRED = {
    "name": "二级事项",
    "content": "公开内容",
    "basis": "公开依据",
    "time_limit": "公开时限",
    "body": "公开主体",
}
"""What a table must have."""
TICK = "√"


def column_of(caption: str) -> str | None:
    """The column that a caption names, the most particular first; ``None`` for a caption of something else.

    >>> column_of("公开内容（要素）"), column_of("公开对象 特定群体(请写明)"), column_of("备注")
    ('content', 'group', None)
    """
    text = caption.replace(" ", "").replace("\\n", "")
    last = caption.rsplit(maxsplit=1)[-1] if caption.split() else ""
    for words in (last, text):
        for column in COLUMNS:
            if any(word == words or (len(word) > 1 and word in words) for word in column.known):
                return column.name
    return None
