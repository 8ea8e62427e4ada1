"""Applications brought to an outcome as an office would, step by step, on days that the law allows."""

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

from gongkai.applications.actions import casework, consultation, correction, decision, fee, intake, period, service
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
    """A body and who works there on applications."""

    organ: Organ
    officer: Person
    checker: Person
    signer: Person

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
    paper = letter(office, application, outcome.letter)
    days = [office.day(since, number) for number in range(1, 5)]
    decision.draft(office.officer, application, days[0], parts, paper)
    if letters()[outcome.letter].sign_off is SignOff.LEADER_AFTER_LEGAL:
        decision.joint_review(office.checker, application, days[1], "同意", agrees=True)
        decision.check_legality(office.checker, application, days[2], "事实清楚，依据正确", passed=True)
    return decision.sign(office.signer, application, days[3])


def part_of(outcome: str) -> Part:
    """A part that is decided so, with what the law asks of it."""
    return Part(
        outcome, "申请的全部内容" + MADE_UP, f"属于“{outcomes()[outcome].name}”的情形" + MADE_UP, "见告知书所附说明"
    )


def letter(office: Office, application: Application, kind: str) -> CaseFile:
    """A letter, in the plainest form."""
    text = f"{letters()[kind].name}\n{application.number}\n{MADE_UP}".encode()
    return casework.attach(office.officer, application, kind, f"{letters()[kind].name}.txt", [text], application.number)


def _prepared(office: Office, application: Application, outcome: str) -> tuple[Application, dt.date]:
    """What must come before a reply with the outcome, and the day on which it was done."""
    received = _received(application)
    third = office.day(received, 3)
    if outcome == "not_exist":
        casework.record_search(office.officer, application, third, "档案室、办公系统", "文号、关键词", "未检索到")
    elif outcome == "third_party_rights":
        party = Particulars(name="示例商贸公司" + MADE_UP, phone="000-00000000")
        asked = consultation.consult_third_party(office.officer, application, third, party, "合同附件" + MADE_UP)
        number = asked.facts[-1].number
        third = office.day(received, 9)
        consultation.hear(office.officer, application, number, third, Answer.OBJECTS, "涉及商业秘密" + MADE_UP)
    elif outcome == "unclear_after_correction":
        correction.request_correction(office.officer, application, third, "未写明年度", office.day(received, 13))
        third = office.day(received, 8)
        correction.receive_correction(office.officer, application, third, "仍要全部文件" + MADE_UP)
    elif outcome == "excessive":
        period.request_reasons(office.officer, application, third, "本月已申请三十件", office.day(received, 10))
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
    correction.request_correction(office.officer, application, office.day(received, 2), "未写明事项", until)
    return correction.lapse_correction(office.officer, application, office.day(until, 1))


def _lapse_payment(office: Office, application: Application) -> Application:
    charged = fee.charge(office.signer, application, office.day(_received(application), 2), TariffKey.BY_PAGE, 150)
    if charged.waits_until is None:
        raise ValueError("没有缴费期限")
    return fee.lapse_payment(office.officer, application, office.day(charged.waits_until, 1))


def _withdraw(office: Office, application: Application) -> Application:
    return intake.withdraw(office.officer, application, office.day(_received(application), 4), "申请人已从公开渠道查到")


def _correct_record(office: Office, application: Application) -> Application:
    done = office.day(_received(application), 6)
    paper = letter(office, application, "record_correction_reply")
    decision.correct_record(office.signer, application, done, "更正登记的出生年份" + MADE_UP, paper)
    return service.serve(office.officer, application, Method.DIRECT, office.day(done, 1), "送达回证")


_ENDINGS: dict[str, Callable[[Office, Application], Application]] = {
    "correction_lapsed": _lapse_correction,
    "fee_lapsed": _lapse_payment,
    "withdrawn": _withdraw,
    "record_corrected": _correct_record,
}
