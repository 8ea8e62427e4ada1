"""The letter's dates against the clock of its request."""

from collections.abc import Iterator
from datetime import date

from gongkai.findings import Fault
from gongkai.law.counting import count
from gongkai.law.periods import period
from gongkai.letters.check.draft import Draft, fault, rule
from gongkai.letters.facts import chinese_date


@rule("L20", "答复超过法定期限", "条例第三十三条第二款")
def reply_late(draft: Draft) -> Iterator[Fault]:
    """答复在期限届满以后才送达。

    ### 为什么
    逾期答复违法，复议、诉讼中会被确认违法，不因事后答复而消除。
    ### 例
    10月16日到期，10月20日交邮。
    ### 怎么办
    立即发出并说明情况；今后在届满前送达。确有法定的扣除、延长没有登记的，补登记。
    ### 局限
    没有送达日期的，按落款日期算。
    """
    clock = draft.clock
    if draft.outcome is not None and draft.goes_out > clock.due_on:
        yield _late("答复晚于法定期限", clock.due_on, draft.goes_out)
    if draft.kind == "receipt" and draft.facts.request.due_on not in (None, clock.due_on):
        yield fault("回执写的答复期限与计算的不一致", "", chinese_date(clock.due_on), _day(draft.facts.request.due_on))


@rule("L21", "补正告知超过7个工作日，或者不止一次", "条例第三十条")
def correction_wrong(draft: Draft) -> Iterator[Fault]:
    """补正告知晚于收到申请后7个工作日，或者不是第一次，或者没有留出时间。

    ### 为什么
    应当在收到之日起7个工作日内一次性告知，并给合理的补正期限。
    ### 例
    9月14日收到，9月25日才告知补正；补正后又第二次告知补正。
    ### 怎么办
    超过7个工作日的，按现有内容办理；补正后仍不明确的，用“补正后仍不明确”答复。
    ### 局限
    期限是否合理由人判断，这里只看有没有早于告知之日。
    """
    if draft.kind != "correction_notice":
        return
    clock = draft.clock
    last = count(period("correction_notice", clock.received_on), clock.received_on, clock.calendar).due
    if draft.goes_out > last:
        yield _late("告知补正晚于期限", last, draft.goes_out)
    if clock.corrections:
        yield fault("已经告知过补正，补正只能一次性告知", found=_day(clock.corrections[0]))
    correction = draft.facts.correction
    if correction and correction.reply_by <= draft.goes_out:
        yield fault("补正期限不晚于告知之日", found=_day(correction.reply_by))


@rule("L22", "延长答复期限不合法", "条例第三十三条第二款")
def extension_wrong(draft: Draft) -> Iterator[Fault]:
    """延期在期限届满后才告知，或者延长超过20个工作日，或者延长第二次，或者没有工作机构负责人同意。

    ### 为什么
    延长须经公开工作机构负责人同意并告知申请人，最长20个工作日，只有一次。
    ### 例
    10月16日到期，10月19日才告知延期；延到11月30日。
    ### 怎么办
    逾期的不能再延期，立即答复；天数以平台计算的为准。
    ### 局限
    延长的理由是否成立由人判断。
    """
    extension = draft.facts.extension
    if draft.kind != "extension_notice" or extension is None:
        return
    clock = draft.clock
    last = count(period("extension", draft.facts.on), clock.due_on, clock.calendar).due
    if draft.goes_out > clock.due_on:
        yield _late("告知延期晚于原期限", clock.due_on, draft.goes_out)
    if clock.extended:
        yield fault("已经延长过一次，不能再延长")
    if extension.old_due != clock.due_on:
        yield fault("原答复期限与计算的不一致", "", chinese_date(clock.due_on), _day(extension.old_due))
    if not clock.due_on < extension.new_due <= last:
        yield fault(
            "新的期限应当晚于原期限，且延长不超过20个工作日", "", f"不晚于{chinese_date(last)}", _day(extension.new_due)
        )
    if not extension.approved_by:
        yield fault("没有登记工作机构负责人同意")


@rule("L23", "延迟答复告知不合法", "条例第三十五条")
def delay_wrong(draft: Draft) -> Iterator[Fault]:
    """延迟答复在期限届满后才告知，或者新的日期不晚于原期限。

    ### 为什么
    申请理由合理、无法按期答复的，应当确定合理期限并告知申请人，不能拖到逾期再说。
    ### 例
    期限10月16日，10月20日告知延迟。
    ### 怎么办
    在原期限内告知。
    ### 局限
    延迟多久合理，条例没有规定，由人判断。
    """
    extension = draft.facts.extension
    if draft.kind != "delay_notice" or extension is None:
        return
    if draft.goes_out > draft.clock.due_on:
        yield _late("告知延迟晚于原期限", draft.clock.due_on, draft.goes_out)
    if extension.new_due <= draft.clock.due_on:
        yield fault("延迟后的期限不晚于原期限", "", f"晚于{chinese_date(draft.clock.due_on)}", _day(extension.new_due))


def _late(message: str, due: date, out: date) -> Fault:
    return fault(message, "", f"不晚于{chinese_date(due)}", chinese_date(out))


def _day(day: date | None) -> str:
    return chinese_date(day) if day else "没有"
