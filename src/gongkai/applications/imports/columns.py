"""What a ledger tells, and which column tells it, by the headings that offices use."""

from collections.abc import Iterable, Mapping

from gongkai.report.readers import headings as headings_of
from gongkai.report.readers.headings import Field

FIELDS: Mapping[str, Field] = {
    "own": Field(
        "编号",
        ("申请编号", "登记编号", "受理编号", "编号", "登记号", "受理号", "收件编号", "流水号", "序号"),
        "原台账的编号，照原样保留。",
    ),
    "received_on": Field(
        "收到日期",
        (
            *("收到日期", "收到申请日期", "收到之日", "收到时间", "收到申请时间", "受理日期", "受理时间", "登记日期"),
            *("登记时间", "收件日期", "收件时间", "接收日期", "收文日期", "申请日期", "申请时间"),
        ),
        "从这一天的次日起计算答复期限。必须有。",
    ),
    "arrived_on": Field(
        "到达日期", ("到达日期", "提交日期", "提交时间", "到达时间", "来件日期"), "与收到日期不同的才需要。"
    ),
    "channel": Field(
        "申请渠道", ("申请渠道", "申请方式", "渠道", "提交方式", "受理方式", "收件方式", "申请途径", "来源")
    ),
    "name": Field(
        "申请人", ("申请人", "申请人姓名", "申请人姓名或名称", "申请人名称", "姓名", "姓名或名称", "申请人姓名名称")
    ),
    "kind": Field(
        "申请人类别",
        ("申请人类别", "申请人类型", "申请人性质", "申请主体", "申请主体类型", "申请人身份", "类别", "申请人情况"),
        "附表三的列。没有这一列的，按名称和代码判断，判断不了的会指出来。",
    ),
    "identity": Field(
        "证件号码", ("证件号码", "身份证号", "身份证号码", "证件号", "统一社会信用代码", "有效身份证件号码")
    ),
    "phone": Field("联系电话", ("联系电话", "电话", "联系方式", "手机", "手机号", "手机号码", "电话号码")),
    "email": Field("电子邮箱", ("电子邮箱", "邮箱", "电子邮件", "邮箱地址")),
    "address": Field("地址", ("地址", "通信地址", "联系地址", "通讯地址", "邮寄地址", "住址")),
    "content": Field(
        "申请内容",
        (
            *("申请内容", "所需政府信息", "所需政府信息的内容描述", "内容描述", "申请公开内容", "申请公开的内容"),
            *("所需信息", "申请事项", "信息内容", "申请信息名称", "申请公开信息", "所需信息内容描述", "内容"),
        ),
    ),
    "asked_on": Field("告知补正日期", ("告知补正日期", "补正告知日期", "补正日期", "通知补正日期", "补正通知日期")),
    "corrected_on": Field("收到补正日期", ("收到补正日期", "补正收到日期", "补正材料收到日期", "收到补正材料日期")),
    "extended": Field(
        "是否延期", ("是否延期", "延期", "延期情况", "是否延期答复", "延期答复"), "写“是”，或者直接写延期的日期。"
    ),
    "extended_on": Field("延期告知日期", ("延期告知日期", "延期日期", "延期答复日期", "告知延期日期", "延期时间")),
    "outcome": Field(
        "处理结果",
        (
            *("处理结果", "办理结果", "答复结果", "答复类型", "处理情况", "办理情况", "答复类别", "决定类型"),
            *("处理决定", "答复情况", "公开类型", "结果"),
        ),
        "附表三的行，例如“予以公开”“不予公开（属于国家秘密）”。空着的，作为尚未办结。",
    ),
    "replied_on": Field(
        "答复日期",
        (
            "答复日期",
            "答复时间",
            "答复办结日期",
            "办结日期",
            "办结时间",
            "回复日期",
            "回复时间",
            "办理日期",
            "作出答复日期",
        ),
        "没有答复的（撤回、逾期不补正等），是办结的日期。",
    ),
    "served_on": Field(
        "送达日期", ("送达日期", "送达时间", "寄出日期", "交邮日期", "邮寄日期"), "没有的，按答复日期。"
    ),
    "letter": Field("答复文号", ("答复文号", "答复书编号", "文书编号", "答复书文号", "答复编号", "告知书编号", "文号")),
}
"""In the order in which people read them."""
REQUIRED = ("received_on",)


def known(headings: Iterable[str]) -> set[str]:
    """What these headings tell."""
    return headings_of.known(headings, FIELDS)


def guessed(headings: Mapping[int, str], remembered: Mapping[str, str] = {}) -> dict[str, int]:
    """The column of each field.

    >>> guessed({0: "登记编号", 1: "收到申请 日期", 2: "申请人姓名（名称）", 3: "答复（办结）日期"})
    {'own': 0, 'received_on': 1, 'name': 2, 'replied_on': 3}
    """
    return headings_of.guessed(headings, FIELDS, remembered)
