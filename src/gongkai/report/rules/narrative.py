"""Sentences on applications against table 3: how many came (D1), were handled (D2), from whom and with what result (D4)."""

from collections.abc import Iterator
from decimal import Decimal

from gongkai.findings import CellRef, Fault, Sentence, Severity
from gongkai.law.provisions import form_2021
from gongkai.report.claims import Claim
from gongkai.report.claims.metrics import LEGAL, METRICS, readings
from gongkai.report.claims.model import Period, Scope
from gongkai.report.model import AnnualReport
from gongkai.report.rules.names import full_name, listing
from gongkai.report.rules.narrative_compare import contradiction, faults, worth
from gongkai.report.rules.subject import RULES, Subject

_TABLE_3 = form_2021("“三、收到和处理政府信息公开申请情况”表")
_HINT = "核对台账，改正文或改表格；口径不同（如含上年结转）的，在文中写明"
_WHOLES = frozenset(("new", "received", "accepted", "handled", "closed", "mentioned"))


def of_rule(subject: Subject, rule: str) -> Iterator[Claim]:
    """The claims on quantities that the rule compares."""
    return (claim for claim in subject.claims if METRICS[claim.metric].rule == rule and claim.value is not None)


@RULES.rule("D1", "正文所称收到申请数与表三不符", Severity.ERROR, _TABLE_3)
def received(subject: Subject) -> Iterator[Fault]:
    """正文说收到（受理、新收）的申请件数，表三里对不上。

    ### 为什么
    同一年、同一机关收到多少件申请，正文和表三“一、本年新收政府信息公开申请数量”只能有一个数。正文多从上年报告或别处抄来，
    是年报中最常见的错误。

    ### 例
    正文写“2024年收到自然人依申请公开19件”，表三自然人列为 6。写“未收到申请”而表三不是 0，也在此列。

    ### 怎么办
    按台账核定后改正文或改表格。“受理”含上年结转的，写成“新收…件、上年结转…件”。

    ### 局限
    “收到”“受理”按“一”或“一加二”都算相符。说的是上年、半年、计划、全县或者其中一部分的，不与本表比较；措辞不是表内用语、
    数字带“余”“约”的，只作存疑。
    """
    yield from faults(subject.report, of_rule(subject, "D1"), _HINT)


@RULES.rule("D2", "正文所称办结数与表三不符", Severity.ERROR, _TABLE_3)
def handled(subject: Subject) -> Iterator[Fault]:
    """正文说办理（办结、答复）的申请件数，表三里对不上。

    ### 为什么
    办结、答复的件数应等于表三“（七）总计”；办理的件数可以是“（七）总计”，也可以是“一加二”。都不是的，必有一处错。

    ### 例
    正文写“办结政府信息公开申请 8 件”，表三“（七）总计”为 10，扣除逾期不补正、撤回等也得不出 8。

    ### 怎么办
    对照台账核定。答复数不含撤回、逾期不补正的，在文中说明。

    ### 局限
    扣除其他处理、不予处理、上年结转后相等的，都算相符。“其中”之后的办结数只作存疑。
    """
    yield from faults(subject.report, of_rule(subject, "D2"), _HINT)


@RULES.rule("D4", "正文所称申请人类别、办理结果与表三不符", Severity.ERROR, _TABLE_3)
def kinds_and_results(subject: Subject) -> Iterator[Fault]:
    """申请人类别、办理结果、结转件数、占比、“全部”“100%”等说法，表三里对不上。

    ### 为什么
    这些说法都能在表三的行或列里找到对应的数。

    ### 例
    “均为自然人申请”，而“商业企业”列有 2；“予以公开 5 件”，而表中为 3；“全部办结”，而结转下年度不为 0。

    ### 怎么办
    按表三改写，或改正表格。答复率 100% 但有逾期不补正等未作答复的，注明统计口径。

    ### 局限
    “不予公开”“无法提供”等按本项及其常见的合并口径比较；“信息不存在”“撤回”等不是表内用语，只作存疑。占比允许末位四舍五入或截断。
    “按期答复率”有结转的不算矛盾。
    """
    report = subject.report
    yield from faults(report, of_rule(subject, "D4"), _HINT)
    lapsed_told = False
    told = any(claim.metric in ("carried_out", "carried", "pending") and claim.value for claim in subject.claims)
    for claim in subject.claims:
        if claim.period is Period.OTHER or claim.scope in (Scope.PART, Scope.REGION) or claim.partial:
            continue
        if claim.every:
            if claim.requester:
                yield from _all_of_a_kind(report, claim)
                continue
            yield from _all_closed(report, claim, told=told)
            if not lapsed_told and "复" in claim.said:
                yield from _all_answered(report, claim)
                lapsed_told = True
        elif claim.share is not None:
            yield from _share(subject, claim)


