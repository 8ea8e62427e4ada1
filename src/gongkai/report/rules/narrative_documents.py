"""Sentences on documents, decisions and charges against table 2 (A5, A6)."""

from collections.abc import Iterator

from gongkai.findings import Fault, Sentence, Severity
from gongkai.law.provisions import form_2021
from gongkai.report.claims import Claim
from gongkai.report.claims.model import Period, Scope
from gongkai.report.rules.narrative import of_rule
from gongkai.report.rules.narrative_compare import contradictions, fault
from gongkai.report.rules.subject import RULES, Subject

_TABLE_2 = form_2021("“二、主动公开政府信息情况”表")
_MANY = 10
_BESIDES = {"abolished": "lapsed", "issued": "revised"}
"""What the form has no cell of its own for and may be counted in another: 宣布失效 in 废止, 修改 in 制发."""


@RULES.rule("A5", "正文所称文件、许可、处罚、收费数与表二不符", Severity.ERROR, _TABLE_2)
def documents(subject: Subject) -> Iterator[Fault]:
    """正文说制发、废止、现行有效多少件文件，作出多少件决定，收费多少，表二里对不上。

    ### 为什么
    规章、行政规范性文件的制发、废止、现行有效件数，许可、处罚、强制的决定件数和收费金额，表二都有对应的格。

    ### 例
    正文写“发布现行有效政府规章 5 部、行政规范性文件 46 件”，表二分别为 0 和 85。

    ### 怎么办
    以政策文件库为准核定，改正文或改表格。

    ### 局限
    只比较规章和行政规范性文件；“政策性文件”“政策文件”“文件”不是行政规范性文件，不比较。公开的条数不是制发件数，也不比较。
    清理前的件数表二没有格；“废止”与“宣布失效”、“制定”与“修改”之和等于表二的，算相符。
    """
    hint = "以政策文件库和执法台账为准，改正文或改表格"
    for found in contradictions(subject.report, of_rule(subject, "A5")):
        if not _with_besides(subject, found.claim, found.value):
            yield fault(subject.report, found, hint)


def _with_besides(subject: Subject, claim: Claim, value: object) -> bool:
    """Whether the cell counts, together with what was claimed, what the text counts apart."""
    kind, _, deed = claim.metric.partition(".")
    other = f"{kind}.{_BESIDES.get(deed, '')}"
    values = [c.value for c in subject.claims if c.metric == other and c.value is not None]
    return claim.value is not None and any(claim.value + beside == value for beside in values)


@RULES.rule("A6", "制发 0 件而正文公开了许多文件", Severity.INFO, _TABLE_2, editions=("2021",))
def many_documents(subject: Subject) -> Iterator[Fault]:
    """行政规范性文件本年制发 0 件，正文却说印发、公开了许多文件。

    ### 为什么
    文件不都是行政规范性文件，但一年印发上百件文件、一件规范性文件也没有，多半是没有认定或者漏填。

    ### 例
    正文写“全年公开政府及政府办文件 157 件”，表二行政规范性文件本年制发件数为 0。

    ### 怎么办
    逐件核对是否属于行政规范性文件；确实没有的，不必改。

    ### 局限
    只是提示。10 件以下不提示。
    """
    if subject.report.value(2, "normative_docs", "issued") != 0:
        return
    for claim in subject.claims:
        own = claim.scope is not Scope.REGION and claim.period is Period.YEAR
        if claim.metric == "documents" and own and claim.value is not None and claim.value >= _MANY:
            yield Fault(
                where=Sentence(claim.section, claim.quote),
                message=f"正文“{claim.said}”，表二行政规范性文件本年制发件数为 0，请核对其中有无行政规范性文件",
                expected={"table": 2, "row": "normative_docs", "column": "issued", "value": 0},
                found=claim.value,
            )
            return
