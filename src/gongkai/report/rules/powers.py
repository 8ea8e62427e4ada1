"""A2: figures of government rules from a body that cannot make any."""

from collections.abc import Iterator

from gongkai.findings import CellRef, Fault, Severity
from gongkai.law.provisions import Instrument, Provision
from gongkai.report.rules.subject import RULES, Subject

_WHO_MAY = Provision(Instrument.LEGISLATION, 93, 1)
_CELLS = tuple(CellRef(2, "gov_rules", column) for column in ("in_force", "abolished", "issued"))
"""The row 规章; the finding stands on the first of them that is filled."""


@RULES.rule("A2", "无规章制定权却填有规章", Severity.ERROR, _WHO_MAY, editions=("2021",))
def rules_without_power(subject: Subject) -> Iterator[Fault]:
    """无权制定规章的机关在“规章”一行填了数。

    ### 为什么
    地方能制定规章的只有省、自治区、直辖市、设区的市、自治州的人民政府。县、市辖区、乡镇街道和各级政府的部门都没有规章制定权，
    它们制发的是行政规范性文件，应填下一行。

    ### 例
    市辖区“红寺堡区”的报告“规章”填本年制发 2 件、现行有效 2 件：多半是把规范性文件填进了规章行。

    ### 怎么办
    核对这几份文件的性质：是规范性文件的，改填“行政规范性文件”行；是上级规章的，不由本机关填报，改为 0。

    ### 局限
    机关的级别只看名称。不在设区的市名单上的“市”、地区行署、开发区只作存疑；名称看不出归属的（如国务院部门）不查。
    """
    numbers = [(ref, subject.report.value(ref.table, ref.row, ref.column)) for ref in _CELLS]
    filled = [(ref, value) for ref, value in numbers if value]
    organ = subject.report.organ
    if not filled or organ is None:
        return
    from gongkai.law.rulemaking import RuleMaking, rule_making  # for the few reports that have such figures

    power = rule_making(organ)
    if power in (RuleMaking.MAY, RuleMaking.UNKNOWN):
        return
    doubtful = power is RuleMaking.DOUBTFUL
    table = subject.report.edition.table(2)
    listed = "、".join(f"{table.column(ref.column).label} {value}" for ref, value in reversed(filled))
    said = "是否有规章制定权存疑" if doubtful else "没有规章制定权"
    place, found = filled[0]
    yield Fault(
        where=place,
        message=f"{organ}{said}，表二“规章”行却填了{listed}",
        expected=0,
        found=found,
        difference=found,
        cells=tuple(ref for ref, _ in filled),
        hint="请核对是不是把行政规范性文件填进了规章行",
        severity=Severity.WARNING if doubtful else Severity.ERROR,
    )
