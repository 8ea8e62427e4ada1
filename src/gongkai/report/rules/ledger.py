"""Rules that need the ledger: A4, B5, D10. Silent for a report whose ledger is not at hand."""

from collections.abc import Iterator

from gongkai.findings import CellRef, Fault, Sentence, Severity
from gongkai.law.provisions import form_2021
from gongkai.report.model import AnnualReport, CellState
from gongkai.report.rules.names import excess, full_name
from gongkai.report.rules.subject import RULES, Ledger, Subject
from gongkai.text.sentences import sentences


@RULES.rule("B5", "与申请台账不符", Severity.ERROR, form_2021("各表"))
def unlike_the_cases(subject: Subject) -> Iterator[Fault]:
    """表三、表四的数不等于台账里的件数。

    ### 为什么
    这两张表统计的是一件一件办过的申请和案件。表里的数和台账不同，说明有的件没有登记，或者数是手工改的，以后无从核对。

    ### 例
    台账里本年新收 36 件，表中改填 37：多 1。

    ### 怎么办
    漏登的补登，登错的更正台账，再重新冻结数据；确需改填的，写明理由，随报告留存。

    ### 局限
    只有在平台上编写的报告才有台账可比。写明了理由的改填只作存疑。
    """
    yield from _unlike(subject, (3, 4), "台账")


@RULES.rule("A4", "与政策文件库或填报数不符", Severity.WARNING, form_2021("“二、主动公开政府信息情况”表"))
def unlike_the_documents(subject: Subject) -> Iterator[Fault]:
    """表二的数不等于文件库的件数，或者不等于本机关填报的数。

    ### 为什么
    规章和规范性文件以文件库为准，许可、处罚、强制、收费以业务系统提供的数为准；报告另写一个数，公众查文件时就对不上。

    ### 例
    文件库年底现行有效 85 件，表中改填 80：少 5。

    ### 怎么办
    核对文件库中文件的成文、施行和废止日期；填报的数有误的，重新填报并写明来源。

    ### 局限
    只有在平台上编写的报告才有文件库可比。
    """
    yield from _unlike(subject, (2,), "文件库或填报")


def _unlike(subject: Subject, tables: tuple[int, ...], source: str) -> Iterator[Fault]:
    ledger = subject.ledger
    if ledger is None:
        return
    for ref, counted in ledger.cells.items():
        cell = subject.report.cells.get(ref)
        if ref.table not in tables or cell is None or CellState.UNREADABLE in (cell.state, counted.state):
            continue
        if cell.value == counted.value and cell.state is counted.state:
            continue
        yield _fault(subject.report, ledger, ref, source)


def _fault(report: AnnualReport, ledger: Ledger, ref: CellRef, source: str) -> Fault:
    own, counted = report.cells[ref], ledger.cells[ref]
    reason = ledger.reasons.get(ref, "")
    known = own.value is not None and counted.value is not None
    difference = own.value - counted.value if own.value is not None and counted.value is not None else None
    printed, there = (_shown(cell.value) for cell in (own, counted))
    return Fault(
        where=ref,
        message=f"{full_name(report.edition, ref)}填 {printed}，{source}为 {there}"
        + (f"，{excess(difference)}" if known and difference is not None else ""),
        expected=counted.value,
        found=own.value,
        difference=difference,
        cells=(ref,),
        hint=reason or "请核对台账；确需改填的，写明理由",
        severity=Severity.WARNING if reason else None,
    )


def _shown(value: object) -> str:
    return "空白" if value is None else str(value)


@RULES.rule("D10", "正文中手工改写了统计数", Severity.WARNING, form_2021("各部分"))
def typed_over(subject: Subject) -> Iterator[Fault]:
    """正文里原来由台账给出的数，被手工改成了另外写的数。

    ### 为什么
    由台账给出的数会随表格一起变，手工写的不会；以后台账更正，正文和表格就可能互相矛盾。

    ### 例
    “新收政府信息公开申请 36 件”中的 36 由台账给出，编写时改成了 37。

    ### 怎么办
    数有误的更正台账；说的不是同一个数的，改写句子，不要借用这个统计数的位置。

    ### 局限
    只有在平台上编写的报告才知道哪个数原来由台账给出。
    """
    for typed in subject.ledger.typed if subject.ledger else ():
        section = subject.report.section(typed.section)
        text = section.text if section else ""
        sentence = next((s for at in sentences(text) if typed.said in (s := text[at.start : at.end])), None)
        if sentence is not None:
            yield Fault(
                where=Sentence(typed.section, sentence.strip()),
                message=f"“{typed.name}”原由台账给出（{typed.counted}），正文改写为 {typed.said}",
                expected=typed.counted,
                found=typed.said,
                hint=typed.reason,
            )
