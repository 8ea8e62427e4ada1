"""How the desk says what it shows of applications: choices for forms and filters, numbers of people hidden in texts."""

import re
from collections.abc import Iterable

from gongkai.applications.facts import NOTES
from gongkai.law.outcomes import outcomes
from gongkai.law.procedure import procedure
from gongkai.law.receipt import channels
from gongkai.law.requesters import requesters

Choices = list[tuple[str, str]]
_NUMBERS = re.compile(r"(?<![\dA-Za-z〔])\d{11,18}[Xx]?(?![\dA-Za-z])|(?<![\dA-Za-z])0\d{2,3}-?\d{7,8}(?!\d)")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")

OF_CASES = {
    **{key: step.name for key, step in procedure().steps.items()},
    **{key: note.name for key, note in NOTES.items()},
    "read_particulars": "查看当事人信息",
    "read_file": "查看案卷文件",
    "file_dispute": "登记复议诉讼",
    "answer_dispute": "登记书面答复",
    "conclude_dispute": "登记决定、裁判",
    "appeal": "登记上诉、再审",
    "set_pattern": "修改编号格式",
    "write_letter": "生成文书",
    "revise_letter": "修改文书",
    "release_letter": "签发文书",
    "bundle": "取出全部案卷",
    "complain": "申请人投诉",
    "explain_complaint": "对投诉作出说明",
    "answer_complaint": "答复投诉举报",
    "hand_in_ledger": "上传台账",
    "choose_columns": "选择台账的列",
    "take_over_ledger": "决定导入台账",
    "write_ledger": "导入台账",
    "import_application": "自台账导入申请",
    "discard_ledger": "不导入台账",
    "undo_import": "撤销导入",
}
"""What is done with applications, by its name in the trail."""


def channel_choices() -> Choices:
    """The channels."""
    return [(channel.key, channel.name) for channel in channels().values()]


def kind_choices() -> Choices:
    """The columns of table 3."""
    return list(requesters().columns.items())


def status_choices() -> Choices:
    """The states."""
    return list(procedure().states.items())


def outcome_choices() -> Choices:
    """The outcomes, in the order of table 3."""
    return [(outcome.key, outcome.name) for outcome in outcomes().values()]


def without_numbers(text: str) -> str:
    """A text for those who have no need of particulars: numbers of papers and phones, and addresses of mail hidden.

    >>> without_numbers("张某某电话13800000000，文号〔2025〕12号，a@b.cn")
    '张某某电话138＊＊＊00，文号〔2025〕12号，＊＊＊@b.cn'
    """
    hidden = _NUMBERS.sub(lambda found: f"{found[0][:3]}＊＊＊{found[0][-2:]}", text)
    return _MAIL.sub(lambda found: f"＊＊＊@{found[0].partition('@')[2]}", hidden)


def cited(sources: Iterable[str]) -> str:
    """Citations in one line."""
    return "、".join(sources)


GROUPS = {
    "granted": "予以公开",
    "withheld": "不予公开",
    "unavailable": "无法提供",
    "not_handled": "不予处理",
    "closed": "其他",
}
"""Table 3's groups of rows that a reply can be counted in, by the beginning of the row's key."""


def decision_choices() -> list[tuple[str, Choices]]:
    """The outcomes that can be decided on a part, by the groups of table 3, each with its articles."""
    steps = {step.outcome for step in procedure().steps.values()}
    grouped: dict[str, Choices] = {name: [] for name in GROUPS.values()}
    for outcome in outcomes().values():
        if outcome.key not in steps | {"partial"}:
            words = f"{outcome.name}（{cited(outcome.basis)}）"
            grouped[GROUPS[outcome.row.partition(".")[0]]].append((outcome.key, words))
    return list(grouped.items())


def row_said(key: str) -> str:
    """A row of table 3 as the form names it, with its group."""
    from gongkai.report.form import FORM_2021

    row = FORM_2021.table(3).row(key)
    return " ".join((*row.groups[1:], row.label))
