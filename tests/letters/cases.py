"""One right case for every letter: an office, a request received on 14 September 2026, and what each letter needs."""

from datetime import date

from msgspec.structs import replace

from gongkai.law.fees import TariffKey, fee
from gongkai.law.letters import letters
from gongkai.law.outcomes import outcomes
from gongkai.law.provisions import regulation
from gongkai.letters import Facts, Organ, Request, Requester, letter_number
from gongkai.letters.facts import (
    Charge,
    Consultation,
    Correction,
    Earlier,
    Extension,
    Paper,
    Search,
    Service,
    Withheld,
)
from gongkai.letters.numbering import Number, Numbering

OFFICE = Organ(
    name="青河县农业农村局",
    unit="青河县农业农村局办公室",
    address="青河县团结路1号",
    postcode="836200",
    phone="0999-0000001",
    review_organ="青河县人民政府",
    online_review="青河县人民政府网站行政复议栏目",
)
REQUEST = Request(
    number="青农公开〔2026〕第7号",
    requester=Requester(name="测试人甲", address="青河县测试路2号", phone="13800000000"),
    received_on=date(2026, 9, 14),
    submitted_on=date(2026, 9, 14),
    due_on=date(2026, 10, 16),
    matter="2025年度高标准农田建设项目验收报告",
    channel="当面提交",
    wanted="纸质，自行领取",
)
NUMBER = Number(organ="青农", year=2026, serial=7)
FIRST = {"refusal_reply": "process_info", "not_handled_reply": "petition", "general_reply": "reconfirm"}
"""The outcome that is tried where a letter serves several."""
_OUTCOMES = {o.letter: o.key for o in reversed(outcomes().values())} | FIRST

ALL = Facts(
    organ=OFFICE,
    request=REQUEST,
    number="",
    on=date(2026, 10, 12),
    reasons=("该信息形成于内部研究过程，属于讨论记录", "尚未形成对外发生效力的决定"),
    given=("验收报告正文",),
    way="随本告知书提供纸质复印件",
    earlier=Earlier(number="青农公开〔2026〕第3号-告", on=date(2026, 5, 8)),
    search=Search(
        on=date(2026, 9, 21),
        scope="本机关档案室和业务系统",
        words="高标准农田 验收",
        by="经办甲",
        result="没有相关记录",
    ),
    proper_organ="青河县自然资源局",
    proper_contact="0999-0000002",
    correction=Correction(unclear="没有说明项目名称", add="项目名称或者所在乡镇", reply_by=date(2026, 10, 9)),
    extension=Extension(
        reason="需要向有关乡镇核实", old_due=date(2026, 10, 16), new_due=date(2026, 11, 13), approved_by="负责人甲"
    ),
    consultation=Consultation(
        addressee="测试有限公司",
        content="验收报告第三页",
        purpose="含有你方联系人信息",
        reply_by=date(2026, 10, 9),
        sent_on=date(2026, 9, 18),
    ),
    charge=Charge(fee=fee(TariffKey.BY_PAGE, 120), how="缴至县财政专户"),
    service=Service(
        document="政府信息公开告知书", document_number="青农公开〔2026〕第7号-告", method="邮寄", proof="1000000000001"
    ),
    papers=(Paper(title="政府信息公开申请表", on=date(2026, 9, 14), pages="1"), Paper(title="告知书", pages="2—3")),
    handler="经办甲",
)
_ON = {
    "receipt": date(2026, 9, 14),
    "correction_notice": date(2026, 9, 18),
    "extension_notice": date(2026, 10, 14),
    "third_party_inquiry": date(2026, 9, 18),
    "joint_organ_inquiry": date(2026, 9, 18),
    "consultation_notice": date(2026, 9, 18),
}


def facts(kind: str, outcome: str = "") -> Facts:
    """The right facts of a letter."""
    ended = outcome or _OUTCOMES.get(kind, "")
    withheld = (
        (Withheld(content="会商记录", reason="属于讨论记录", basis=(regulation(16, 2),)),) if ended == "partial" else ()
    )
    number = Numbering("{organ}公开〔{year}〕第{serial}号").write(letter_number(NUMBER, kind))
    return replace(ALL, outcome=ended, withheld=withheld, number=number, on=_ON.get(kind, ALL.on))


KINDS = list(letters())
