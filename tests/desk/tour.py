"""The way of an application of every outcome (domain: outcome → basis → letter → row), as people walk it in a browser."""

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from gongkai.law.calendar import Calendar

Typed = Mapping[str, str]


class Step(NamedTuple):
    """A step: who takes it, which, what is typed; ``prepares`` only writes its letter for whoever signs."""

    role: str
    kind: str
    typed: Typed = MappingProxyType({})
    prepares: bool = False


class Way(NamedTuple):
    """From receipt (so many working days ago) by steps to parts of a reply, or to an end without one."""

    wanted: str
    steps: tuple[Step, ...] = ()
    parts: tuple[Typed, ...] = ()
    received: int = 3
    ends: str = "serve"
    letters: tuple[str, ...] = ()


def ago(days: int) -> str:
    """The working day so many before today where the office of the tour is; negative ones are to come."""
    calendar, reached = Calendar("640303"), dt.datetime.now(dt.timezone(dt.timedelta(hours=8))).date()
    for _ in range(abs(days)):
        step = dt.timedelta(days=1 if days < 0 else -1)
        reached = calendar.on_or_after(reached + step) if days < 0 else calendar.on_or_before(reached + step)
    return reached.isoformat()


def part(outcome: str, details: str = "", reasons: str = "") -> Typed:
    """A part of the reply."""
    why = reasons or "该信息属于应当如此处理的情形，具体事实见案卷"
    return {"outcome": outcome, "subject": f"申请所指的信息（{outcome}）", "reasons": why, "details": details}


_CORRECTION = {"unclear": "没有写明文件名称和年度", "add": "文件的名称、文号或者年度"}


def ways() -> dict[str, Way]:
    """The ways by outcome. Made anew each time: days count from today."""
    wanted = {"unclear": "与本人有关的全部文件", "volume": "本月收到同一申请人申请四十件\n内容大多相同"}
    correct = Step("officer", "request_correction", {**_CORRECTION, "on": ago(2), "until": ago(-10)})
    lapsed = Step("officer", "request_correction", {**_CORRECTION, "on": ago(24), "until": ago(6)})
    reasons = Step("officer", "request_reasons", {"volume": wanted["volume"], "on": ago(2), "until": ago(-3)})
    asked = {"name": "示例商贸有限公司", "content": "投标报价明细", "purpose": "其中可能有你方的商业秘密", "on": ago(2)}
    objects = {"answer": "objects", "reasons": "属于商业秘密"}
    third = (
        Step("officer", "consult_third_party", asked),
        Step("officer", "notify_consultation", {"on": ago(2)}),
        Step("officer", "hear_third_party", {**objects, "on": ago(1)}),
    )
    organ = (
        Step("officer", "consult_organ", {"organ": "示例市财政局", "content": "起草说明第二部分", "on": ago(2)}),
        Step("officer", "hear_organ", {"answer": "agrees", "on": ago(1)}),
    )
    fee = {"tariff": "by_page", "quantity": "150", "how": "缴入示例财政专户，账号见通知"}
    searched = {"places": "档案室、办公系统", "words": "名称、文号", "found": "没有相关记录", "on": ago(1)}
    extension = {"reason": "需要调阅馆藏档案", "days": "15"}
    return {
        "granted": Way(
            "2025年度水利工程建设资金使用情况",
            (
                Step("officer", "coordinate", {"unit": "财务科", "question": "提供资金使用情况表", "until": ago(-5)}),
                Step("officer", "propose_extension", extension),
                Step("signer", "extend", extension),
            ),
            (part("granted", "随本告知书一并提供"),),
            letters=("coordination_letter", "extension_notice", "grant_reply", "service_proof", "archive_list"),
        ),
        "already_public": Way("2025年预算公开文本", (), (part("already_public", "县政府网站财政预决算专栏"),)),
        "partial": Way(
            "两部门联合印发的补贴办法的起草说明",
            organ,
            (part("granted", "随本告知书一并提供"), part("process_info", reasons="属于讨论记录")),
            letters=("joint_organ_inquiry", "partial_reply"),
        ),
        **{key: Way("本机关的文件", (), (part(key),)) for key in _PLAIN},
        "third_party_rights": Way(
            "其他投标人的报价明细",
            third,
            (part("third_party_rights"),),
            letters=("third_party_inquiry", "consultation_notice", "refusal_reply"),
        ),
        "registry_lookup": Way("某处不动产的登记信息", (), (part("registry_lookup", "向不动产登记机构申请查询"),)),
        "not_exist": Way("1986年土地承包台账", (Step("officer", "search", searched),), (part("not_exist"),)),
        "not_responsible": Way("征收方案", (), (part("not_responsible", "示例县自然资源局，电话000-00000000"),)),
        "needs_creation": Way("十年信访事项汇总分析", (), (part("needs_creation"),)),
        "unclear_after_correction": Way(
            wanted["unclear"],
            (correct, Step("officer", "receive_correction", {"content": "仍要全部文件", "on": ago(1)})),
            (part("unclear_after_correction"),),
            letters=("correction_notice", "unclear_reply"),
        ),
        "petition": Way("要求查处违法建设", (), (part("petition", "向城市管理综合执法部门举报"),)),
        "repeat": Way("再次申请征地批复", (), (part("repeat", "示例公开〔2025〕第1号-告"),)),
        "publication": Way("2025年统计年鉴", (), (part("publication", "公共图书馆"),)),
        "excessive": Way(
            "历年全部会议材料",
            (reasons, Step("officer", "receive_reasons", {"reasonable": "0", "on": ago(0)})),
            (part("excessive"),),
            letters=("reasons_request", "not_handled_reply"),
        ),
        "reconfirm": Way("请确认批复仍然有效", (), (part("reconfirm"),)),
        "not_government_information": Way(
            "咨询办理居住证的材料", (), (part("not_government_information", "政务服务大厅"),)
        ),
        "correction_lapsed": Way(
            "相关文件",
            (lapsed, Step("officer", "lapse_correction")),
            received=26,
            ends="archive",
            letters=("correction_notice", "closure_note", "archive_list"),
        ),
        "fee_lapsed": Way(
            "二十年全部验收资料",
            (
                Step("officer", "charge", {**fee, "on": ago(28)}, prepares=True),
                Step("signer", "charge", {"on": ago(28)}),
                Step("officer", "lapse_payment"),
            ),
            received=30,
            ends="archive",
            letters=("fee_notice", "closure_note", "archive_list"),
        ),
        "withdrawn": Way(
            "医保目录调整文件",
            (Step("officer", "withdraw", {"reason": "已从公开渠道查到"}),),
            ends="archive",
            letters=("withdrawal_confirmation", "archive_list"),
        ),
        "record_corrected": Way(
            "更正本人登记的出生年份",
            (
                Step("officer", "correct_record", {"corrected": "出生年份已经更正"}, prepares=True),
                Step("signer", "correct_record"),
            ),
            letters=("record_correction_reply", "service_proof", "archive_list"),
        ),
        "merged": Way(
            "农村人居环境整治资金分配文件",
            (Step("officer", "merge", {"lead": "first", "sure": "on"}),),
            ends="archive",
            letters=("merger_note", "archive_list"),
        ),
    }


_PLAIN = (
    "state_secret",
    "law_banned",
    "security_stability",
    "internal_affairs",
    "process_info",
    "enforcement_file",
)
REPRESENTATIVE = ("granted", "withdrawn")
"""The ways that the suite walks; ``make tour`` walks all of them."""
