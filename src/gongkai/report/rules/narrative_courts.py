"""Sentences on administrative review and litigation against table 4 (D3)."""

from collections.abc import Iterator

from gongkai.findings import Fault, Severity
from gongkai.law.provisions import form_2021
from gongkai.report.rules.narrative import of_rule
from gongkai.report.rules.narrative_compare import faults
from gongkai.report.rules.subject import RULES, Subject


@RULES.rule(
    "D3", "正文所称复议、诉讼情况与表四不符", Severity.ERROR, form_2021("“四、政府信息公开行政复议、行政诉讼情况”表")
)
def courts(subject: Subject) -> Iterator[Fault]:
    """正文说没有行政复议、行政诉讼，或者说有多少件，表四里对不上。

    ### 为什么
    “未发生行政复议、行政诉讼”往往是上年留下的套话，表四却已填了数。公众和上级首先看的就是这一句。

    ### 例
    正文写“无因依申请公开引发的行政复议案件”，表四行政复议“其他结果”为 2。写“被申请行政复议 5 件”而表四总计为 4，也在此列。

    ### 怎么办
    按表四改写：几件、结果如何。确无案件的，改正表四。

    ### 局限
    “因政府信息公开引发的”就是表四的口径，不算限定；“因答复不规范、不及时引发的”缩小了范围，只作存疑，但建议改写，免生歧义。
    作为复议机关办理的案件不与表四比较。行政诉讼按两栏之和比较，只报其中一栏的也算相符。
    """
    hint = "按表四写明件数和结果；没有案件的不加限定语"
    yield from faults(subject.report, of_rule(subject, "D3"), hint)
