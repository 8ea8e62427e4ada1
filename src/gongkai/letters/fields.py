"""The placeholders that an officer writes in a letter, 「申请人」, and where in the facts each value stands."""

import functools
import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from gongkai.law.fees import Line
from gongkai.law.outcomes import outcomes
from gongkai.law.periods import period
from gongkai.law.provisions import Provision, order
from gongkai.law.remedies import clause_for, clauses
from gongkai.letters.facts import Facts, chinese_date, citation
from gongkai.letters.money import capitals
from gongkai.letters.wordings import letter, wordings

Source = str | Callable[[str, Facts], object]
PLACEHOLDER = re.compile(r"「([^「」\n]{1,30})」")
DOT = "·"
ORDINAL = "序号"


def provisions(kind: str, facts: Facts) -> tuple[Provision, ...]:
    """What a letter stands on, as a lawyer lists it: as stated, else that of the outcome, else that of the letter.

    The letter of an outcome stands on the provisions of each part withheld, too.
    """
    outcome = outcomes().get(facts.outcome)
    if outcome is None or outcome.letter != kind:
        return facts.basis or letter(kind).provisions
    withheld = (provision for part in facts.withheld for provision in part.basis)
    return tuple(sorted({*(facts.basis or outcome.provisions), *withheld}, key=order))


def _basis(kind: str, facts: Facts) -> str:
    return citation(provisions(kind, facts))


def remedy(kind: str, facts: Facts) -> str:
    """The remedy clause that follows from the basis of the decision; empty where the review organ is not known."""
    if not facts.organ.review_organ:
        return ""
    clause = clause_for(provisions(kind, facts), facts.on)
    organ = facts.organ
    return clause.words(facts.on, letter=wordings()[kind].short, review_organ=organ.review_organ, court=organ.court)


def _online(_: str, facts: Facts) -> str:
    way = facts.organ.online_review
    return clauses()["online_review"].words(facts.on, online_review=way) if way and facts.online else ""


def _complaint(_: str, facts: Facts) -> str:
    return clauses()["complaint"].words(facts.on, superior=facts.organ.superior)


def _delayed(_: str, facts: Facts) -> date | None:
    asked = facts.consultation
    return facts.request.due_on if asked and asked.ended_on else None


def _words(key: str) -> Callable[[str, Facts], str]:
    return lambda _, facts: period(key, facts.on).words


def _quantity(_: str, facts: Facts) -> str:
    if facts.charge is None:
        return ""
    before, fee = facts.charge.before, facts.charge.fee
    return f"第{before + 1}至{fee.quantity}{fee.tariff.unit}" if before else f"共{fee.quantity}{fee.tariff.unit}"