def _all_of_a_kind(report: AnnualReport, claim: Claim) -> Iterator[Fault]:
    own = {"legal": LEGAL, "citizen": ("natural_person",)}.get(claim.requester, (claim.requester,))
    others = [CellRef(3, "received", column) for column in ("natural_person", *LEGAL) if column not in own]
    against = [ref for ref in others if report.value(ref.table, ref.row, ref.column)]
    if not against or claim.metric != "kinds":
        return
    first = max(against, key=lambda ref: report.value(ref.table, ref.row, ref.column) or 0)
    value = report.value(first.table, first.row, first.column)
    counts = listing(
        f"{full_name(report.edition, ref)}为 {report.value(ref.table, ref.row, ref.column)} 件" for ref in against
    )
    sure = claim.scope is Scope.OWN and claim.requester != "citizen" and claim.strict
    yield Fault(
        where=Sentence(claim.section, claim.quote),
        message=f"正文“{claim.said}”说申请都来自一类申请人，{counts}",
        expected={"table": 3, "row": "received", "column": first.column, "value": _whole(value)},
        found=0,
        difference=-(value or 0),
        cells=tuple(against),
        hint=_HINT,
        severity=Severity.ERROR if sure else Severity.WARNING,
    )


def _all_closed(report: AnnualReport, claim: Claim, *, told: bool) -> Iterator[Fault]:
    """全部办结、答复率100% against what was carried on to next year."""
    carried = CellRef(3, "carried_out", "total")
    pending = report.value(3, "carried_out", "total")
    if pending and not claim.qualifier and not told:
        yield Fault(
            where=Sentence(claim.section, claim.quote),
            message=f"正文“{claim.said}”说全部办结或答复，{full_name(report.edition, carried)}为 {pending} 件",
            expected={"table": 3, "row": "carried_out", "column": "total", "value": _whole(pending)},
            found=0,
            cells=(carried,),
            hint="写明是按期办结，或者写明结转的件数",
            severity=Severity.INFO if claim.share is not None else Severity.WARNING,
        )


def _all_answered(report: AnnualReport, claim: Claim) -> Iterator[Fault]:
    """答复率100% against applications that lapsed and were never answered."""
    lapsed = [ref for ref in _LAPSED if report.value(ref.table, ref.row, ref.column)]
    if lapsed:
        first = lapsed[0]
        count = report.value(first.table, first.row, first.column)
        yield Fault(
            where=Sentence(claim.section, claim.quote),
            message=f"正文“{claim.said}”，{full_name(report.edition, first)}为 {count} 件，这些申请不再处理、没有答复",
            expected={"table": 3, "row": first.row, "column": "total", "value": _whole(count)},
            found=0,
            cells=tuple(lapsed),
            hint="注明答复率的口径，例如“应答复的申请答复率100%”",
            severity=Severity.INFO,
        )


_LAPSED = (CellRef(3, "closed.correction_lapsed", "total"), CellRef(3, "closed.fee_lapsed", "total"))


def _share(subject: Subject, claim: Claim) -> Iterator[Fault]:
    """A percentage against every quotient that it can mean."""
    report, share = subject.report, claim.share
    if share is None or METRICS[claim.metric].table == 4 or contradiction(report, claim) is not None:
        return
    exponent = share.as_tuple().exponent
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    if any(abs(quotient - share) < step for quotient in _quotients(subject, claim)):
        return
    nearest = min(_quotients(subject, claim), key=lambda quotient: abs(quotient - share), default=None)
    if nearest is None:
        return
    yield Fault(
        where=Sentence(claim.section, claim.quote),
        message=f"正文“{claim.said}”称占比 {share}%，按表三和正文各数计算，最接近的是 {nearest:.2f}%",
        expected=f"{nearest:.2f}%",
        found=f"{share}%",
        hint="重新计算占比，并写明以哪个数为分母",
        severity=Severity.WARNING,
    )


def _quotients(subject: Subject, claim: Claim) -> Iterator[Decimal]:
    """What the claim's quantity may be a share of, and the percentage that comes to; the likeliest first."""
    report = subject.report
    tops = (worth(report, r) for r in readings(claim.metric, claim.requester, report.form))
    values = [value for value in ((claim.value,) if claim.value is not None else tops) if value is not None]
    for key in ("received", "handled", "closed"):
        for reading in readings(key, "", report.form):
            if base := worth(report, reading):
                yield from (Decimal(value) * 100 / Decimal(base) for value in values)
    for other in subject.claims:
        if other.metric in _WHOLES and other.section == claim.section and other.value:
            yield from (Decimal(value) * 100 / Decimal(other.value) for value in values)


def _whole(value: int | Decimal | None) -> int | None:
    return None if value is None else int(value)
