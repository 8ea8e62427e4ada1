"""The sums that the form declares: B1, B2, B3 in table 3 and C1 in table 4. One function walks them all."""

from collections.abc import Iterator
from decimal import Decimal

from gongkai.findings import CellRef, Fault, Severity
from gongkai.law.provisions import form_2021
from gongkai.report.form.schema import table_name
from gongkai.report.rules.balance import Imbalance
from gongkai.report.rules.names import column_label, excess, row_label
from gongkai.report.rules.subject import RULES, Subject

_REQUESTS = form_2021("“三、收到和处理政府信息公开申请情况”表")
_COURTS = form_2021("“四、政府信息公开行政复议、行政诉讼情况”表")


@RULES.rule("B1", "表三行合计不符", Severity.ERROR, _REQUESTS)
def row_sums(subject: Subject) -> Iterator[Fault]:
    """表三某一行的“总计”不等于该行自然人与五类法人或其他组织之和。

    ### 为什么
    表三每一行的总计就是六类申请人之和，没有别的口径。总计对不上，读者无法知道哪个数是真的，上级汇总时错误还会逐级放大。

    ### 例
    “（一）予以公开”行自然人 10、商业企业 2、其余为 0，总计却填 13：应为 12，多 1。

    ### 怎么办
    对照申请台账，先核六类申请人的数，再改总计。提示中的“疑似”是能让全表配平的最小改动，供查找时参考。

    ### 局限
    空白和“—”按 0 相加；缺的数可能藏在空白格里时，只作存疑。有读不出的格子时，只在已读出的数就已矛盾时报错。
    """
    return _unequal(subject, "B1")


@RULES.rule("B2", "表三列合计不符", Severity.ERROR, _REQUESTS)
def column_sums(subject: Subject) -> Iterator[Fault]:
    """表三某一列各项办理结果之和不等于“（七）总计”。

    ### 为什么
    每件办结的申请只计入一项办理结果，（七）总计就是各项之和。这一列对不上，说明有申请漏计、重计，或填错了列。

    ### 例
    自然人列各项结果为 10、2、22、1、1，合计 36，（七）总计填 38；商业企业列各项合计 2，（七）总计填 0：
    两列一多一少，总计列却仍是 38，只看总计列发现不了。

    ### 怎么办
    逐件核对台账里每件申请的办理结果和申请人类别。一列多、另一列少且数目相同的，多半是（七）总计行填错了列。

    ### 局限
    空白和“—”按 0 相加；缺的数可能藏在空白格里时，只作存疑。有读不出的格子时，只在已读出的数就已矛盾时报错。
    """
    return _unequal(subject, "B2")


@RULES.rule("B3", "表三勾稽关系不符", Severity.ERROR, _REQUESTS)
def balances(subject: Subject) -> Iterator[Fault]:
    """表三某一列第一项加第二项之和，不等于第三项（七）总计加第四项之和。

    ### 为什么
    表头写明：“本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和”。新收和上年结转的申请，到年底不是办结就是结转。

    ### 例
    自然人列新收 35、上年结转 1，合计 36；（七）总计 38、结转下年度 0，合计 38，多 2。

    ### 怎么办
    先改好列合计（B2），再核新收、上年结转和结转下年度三行。上年结转应与上一年报告的第四项一致（B4）。

    ### 局限
    空白和“—”按 0 相加；缺的数可能藏在空白格里时，只作存疑。有读不出的格子时，只在已读出的数就已矛盾时报错。
    """
    return _unequal(subject, "B3")


@RULES.rule("C1", "表四合计不符", Severity.ERROR, _COURTS)
def court_sums(subject: Subject) -> Iterator[Fault]:
    """表四行政复议或某类行政诉讼的“总计”不等于结果维持、结果纠正、其他结果、尚未审结之和。

    ### 为什么
    每起案件只有一种结果，四种结果之和就是总计。总计填 0 而分项有数，往往同正文“未发生行政复议”的说法连在一起错。

    ### 例
    行政复议“其他结果”填 2，其余为 0，总计填 0：应为 2，少 2。

    ### 怎么办
    对照复议、应诉台账核对案件数和结果。只有一处不符时，单凭表格不能判定错在总计还是分项。

    ### 局限
    空白和“—”按 0 相加；缺的数可能藏在空白格里时，只作存疑。有读不出的格子时，只在已读出的数就已矛盾时报错。
    """
    return _unequal(subject, "C1")


def _unequal(subject: Subject, rule: str) -> Iterator[Fault]:
    for imbalance in subject.imbalances:
        identity = imbalance.identity
        if identity.rule == rule:
            message = _balance_said(subject, imbalance) if rule == "B3" else _sum_said(subject, imbalance)
            blank = all(_value(subject, ref) is None for ref in identity.stated)
            yield Fault(
                where=identity.placed,
                message=f"{message}，{excess(imbalance.difference)}{_gaps(imbalance)}",
                expected=imbalance.parts.known,
                found=None if blank else imbalance.stated.known,
                difference=imbalance.difference,
                cells=(*(ref for ref in identity.parts if _value(subject, ref)), *identity.stated),
                hint=subject.hints.get(identity.placed, ""),
                severity=imbalance.severity,
                source=str(subject.report.edition.table(identity.placed.table).source),
            )


def _sum_said(subject: Subject, imbalance: Imbalance) -> str:
    place = imbalance.identity.placed
    form = subject.report.edition
    by_row = imbalance.identity.rule != "B2"
    line = f"“{row_label(form, place)}”行" if by_row else f"“{column_label(form, place)}”列"
    terms = [
        f"{column_label(form, ref) if by_row else row_label(form, ref)} {value}"
        for ref in imbalance.identity.parts
        if (value := _value(subject, ref))
    ]
    summed = f"{'各列' if by_row else '各项办理结果'}之和为 {imbalance.parts.known}"
    if len(terms) > 1:
        summed += f"（{'＋'.join(terms)}）"
    return f"{table_name(place.table)}{line}：{summed}，{'总计' if by_row else '（七）总计'}填 {_said(subject, place)}"


def _balance_said(subject: Subject, imbalance: Imbalance) -> str:
    identity = imbalance.identity
    column = column_label(subject.report.edition, identity.placed)
    parts, stated = ("＋".join(_said(subject, ref) for ref in refs) for refs in (identity.parts, identity.stated))
    return (
        f"表三“{column}”列：第一项加第二项为 {parts}＝{imbalance.parts.known}，"
        f"第三项（七）总计加第四项为 {stated}＝{imbalance.stated.known}"
    )


def _value(subject: Subject, ref: CellRef) -> int | Decimal | None:
    return subject.report.value(ref.table, ref.row, ref.column)


def _said(subject: Subject, ref: CellRef) -> str:
    value = _value(subject, ref)
    return "（空）" if value is None else str(value)


def _gaps(imbalance: Imbalance) -> str:
    smaller, larger = imbalance.parts, imbalance.stated
    if imbalance.difference < 0:
        smaller, larger = larger, smaller
    if smaller.blank:
        return f"；其中 {smaller.blank} 格空白或标为不适用，缺的数可能就在那里"
    return f"；另有 {larger.unreadable} 格读不出，已读出的数就已不符" if larger.unreadable else ""