FIELDS: dict[str, tuple[str, Source]] = {
    "机关名称": ("发文机关全称", "organ.name"),
    "工作机构": ("政府信息公开工作机构", "organ.unit"),
    "机关地址": ("工作机构地址", "organ.address"),
    "邮政编码": ("工作机构邮政编码", "organ.postcode"),
    "联系电话": ("工作机构电话", "organ.phone"),
    "办公时间": ("工作机构办公时间", "organ.office_hours"),
    "文书编号": ("这份文书的编号", "number"),
    "落款日期": ("这份文书的日期", "on"),
    "经办人": ("经办人姓名", "handler"),
    "申请编号": ("申请的编号", "request.number"),
    "申请人": ("申请人姓名或者名称", "request.requester.name"),
    "称谓": ("对自然人称“您”，对单位称“你单位”", "request.requester.address_form"),
    "法定代表人": ("申请单位的法定代表人或者负责人", "request.requester.representative"),
    "证件号码": ("申请人证件号码，只用于申请表", "request.requester.identity"),
    "申请人地址": ("申请人通信地址", "request.requester.address"),
    "申请人电话": ("申请人电话", "request.requester.phone"),
    "申请人邮箱": ("申请人电子邮箱", "request.requester.email"),
    "收到日期": ("收到申请之日", "request.received_on"),
    "提交日期": ("申请人提交（信件、数据到达）的日期", "request.submitted_on"),
    "提交方式": ("当面、邮寄、互联网等", "request.channel"),
    "申请内容": ("申请公开的政府信息", "request.matter"),
    "获取方式": ("申请人要求的形式、方式、途径", "request.wanted"),
    "答复期限": ("现在的法定答复期限届满日", "request.due_on"),
    "答复时限": ("法定答复期限的长度，如20个工作日", _words("answer")),
    "依据": ("处理所依据的条款", _basis),
    "处理结果": ("处理结果的名称", lambda _, facts: outcomes()[facts.outcome].name if facts.outcome else ""),
    "救济告知": ("复议、诉讼的告知，依处理依据自动选定", remedy),
    "网上复议": ("网上申请复议的渠道，文书经互联网送达时才印", _online),
    "投诉渠道": ("投诉、举报的渠道", _complaint),
    "获取途径": ("获取政府信息的方式、途径、时间", "way"),
    "正确途径": ("应当走的渠道（信访、登记查询等）", "way"),
    "不明确之处": ("补正：哪里不明确", "correction.unclear"),
    "需补正内容": ("补正：需要补什么", "correction.add"),
    "补正期限": ("补正：最迟日期", "correction.reply_by"),
    "延期理由": ("延期、延迟的理由", "extension.reason"),
    "原答复期限": ("延期、延迟之前的期限届满日", "extension.old_due"),
    "新答复期限": ("延期、延迟之后的期限届满日", "extension.new_due"),
    "批准人": ("批准延期的工作机构负责人", "extension.approved_by"),
    "征求对象": ("征求意见、请求协办的收文者", "consultation.addressee"),
    "征求内容": ("征求意见所涉的政府信息，或者请协助提供的情况", "consultation.content"),
    "征求事由": ("为什么征求意见、请求协办", "consultation.purpose"),
    "征求起日": ("发出征求意见书之日", "consultation.sent_on"),
    "征求止日": ("征求意见结束之日", "consultation.ended_on"),
    "顺延后答复期限": ("征求意见结束以后的答复期限届满日", _delayed),
    "回复期限": ("对方最迟回复的日期", "consultation.reply_by"),
    "第三方意见期限": ("法定期限，如15个工作日", _words("third_party_reply")),
    "共同机关意见期限": ("法定期限，如15个工作日", _words("joint_organ_reply")),
    "收费标准": ("按件计收或者按量计收", "charge.fee.tariff.name"),
    "收费数量": ("件数或者页数", _quantity),
    "收费金额": ("应缴金额（元）", "charge.amount"),
    "收费金额大写": ("应缴金额大写", lambda _, facts: capitals(facts.charge.amount) if facts.charge else ""),
    "缴费方式": ("怎么缴费", "charge.how"),
    "缴费期限": ("法定缴费期限，如20个工作日", _words("fee_payment")),
    "检索日期": ("检索记录：日期", "search.on"),
    "检索范围": ("检索记录：范围", "search.scope"),
    "检索词": ("检索记录：检索词", "search.words"),
    "检索人": ("检索记录：检索人", "search.by"),
    "检索结果": ("检索记录：结果", "search.result"),
    "负责机关": ("负责公开该信息的机关", "proper_organ"),
    "负责机关联系方式": ("该机关的联系方式", "proper_contact"),
    "原文书编号": ("首次答复的编号，或者并入的申请编号", "earlier.number"),
    "原文书日期": ("首次答复的日期", "earlier.on"),
    "原答复": ("首次答复的日期和编号", "earlier.words"),
    "送达文书": ("送达的文书名称", "service.document"),
    "送达文书编号": ("送达的文书编号", "service.document_number"),
    "送达方式": ("当面、邮寄、电子等", "service.method"),
    "送达地点": ("送达地点", "service.place"),
    "送达凭证": ("邮件编号、已读回执等", "service.proof"),
    "交邮日期": ("交邮之日", "service.posted_on"),
    "签收日期": ("签收之日", "service.received_on"),
    "签收人": ("签收人", "service.receiver"),
    "送达人": ("送达人", "service.server"),
    "送达备注": ("送达备注", "service.remarks"),
}
"""Placeholder → what it stands for, and the path of its value in the facts, or how it comes about."""


