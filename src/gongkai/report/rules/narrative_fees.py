"""What a report says of the information processing fee (S4), and whether it fits the cases lapsed for non-payment (B7)."""

import re
from collections.abc import Iterator

from gongkai.findings import CellRef, Fault, Sentence, Severity
from gongkai.law.provisions import Instrument, Provision
from gongkai.report.claims.scopes import Body, body_of
from gongkai.report.model import AnnualReport
from gongkai.report.rules.subject import RULES, Subject
from gongkai.text.sentences import quote, sentence_at
from gongkai.text.widths import simplify

_FEES = Provision(Instrument.FEES)
_NAME = "信息处理费"
_WRONG = re.compile(r"(?:政府)?信息公开(?:申请)?处理费|政府信息处理费")
_OTHER_FEE = re.compile(
    r"(?:未|没有|无|不|免|减免|收取)[^。；\n]{0,16}(?:收费|费用|收取)|(?:收费|费用)[^。；\n]{0,8}(?:为0|0元|零|无)"
)
_NOT_THIS = re.compile("行政事业性|涉企|教育|物业|诉讼费|学费|停车")
_OFFICE = re.compile("政府办公室|政府办公厅|政府办|办公室|我办|本办")
_WIDER = re.compile("各级|各部门|各单位|全[省市县区州旗镇乡]|本行政区域|各乡镇|及其|及各|全系统")
_NO_NOTICE = re.compile(
    "未(?:发出|下达|制发|开具|发送)[^。；]{0,12}(?:收费|缴费)通知|(?:未|没有)(?:产生|发生)[^。；]{0,12}(?:处理费|收费)|"
    "(?:未|没有)(?:达到|超出|超过)[^。；]{0,24}(?:范围|标准|数量|频次)|不存在[^。；]{0,12}收费|未(?:涉及|触发)[^。；]{0,12}收费"
)
_SECTION, _AROUND = 6, 60
_OF_TABLES = (2, 3, 4)
"""Sections that hold a table: where a table is not read whole, its labels, which name fees too, are left in the text."""


@RULES.rule("S4", "没有写明或写错信息处理费情况", Severity.WARNING, _FEES)
def fee_statement(subject: Subject) -> Iterator[Fault]:
    """没有报告收取信息处理费的情况，名称写错，或者说的主体比报告的范围窄。

    ### 为什么
    收取信息处理费的情况应在“其他需要报告的事项”中说明，没有收取的也要说明；名称是“信息处理费”。报告汇总各机关的，收费情况也应覆盖
    各机关。

    ### 例
    全区报告只写“区人民政府办公室未收取信息处理费”；写成“信息公开处理费”；通篇没有提到收费。

    ### 怎么办
    写“2025年，××（报告所覆盖的全部机关）发出收费通知 0 件，未收取信息处理费”。

    ### 局限
    没写、写窄的都作存疑；用“费用”“收费”说明而没有用“信息处理费”一词的，只作提示。
    """
    report = subject.report
    texts = [(0, report.opening), *((s.number, s.text) for s in report.sections)]
    places = _fee_places(texts) or _fee_places([(number, simplify(text)) for number, text in texts])
    if not places:
        yield from _no_fee(texts)
        return
    yield from _wrong_name(texts)
    if body_of(report.organ) is Body.GOVERNMENT:
        yield from _narrow(report, places[-1])


def _fee_places(texts: list[tuple[int, str]]) -> list[tuple[int, str, int]]:
    return [(number, text, place) for number, text in texts if (place := text.rfind("处理费")) >= 0]


