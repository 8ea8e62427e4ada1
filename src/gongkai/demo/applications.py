"""Applications of the demonstration: a case of every outcome, and open ones in every state, with lights of every colour."""

import datetime as dt
from collections.abc import Callable, Mapping

from django.utils import timezone

from gongkai.applications import telling
from gongkai.applications.actions import (
    casework,
    consultation,
    correction,
    disputes,
    intake,
    period,
    service,
    stationery,
)
from gongkai.applications.actions.intake import Intake
from gongkai.applications.models import Application, Carrier, Delivery, Dispute
from gongkai.applications.people import Particulars
from gongkai.demo.cases import MADE_UP, PAYMENT, Office, bring_about, charge, notice, part_of, sign
from gongkai.law.receipt import BEIJING
from gongkai.organs.calendars import calendar_of
from gongkai.organs.models import Organ, Person

OFFICES = ("wuzhong-office", "pingluo-office", "yanchi-office")

WANTED: Mapping[str, tuple[str, str]] = {
    "already_public": ("natural_person", "2025年本级财政预算公开文本"),
    "granted": ("natural_person", "城区老旧小区改造项目2025年度实施方案及批复文件"),
    "partial": ("business", "黄河灌区节水改造工程招标评审报告"),
    "state_secret": ("natural_person", "应急物资储备布局图"),
    "law_banned": ("research", "统计调查中单个调查对象的原始资料"),
    "security_stability": ("other", "供水管网关键节点坐标"),
    "third_party_rights": ("business", "政府采购项目中其他投标人的报价明细"),
    "internal_affairs": ("natural_person", "本机关内部值班安排表"),
    "process_info": ("legal_service", "关于行政区划调整的会议讨论记录"),
    "enforcement_file": ("legal_service", "某行政处罚案件的全部案卷"),
    "registry_lookup": ("natural_person", "某处不动产的登记信息"),
    "not_exist": ("natural_person", "1986年某公社土地承包台账"),
    "not_responsible": ("natural_person", "某村集体土地征收补偿安置方案"),
    "needs_creation": ("research", "近十年各乡镇信访事项分类汇总分析"),
    "unclear_after_correction": ("natural_person", "与我家有关的全部文件"),
    "petition": ("natural_person", "要求查处邻居违法建设"),
    "repeat": ("natural_person", "再次申请已经答复过的征地批复"),
    "publication": ("public_welfare", "2025年统计年鉴全书"),
    "excessive": ("natural_person", "历年全部会议的全部会议材料"),
    "reconfirm": ("natural_person", "请确认此前提供的批复仍然有效"),
    "correction_lapsed": ("natural_person", "相关文件"),
    "fee_lapsed": ("business", "近二十年全部工程竣工验收资料"),
    "withdrawn": ("natural_person", "医保报销目录调整文件"),
    "not_government_information": ("natural_person", "咨询办理居住证需要哪些材料"),
    "record_corrected": ("natural_person", "更正本人社会保险登记中的出生年份"),
}
"""Outcome → who asks, and for what."""


def make_applications(people: Mapping[str, Person]) -> None:
    """A busy office with everything, and two with a little."""
    main, *others = (_office(slug, people) for slug in OFFICES)
    main = main._replace(writes=True)
    stationery.set_letterhead(main.officer, main.organ, payment=PAYMENT)
    for place, outcome in enumerate(WANTED):
        _ended(main, outcome, 45 + 7 * place)
    _merged(main)
    _disputed(main._replace(writes=False))  # their letters are like the others, and take time
    for make in OPEN:
        make(main)
    for office in others:
        for outcome, days in (("granted", 210), ("not_exist", 120), ("partial", 40)):
            _ended(office, outcome, days)
        _handling(office)
        _correcting(office)


def _office(slug: str, people: Mapping[str, Person]) -> Office:
    officer, checker, signer = (people[f"{slug}-{role}"] for role in ("officer", "reviewer-1", "signer"))
    return Office(Organ.objects.get(slug=slug), officer, checker, signer)


def _ago(office: Office, days: int) -> dt.date:
    """The working day so many before today."""
    calendar, reached = calendar_of(office.organ), timezone.localdate()
    for _ in range(days):
        reached = calendar.on_or_before(reached - dt.timedelta(days=1))
    return reached


def _at(day: dt.date) -> dt.datetime:
    return min(dt.datetime.combine(day, dt.time(10, 30), BEIJING), timezone.now())


def _asks(kind: str, content: str) -> Intake:
    name = "申请人甲" if kind == "natural_person" else "示例申请单位"
    who = Particulars(name, phone="000-00000000", address="示例路1号")  # no address to send mails to
    return Intake(who, kind, content + MADE_UP, Carrier.PAPER, Delivery.POST)


def _received(office: Office, days: int, content: str, kind: str = "natural_person") -> Application:
    day = _ago(office, days)
    made = intake.register(office.officer, office.organ, _asks(kind, content), "web", _at(day), _at(day))
    return intake.assign(office.officer, made, office.officer, day)


def _ended(office: Office, outcome: str, days: int) -> None:
    kind, content = WANTED[outcome]
    closed = bring_about(office, _received(office, days, content, kind), outcome)
    if closed.closed_on and days > 60:
        service.archive(office.officer, closed, closed.closed_on)
    if outcome in {"third_party_rights", "partial"}:
        lesson = "征求第三方意见应写明逐项理由，区分处理的界限要在检索时就标出" + MADE_UP
        service.debrief(office.officer, closed, lesson, typical=True)


