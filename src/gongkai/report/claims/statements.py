"""Statements without a number: 未发生…行政复议, 均为自然人申请, 办结率100%."""

from decimal import Decimal

from gongkai.report.claims.heads import Clause, Heads, Thread
from gongkai.report.claims.meaning import COURTS, DECISIONS, DOCUMENTS, INTAKE, REQUESTS, meanings, requester_of
from gongkai.report.claims.model import Claim
from gongkai.report.claims.numbers import Quantity, Token

_DENIABLE = frozenset(("withheld", "not_handled", "unavailable", "partial", "carried_in", "carried_out", "closed_rows"))
_DENIED_DEEDS = frozenset(("issued", "abolished", "in_force"))
_NOTHING_MORE = frozenset(("", "发生", "出现", "产生", "有", "收到", "接到", "收到申请", "发生案件", "件"))
"""What may follow a denial that stands behind its object: 行政复议、行政诉讼均未发生."""
_VERBS_OF_BEING = ("发生", "出现", "产生", "形成")
_COUNT = Quantity(0, "=", "case", "件")


def denials(text: str, clause: Clause, heads: Heads, thread: Thread, end: int) -> list[Claim]:
    """What the clause that ends at ``end`` says not to have happened; each court of an enumeration is denied."""
    if clause.assist or clause.change:
        return []
    said = text[clause.start : end]
    if clause.denied_at < 0:
        return [_denied(court, said, clause, thread) for court in _denied_on(clause, heads)]
    if not heads:
        if clause.before is None or clause.before.gap or text[clause.denied_at : end] not in _NOTHING_MORE:
            return []
        heads = clause.before
    courts = [o for o in dict.fromkeys(heads.objects) if o in COURTS]
    if courts:
        metrics = [f"{court}.{verdict}" for court in courts for verdict in heads.verdicts] or courts
        qualifier = _qualifier(text, clause, heads, end)
        return [_denied(metric, said, clause, thread, qualifier) for metric in metrics]
    if heads.gap or clause.odd or clause.special or heads.verdicts:
        return []
    requester, certain = requester_of(heads.requesters)
    return [
        _denied(metric, said, clause, thread, requester=requester, strict=certain)
        for metric in _denied_metrics(heads, thread)
    ]


def _denied_on(clause: Clause, heads: Heads) -> list[str]:
    """未发生行政复议，提起行政诉讼的情况: the courts behind a comma that the denial before it goes on to."""
    courts = [o for o in dict.fromkeys(heads.objects) if o in COURTS]
    alone = len(courts) == len(heads.objects) and not (heads.gap or heads.verbs or heads.verdicts or heads.outcomes)
    return courts if clause.continues and alone and not clause.count else []


def _denied_metrics(heads: Heads, thread: Thread) -> list[str]:
    last = heads.objects[-1] if heads.objects else ""
    if heads.outcomes:
        plain = not (heads.verbs or heads.deeds or heads.channels or heads.loose)
        about = thread.object == "request" and REQUESTS.issuperset(heads.objects)
        return list(heads.outcomes) if plain and about and _DENIABLE.issuperset(heads.outcomes) else []
    if last in REQUESTS and not heads.deeds:
        known = "request" in heads.objects or thread.object == "request"
        only = all(o in REQUESTS or o == "information" for o in heads.objects)
        return ["received"] if known and only and INTAKE.issuperset(heads.verbs) and not heads.channels else []
    if heads.verbs or not heads.objects:
        return []
    if last in DOCUMENTS:
        kinds = dict.fromkeys(o for o in heads.objects if o in DOCUMENTS)
        return [f"{kind}.{deed}" for kind in kinds for deed in heads.deeds if deed in _DENIED_DEEDS]
    if DECISIONS.issuperset(heads.objects) and set(heads.deeds) <= {"decided"}:
        return [f"{kind}.decided" if heads.deeds else kind for kind in dict.fromkeys(heads.objects)]
    return [last] if last in ("fee", "fee_notice") else []


def _qualifier(text: str, clause: Clause, heads: Heads, end: int) -> str:
    """The words that narrow a denial to special cases; 因政府信息公开引发的 does not, it is the table's own scope."""
    start = clause.denied_at
    while text.startswith(_VERBS_OF_BEING, start):
        start += 2
    if clause.odd or any(outcome != "opened" for outcome in heads.outcomes) or heads.channels:
        return text[start : max(clause.court_at, start)] or text[start:end]
    return text[start:end] if clause.trail else ""


def _denied(
    metric: str,
    said: str,
    clause: Clause,
    thread: Thread,
    qualifier: str = "",
    requester: str = "",
    *,
    strict: bool = True,
) -> Claim:
    return Claim(
        metric=metric,
        value=0,
        denied=True,
        requester=requester,
        qualifier=qualifier,
        scope=clause.scope or thread.scope,
        period=thread.period,
        strict=strict,
        said=said,
    )


def universals(text: str, clause: Clause, heads: Heads, thread: Thread, end: int) -> list[Claim]:
    """Statements on all applications: 均为自然人申请, 全部按要求办结."""
    if clause.count or clause.assist or clause.change or heads.gap or heads.deeds or heads.outcomes or heads.channels:
        return []
    if thread.object != "request" or not REQUESTS.issuperset(heads.objects):
        return []
    requester, _ = requester_of(heads.requesters)
    closes = "closed" in heads.verbs and set(heads.verbs) <= {"closed", "handled"}
    if not requester and not closes:
        return []
    said = text[clause.start : end]
    return [
        Claim(
            metric="kinds" if requester else "closed",
            every=True,
            requester=requester,
            qualifier=_timely(said),
            scope=clause.scope or thread.scope,
            period=thread.period,
            partial=thread.part or clause.special,
            said=said,
        )
    ]


def rate(text: str, token: Token, clause: Clause, heads: Heads, thread: Thread) -> Claim | None:
    """办结率100%, 予以公开的占20.5%: a percentage with what it is a percentage of."""
    metric = requester = channel = ""
    if clause.change or clause.assist:
        return None
    if clause.rate == "closed" and thread.object == "request" and REQUESTS.issuperset(heads.objects):
        metric = "closed"
    elif clause.shared and not clause.shared.gap and not clause.rate:
        found = meanings(clause.shared, _COUNT, thread)
        if len(found) == 1 and not found[0].partial:
            metric, requester, channel, *_ = found[0]
    if not metric:
        return None
    said = text[clause.start : token.end]
    return Claim(
        metric=metric,
        requester=requester,
        channel=channel,
        share=Decimal(token.value),
        every=bool(clause.rate) and token.value == "100",
        qualifier=_timely(said) if clause.rate else "",
        scope=clause.scope or thread.scope,
        period=thread.period,
        said=said,
    )


def _timely(said: str) -> str:
    return "按期" if "期" in said or "时" in said else ""
