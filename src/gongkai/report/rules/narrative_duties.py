"""What the text must say because of who reports (S5) or of what the table shows (B6)."""

import re
from collections.abc import Iterator

from gongkai.findings import CellRef, Fault, Sentence, Severity
from gongkai.law.provisions import form_2021, regulation
from gongkai.report.claims.scopes import Body, body_of
from gongkai.report.rules.subject import RULES, Subject
from gongkai.text.widths import simplify

_DUTIES = (
    ("工作考核", re.compile("考核|考评|绩效|考查")),
    ("社会评议", re.compile("评议|测评|满意度|评估|评价|问卷")),
    ("责任追究", re.compile("责任追究|追责|问责|追究")),
)
_ARMS = ("街道", "街道办事处", "管委会", "管理委员会")
"""Bodies that a government sends out and that report on an area, but are no 各级人民政府."""
_OTHER_CLOSED = re.compile(
    "撤回|撤销(?:了)?申请|撤件|其[他它]处理|放弃|合并(?:办理|答复|处理)|并案|终止(?:办理|处理)|不属于政府信息|非政府信息|"
    "不作为政府信息|不是政府信息|咨询(?:类|事项)|转(?:办|送|交|为)|另行办理"
)


@RULES.rule("S5", "政府年报缺少考核、评议或追责结果", Severity.WARNING, regulation(50, item=4))
def government_duties(subject: Subject) -> Iterator[Fault]:
    """各级人民政府的年报没有写工作考核、社会评议和责任追究结果。

    ### 为什么
    条例要求各级人民政府的年度报告还要包括工作考核、社会评议和责任追究结果情况，三项缺一不可，没有追责的也要写明。

    ### 例
    某区的报告写了“纳入年度效能目标考核”，通篇没有社会评议、也没有责任追究的结果。

    ### 怎么办
    在“监督保障”部分补写三项结果，例如“社会评议满意率…，全年没有发生责任追究情形”。

    ### 局限
    按机关名称判断是不是政府的报告；按词语判断写没写，换了说法的可能误报，所以只作存疑。部门、办公室、街道办事处、管委会的报告不查。
    """
    report = subject.report
    if body_of(report.organ) is not Body.GOVERNMENT or (report.organ or "").endswith(_ARMS):
        return
    text = simplify("".join(section.text for section in report.sections))
    missing = [name for name, words in _DUTIES if text and not words.search(text)]
    if missing:
        yield Fault(
            where=Sentence(1, ""),
            message=f"政府的年度报告应写明工作考核、社会评议和责任追究结果，没有找到：{'、'.join(missing)}",
            expected="、".join(name for name, _ in _DUTIES),
            found="、".join(name for name, _ in _DUTIES if name not in missing),
            hint="在“监督保障”部分补写；没有发生的也要写明",
        )


@RULES.rule(
    "B6", "“其他处理”没有说明", Severity.WARNING, form_2021("“三、收到和处理政府信息公开申请情况”表"), ("2021",)
)
def other_closed(subject: Subject) -> Iterator[Fault]:
    """表三（六）3“其他”不为 0，正文没有说明是什么情形。

    ### 为什么
    “其他”是兜底的一行，撤回、合并办理、不属于政府信息公开申请的都可能在内，不说明就无从判断处理是否得当。

    ### 例
    某区表三“其他”商业企业列为 1，正文没有提到撤回或者别的处理方式。

    ### 怎么办
    在正文补一句，例如“申请人主动撤回 1 件”。

    ### 局限
    按词语判断正文有没有说明；说明在附件里的看不到。
    """
    ref = CellRef(3, "closed.other", "total")
    count = subject.report.value(ref.table, ref.row, ref.column)
    if not count:
        return
    text = simplify("".join(section.text for section in subject.report.sections if section.number != 5))
    if text and not _OTHER_CLOSED.search(text):
        yield Fault(
            where=ref,
            message=f"表三（六）3“其他”有 {count} 件，正文没有说明是什么情形",
            found=count,
            cells=(ref,),
            hint="写明是撤回、合并办理还是别的情形",
        )