def _merged(office: Office) -> None:
    lead, second = (_received(office, days, "农村人居环境整治资金分配文件") for days in (9, 8))
    notice(office, second, "merger_note", _ago(office, 7), **telling.merged(lead))
    intake.merge(office.officer, second, lead, _ago(office, 7))


def _disputed(office: Office) -> None:
    """A refusal upheld on review, another one before the court, one annulled and answered anew."""
    upheld, pending, annulled = (
        bring_about(office, _received(office, days, "某项目决策过程的请示报告", "legal_service"), "process_info")
        for days in (200, 150, 120)
    )
    body = "示例复议机关" + MADE_UP
    for closed, result in ((upheld, "review_upheld"), (annulled, "review_annulled")):
        filed = closed.closed_on + dt.timedelta(days=30) if closed.closed_on else _ago(office, 100)
        review = disputes.file_dispute(
            office.officer, closed, Dispute.Court.REVIEW, body, filed, "演示复〔2026〕1号", simplified=True
        )
        disputes.answer_dispute(office.officer, review, filed + dt.timedelta(days=5))
        disputes.conclude(office.officer, review, filed + dt.timedelta(days=28), result)
    court = "示例法院" + MADE_UP
    disputes.file_dispute(office.officer, pending, Dispute.Court.REVIEW, body, _ago(office, 12))
    disputes.file_dispute(office.officer, upheld, Dispute.Court.SUIT, court, _ago(office, 6))
    disputes.reopen(office.officer, annulled, annulled.disputes.get(), _ago(office, 4), _in(office, 6))


def _in(office: Office, days: int) -> dt.date:
    return office.day(timezone.localdate(), days)


def _submitted(office: Office) -> None:
    asks = _asks("natural_person", "学区划分方案和征求意见情况")
    intake.submit(office.organ, asks, "demo-submitted", _at(_ago(office, 1)))


def _by_mail(office: Office) -> None:
    asks = _asks("other", "水利工程质量检测报告")
    intake.register(office.officer, office.organ, asks, "plain_mail", _at(_ago(office, 2)))


def _handling(office: Office) -> None:
    made = _received(office, 5, "乡村公路养护经费拨付文件")
    casework.log_contact(office.officer, made, _ago(office, 3), "电话", "申请人说明只要2025年度的文件")


def _soon(office: Office) -> None:
    made = _received(office, 18, "污水处理厂特许经营协议", "business")
    casework.record_search(
        office.officer, made, _ago(office, 12), "档案室、合同台账", "特许经营", "找到协议一份，附件三份"
    )


def _overdue(office: Office) -> None:
    _received(office, 23, "城市绿化养护招标文件")


def _correcting(office: Office) -> None:
    made = _received(office, 6, "土地方面的文件")
    unclear, add = "未写明土地位置、文件名称或者年度，无法检索" + MADE_UP, "土地的位置、文件的名称或者年度"
    on, until = _ago(office, 3), _in(office, 7)
    sent = notice(office, made, "correction_notice", on, **telling.correction(unclear, add, until))
    correction.request_correction(office.officer, made, on, f"{unclear}\n请补充：{add}", until, letter=sent)


def _correction_over(office: Office) -> None:
    made = _received(office, 20, "有关通知")
    correction.request_correction(office.officer, made, _ago(office, 16), "未写明哪一年的通知", _ago(office, 2))


def _consulting(office: Office) -> None:
    made = _received(office, 10, "加油站规划布点评审意见", "business")
    firm = Particulars("示例能源公司" + MADE_UP, phone="000-00000000")
    asked = consultation.consult_third_party(
        office.officer, made, _ago(office, 6), firm, "评审意见第三部分", reached_on=_ago(office, 5)
    )
    consultation.notify_consultation(office.officer, asked, _ago(office, 5))


def _consulting_organ(office: Office) -> None:
    made = _received(office, 12, "两部门联合印发的补贴办法起草说明")
    consultation.consult_organ(office.officer, made, _ago(office, 8), "示例市财政局" + MADE_UP, "起草说明第二部分")


def _reasoning(office: Office) -> None:
    made = _received(office, 7, "历年全部招商引资合同")
    period.request_reasons(office.officer, made, _ago(office, 4), "本月已提出四十件申请" + MADE_UP, _in(office, 5))


def _paying(office: Office) -> None:
    made = _received(office, 9, "十五年来全部行政规范性文件的起草档案", "research")
    charge(office, made, _ago(office, 5), 260)


def _extended(office: Office) -> None:
    made = _received(office, 24, "1998年以来防洪规划历次修编文件")
    period.propose_extension(office.officer, made, _ago(office, 7), "需要调阅馆藏档案")
    told = telling.extension(made, 15, "需要调阅馆藏档案", office.signer.name)
    sent = notice(office, made, "extension_notice", _ago(office, 6), office.signer, **told)
    period.extend(office.signer, made, _ago(office, 6), "需要调阅馆藏档案", days=15, letter=sent)


def _replied(office: Office) -> None:
    made = _received(office, 10, "社区养老服务设施建设补助名单", "public_welfare")
    sign(office, made, [part_of("granted")], _ago(office, 6))


OPEN: tuple[Callable[[Office], None], ...] = (
    *(_submitted, _by_mail, _handling, _soon, _overdue, _correcting, _correction_over),
    *(_consulting, _consulting_organ, _reasoning, _paying, _extended, _replied),
)
