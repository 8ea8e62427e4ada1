"""Figures of the casework that one report alone makes unlikely: B8 and C3."""

from collections.abc import Iterator

from gongkai.findings import CellRef, Fault, Severity
from gongkai.law.provisions import Instrument, Provision, regulation
from gongkai.report.rules.subject import RULES, Subject

_REVIEW_FIRST = Provision(Instrument.RECONSIDERATION, 23, 1, 4)
_REVIEW_FIRST_SINCE = 2024
_WITHHELD = "withheld."
_MANY = 10


@RULES.rule("B8", "结转过多", Severity.WARNING, regulation(33))
def carried_out_too_many(subject: Subject) -> Iterator[Fault]:
    """结转下年度的申请比本年新收的还多，或者占了本年新收的一半以上。

    ### 为什么
    答复期限是 20 个工作日，经批准可延长 20 个工作日。到年底还没办完的，应是 12 月（延期的，11 月）以后收到的，
    以及正在征求意见、不计期限的少数几件；上年结转来的，正常情况下年初就应办结。

    ### 例
    某列新收 3、上年结转 5、结转下年度 8：结转的比新收的多 5，至少有 5 件一年没有办结。

    ### 怎么办
    逐件核对结转的申请：已答复的计入办理结果；确未办结的，核实有无延期、征求意见或者中止。

    ### 局限
    报告不写每件申请的收到日期，所以只能看数量。年底集中收到大批申请时，占一半以上也属正常，因此只作提示。
    """
    table = subject.report.edition.table(3)
    for column in table.columns:
        received = subject.report.value(3, "received", column.key)
        carried_out = subject.report.value(3, "carried_out", column.key)
        if not carried_out or received is None:
            continue
        place = CellRef(3, "carried_out", column.key)
        cells = (CellRef(3, "received", column.key), place)
        message = f"表三“{column.label}”列：结转下年度 {carried_out} 件，本年新收 {received} 件"
        if carried_out > received:
            yield Fault(
                where=place,
                message=f"{message}，至少有 {carried_out - received} 件是上年结转来、一年仍未办结的",
                found=carried_out,
                cells=cells,
                hint="请逐件核对结转的申请是否已经答复",
            )
        elif column.key == "total" and carried_out >= _MANY and carried_out * 2 > received:
            yield Fault(
                where=place,
                message=f"{message}，占 {carried_out / received:.0%}",
                found=carried_out,
                cells=cells,
                hint="能结转的只有年底尚在答复期限内、延期或者不计期限的申请，请核对",
                severity=Severity.INFO,
            )


@RULES.rule("C3", "可能应先复议的直接起诉", Severity.INFO, _REVIEW_FIRST)
def suits_without_review(subject: Subject) -> Iterator[Fault]:
    """本年办理结果几乎都是不予公开，却有未经复议直接起诉的案件。

    ### 为什么
    2024 年起，申请政府信息公开、行政机关不予公开的，应当先申请行政复议，对复议决定不服的才能起诉。

    ### 例
    本年办结 3 件，全部是不予公开，“未经复议直接起诉”却有 2 件：这 2 件或者诉的是往年的答复，或者应归入“复议后起诉”。

    ### 怎么办
    核对每起诉讼前有没有经过复议，有的改填“复议后起诉”。

    ### 局限
    报告不写每起案件诉的是哪一件答复。只有直接起诉的案件比不予公开以外的办理结果还多时才提示；2023 年及以前的报告不查。
    """
    report = subject.report
    suits = report.value(4, "suit_direct", "total")
    if not suits or report.year is None or report.year < _REVIEW_FIRST_SINCE:
        return
    withheld = [ref for ref in report.cells if ref.row.startswith(_WITHHELD) and ref.column == "total"]
    total = report.value(3, "total", "total")
    values = [report.cells[ref].value for ref in withheld]
    if total is None or not total or None in values:
        return
    refused = sum(int(value or 0) for value in values)
    if refused and suits > total - refused:
        place = CellRef(4, "suit_direct", "total")
        yield Fault(
            where=place,
            message=f"未经复议直接起诉 {suits} 件，而本年办结 {total} 件中有 {refused} 件是不予公开，应先申请行政复议",
            found=suits,
            cells=(place, *(ref for ref in withheld if report.cells[ref].value)),
            hint="请核对这些案件起诉前是否经过复议，诉的是否往年的答复",
        )
