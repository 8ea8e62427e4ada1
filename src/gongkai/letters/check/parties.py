"""Third parties and other organs: asked before, told after, and the requester kept out of their letters."""

from collections.abc import Iterator
from datetime import date

from gongkai.findings import Fault, Severity
from gongkai.law.counting import count
from gongkai.law.periods import period
from gongkai.letters.check.draft import Answer, Asked, Draft, Party, fault, plain, rule
from gongkai.letters.facts import chinese_date
from gongkai.letters.fields import Values, meaning

_PERIODS = {Party.THIRD_PARTY: "third_party_reply", Party.JOINT_ORGAN: "joint_organ_reply"}


@rule("L24", "第三方不同意，决定公开却没有告知第三方", "条例第三十二条")
def override_untold(draft: Draft) -> Iterator[Fault]:
    """第三方不同意公开，行政机关决定公开，没有把内容和理由书面告知第三方。

    ### 为什么
    认为不公开可能对公共利益造成重大影响的，可以公开，但是应当将决定公开的内容和理由书面告知第三方。
    ### 例
    企业书面反对，答复仍然提供，没有给企业发告知书。
    ### 怎么办
    先发《政府信息公开决定告知书》给第三方。
    ### 局限
    第三方反对的部分没有公开的，不需要告知，说明理由后发出。
    """
    if draft.outcome is None or draft.outcome.key not in ("granted", "partial"):
        return
    for asked in draft.clock.asked:
        if asked.party is Party.THIRD_PARTY and asked.answer is Answer.OBJECTS:
            if asked.told_on is None:
                yield fault("第三方不同意公开，没有告知第三方公开的决定和理由")
            elif asked.told_on > draft.goes_out:
                yield fault("答复早于告知第三方之日", "", chinese_date(asked.told_on), chinese_date(draft.goes_out))


@rule("L25", "征求意见还没有结束就答复", "条例第三十二条")
def asked_still(draft: Draft) -> Iterator[Fault]:
    """被征求意见的一方没有回复，15个工作日也没有满，就作出了答复。

    ### 为什么
    征求意见的期限是对方的权利，期限未满不能当作没有意见。
    ### 例
    第三方9月21日收到征询书，10月12日答复——期限到10月19日。
    ### 怎么办
    等到回复或者期满。
    ### 局限
    答复不涉及对方的，说明理由后发出。
    """
    if draft.outcome is None:
        return
    for asked in draft.clock.asked:
        if asked.answer is Answer.NONE and draft.goes_out <= (until := _until(asked, draft)):
            yield fault("征求意见的期限还没有满", "", f"晚于{chinese_date(until)}", chinese_date(draft.goes_out))


@rule("L26", "以第三方合法权益为由不予公开，没有征求意见", "条例第三十二条", Severity.WARNING)
def third_party_unasked(draft: Draft) -> Iterator[Fault]:
    """以商业秘密、个人隐私为由不予公开，没有书面征求第三方意见的记录。

    ### 为什么
    第三方同意的可以公开；没有问过，不公开的理由站不住。
    ### 例
    以“涉及企业商业秘密”拒绝，档案里没有征询书和回函。
    ### 怎么办
    先征求意见；找不到第三方的，写明经过。
    ### 局限
    身份证号码一类显然属于个人隐私的，通常不必征求意见。
    """
    by_part = any(p.article == 15 for part in draft.facts.withheld for p in part.basis)
    refused = draft.outcome is not None and (draft.outcome.key == "third_party_rights" or by_part)
    if refused and not any(asked.party is Party.THIRD_PARTY for asked in draft.clock.asked):
        yield fault("没有征求第三方意见的记录")


@rule("L27", "给别人的文书透露了申请人", "条例第三十二条")
def requester_revealed(draft: Draft) -> Iterator[Fault]:
    """发给第三方、其他机关的文书里出现了申请人的姓名、证件号码、地址、电话。

    ### 为什么
    征求意见不需要说是谁申请；透露申请人的个人信息没有依据。
    ### 例
    “张某某申请公开你公司的验收报告，请提出意见”。
    ### 怎么办
    删去；只写申请公开的信息。
    ### 局限
    申请内容里自己写了姓名的，要人看。
    """
    values = Values(draft.kind, draft.facts)
    for name in draft.wording.sensitive:
        value = plain(values[name])
        if len(value) > 1 and value in draft.text:
            yield fault(f"出现了{meaning(name)}", draft.line_with(value))


def _until(asked: Asked, draft: Draft) -> date:
    key = _PERIODS[asked.party]
    return count(period(key, asked.received_on), asked.received_on, draft.clock.calendar).due