def _bracket(line: Line) -> str:
    first, last = line.bracket.start, line.bracket.start + line.quantity - 1
    return f"第{first}至{last}" if last > first else f"第{first}"


GROUPS: dict[str, tuple[str, str, dict[str, str | Callable[..., object]]]] = {
    "理由": ("理由，一项一段", "reasons", {"内容": ""}),
    "公开内容": ("予以公开的政府信息，一项一段", "given", {"名称": ""}),
    "不公开部分": ("不予公开的部分，一项一段", "withheld", {"内容": "content", "理由": "reason", "依据": "basis"}),
    "附件": ("附件，一件一段", "enclosures", {"名称": ""}),
    "材料": ("归档材料，一件一行", "papers", {"题名": "title", "文号": "number", "日期": "on", "页号": "pages"}),
    "收费明细": (
        "收费的各档，一档一段",
        "charge.lines",
        {"起止": _bracket, "单位": "", "单价": "bracket.price", "金额": "amount"},
    ),
}
"""Group → what it lists, the path of its items, and the fields of an item; 「序号」 comes with every group."""


class Values:
    """The values of one letter's placeholders as words."""

    def __init__(self, kind: str, facts: Facts) -> None:
        self.kind = kind
        self.facts = facts
        self.needs = frozenset(wordings()[kind].needs)

    def __getitem__(self, name: str) -> str:
        """The value of a single placeholder, empty where the facts have none. Raises ``KeyError`` for no placeholder."""
        source = FIELDS[name][1]
        return as_words(at(self.facts, source) if isinstance(source, str) else source(self.kind, self.facts))

    def items(self, group: str) -> list[dict[str, str]]:
        """The values of a group's fields, item by item."""
        _, path, fields = GROUPS[group]
        lines = at(self.facts, path)
        if not isinstance(lines, tuple):
            return []
        unit = self.facts.charge.fee.tariff.unit if self.facts.charge else ""
        return [
            {ORDINAL: str(n)}
            | {name: unit if name == "单位" else _field(item, source) for name, source in fields.items()}
            for n, item in enumerate(lines, 1)
        ]


def _field(item: object, source: str | Callable[..., object]) -> str:
    if callable(source):
        return as_words(source(item))
    return as_words(at(item, source) if source else item)


def at(value: object, path: str) -> object:
    """What stands at a dotted path; ``None`` where something on the way is missing."""
    for name in path.split("."):
        if value is None:
            return None
        value = getattr(value, name)
    return value


@functools.singledispatch
def as_words(value: object) -> str:
    """A value as a letter prints it."""
    return "" if value is None else str(value)


@as_words.register
def _(value: date) -> str:
    return chinese_date(value)


@as_words.register(tuple)
def _(value: tuple[Provision, ...]) -> str:
    return citation(value)


@as_words.register(int)
@as_words.register(Decimal)
def _(value: int | Decimal) -> str:
    return f"{value:,}".replace(",", "")


def names() -> Iterator[str]:
    """Every placeholder that there is, those of groups as 「附件·名称」."""
    yield from FIELDS
    for group, (_, _, fields) in GROUPS.items():
        yield from (f"{group}{DOT}{name}" for name in (ORDINAL, *fields))


def meaning(name: str) -> str:
    """What a placeholder stands for."""
    group, _, field = name.partition(DOT)
    return f"{GROUPS[group][0]}：{field}" if field else FIELDS[name][0]
