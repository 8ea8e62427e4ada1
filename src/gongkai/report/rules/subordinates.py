"""X1: a total report against the reports of the bodies that it should add up, given with --parts."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from gongkai.findings import CellRef, Fault, Severity
from gongkai.law.provisions import form_2021
from gongkai.report.form import Form
from gongkai.report.model import AnnualReport, CellState
from gongkai.report.rollup import adds
from gongkai.report.rules.explain import Term, Vector, explanations, nearly
from gongkai.report.rules.names import excess, full_name, listing
from gongkai.report.rules.subject import RULES, Subject

_PLACE = CellRef(3, "received", "total")
_CENTS = 10**6
"""Money in 万元 is compared to the 分; counts are scaled along, which changes nothing."""
_MOST_LEFT_OVER = 2


class Difference:
    """A cell in which the total report differs from its parts' sum; no error where a blank may hide the rest."""

    def __init__(self, ref: CellRef, expected: int | Decimal, found: int | Decimal, severity: Severity) -> None:
        self.ref = ref
        self.expected = expected
        self.found = found
        self.severity = severity


@RULES.rule("X1", "与下级单位合计不符", Severity.ERROR, form_2021("各表"))
def sum_of_parts(subject: Subject) -> Iterator[Fault]:
    """政府报告某一格不等于所属各单位报告同一格之和。

    ### 为什么
    一级政府的报告是所属各机关报告的汇总：表三、表四和表二的许可、处罚、强制、收费都是相加得来。
    对不上，说明漏报、重报或者抄错了数。

    ### 例
    各单位新收合计 120 件，政府报告填 112 件，少的 8 件和其他各格的差额，恰好等于某乡的全部数据：疑似漏了这个乡。

    ### 怎么办
    先补齐或剔除提示中的单位，再逐格核对剩下的差额。

    ### 局限
    要用 --parts 给齐全部单位的报告，而且年度、格式相同；给错的不参加汇总，只提示。
    规章、规范性文件由主管机关统一填报，不相加。一个单位给了两次、或者把总报告自己也给进来的，只计一次，并提示。
    """
    if not subject.parts:
        return
    units, notes = _units(subject)
    yield from notes
    if not units:
        return
    form = subject.report.edition
    differences = [difference for ref in _added(form) if (difference := _difference(subject.report, units, ref))]
    if not differences:
        return
    for terms, refs in _by_unit(subject.report, units, differences):
        explained = [difference for difference in differences if difference.ref in refs]
        yield _explained(form, units, terms, explained)
        differences = [difference for difference in differences if difference.ref not in refs]
    for difference in differences:
        yield _unexplained(form, difference, len(units))


def _units(subject: Subject) -> tuple[list[AnnualReport], list[Fault]]:
    """The reports to add up, and what is to be said of those that are not."""
    units: list[AnnualReport] = []
    wrong, twice = [], []
    for part in subject.parts:
        if part.form != subject.report.form or (part.year and subject.report.year and part.year != subject.report.year):
            wrong.append(part.name)
        elif part.organ and (_same(part, subject.report) or any(_same(part, unit) for unit in units)):
            twice.append(part.name)
        else:
            units.append(part)
    notes = [
        Fault(
            where=_PLACE,
            message=f"给出的下级报告中有 {len(names)} 份{why}，没有计入：{listing(names)}",
            hint="请核对 --parts 给出的文件",
            severity=Severity.WARNING,
        )
        for names, why in ((wrong, "年度或格式与本报告不同"), (twice, "是本报告自己或者重复给出"))
        if names
    ]
    return units, notes


def _same(one: AnnualReport, other: AnnualReport) -> bool:
    return one.organ == other.organ and one.cells == other.cells


def _added(form: Form) -> Iterator[CellRef]:
    return (ref for ref in form.cells if adds(ref))


