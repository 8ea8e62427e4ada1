"""Applications brought to an outcome as an office would, step by step, on days that the law allows."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from gongkai.applications import telling
from gongkai.applications.actions import (
    casework,
    consultation,
    correction,
    correspondence,
    decision,
    fee,
    intake,
    period,
    service,
)
from gongkai.applications.actions.consultation import Answer
from gongkai.applications.actions.service import Method
from gongkai.applications.models import Application, CaseFile
from gongkai.applications.parts import Part
from gongkai.applications.people import Particulars
from gongkai.law.fees import TariffKey
from gongkai.law.letters import SignOff, letters
from gongkai.law.outcomes import outcomes, together
from gongkai.organs.calendars import calendar_of
from gongkai.organs.models import Organ, Person

MADE_UP = "（演示数据）"


class Office(NamedTuple):
    """A body and who works there on applications; whether its letters are written (``writes``), or stand for letters."""

    organ: Organ
    officer: Person
    checker: Person
    signer: Person
    writes: bool = False

    def day(self, since: dt.date, number: int) -> dt.date:
        """The working day of that number after a day."""
        calendar, reached = calendar_of(self.organ), since
        for _ in range(number):
            reached = calendar.on_or_after(reached + dt.timedelta(days=1))
        return reached


def bring_about(office: Office, application: Application, outcome: str) -> Application:
    """Handle a received application until it ends in the outcome (not ``merged``, which takes two)."""
    if outcome in _ENDINGS:
        return _ENDINGS[outcome](office, application)
    ready, since = _prepared(office, application, outcome)
    parts = ["granted", "internal_affairs"] if outcome == "partial" else [outcome]
    return reply(office, ready, [part_of(key) for key in parts], since)


def reply(office: Office, application: Application, parts: list[Part], since: dt.date) -> Application:
    """Draft, review, check, sign and serve, one working day after another."""
    signed = sign(office, application, parts, since)
    return service.serve(office.officer, signed, Method.POST, office.day(since, 5), f"示例邮件{application.serial}")


def sign(office: Office, application: Application, parts: list[Part], since: dt.date) -> Application:
    """Draft, review, check and sign."""
    outcome = outcomes()[together(part.outcome for part in parts).key]
    days = [office.day(since, number) for number in range(1, 5)]
    paper = letter(office, application, outcome.letter, days[3], parts)
    decision.draft(office.officer, application, days[0], parts, paper)
    if letters()[outcome.letter].sign_off is SignOff.LEADER_AFTER_LEGAL:
        decision.joint_review(office.checker, application, days[1], "同意", agrees=True)
        decision.check_legality(office.checker, application, days[2], "事实清楚，依据正确", passed=True)
    return decision.sign(office.signer, application, days[3])


def part_of(outcome: str) -> Part:
    """A part that is decided so, with what the law asks of it."""
    reasons = REASONS.get(outcome, f"属于“{outcomes()[outcome].name}”的情形")
    return Part(outcome, "申请的全部内容" + MADE_UP, reasons + MADE_UP, DETAILS.get(outcome, "见告知书所附说明"))


REASONS = {
    "state_secret": "布局图已定为国家秘密，密级和保密期限在有效期内",
    "law_banned": "属于统计调查中获得的能够识别单个调查对象的资料，统计法第二十八条规定不得对外提供",
    "security_stability": "节点坐标公开后可能被用于破坏供水设施，危及公共安全",
    "third_party_rights": "报价明细属于其他投标人的商业秘密，征求意见时对方不同意公开并说明了理由",
    "internal_affairs": "属于本机关内部值班安排，与公众的权利义务无关",
    "process_info": "属于决策形成前的会议讨论记录，尚未形成最终决定",
    "enforcement_file": "属于行政执法案卷，当事人可以依法查阅",
    "not_responsible": "征收补偿安置方案由实施征收的机关制作、保存",
    "needs_creation": "没有现成的汇总材料，需要对十年的记录进行加工、分析",
    "unclear_after_correction": "补正后仍没有写明文件的名称、文号、年度或者其他便于查询的特征",
    "petition": "所提内容是要求查处违法行为，属于举报",
    "repeat": "与此前已经答复的申请内容相同",
    "publication": "统计年鉴是公开出版物",
    "excessive": "一个月内申请四十件，经要求没有说明合理的理由",
    "reconfirm": "要求对已经提供的批复再次确认，不是申请获取政府信息",
    "not_government_information": "咨询办事需要的材料，不是申请获取已经制作、保存的信息",
}
"""Why it is so, outcome by outcome."""
DETAILS = {
    "already_public": "本机关公开专栏“法定主动公开内容—财政预决算”",
    "granted": "随本告知书一并提供，共三份文件",
    "registry_lookup": "依照《不动产登记资料查询暂行办法》，向不动产登记机构申请查询",
    "not_responsible": "示例县自然资源局（演示数据），电话000-00000000",
    "petition": "向城市管理综合执法部门举报，或者拨打12345",
    "repeat": "示例公开〔2025〕第1号-告",
    "publication": "公共图书馆，或者出版发行单位",
    "not_government_information": "政务服务大厅咨询窗口，或者拨打12345",
}
"""What a reply must name, outcome by outcome."""


def letter(
    office: Office,
    application: Application,
    kind: str,
    on: dt.date | None = None,
    parts: Sequence[Part] = (),
    **said: Any,
) -> CaseFile:
    """A letter: written from the record for the day, or something that stands for one."""
    if office.writes and on:
        return correspondence.write(office.officer, application, kind, on, parts, **said).file
    text = f"{letters()[kind].name}\n{application.number}\n{MADE_UP}".encode()
    return casework.attach(office.officer, application, kind, f"{letters()[kind].name}.txt", [text], application.number)


def notice(
    office: Office, application: Application, kind: str, on: dt.date, by: Person | None = None, /, **said: Any
) -> CaseFile | None:
    """A letter that goes out with its step; none where the office's letters are not written."""
    return correspondence.issue(by or office.officer, application, kind, on, **said) if office.writes else None