def _no_fee(texts: list[tuple[int, str]]) -> Iterator[Fault]:
    if not any(text.strip() for number, text in texts if number):
        return
    for number, text in reversed([(number, text) for number, text in texts if number not in _OF_TABLES]):
        for match in _OTHER_FEE.finditer(text):
            around = text[max(0, match.start() - _AROUND) : match.end() + _AROUND]
            if not _NOT_THIS.search(around) and ("公开" in around or number == _SECTION):
                at = sentence_at(text, match.start())
                yield Fault(
                    where=Sentence(number, quote(text, at.start, at.end)),
                    message="说到了收费，但没有用“信息处理费”这一名称",
                    expected=_NAME,
                    severity=Severity.INFO,
                )
                return
    yield Fault(
        where=Sentence(_SECTION, ""),
        message="没有报告收取信息处理费的情况，没有收取的也应说明",
        expected=_NAME,
        hint="在“其他需要报告的事项”中写明发出收费通知的件数和收取的金额",
    )


def _wrong_name(texts: list[tuple[int, str]]) -> Iterator[Fault]:
    for number, text in reversed(texts):
        match = _WRONG.search(text) if "处理费" in text else None
        if match:
            at = sentence_at(text, match.start())
            yield Fault(
                where=Sentence(number, quote(text, at.start, at.end)),
                message=f"“{match[0]}”应为“{_NAME}”",
                expected=_NAME,
                found=match[0],
                hint="名称以《政府信息公开信息处理费管理办法》为准",
            )
            return


def _narrow(report: AnnualReport, place: tuple[int, str, int]) -> Iterator[Fault]:
    number, text, offset = place
    at = sentence_at(text, offset)
    said = quote(text, at.start, at.end)
    office = _OFFICE.search(said)
    if office and not _WIDER.search(said):
        yield Fault(
            where=Sentence(number, said),
            message=f"报告覆盖{report.organ}各机关，收费情况只说了“{office[0]}”",
            expected=report.organ,
            found=office[0],
            hint="改为报告所覆盖的全部机关的收费情况",
        )


@RULES.rule("B7", "逾期未缴费件数与收费情况不符", Severity.WARNING, _FEES, editions=("2021",))
def fee_lapsed(subject: Subject) -> Iterator[Fault]:
    """表三有因逾期未缴费而不再处理的申请，正文却说没有发出收费通知。

    ### 为什么
    “申请人逾期未按收费通知要求缴纳费用”以发出收费通知为前提。

    ### 例
    表三（六）2 为 3，正文写“未发出收费通知”或“未超出收费的数量、频次范围”。

    ### 怎么办
    写明发出收费通知几件、实收几元；没有发过通知的，把这几件改到应填的行。

    ### 局限
    发了通知而没有收到钱的，“未收取信息处理费”并不矛盾，只提示把通知情况写明。
    """
    report = subject.report
    ref = CellRef(3, "closed.fee_lapsed", "total")
    lapsed = report.value(ref.table, ref.row, ref.column)
    if not lapsed:
        return
    notices = [claim for claim in subject.claims if claim.metric == "fee_notice" and claim.value is not None]
    for claim in notices:
        if claim.value is not None and claim.value < lapsed:
            yield _against(claim.section, claim.quote, int(lapsed), f"正文“{claim.said}”", Severity.WARNING)
            return
    for number, text in ((s.number, s.text) for s in report.sections):
        match = _NO_NOTICE.search(text)
        if match:
            at = sentence_at(text, match.start())
            yield _against(number, quote(text, at.start, at.end), int(lapsed), f"正文“{match[0]}”", Severity.WARNING)
            return
    denied = next((claim for claim in subject.claims if claim.metric == "fee" and claim.denied), None)
    if denied is not None and not notices:
        yield _against(denied.section, denied.quote, int(lapsed), "正文只说没有收取信息处理费", Severity.INFO)


def _against(section: int, said: str, lapsed: int, what: str, severity: Severity) -> Fault:
    ref = CellRef(3, "closed.fee_lapsed", "total")
    return Fault(
        where=Sentence(section, said),
        message=f"{what}，表三（六）2 有 {lapsed} 件因逾期未按收费通知缴费而不再处理",
        expected={"table": 3, "row": ref.row, "column": ref.column, "value": lapsed},
        cells=(ref,),
        hint="写明发出收费通知的件数和实收金额",
        severity=severity,
    )
