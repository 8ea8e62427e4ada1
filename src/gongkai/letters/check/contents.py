"""What a letter of its kind must say, and must not."""

from collections.abc import Iterator

from gongkai.findings import Fault, Severity
from gongkai.law.outcomes import outcomes
from gongkai.letters.check.draft import Draft, fault, plain, rule
from gongkai.letters.fields import DOT, Values, meaning

EXACT = frozenset(
    {
        "申请编号",
        "答复期限",
        "原答复期限",
        "新答复期限",
        "补正期限",
        "回复期限",
        "原答复",
        "原文书编号",
        "征求对象",
        "征求起日",
    }
    | {"收费金额", "第三方意见期限", "共同机关意见期限", "缴费期限"}
)
"""Names, numbers, dates and sums: a letter must have them as they are registered. Other words an officer may change."""
_ELSEWHERE = frozenset({"申请人", "收到日期", "依据", "救济告知", "不公开部分·依据"})
"""What rules of its own look at."""


@rule("L7", "文书的种类与处理结果不符", "条例第三十六条")
def wrong_letter(draft: Draft) -> Iterator[Fault]:
    """处理结果应当用另一种文书答复。

    ### 为什么
    每种处理结果有自己的条款和要件，用错文书就缺要件。
    ### 例
    处理结果是“经检索不存在”，用了不予公开告知书。
    ### 怎么办
    按处理结果重新生成文书。
    ### 局限
    过程中的文书（补正、延期等）不看处理结果。
    """
    told = {outcome.letter for outcome in outcomes().values()}
    if draft.kind not in told:
        return
    if not draft.facts.outcome:
        yield fault("没有登记处理结果")
    elif draft.outcome is None:
        right = outcomes()[draft.facts.outcome]
        yield fault(f"处理结果是“{right.name}”，不用这种文书", expected=right.letter, found=draft.kind)


@rule("L8", "缺少必须写明的内容", "条例第三十六条")
def contents_missing(draft: Draft) -> Iterator[Fault]:
    """这种文书必须写明的编号、日期、金额或者后果没有写。

    ### 为什么
    缺少要件的文书，申请人不知道怎么办，复议、诉讼中会被认定程序违法。
    ### 例
    补正告知书没有写“逾期不补正视为放弃申请”；延期告知书没有写新的期限。
    ### 怎么办
    补写；平台模板里都有。
    ### 局限
    只认得常见的说法；换了说法的，说明理由后发出。
    """
    for name, value in _values(draft):
        if name in EXACT and plain(value) not in draft.text:
            yield fault(f"没有写明{meaning(name)}，或者与登记的不一致", expected=value)
    for saying in draft.wording.says:
        if not any(plain(words) in draft.text for words in saying.any):
            yield fault(f"没有写明：{saying.what}", expected="、".join(saying.any))


@rule("L9", "文书的内容与登记的不一致", "条例第三十六条", Severity.WARNING)
def contents_changed(draft: Draft) -> Iterator[Fault]:
    """文书里找不到登记的申请内容、理由、检索记录等文字。

    ### 为什么
    可能是在 Word 里改了措辞，也可能是拿错了文书；档案里两处应当一致。
    ### 例
    登记的理由是“属于讨论记录”，文书里写的是另一条理由。
    ### 怎么办
    核对；文书对的，把登记的内容改成一致。
    ### 局限
    改一个字也会提示。
    """
    for name, value in _values(draft):
        if name not in EXACT and plain(value) not in draft.text:
            yield fault(f"没有找到登记的{meaning(name)}", expected=value[:80])


@rule("L10", "写了法律不允许的话", "条例第三十二条")
def never_said(draft: Draft) -> Iterator[Fault]:
    """文书里有与法定后果相反的话。

    ### 为什么
    第三方逾期不提出意见的，由行政机关决定，不是视为同意；共同制作机关逾期的，才视为同意。
    ### 例
    第三方意见征询书写“逾期视为同意公开”。
    ### 怎么办
    改为“由本机关依照条例的规定决定是否公开”。
    ### 局限
    只查几种常见的错误说法。
    """
    for saying in draft.wording.never:
        for words in saying.any:
            if plain(words) in draft.text:
                yield fault(f"不能写：{saying.what}", draft.line_with(words), found=words)


@rule("L11", "不予公开的部分没有逐项说明", "条例第三十七条")
def parts_unexplained(draft: Draft) -> Iterator[Fault]:
    """部分公开没有写清给了什么，或者不给的部分没有理由和依据。

    ### 为什么
    区分处理要让申请人知道哪些给了、哪些没有给、为什么，每一部分都要有自己的理由和条款。
    ### 例
    三处涂黑，只说明了一处的理由。
    ### 怎么办
    逐项登记内容、理由、依据。
    ### 局限
    附件里涂黑的地方与登记的项数是否一致，要人核对。
    """
    if draft.outcome is None or draft.outcome.key != "partial":
        return
    if not draft.facts.given:
        yield fault("没有登记予以公开的部分")
    if not draft.facts.withheld:
        yield fault("没有登记不予公开的部分")
    for part in draft.facts.withheld:
        lacking = [what for what, there in (("理由", part.reason), ("依据", part.basis)) if not there]
        if lacking:
            yield fault(f"“{part.content}”没有{'和'.join(lacking)}")


@rule("L12", "没有告知应当向哪里申请", "条例第三十六条第（五）项", Severity.WARNING)
def proper_organ_missing(draft: Draft) -> Iterator[Fault]:
    """不属于本机关负责公开，却没有告知负责机关的名称、联系方式；或者不予处理，却没有告知正确的渠道。

    ### 为什么
    能够确定负责机关的，应当告知名称和联系方式；信访、投诉、举报的，应当告知通过相应渠道提出。
    ### 例
    只写“不属于本机关负责公开”。
    ### 怎么办
    查明后写上；确实不能确定的，写明不能确定。
    ### 局限
    联系方式是否有效，程序不知道。
    """
    facts = draft.facts
    unsure = "不能确定" in draft.text or "无法确定" in draft.text
    if draft.kind == "not_responsible_reply" and not unsure:
        for what, value in (("负责机关的名称", facts.proper_organ), ("负责机关的联系方式", facts.proper_contact)):
            if not value or plain(value) not in draft.text:
                yield fault(f"没有告知{what}")
    if facts.outcome == "petition" and draft.outcome and not facts.way:
        yield fault("没有告知信访、投诉、举报的渠道")


def _values(draft: Draft) -> Iterator[tuple[str, str]]:
    """The values of what the letter needs; empty ones are the matter of L1."""
    values = Values(draft.kind, draft.facts)
    for name in draft.wording.needs:
        group, _, field = name.partition(DOT)
        if name in _ELSEWHERE:
            continue
        found = [item[field] for item in values.items(group)] if field else [values[name]]
        yield from ((name, value) for value in found if value)
