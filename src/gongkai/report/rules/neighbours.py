"""Rules that need last year's report of the same body: A3, B4, C2, X2. Silent without one."""

from collections.abc import Iterator
from decimal import Decimal

from gongkai.findings import CellRef, Fault, Severity
from gongkai.law.provisions import Instrument, Provision, form_2021
from gongkai.report.model import CellState
from gongkai.report.rules.names import cell_name, excess, full_name
from gongkai.report.rules.subject import RULES, Subject

_CARRIED_IN, _CARRIED_OUT = "carried_in", "carried_out"
_BIG_CHANGE = Decimal("0.5")
_SMALLEST_NOTED = 10
_EXPLAINED = ("同比", "较上年", "比上年", "较去年", "比去年", "上一年度相比", "与上年相比")
_WATCHED = (
    CellRef(3, "received", "total"),
    CellRef(3, "total", "total"),
    CellRef(4, "review", "total"),
    CellRef(4, "suit_direct", "total"),
    CellRef(4, "suit_after_review", "total"),
    CellRef(2, "normative_docs", "in_force"),
    CellRef(2, "licences", "decisions"),
    CellRef(2, "penalties", "decisions"),
    CellRef(2, "coercions", "decisions"),
    CellRef(2, "fees", "amount"),
)


@RULES.rule("B4", "上年结转与上一年报告不符", Severity.ERROR, form_2021("“三、收到和处理政府信息公开申请情况”表"))
def carried_over(subject: Subject) -> Iterator[Fault]:
    """本年“二、上年结转”与上一年报告“四、结转下年度继续办理”不相等。

    ### 为什么
    上一年结转下来的申请，就是本年的上年结转，一列一列都应相等。不等，说明有申请在两年之间丢了或者多了。

    ### 例
    上一年报告自然人列结转 3 件，本年自然人列上年结转填 1 件：少 2。

    ### 怎么办
    核对年底在办台账；上一年报告有误的，更正上一年报告并在本年说明。

    ### 局限
    要用 --previous 给出同一机关上一年的报告。给错了机关或年度的，逐年核对的各条规则都不做，只在这里提示一条。
    有一边空白的作存疑，读不出的不比。
    """
    if subject.mismatch:
        yield Fault(
            where=CellRef(3, _CARRIED_IN, "total"),
            message=f"{subject.mismatch}，逐年核对没有做",
            hint="请用 --previous 给出同一机关上一年的报告",
            severity=Severity.INFO,
        )
    previous = subject.last_year
    if previous is None:
        return
    form = subject.report.edition
    for column in form.table(3).columns:
        now, then = subject.report.cell(3, _CARRIED_IN, column.key), previous.cell(3, _CARRIED_OUT, column.key)
        if CellState.UNREADABLE in (now.state, then.state) or (now.value or 0) == (then.value or 0):
            continue
        place = CellRef(3, _CARRIED_IN, column.key)
        difference = (now.value or 0) - (then.value or 0)
        printed, before = ("空白" if cell.value is None else f"填 {cell.value}" for cell in (now, then))
        yield Fault(
            where=place,
            message=f"{full_name(form, place)}{printed}，上一年报告第四项{before}，{excess(difference)}",
            expected=then.value,
            found=now.value,
            difference=difference,
            cells=(place,),
            hint="请核对年底在办台账，弄清哪一年的数有误",
            severity=Severity.WARNING if None in (now.value, then.value) else Severity.ERROR,
            source=str(form.table(3).source),
        )