def _difference(report: AnnualReport, units: Sequence[AnnualReport], ref: CellRef) -> Difference | None:
    """The difference in a cell, where unreadable cells do not leave it open."""
    cells = [unit.cell(ref.table, ref.row, ref.column) for unit in units]
    own = report.cell(ref.table, ref.row, ref.column)
    found = own.value or 0
    expected = sum((cell.value for cell in cells if cell.value is not None), 0)
    lost = any(cell.state is CellState.UNREADABLE for cell in cells)
    if own.state is CellState.UNREADABLE or found == expected or (lost and found > expected):
        return None
    blank = own.value is None if found < expected else any(cell.value is None for cell in cells)
    return Difference(ref, expected, found, Severity.WARNING if blank else Severity.ERROR)


def _by_unit(
    report: AnnualReport, units: Sequence[AnnualReport], differences: Sequence[Difference]
) -> list[tuple[list[tuple[Term, ...]], set[CellRef]]]:
    """Units that explain all differences, or all but a few figures; with the cells that they explain."""
    refs = list(_added(report.edition))
    vectors = [_vector(unit, refs) for unit in units]
    by_ref = {difference.ref: _scaled(difference.found - difference.expected) for difference in differences}
    off: Vector = tuple(by_ref.get(ref, 0) for ref in refs)
    if hits := explanations(off, vectors):
        return [(hits, set(by_ref))]
    if len(differences) > 2 * _MOST_LEFT_OVER:
        for term, left in nearly(off, vectors, _MOST_LEFT_OVER):
            return [([(term,)], set(by_ref) - {refs[at] for at in left})]
    return []


def _vector(report: AnnualReport, refs: Sequence[CellRef]) -> Vector:
    return tuple(_scaled(report.value(ref.table, ref.row, ref.column) or 0) for ref in refs)


def _scaled(value: int | Decimal) -> int:
    return int(value * _CENTS)


def _explained(
    form: Form, units: Sequence[AnnualReport], hits: list[tuple[Term, ...]], differences: list[Difference]
) -> Fault:
    first = next((d for d in differences if d.ref == _PLACE), differences[0])
    causes = "；或者".join("、".join(_cause(units, term) for term in hit) for hit in hits)
    off = first.found - first.expected
    return Fault(
        where=first.ref,
        message=f"与 {len(units)} 个单位合计有 {len(differences)} 格不符"
        f"（{full_name(form, first.ref)}合计 {first.expected}，填 {first.found}，{excess(off)}），"
        f"差额恰好是{causes}",
        expected=first.expected,
        found=first.found,
        difference=off,
        cells=tuple(difference.ref for difference in differences),
        hint=f"疑似{causes}" + ("，仅凭表格不能判定是哪一种" if len(hits) > 1 else ""),
        severity=min((difference.severity for difference in differences), key=list(Severity).index),
    )


def _cause(units: Sequence[AnnualReport], term: Term) -> str:
    at, sign = term
    return f"{'重复计入' if sign > 0 else '漏计'}“{units[at].organ or f'第 {at + 1} 份报告'}”"


def _unexplained(form: Form, difference: Difference, units: int) -> Fault:
    off = difference.found - difference.expected
    return Fault(
        where=difference.ref,
        message=f"{full_name(form, difference.ref)}：{units} 个单位合计 {difference.expected}，"
        f"本报告填 {difference.found}，{excess(off)}",
        expected=difference.expected,
        found=difference.found,
        difference=off,
        cells=(difference.ref,),
        hint=_slip(difference),
        severity=difference.severity,
    )


def _slip(difference: Difference) -> str:
    expected, found = str(difference.expected), str(difference.found)
    if len(expected) == len(found) > 1 and sum(a != b for a, b in zip(expected, found, strict=True)) == 1:
        return "只差一位数字，疑似抄错"
    if sorted(expected) == sorted(found):
        return "数字相同、次序不同，疑似颠倒"
    return "请逐个单位核对这一格"