def _prepared(office: Office, application: Application, outcome: str) -> tuple[Application, dt.date]:
    """What must come before a reply with the outcome, and the day on which it was done."""
    received = _received(application)
    third = office.day(received, 3)
    if outcome == "not_exist":
        casework.record_search(office.officer, application, third, "档案室、办公系统", "文号、关键词", "未检索到")
    elif outcome == "third_party_rights":
        party = Particulars(name="示例商贸公司" + MADE_UP, phone="000-00000000")
        content = "合同附件" + MADE_UP
        asking = telling.inquiry(party.name, content, "", third)
        sent = notice(office, application, "third_party_inquiry", third, **asking)
        asked = consultation.consult_third_party(office.officer, application, third, party, content, letter=sent)
        number = asked.facts[-1].number
        third = office.day(received, 9)
        consultation.hear(office.officer, application, number, third, Answer.OBJECTS, "涉及商业秘密" + MADE_UP)
    elif outcome == "unclear_after_correction":
        _ask_to_correct(office, application, third, office.day(received, 13))
        third = office.day(received, 8)
        correction.receive_correction(office.officer, application, third, "仍要全部文件" + MADE_UP)
    elif outcome == "excessive":
        until, volume = office.day(received, 10), "本月已申请四十件，内容大多相同" + MADE_UP
        sent = notice(office, application, "reasons_request", third, **telling.reasons_wanted(volume, until))
        period.request_reasons(office.officer, application, third, volume, until, sent)
        third = office.day(received, 8)
        period.receive_reasons(office.officer, application, third, "没有说明", reasonable=False)
    return application, third


def _received(application: Application) -> dt.date:
    if application.received_on is None:
        raise ValueError(f"申请{application}尚未收到")
    return application.received_on


def _lapse_correction(office: Office, application: Application) -> Application:
    received = _received(application)
    until = office.day(received, 12)
    _ask_to_correct(office, application, office.day(received, 2), until)
    closed = office.day(until, 1)
    why = "申请人无正当理由逾期不补正，视为放弃申请" + MADE_UP
    notice(office, application, "closure_note", closed, **telling.closed("correction_lapsed", why))
    return correction.lapse_correction(office.officer, application, closed)


def _ask_to_correct(office: Office, application: Application, on: dt.date, until: dt.date) -> None:
    unclear, add = "没有写明文件的名称、年度，无法检索" + MADE_UP, "文件的名称、文号或者年度"
    sent = notice(office, application, "correction_notice", on, **telling.correction(unclear, add, until))
    whole = f"{unclear}\n请补充：{add}"
    correction.request_correction(office.officer, application, on, whole, until, letter=sent)


def _lapse_payment(office: Office, application: Application) -> Application:
    charged = charge(office, application, office.day(_received(application), 2), 150)
    if charged.waits_until is None:
        raise ValueError("没有缴费期限")
    closed = office.day(charged.waits_until, 1)
    why = "申请人逾期没有缴纳信息处理费，视为放弃申请" + MADE_UP
    notice(office, application, "closure_note", closed, **telling.closed("fee_lapsed", why))
    return fee.lapse_payment(office.officer, application, closed)


def charge(office: Office, application: Application, on: dt.date, pages: int) -> Application:
    """Notify the fee for so many pages."""
    owed = telling.charge(TariffKey.BY_PAGE, pages, PAYMENT)
    sent = notice(office, application, "fee_notice", on, office.signer, **owed)
    return fee.charge(office.signer, application, on, TariffKey.BY_PAGE, pages, letter=sent)


PAYMENT = "收款单位：示例县财政专户（演示数据）\n开户银行：示例银行示例支行\n账号：00000000000000000000\n请在附言里写上申请编号"
"""How a fee is paid."""


def _withdraw(office: Office, application: Application) -> Application:
    on = office.day(_received(application), 4)
    notice(office, application, "withdrawal_confirmation", on)
    return intake.withdraw(office.officer, application, on, "申请人已从公开渠道查到")


def _correct_record(office: Office, application: Application) -> Application:
    done = office.day(_received(application), 6)
    corrected = "登记的出生年份已经更正" + MADE_UP
    told = telling.closed("record_corrected", corrected)
    sent = notice(office, application, "record_correction_reply", done, office.signer, **told)
    paper = sent or letter(office, application, "record_correction_reply")
    decision.correct_record(office.signer, application, done, corrected, paper)
    return service.serve(office.officer, application, Method.DIRECT, office.day(done, 1), "送达回证")


_ENDINGS: dict[str, Callable[[Office, Application], Application]] = {
    "correction_lapsed": _lapse_correction,
    "fee_lapsed": _lapse_payment,
    "withdrawn": _withdraw,
    "record_corrected": _correct_record,
}
