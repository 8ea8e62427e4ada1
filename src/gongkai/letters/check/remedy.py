"""The remedy clause: there, in the right order, with the right periods, and naming the right organ."""

import re
from collections.abc import Iterator

from gongkai.findings import Fault
from gongkai.law.outcomes import RemedyRule
from gongkai.law.periods import Period, Unit, period
from gongkai.law.remedies import clause_for
from gongkai.letters.check.draft import Draft, fault, number_of, plain, rule
from gongkai.letters.fields import provisions

_LENGTH = r"([\d一二三四五六七八九十]{1,4})(个?工作日|个?月|[日天])(?:之?内)"
_TO = rf"(?:(?!{_LENGTH.replace('(', '(?:', 2)})[^。;]){{0,60}}?"
_REVIEW = re.compile(rf"{_LENGTH}{_TO}(?:申请|提起|提出)行政复议")
_SUIT = re.compile(rf"{_LENGTH}{_TO}(?:提起|提出)(?:行政)?诉讼")
_REVIEWED = re.compile(r"(?:申请|提起|提出)行政复议")
_SUED = re.compile(r"(?:提起|提出)(?:行政)?诉讼")
_DIRECT = re.compile(r"(?:或者|也可以?|亦可)[^。;]{0,60}?(?:提起|提出)(?:行政)?诉讼")
_FIRST = re.compile(r"先(?:行)?(?:依法)?(?:申请|提起)行政复议|未经(?:行政)?复议")
_ORGAN = re.compile(r"向([^,。;()]{2,40}?)(?:申请|提起|提出)行政复议")
_UNITS = {"日": Unit.CALENDAR_DAYS, "天": Unit.CALENDAR_DAYS, "月": Unit.MONTHS, "个月": Unit.MONTHS}


def _owed(draft: Draft) -> bool:
    """Whether the letter must tell of remedies."""
    by_outcome = draft.outcome is not None and draft.outcome.remedy is RemedyRule.BY_BASIS
    return by_outcome or draft.kind == "third_party_notice"


def _review_first(draft: Draft) -> bool:
    return clause_for(provisions(draft.kind, draft.facts), draft.facts.on).key == "review_first"


@rule("L16", "没有告知救济途径", "条例第五十一条")
def remedy_missing(draft: Draft) -> Iterator[Fault]:
    """答复没有告知可以申请行政复议、提起行政诉讼。

    ### 为什么
    没有告知的，申请人的复议期限自知道之日起最长一年，起诉期限同样顺延；答复也因此有瑕疵。
    ### 例
    不予公开告知书写完理由就落款。
    ### 怎么办
    用「救济告知」，平台依处理依据给出文字。
    ### 局限
    只看有没有“申请行政复议”和“提起行政诉讼”的说法，内容由下面几条查。
    """
    if not _owed(draft):
        return
    ways = {"行政复议": _REVIEWED.search(draft.text), "行政诉讼": _SUED.search(draft.text)}
    if lacking := [way for way, told in ways.items() if not told]:
        right = clause_for(provisions(draft.kind, draft.facts), draft.facts.on)
        yield fault(f"没有告知{'和'.join(lacking)}", expected=right.name)


@rule("L17", "复议、诉讼的先后不对", "复议法第二十三条第一款第（四）项")
def remedy_order(draft: Draft) -> Iterator[Fault]:
    """应当先复议的写成可以直接起诉，或者可以直接起诉的写成必须先复议。

    ### 为什么
    依条例第十四条、第十五条、第十六条不予公开的，2024年1月1日起应当先申请复议，并且要告知；不存在、不属于本机关、不予处理等不在此列。
    ### 例
    以过程性信息为由不予公开，告知“或者六个月内提起行政诉讼”。
    ### 怎么办
    改用平台给出的救济告知；先后由处理依据决定，不由年报的行决定。
    ### 局限
    既引第十六条、又引第三十六条第（四）项的，按先复议。
    """
    if not _owed(draft) or "行政复议" not in draft.text:
        return
    direct, first = _DIRECT.search(draft.text), _FIRST.search(draft.text)
    if _review_first(draft):
        if direct:
            yield fault("应当先申请行政复议，不能告知直接起诉", draft.line_with(direct[0]), "先复议，后诉讼", direct[0])
        elif not first:
            yield fault("没有告知应当先申请行政复议", expected="未经行政复议不得直接提起行政诉讼")
    elif first:
        yield fault("不属于应当先复议的情形", draft.line_with(first[0]), "复议或者诉讼", first[0])


@rule("L18", "复议、起诉的期限不对", "复议法第二十条第一款")
def remedy_periods(draft: Draft) -> Iterator[Fault]:
    """告知的复议期限不是60日，或者起诉期限不对。

    ### 为什么
    复议60日；直接起诉6个月；复议以后起诉15日。写短了剥夺权利，写长了误导申请人。
    ### 例
    “三个月内提起行政诉讼”——这是2015年以前的期限。
    ### 怎么办
    改用平台给出的救济告知。
    ### 局限
    一句话里写几种期限的，只看离“申请行政复议”“提起诉讼”最近的一个。
    """
    if not _owed(draft):
        return
    on = draft.facts.on
    review, direct, after = (period(key, on) for key in ("review_application", "suit", "suit_after_review"))
    suits = (after,) if _review_first(draft) else (direct, after)
    for found, right in ((_REVIEW.finditer(draft.text), (review,)), (_SUIT.finditer(draft.text), suits)):
        for match in found:
            if not any(_same(match[1], match[2], p) for p in right):
                yield fault(
                    "期限写错", draft.line_with(match[0]), "或".join(p.words for p in right), match[1] + match[2]
                )


@rule("L19", "复议机关、法院没有写或者写错", "复议法第二十四条")
def remedy_organ(draft: Draft) -> Iterator[Fault]:
    """告知的复议机关不是本机关登记的复议机关，或者没有写名称。

    ### 为什么
    县级部门的复议机关是本级人民政府；写成上一级主管部门，申请人会走错门。
    ### 例
    县农业农村局的答复，写“向市农业农村局申请行政复议”。
    ### 怎么办
    改为登记的复议机关；登记错了的，在机关信息里更正。
    ### 局限
    只看第一处“向某机关申请行政复议”。
    """
    if not _owed(draft) or "行政复议" not in draft.text:
        return
    right, found = draft.facts.organ.review_organ, _ORGAN.search(draft.text)
    if found is None:
        yield fault("没有写向哪个机关申请行政复议", expected=right)
    elif right and plain(right) != found[1].split("或者")[0]:
        yield fault("复议机关不对", draft.line_with(found[0]), right, found[1])
    if "诉讼" in draft.text and "人民法院" not in draft.text:
        yield fault("没有写向哪个人民法院起诉", expected=draft.facts.organ.court)


def _same(number: str, unit: str, right: Period) -> bool:
    return number_of(number) == right.length and _UNITS.get(unit) is right.unit
