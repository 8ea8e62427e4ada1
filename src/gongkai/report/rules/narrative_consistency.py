"""Sentences against each other: the same quantity twice (D5), parts and their whole (D6)."""

import itertools
import re
from collections.abc import Iterator

from gongkai.findings import Fault, Sentence, Severity
from gongkai.law.provisions import Instrument, Provision
from gongkai.report.claims import Claim
from gongkai.report.claims.metrics import METRICS
from gongkai.report.claims.model import Period, Scope
from gongkai.report.claims.parts import enumerations
from gongkai.report.rules.narrative_compare import contradiction
from gongkai.report.rules.subject import RULES, Subject
from gongkai.text.sentences import quote, sentence_at

_SOURCE = Provision(Instrument.ARITHMETIC)
_TWICE = frozenset((
    "new", "received", "accepted", "handled", "closed", "carried_in", "carried_out", "review", "suit",
    "normative.issued", "normative.abolished", "normative.in_force", "rules.issued", "rules.abolished", "rules.in_force",
    "licences.decided", "penalties.decided", "coercions.decided", "charges",
    "fee", "hotline.accepted", "hotline.closed", "gazette",
))  # fmt: skip
_WHOLES = frozenset(("new", "received", "accepted", "handled", "closed", "mentioned"))
_NEAR, _MOST_OPEN = 0.9, 3
_PLANS = 5
_SURVEYS = re.compile(
    r"(?:征集调查|网上调查|意见征集|民意征集|征集)[^。；，]{0,8}?\d+\s*[期次项][^。；]{0,6}?(?:收到|征集|收集)[^。；\d]{0,10}?(?:意见|建议)[^。；，\d]{0,6}?(?P<all>\d{1,9})\s*条"
)
_SURVEY = re.compile(
    r"征集[^。；，\d]{0,4}活动[^。；\d]{0,16}?征集[^。；，\d]{0,8}?(?:意见|建议)[^。；，\d]{0,6}?(?P<one>\d{1,9})\s*条"
)


@RULES.rule("D5", "同一数量前后不一", Severity.ERROR, _SOURCE)
def same_quantity(subject: Subject) -> Iterator[Fault]:
    """正文里同一个数量说了两次，两次不一样；或者说一类申请人的件数比申请总数还多。

    ### 为什么
    同一机关同一年的同一个数只能有一个值，两处不一必有一处错，不看表格也能断定。

    ### 例
    第一部分写“收到政府信息公开申请 6 件”，第六部分写“收到自然人依申请公开 19 件”。

    ### 怎么办
    核定后统一；口径不同的（全县与本级、全年与半年），写明口径。

    ### 局限
    只比较说的是本机关、本年度、确数的句子。“办理”“办结”前后两数都能与表三相符的不算矛盾。热线、公报、节目期数等表里没有的数，只作存疑。
    """
    seen: dict[tuple[str, str], Claim] = {}
    for claim in subject.claims:
        if claim.metric not in _TWICE or not _plain(claim):
            continue
        first = seen.setdefault((claim.metric, claim.requester), claim)
        if first.value != claim.value and not _both_borne_out(subject, first, claim):
            yield _differ(first, claim, f"正文“{first.said}”与“{claim.said}”不一")
        whole = seen.get((claim.metric, ""))
        if claim.requester and whole is not None and _more(claim, whole):
            yield _differ(
                whole, claim, f"正文称申请共 {whole.value} 件（“{whole.said}”），又称其中一类就有 {claim.value} 件"
            )


def _plain(claim: Claim) -> bool:
    own = claim.scope is Scope.OWN and claim.period is Period.YEAR and claim.bound == "="
    return own and claim.value is not None and not claim.partial and not claim.qualifier and claim.strict


def _more(claim: Claim, whole: Claim) -> bool:
    return claim.value is not None and whole.value is not None and claim.value > whole.value


def _both_borne_out(subject: Subject, first: Claim, second: Claim) -> bool:
    """Whether the words leave room and the table bears out both numbers."""
    if METRICS[first.metric].rule not in ("D1", "D2"):
        return False
    return contradiction(subject.report, first) is None and contradiction(subject.report, second) is None


def _differ(first: Claim, second: Claim, message: str) -> Fault:
    in_form = bool(METRICS[first.metric].rule)
    difference = None if first.value is None or second.value is None else second.value - first.value
    return Fault(
        where=Sentence(second.section, second.quote),
        message=message,
        expected={"section": first.section, "value": str(first.value)},
        found=second.value,
        difference=difference,
        hint="核定后统一两处的数；口径不同的写明口径",
        severity=Severity.ERROR if in_form else Severity.WARNING,
    )


@RULES.rule("D6", "分项与总数不符", Severity.WARNING, _SOURCE)
def parts_and_wholes(subject: Subject) -> Iterator[Fault]:
    """正文里分项之和与所说的总数对不上。

    ### 为什么
    “其中”“分别”“包括”之后的各项加起来不会多于总数；列全了的，应当正好相等。受理的工单，办结、退回、在办三项应当相加得到受理数。

    ### 例
    “受理 12345 工单 8844 件，办结 8428 件，退回 325 件”：相加为 8753，另外 91 件没有交代。

    ### 怎么办
    补上漏写的一项（如在办），或者改正数字。

    ### 局限
    各项有重叠（一条信息既是政策文件又是图解）时可以多于总数，所以信息条数只作存疑；申请渠道各项之和多于申请总数的是错误。没有列全的，
    不要求相等；已列三项以上、相差不到一成的，作提示。
    """
    told = {claim.metric for claim in subject.claims}
    if "hotline.accepted" in told:
        yield from _hotline(subject)
    for kind in ("normative", "rules"):
        if f"{kind}.cleaned" in told:
            yield from _cleaned(subject, kind)
    if "channel" in told:
        yield from _channels(subject)
    yield from _enumerated(subject)
    yield from _consulted(subject)