@RULES.rule("A3", "现行有效件数推算不符", Severity.WARNING, form_2021("“二、主动公开政府信息情况”表"), ("2021",))
def in_force_rolled_forward(subject: Subject) -> Iterator[Fault]:
    """现行有效件数不等于上一年现行有效，加本年制发，减本年废止。

    ### 为什么
    文件只会因制发而增加，因废止、失效而减少。推算不符，说明有文件漏计，或者宣布失效的没有反映在表里。

    ### 例
    上一年现行有效 87 件，本年制发 11、废止 13，应为 85；填 80 的少 5，可能有 5 件宣布失效而没有单列。

    ### 怎么办
    对照政策文件库核对年底现行有效的文件；有宣布失效的，在正文中写明件数。

    ### 局限
    要用 --previous 给出上一年报告。表里没有“失效”一栏，少了未必是错，所以只作存疑。
    """
    previous = subject.last_year
    if previous is None or previous.form != subject.report.form:
        return
    for row in ("gov_rules", "normative_docs"):
        before = previous.value(2, row, "in_force")
        issued, abolished, in_force = (subject.report.value(2, row, key) for key in ("issued", "abolished", "in_force"))
        if before is None or issued is None or abolished is None or in_force is None:
            continue
        expected = before + issued - abolished
        if in_force != expected:
            place = CellRef(2, row, "in_force")
            yield Fault(
                where=place,
                message=f"{full_name(subject.report.edition, place)}填 {in_force}，"
                f"按上一年 {before}＋制发 {issued}－废止 {abolished} 推算为 {expected}，{excess(in_force - expected)}",
                expected=expected,
                found=in_force,
                difference=in_force - expected,
                cells=tuple(CellRef(2, row, key) for key in ("issued", "abolished", "in_force")),
                hint="请对照政策文件库核对；有宣布失效的，在正文中写明"
                if in_force < expected
                else "请核对是否漏计制发或多计废止",
            )


@RULES.rule("C2", "上一年未审结案件没有下文", Severity.WARNING, form_2021("“四、政府信息公开行政复议、行政诉讼情况”表"))
def pending_cases(subject: Subject) -> Iterator[Fault]:
    """本年某类案件的总计，比上一年报告中尚未审结的还少。

    ### 为什么
    上一年尚未审结的案件，本年或者审结、或者仍未审结，都应计入本年。

    ### 例
    上一年行政复议尚未审结 3 件，本年行政复议总计只有 1 件：至少有 2 件没有下文。

    ### 怎么办
    核对应诉台账，把上一年结转的案件按本年的结果计入。

    ### 局限
    要用 --previous 给出上一年报告。少数地方只统计本年新收案件，所以作存疑。
    """
    previous = subject.last_year
    if previous is None:
        return
    form = subject.report.edition
    for row in form.table(4).rows:
        pending, total = previous.value(4, row.key, "pending"), subject.report.value(4, row.key, "total")
        if pending is not None and total is not None and total < pending:
            place = CellRef(4, row.key, "total")
            yield Fault(
                where=place,
                message=f"{full_name(form, place)}填 {total}，上一年报告尚未审结的就有 {pending} 件",
                expected=pending,
                found=total,
                difference=total - pending,
                cells=(place,),
                hint="请核对上一年结转的案件有没有计入",
                source=str(form.table(4).source),
            )


@RULES.rule("X2", "比上一年变化过半", Severity.INFO, Provision(Instrument.ARITHMETIC))
def big_changes(subject: Subject) -> Iterator[Fault]:
    """主要数据比上一年增减超过一半，正文没有说明。

    ### 为什么
    大起大落往往是统计口径变了，或者填错了数；确实变化大的，读者也想知道原因。

    ### 例
    上一年新收申请 24 件，本年 10 件，减少 58 %，正文没有提到同比。

    ### 怎么办
    核对数据和口径；属实的，在正文中说明原因。

    ### 局限
    要用 --previous 给出上一年报告。相差不到 10 的不提；正文出现“同比”“较上年”等字样的，视为已作说明。
    """
    previous = subject.last_year
    if previous is None or any(word in section.text for section in subject.report.sections for word in _EXPLAINED):
        return
    for ref in _WATCHED:
        now = subject.report.value(ref.table, ref.row, ref.column)
        then = previous.value(ref.table, ref.row, ref.column)
        if now is None or not then:
            continue
        change = Decimal(now - then)
        share = abs(change) / Decimal(then)
        if abs(change) >= _SMALLEST_NOTED and share > _BIG_CHANGE:
            yield Fault(
                where=ref,
                message=f"{cell_name(subject.report.edition, ref)}上一年 {then}，本年 {now}，"
                f"{'增加' if change > 0 else '减少'} {share:.0%}，正文没有说明",
                found=now,
                difference=now - then,
                cells=(ref,),
                hint="请核对数据和口径；属实的，在正文中说明原因",
            )