def _parts_fault(whole: Claim, parts: list[Claim], name: str, severity: Severity) -> Fault:
    values = [int(part.value or 0) for part in parts]
    total, stated = sum(values), int(whole.value or 0)
    return Fault(
        where=Sentence(whole.section, whole.quote),
        message=f"{name} {stated}，各项相加 {' + '.join(map(str, values))} = {total}，相差 {abs(stated - total)}",
        expected=stated,
        found=total,
        difference=total - stated,
        hint="补上漏写的一项，或者改正数字",
        severity=severity,
    )


def _runs(
    claims: tuple[Claim, ...], wholes: frozenset[str], parts: tuple[str, ...]
) -> Iterator[tuple[Claim, list[Claim]]]:
    """Wholes, each with the parts that follow it before anything else is counted."""
    whole: Claim | None = None
    found: list[Claim] = []
    for claim in claims:
        if claim.value is None:
            continue
        if claim.metric.startswith(parts) and whole is not None and whole.section == claim.section:
            found.append(claim)
            continue
        if whole is not None and found:
            yield whole, found
        whole, found = (claim if claim.metric in wholes and claim.value is not None else None), []
    if whole is not None and found:
        yield whole, found


def _hotline(subject: Subject) -> Iterator[Fault]:
    parts = ("hotline.closed", "hotline.returned", "hotline.pending")
    for whole, found in _runs(subject.claims, frozenset(("hotline.accepted",)), parts):
        told = {claim.metric for claim in found}
        exact = all(claim.bound == "=" for claim in (whole, *found))
        if exact and len(told) > 1 and sum(claim.value or 0 for claim in found) != whole.value:
            yield _parts_fault(whole, found, "正文称受理热线工单", Severity.WARNING)


def _cleaned(subject: Subject, kind: str) -> Iterator[Fault]:
    parts = tuple(f"{kind}.{deed}" for deed in ("kept", "abolished", "lapsed", "revised", "in_force"))
    for whole, found in _runs(subject.claims, frozenset((f"{kind}.cleaned",)), parts):
        told = {claim.metric for claim in found}
        if f"{kind}.kept" in told and len(told) > 1 and sum(claim.value or 0 for claim in found) != whole.value:
            yield _parts_fault(whole, found, "正文称清理文件", Severity.WARNING)


def _channels(subject: Subject) -> Iterator[Fault]:
    """An application comes through one channel, so the channels cannot add up to more than there were applications."""
    wholes: dict[int, list[Claim]] = {}
    for claim in subject.claims:
        if claim.metric in _WHOLES and claim.value is not None:
            wholes.setdefault(claim.section, []).append(claim)
    for _, found in _runs(subject.claims, _WHOLES, ("channel",)):
        said = [claim for claim in wholes[found[0].section] if claim.place <= found[0].place]
        if any(claim.bound != "=" for claim in (*said, *found)):
            continue
        total = sum(claim.value or 0 for claim in found)
        whole = max(said, key=lambda claim: claim.value or 0)
        if any(claim.value == total for claim in said):
            continue
        if total > (whole.value or 0):
            own = whole.strict and not whole.partial
            yield _parts_fault(whole, found, "正文称申请", Severity.ERROR if own else Severity.WARNING)
        elif len(found) >= _MOST_OPEN:
            yield _parts_fault(whole, found, "正文称申请", Severity.WARNING)


def _enumerated(subject: Subject) -> Iterator[Fault]:
    compared = {(claim.section, claim.place, claim.value) for claim in subject.claims}
    for found in enumerations(subject.report):
        if (found.section, found.place, found.whole) in compared:
            continue
        sums = list(itertools.accumulate(found.parts))
        if found.whole in sums:
            continue
        total = sums[-1]
        near = len(found.parts) >= _MOST_OPEN and total >= _NEAR * found.whole
        if total < found.whole and not found.closed and not near:
            continue
        weak = total < found.whole and not found.closed
        listed = " + ".join(map(str, found.parts))
        yield Fault(
            where=Sentence(found.section, found.quote),
            message=f"正文“{found.said}”：总数 {found.whole} {found.unit}，各项相加 {listed} = {total}，相差 {abs(found.whole - total)}",
            expected=found.whole,
            found=total,
            difference=total - found.whole,
            hint="补上漏写的一项，或者改正数字" if total < found.whole else "改正数字；各项有重叠的，写明",
            severity=Severity.INFO if weak else Severity.WARNING,
        )


def _consulted(subject: Subject) -> Iterator[Fault]:
    """One consultation cannot have brought in more opinions than all of the year."""
    singles, wholes = [], []
    for section in subject.report.sections:
        if section.number != _PLANS and "征集" in section.text:
            singles += [(int(match["one"]), section, match) for match in _SURVEY.finditer(section.text)]
            wholes += [int(match["all"]) for match in _SURVEYS.finditer(section.text)]
    if not singles or not wholes:
        return
    one, section, match = max(singles, key=lambda single: single[0])
    total = max(wholes)
    if one > total:
        at = sentence_at(section.text, match.start())
        yield Fault(
            where=Sentence(section.number, quote(section.text, at.start, at.end)),
            message=f"一次征集活动收到意见 {one} 条，另一处称全年各次征集调查共收到 {total} 条",
            expected=total,
            found=one,
            difference=one - total,
            hint="核对两处的口径，写明是否包含这次活动",
            severity=Severity.WARNING,
        )
